internal import Files

/// A directory with a model's files.
struct ModelFolder: Sendable {
    let path: FilePath
    /// The directory's name in messages.
    let name: String

    /// - Parameters:
    ///   - argument: the path, as `FilePath` takes it.
    ///   - name: its name in messages; nil for the path.
    init(_ argument: String, name: String? = nil) {
        path = FilePath(argument)
        self.name = name ?? path.shown
    }

    /// The names of its entries, sorted; empty if it cannot be read.
    var names: [String] {
        ((try? Folder.names(in: path)) ?? []).map { FilePath(bytes: $0).argument }
    }

    func path(of file: String) -> FilePath {
        path.appending(FilePath(file).bytes)
    }

    /// A file's name in messages.
    func name(of file: String) -> String {
        "\(name)/\(FilePath(file).shown)"
    }

    /// Whether an entry of that name exists, readable or not.
    func has(_ file: String) -> Bool {
        do throws(FileError) {
            _ = try FileStatus(path(of: file))
            return true
        } catch {
            return error != .missing
        }
    }
}
