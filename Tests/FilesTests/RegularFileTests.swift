import Files
import Foundation
import TestSupport
import Testing

@Suite struct RegularFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> FilePath {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
        return FilePath(folder.file(name))
    }

    @Test("gives all bytes, or the first ones", arguments: [0, 1, 65_535, 65_536, 300_000])
    func reads(_ length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let path = try write(bytes, "file")
        #expect(try RegularFile.read(path, limit: length) == bytes)
        #expect(try RegularFile.prefix(of: path, count: 16) == Array(bytes.prefix(16)))
        if length > 0 {
            let error = #expect(throws: FileError.self) { try RegularFile.read(path, limit: length - 1) }
            #expect(error == .tooLarge(size: length, limit: length - 1))
        }
    }

    @Test("a file as long as the largest integer, as a tmpfs takes it, is too large, and its first bytes are read")
    func longest() throws {
        let path = "/dev/shm/descry-test-\(UUID().uuidString)"
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            unlink(path)
        }
        // Another file system may take no more than this.
        let isLongest = ftruncate(descriptor, off_t.max) == 0
        if !isLongest { try #require(ftruncate(descriptor, 1 << 40) == 0) }
        let error = #expect(throws: FileError.self) { try RegularFile.read(FilePath(path), limit: 10) }
        #expect(error?.description.contains(isLongest ? "9223372036855 MB" : "1099512 MB") == true)
        #expect(try RegularFile.prefix(of: FilePath(path), count: 4) == [0, 0, 0, 0])
    }

    @Test("a FIFO, a socket, a device and a folder are named, and keep nobody waiting")
    func otherKinds() throws {
        #expect(mkfifo(folder.file("fifo"), 0o600) == 0)
        for (path, kind) in [(folder.file("fifo"), "a FIFO"), ("/dev/zero", "a device"), (folder.path, "a folder")] {
            let error = #expect(throws: FileError.self) { try RegularFile.read(FilePath(path), limit: 10) }
            #expect(error?.description == "it is \(kind), not a regular file")
        }
    }

    @Test("says what is wrong: nothing there, a link to nothing, a circle of links, a name too long")
    func faults() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.file("lost"), withDestinationPath: "nowhere")
        try FileManager.default.createSymbolicLink(atPath: folder.file("circle"), withDestinationPath: "circle")
        for name in ["none", "lost", "none/none"] {
            #expect(throws: FileError.missing) { try RegularFile.read(FilePath(folder.file(name)), limit: 10) }
        }
        for (name, reason) in [
            ("circle", "Too many levels of symbolic links"),
            (String(repeating: "x/", count: 4_000), "File name too long"),
        ] {
            let error = #expect(throws: FileError.self) {
                try RegularFile.read(FilePath(folder.file(name)), limit: 10)
            }
            #expect(error?.description == reason)
        }
    }

    @Test("a folder with any name is made with those above it, and has a path in ASCII while it is open")
    func openFolder() throws {
        let above = FilePath(folder.path).appending([0xE9])
        let path = above.appending(Array("new".utf8))
        for _ in 1...2 {
            let open = try OpenFolder(making: path)
            #expect(open.path.utf8.allSatisfy { $0 < 0x80 })
            try Data([1]).write(to: URL(fileURLWithPath: "\(open.path)/file"))
            #expect(try RegularFile.read(path.appending(Array("file".utf8)), limit: 1) == [1])
        }
        for name in ["file", "file/x"] {
            let error = #expect(throws: FileError.self) {
                try OpenFolder(making: path.appending(Array(name.utf8)))
            }
            #expect(error?.description.contains("Not a directory") == true)
        }
        Folder.removeIfEmpty(path)
        #expect(try Folder.names(in: above) == [Array("new".utf8)])
    }

    @Test("a path with a NUL is not that of the file before it")
    func containsNUL() throws {
        try Data([1]).write(to: URL(fileURLWithPath: folder.file("file")))
        for name in ["file\0", "file\0/x", "\0"] {
            let path = FilePath(folder.file(name))
            #expect(throws: FileError.missing) { try FileStatus(path) }
            #expect(throws: FileError.missing) { try RegularFile.read(path, limit: 1) }
            #expect(throws: FileError.self) { try Folder.names(in: path) }
        }
    }

    @Test("a folder's names are bytes, in order")
    func names() throws {
        let latin = FilePath(folder.path).appending([0xE9, 0x2E, 0x6A])
        for path in [latin, FilePath(folder.file(".hidden")), FilePath(folder.file("z"))] {
            let descriptor = creat(path.bytes.map { CChar(bitPattern: $0) } + [0], 0o600)
            try #require(descriptor >= 0)
            close(descriptor)
        }
        let names = try Folder.names(in: FilePath(folder.path))
        #expect(names == [Array(".hidden".utf8), Array("z".utf8), [0xE9, 0x2E, 0x6A]])
        #expect(try RegularFile.read(latin, limit: 10).isEmpty)
        #expect(throws: FileError.self) { try Folder.names(in: FilePath(folder.file("nowhere"))) }
    }
}
