import Formats
import HTTPClient
import Testing

@Suite("TLS", .enabled(if: SecureServer.nginx != nil, "needs nginx"))
struct TLSTests {
    let server: SecureServer

    init() throws {
        server = try SecureServer()
    }

    @Test("downloads side by side share one connection with HTTP/2")
    func multiplexing() throws {
        let requests = (0..<30).map { HTTPRequest("https://\(server.place)/?n=\($0)", limit: 1000) }
        var bodies: [Int: String] = [:]
        server.client(trusting: server.certificate).download(requests, concurrency: 10, until: .now + .seconds(60)) {
            index, result in
            bodies[index] = (try? result.get()).map { String(decoding: $0.body, as: UTF8.self) }
            return nil
        }
        #expect(bodies == Dictionary(uniqueKeysWithValues: (0..<30).map { ($0, "hello \($0)") }))
        let log = try server.log(of: "/", expecting: 30)
        #expect(log.count == 30)
        #expect(Set(log.map(\.version)) == ["HTTP/2.0"])
        #expect(Set(log.map(\.connection)).count == 1)
    }

    @Test("an untrusted certificate is refused, with no request made")
    func untrusted() throws {
        let error = #expect(throws: HTTPError.self) {
            try server.client(trusting: nil).get(
                HTTPRequest("https://\(server.place)/?key=secret", limit: 1000), until: .now + .seconds(60))
        }
        guard case .insecure = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("secret") == false)
        #expect(try server.log(of: "/", expecting: 0).isEmpty)
    }

    @Test("a certificate for another name is refused")
    func otherName() throws {
        var configuration = HTTPClient.Configuration()
        configuration.certificateAuthorities = server.certificate
        let place = HostPort(host: "127.0.0.1", port: server.place.port)
        let client = HTTPClient(
            policy: AddressPolicy(hosts: .only([]), allowing: [place]), configuration: configuration)
        let error = #expect(throws: HTTPError.self) {
            try client.get(HTTPRequest("https://\(place)/", limit: 1000), until: .now + .seconds(60))
        }
        guard case .insecure = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("an untrusted certificate is accepted if that is set, for any name")
    func unchecked() throws {
        var configuration = HTTPClient.Configuration()
        configuration.checksCertificates = false
        for host in ["localhost", "127.0.0.1"] {
            let place = HostPort(host: host, port: server.place.port)
            let client = HTTPClient(
                policy: AddressPolicy(hosts: .only([]), allowing: [place]), configuration: configuration)
            let answer = try client.get(HTTPRequest("https://\(place)/?n=1", limit: 1000), until: .now + .seconds(60))
            #expect(String(decoding: answer.body, as: UTF8.self) == "hello 1")
        }
    }
}
