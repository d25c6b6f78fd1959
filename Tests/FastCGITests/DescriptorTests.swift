import Glibc
import Testing

@testable import FastCGI

@Suite("Descriptor")
struct DescriptorTests {
    /// Opens two, of which the second fails.
    private final class Pair {
        let first: Descriptor
        let second: Descriptor

        init(_ number: Int32) throws(FastCGIError) {
            first = try Descriptor(number, "open the first")
            second = try Descriptor(open("/does/not/exist", O_RDONLY), "open the second")
        }
    }

    @Test("is closed with its owner, also when what comes after it fails")
    func closing() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { close(ends[1]) }
        #expect(throws: FastCGIError.system(action: "open the second", code: ENOENT)) { _ = try Pair(ends[0]) }
        // The other end sees it closed. Looking at the number itself could meet another test's descriptor.
        var byte: UInt8 = 0
        #expect(recv(ends[1], &byte, 1, 0) == 0)
    }
}
