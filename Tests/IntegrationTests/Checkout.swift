import Foundation
import Testing

/// Where things lie in the checkout that is tested.
enum Checkout {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The program, built beside the tests.
    static let descry: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        return "\(tests)/descry"
    }()

    static let model = "\(root)/deploy/demo/model"
    static let gallery = "\(root)/deploy/demo/gallery"
    /// Sentences for the demo gallery, some of them judged wrongly on purpose.
    static let evaluation = "\(root)/Tests/Fixtures/evaluation/demo.json"

    /// How many pictures of the demo gallery have a tag: what a search for it compares.
    static func pictures(tagged tag: String) throws -> Int {
        let file = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(fileURLWithPath: "\(gallery)/gallery.json")))
        let pictures = try #require((file as? [String: Any])?["pictures"] as? [[String: Any]])
        return pictures.count { ($0["tags"] as? [String])?.contains(tag) == true }
    }

    /// A port that nobody listens on now.
    static func freePort() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = bind(descriptor, generic, length)
                getsockname(descriptor, generic, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// All tests with servers, one after the other: each wants the whole machine.
@Suite(.serialized) enum Integration {}
