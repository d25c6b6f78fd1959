import FastCGI
import Testing

@Suite("ListenAddress")
struct ListenAddressTests {
    @Test(
        "reads what it writes",
        arguments: [
            ("unix:/run/descry.sock", ListenAddress.unix(path: "/run/descry.sock")),
            ("127.0.0.1:9000", .tcp(host: "127.0.0.1", port: 9000)),
            ("localhost:0", .tcp(host: "localhost", port: 0)),
            ("[::1]:9000", .tcp(host: "::1", port: 9000)),
        ])
    func good(_ text: String, _ expected: ListenAddress) throws {
        let address = try ListenAddress(text)
        #expect(address == expected)
        #expect(address.description == text)
    }

    @Test(
        "says what is wrong",
        arguments: [
            ("", "unix:/path or host:port"), ("9000", "unix:/path or host:port"), (":9000", "host is missing"),
            ("127.0.0.1:", "port"), ("127.0.0.1:65536", "port"), ("127.0.0.1:-1", "port"), ("h:http", "port"),
            ("::1:9000", "brackets"), ("unix:descry.sock", "slash"), ("unix:", "slash"),
            ("unix:/" + String(repeating: "x", count: 107), "107"), ("unix:/a\u{0}b", "zero"),
        ])
    func bad(_ text: String, _ word: String) {
        #expect {
            try ListenAddress(text)
        } throws: { error in
            guard case .invalidAddress(text, let reason) = error as? FastCGIError else { return false }
            return reason.contains(word)
        }
    }
}
