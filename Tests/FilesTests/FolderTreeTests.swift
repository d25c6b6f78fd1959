import Files
import Foundation
import TestSupport
import Testing

@Suite struct FolderTreeTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func make(_ name: String) throws {
        let path = URL(fileURLWithPath: folder.file(name))
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: path)
    }

    private func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(name)) }

    private func delete(_ name: String, depth: Int = 3) throws -> Int {
        try FolderTree.deleteFiles(below: FilePath(folder.file(name)), depth: depth) { $0 == Array("x".utf8) }
    }

    @Test("deletes the wanted files down to a depth, and nothing else")
    func deletes() throws {
        for name in ["t/x", "t/y", "t/1/x", "t/1/2/3/x", "t/1/2/3/4/x"] { try make(name) }
        #expect(try delete("t") == 3)
        #expect(["t/x", "t/1/x", "t/1/2/3/x"].allSatisfy { !isThere($0) })
        #expect(["t/y", "t/1/2/3/4/x"].allSatisfy(isThere))
        #expect(throws: FileError.missing) { try delete("nothing") }
    }

    @Test("deletes links, and follows none: neither below the folder nor as the folder itself")
    func links() throws {
        for name in ["t/1/x", "other/x"] { try make(name) }
        let manager = FileManager.default
        for (name, target) in [("t/x", "other/x"), ("t/folder", "other"), ("link", "other")] {
            try manager.createSymbolicLink(
                atPath: folder.file(name), withDestinationPath: folder.file(target))
        }
        #expect(try delete("t") == 2)
        #expect(throws: FileError.self) { try delete("link") }
        #expect(isThere("other/x"))
    }

    /// What happens between the look at a folder's names and the deletion of one of them.
    @Test("a folder that is replaced by a link meanwhile does not lead out of the tree")
    func race() throws {
        for name in ["t/1/w", "t/1/x", "other/x"] { try make(name) }
        let manager = FileManager.default
        let deleted = try FolderTree.deleteFiles(below: FilePath(folder.file("t")), depth: 3) { name in
            if name == Array("w".utf8) {
                try? manager.moveItem(atPath: folder.file("t/1"), toPath: folder.file("moved"))
                try? manager.createSymbolicLink(
                    atPath: folder.file("t/1"), withDestinationPath: folder.file("other"))
            }
            return name == Array("x".utf8)
        }
        #expect(deleted == 1)
        #expect(isThere("other/x"))
        #expect(!isThere("moved/x"))
    }
}
