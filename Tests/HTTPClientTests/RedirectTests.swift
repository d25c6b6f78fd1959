import Formats
import Foundation
import HTTPClient
import TestSupport
import Testing

import struct HTTPTypes.HTTPField
import struct HTTPTypes.HTTPFields

@Suite("Redirects")
struct RedirectTests {
    let server: StandIn
    let other: StandIn
    let client: HTTPClient

    init() throws {
        server = try StandIn("web.py")
        other = try StandIn("web.py")
        client = HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [server.place, other.place]))
    }

    func get(_ path: String) throws -> HTTPResponse {
        let headers: HTTPFields = [.authorization: "Bearer secret", try #require(.init("X-Kept")): "yes"]
        return try client.get(
            HTTPRequest(server.url(path), headers: headers, limit: 10_000), until: .now + .seconds(30))
    }

    @Test("are followed where the policy allows it", arguments: [301, 302, 303, 307, 308])
    func followed(status: Int) throws {
        #expect(try get("/redirect?code=\(status)&to=/status?code=203").status == 203)
    }

    @Test("keep the credentials on the same server and drop them on another")
    func credentials() throws {
        _ = try get("/redirect?to=/echo")
        #expect(try server.stats().lastHeaders["authorization"] == "Bearer secret")
        _ = try get("/redirect?to=\(other.url("/echo"))")
        #expect(try other.stats().lastHeaders["authorization"] == nil)
        #expect(try other.stats().lastHeaders["x-kept"] == "yes")
    }

    @Test("are followed three times and no more")
    func loop() throws {
        let error = #expect(throws: HTTPError.self) { try get("/loop") }
        #expect(error?.reason == .tooManyRedirects)
        #expect(try server.stats().requests == ["/loop": 4])
    }

    @Test("are refused to other hosts, without a connection")
    func refused() throws {
        let trap = server.trapPort
        let targets = [
            "http://127.0.0.1:\(trap)/?key=secret", "http://localhost:\(server.place.port)/echo",
            "http://[::ffff:127.0.0.1]:\(trap)/", "http://user@\(server.place)/echo", "https://169.254.169.254/secret",
            "file:///etc/passwd", "//127.0.0.1:\(trap)/", "gopher://127.0.0.1:\(trap)/",
        ]
        for target in targets {
            let encoded = target.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let error = #expect(throws: HTTPError.self) { try get("/redirect?to=\(encoded)") }
            #expect(error == HTTPError(host: "127.0.0.1", reason: .redirectForbidden))
            #expect(error?.description.contains("secret") == false)
        }
        let stats = try server.stats()
        #expect(stats.trapped == 0)
        #expect(stats.requests == ["/redirect": targets.count])
    }

    @Test("a name with an internal address is refused when it connects")
    func internalName() throws {
        // All public hosts are allowed; localhost is not public, with any port.
        let client = HTTPClient(policy: AddressPolicy(hosts: .anyPublic, allowing: [server.place]))
        for url in ["https://localhost/?key=secret", "https://127.0.0.1/?key=secret", "https://[::1]/?key=secret"] {
            let error = #expect(throws: HTTPError.self) {
                try client.get(HTTPRequest(url, limit: 1000), until: .now + .seconds(30))
            }
            #expect(error?.reason == .forbidden("the name leads to an internal address"))
            #expect(error?.description.contains("secret") == false)
        }
        let encoded = "https%3A%2F%2Flocalhost%2F"
        let error = #expect(throws: HTTPError.self) {
            try client.get(
                HTTPRequest(server.url("/redirect?to=\(encoded)"), limit: 1000), until: .now + .seconds(30))
        }
        #expect(error?.reason == .redirectForbidden)
    }
}
