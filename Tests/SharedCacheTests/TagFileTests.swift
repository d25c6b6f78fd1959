import Files
import Foundation
import TestSupport
import Testing

@testable import SharedCache

@Suite struct TagFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func tags(_ text: String) throws -> [String] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("tags")))
        return try TagFile.tags(in: folder.file("tags"))
    }

    @Test("tags are those of searches, each once, in the file's order")
    func reads() throws {
        #expect(try tags("\u{FEFF}# a comment\n\n Lake \nmountains\r\nLAKE\n  # another\n") == ["lake", "mountains"])
        #expect(try tags("").isEmpty)
        #expect(try TagFile.tag(" Lake ") == "lake")
    }

    @Test("a line that is no tag is named by its number, a file that cannot be read by its path")
    func refuses() throws {
        let long = String(repeating: "x", count: 101)
        let line = try #require(throws: SetupError.self) { try tags("lake\n\(long)\n") }
        #expect(line.description.contains("line 2 of \(folder.file("tags"))"))
        #expect(line.kind == .usage)
        let missing = try #require(throws: SetupError.self) { try TagFile.tags(in: folder.file("none")) }
        #expect(missing.description.contains(folder.file("none")) && missing.kind == .missing)
        try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder.file("bytes")))
        #expect { try TagFile.tags(in: folder.file("bytes")) } throws: { "\($0)".contains("is not UTF-8") }
        #expect(throws: SetupError.self) { try TagFile.tag("  ") }
    }
}
