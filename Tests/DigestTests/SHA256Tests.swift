import Digest
import Formats
import Foundation
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// From NIST's examples for FIPS 180-4.
    static let examples = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test("digests NIST's examples", arguments: examples)
    func digestsExamples(text: String, expected: String) {
        #expect(SHA256.digest(of: Array(text.utf8)).hexadecimal == expected)
    }

    @Test("gives the same digest for pieces, for the whole and for a file")
    func digestsPieces() throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var sha = SHA256()
        for start in stride(from: 0, to: bytes.count, by: 70_001) {
            sha.update(Array(bytes[start..<min(start + 70_001, bytes.count)]))
        }
        let digest = sha.finish()
        #expect(digest == SHA256.digest(of: bytes))

        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        #expect(try SHA256.digest(ofFile: file.path) == digest)
    }

    @Test("throws for a missing file")
    func throwsForMissingFile() {
        #expect(throws: (any Error).self) { try SHA256.digest(ofFile: "/nonexistent/file") }
    }
}
