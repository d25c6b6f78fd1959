import Files
import Foundation
import TestSupport
import Testing

@Suite("A file that lines are appended to") struct AppendedFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func file(_ name: String) -> AppendedFile {
        AppendedFile(FilePath(folder.file(name)), of: "the log", setting: "DESCRY_LOG_FILE")
    }

    @Test("is checked without being created or changed")
    func leavesAsItIs() throws {
        try file("new").check()
        #expect(!FileManager.default.fileExists(atPath: folder.file("new")))
        try Data("line\n".utf8).write(to: URL(fileURLWithPath: folder.file("old")))
        try file("old").check()
        #expect(try String(contentsOfFile: folder.file("old"), encoding: .utf8) == "line\n")
        close(try file("new").open())
        #expect(FileManager.default.fileExists(atPath: folder.file("new")))
    }

    @Test("is refused by the check as by opening it", arguments: ["folder", "loop", "missing/file", "long"])
    func refuses(kind: String) throws {
        try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("loop"), withDestinationPath: folder.file("loop"))
        let file = file(kind == "long" ? String(repeating: "x", count: 300) : kind)
        let checked = #expect(throws: SetupError.self) { try file.check() }
        let opened = #expect(throws: SetupError.self) { try file.open() }
        #expect(checked?.description == opened?.description)
        #expect(checked?.description.contains("DESCRY_LOG_FILE") == true)
    }
}
