import FastCGI
import Search
import Testing

@testable import Server

@Suite struct CallerTests {
    @Test(
        "the wait that a client prefers",
        arguments: [
            ("wait=10", 10), ("wait=0", 0), ("respond-async, wait=10", 10), ("Wait = 3 ; x=y", 3), ("wait=\"7\"", 7),
            ("wait=5, wait=9", 5), ("handling=lenient,wait=2", 2), ("", nil), ("wait", nil), ("wait=", nil),
            ("wait=-1", nil), ("wait=1.5", nil), ("wait=soon", nil), ("wait=٣", nil), ("waiting=3", nil),
            ("wait=999999999", 999_999_999), ("wait=9999999999", nil), ("wait=99999999999999999999", nil),
            ("wait=soon, wait=4", 4), (",;=,", nil),
        ] as [(String, Int?)])
    func readsWait(field: String, seconds: Int?) {
        #expect(Prefer.wait(in: field) == seconds.map { .seconds($0) })
    }

    @Test(
        "clients are told apart by address, those with IPv6 by their network",
        arguments: [
            ("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2::1", "20010db800010002"),
            ("2001:db8:1:2:ffff::9", "20010db800010002"), ("2001:db8:1:3::1", "20010db800010003"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("::ffff:cb00:7107", "203.0.113.7"), ("::FFFF:203.0.113.8", "203.0.113.8"),
            ("::203.0.113.7", "0000000000000000"), ("::1", "0000000000000000"), ("unix:", "unix:"), ("", ""),
        ])
    func namesClients(address: String, name: String) {
        #expect(ClientName.of(address: address) == name)
    }

    @Test("a request's caller")
    func readsRequest() {
        let request = Request(parameters: ["REMOTE_ADDR": Array("192.0.2.1".utf8), "HTTP_PREFER": Array("wait=4".utf8)])
        #expect(SearchRequest.caller(of: request) == Caller(client: "192.0.2.1", maximumWait: .seconds(4)))
        #expect(SearchRequest.caller(of: Request(parameters: [:])) == Caller())
    }
}
