internal import Files

/// A directory with a model's files.
struct ModelFolder: Sendable {
    let path: FilePath
    /// What messages call it.
    let name: String

    /// - Parameters:
    ///   - argument: the path, as `FilePath` takes it.
    ///   - name: what messages call it; nil for the path.
    init(_ argument: String, name: String? = nil) {
        path = FilePath(argument)
        self.name = name ?? path.shown
    }

    /// The names of what is in it, in order; none if it cannot be read.
    var names: [String] {
        ((try? Folder.names(in: path)) ?? []).map { FilePath(bytes: $0).argument }
    }

    func path(of file: String) -> FilePath {
        path.appending(FilePath(file).bytes)
    }

    /// What messages call a file.
    func name(of file: String) -> String {
        "\(name)/\(FilePath(file).shown)"
    }

    /// Whether there is something of that name.
    func has(_ file: String) -> Bool {
        do throws(FileError) {
            _ = try FileStatus(path(of: file))
            return true
        } catch {
            return error != .missing
        }
    }
}
