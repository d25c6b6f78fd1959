import Files
import JPEG

/// The JPEG files in a folder and below it.
///
/// A file counts as a JPEG by its first bytes or by its name, so that a damaged one, or another format under a wrong
/// name, is found and explained. Hidden files and folders and those of operating systems are left out; linked files are
/// used, linked folders are not followed.
struct PictureFolder {
    /// Their paths, sorted by their bytes.
    private(set) var pictures: [FilePath] = []
    /// Everything else.
    private(set) var passedOver = PassedOver()

    private static let endings: Set<String> = ["jpg", "jpeg", "jpe", "jfif", "jif", "jfi", "mpo", "jpg_large"]
    /// Folders of trash, thumbnails and snapshots: Synology, QNAP, Windows, macOS archives, ext4. Those that begin with
    /// a dot (.Trash-1000, .thumbnails, ._x.jpg) are hidden anyway.
    private static let systemNames: Set<String> = [
        "@eadir", "#recycle", "#snapshot", "@recycle", "@recently-snapshot", "@tmp", "@sharebin", "$recycle.bin",
        "recycler", "recycled", "system volume information", "lost+found", "__macosx",
    ]

    /// - Throws: why the folder itself cannot be read; those below it are counted.
    init(_ folder: FilePath) throws(FileError) {
        try walk(folder, shown: "")
        pictures.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    private mutating func walk(_ folder: FilePath, shown: String) throws(FileError) {
        for name in try Folder.names(in: folder) {
            let path = folder.appending(name)
            let shownName = shown + FilePath(bytes: name).shown
            if let kind = Self.leftOutKind(of: name) {
                passedOver.add(.other(kind), shownName)
                continue
            }
            do throws(FileError) {
                try look(at: path, shown: shownName, isAtTop: shown.isEmpty)
            } catch {
                passedOver.add(.other("unreadable item"), "\(shownName): \(error)")
            }
        }
    }

    private mutating func look(at path: FilePath, shown: String, isAtTop: Bool) throws(FileError) {
        var status = try FileStatus(path, followingLinks: false)
        if status.kind == .link {
            let target = "\(shown) → \(try Folder.target(ofLink: path).shown)"
            guard let linked = try? FileStatus(path) else { return passedOver.add(.other("broken link"), target) }
            if linked.kind == .folder { return passedOver.add(.other("linked folder"), target) }
            status = linked
        }
        switch status.kind {
        case .folder: try walk(path, shown: shown + "/")
        case .file: try look(atFile: path, status, isGallery: isAtTop && shown == "gallery.json")
        default: passedOver.add(.other(status.kind.rawValue), shown)
        }
    }

    private mutating func look(atFile path: FilePath, _ status: FileStatus, isGallery: Bool) throws(FileError) {
        let ending = Self.ending(of: path)
        if let ending, Self.endings.contains(ending) { return pictures.append(path) }
        // The list of the pictures is not a picture that is left out.
        if isGallery { return }
        if status.size == 0 { return passedOver.add(.other("empty file")) }
        let start = try RegularFile.prefix(of: path, count: FileFormat.prefixLength)
        if FileFormat.isJPEG(start) { return pictures.append(path) }
        if let format = FileFormat.name(of: start, ending: ending ?? "") ?? ending?.uppercased() {
            passedOver.add(.format(format))
        } else {
            passedOver.add(.other("unknown file"))
        }
    }

    private static func leftOutKind(of name: [UInt8]) -> String? {
        if name.first == UInt8(ascii: ".") { return "hidden item" }
        return systemNames.contains(FilePath(bytes: name).text.lowercased()) ? "system folder" : nil
    }

    /// The ending in lower case; nil if it is missing or not a word.
    private static func ending(of path: FilePath) -> String? {
        guard let dot = path.name.lastIndex(of: UInt8(ascii: ".")), dot > path.name.startIndex else { return nil }
        let ending = FilePath(bytes: Array(path.name[(dot + 1)...])).text.lowercased()
        return !ending.isEmpty && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            && ending.count <= 12 ? ending : nil
    }
}
