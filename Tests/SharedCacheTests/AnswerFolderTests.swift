import Files
import Foundation
import TestSupport
import Testing

@testable import SharedCache

@Suite struct AnswerFolderTests {
    private static let answer = "0123456789abcdef0123456789abcdef"

    @Test("answers are deleted and counted, and nothing else")
    func empties() throws {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder.file("f/de"), withIntermediateDirectories: true)
        for name in [Self.answer, "f/de/\(Self.answer)", "notes.txt", "f/\(Self.answer)0", "f/UPPER"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: folder.file(name)))
        }
        #expect(try AnswerFolder(path: folder.path).empty() == 2)
        #expect(manager.fileExists(atPath: folder.file("notes.txt")))
        #expect(manager.fileExists(atPath: folder.file("f/\(Self.answer)0")))
        #expect(try AnswerFolder(path: folder.path).empty() == 0)
    }

    @Test("there may be no folder, and a symbolic link is not followed")
    func missingOrLink() throws {
        let folder = try TemporaryFolder()
        #expect(try AnswerFolder(path: folder.file("none")).empty() == nil)
        let target = try TemporaryFolder()
        try Data("x".utf8).write(to: URL(fileURLWithPath: target.file(Self.answer)))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: target.path)
        #expect { try AnswerFolder(path: folder.file("link")).empty() } throws: { "\($0)".contains("symbolic link") }
        #expect(FileManager.default.fileExists(atPath: target.file(Self.answer)))
    }
}
