import Formats
import Testing

@Suite("Host and port")
struct HostPortTests {
    @Test(
        "reads names and addresses",
        arguments: [
            ("127.0.0.1:9000", "127.0.0.1", 9000), ("LocalHost:1", "localhost", 1), ("[::1]:443", "::1", 443),
            ("stand-in.example:65535", "stand-in.example", 65535),
        ])
    func reads(text: String, host: String, port: Int) throws {
        let place = try #require(HostPort(text))
        #expect(place == HostPort(host: host, port: port))
        #expect(place.description == text.lowercased())
    }

    @Test(
        "refuses what is neither",
        arguments: [
            "", ":", "localhost", "localhost:", ":80", "localhost:0", "localhost:65536", "localhost:-1", "localhost:x",
            "::1:80", "[]:80", "http://localhost:80", "a b:80", "user@localhost:80",
        ])
    func refuses(text: String) {
        #expect(HostPort(text) == nil)
    }
}
