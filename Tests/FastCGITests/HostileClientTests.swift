import FastCGI
import Foundation
import TestSupport
import Testing

@Suite("Server against hostile clients")
struct HostileClientTests {
    @Test("what has crashed FastCGI libraries does not crash it")
    func libraryBugs() throws {
        let server = try TestServer { _ in Response(status: 200, body: "ok") }
        let tooLong = Record.longLength(0x7FFF_FFF0) + Record.longLength(0x7FFF_FFF0)
        let names = Array(repeating: Record.pair("FCGI_MPXS_CONNS", ""), count: 20).flatMap(\.self)
        let query = Record.make(9, id: 0, names)
        let start = Record.begin() + Record.parameters([])
        let requests = [
            Record.begin() + Record.parameters(tooLong) + Record.parameters([]) + Record.standardInput([]),
            query + Record.get, start + query + Record.standardInput([]), Record.begin() + query,
        ]
        for bytes in requests {
            let client = try TestClient(server.address)
            client.send(bytes)
            #expect(try client.receiveAll().isEmpty)
        }
        #expect(try server.ask().text == "ok")
        #expect(server.reports.count == requests.count)
    }

    @Test("mutated requests never crash it", arguments: [1, 2, 3, 4])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        var limits = FastCGIServer.Limits()
        limits.requestTime = .milliseconds(300)
        let server = try TestServer(workers: 2, limits: limits) { request in
            Response(status: 200, body: request.body)
        }
        let good = Record.request(
            ["REQUEST_METHOD": "POST", "QUERY_STRING": String(repeating: "q", count: 200)], body: [1, 2, 3, 4, 5])
        for _ in 0..<300 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(UInt8.random(in: 0...9, using: &random), at: at)
                default: bytes.insert(contentsOf: good.prefix(Int.random(in: 0...64, using: &random)), at: at)
                }
            }
            // Some wait for the answer, most go at once.
            let client = try TestClient(server.address)
            client.send(bytes)
            if Int.random(in: 0..<10, using: &random) == 0 { _ = try client.receiveAll() }
        }
        #expect(try server.ask().isComplete)
        #expect(server.server.stop())
    }

    @Test("clients that hang up leave no descriptor and no worker behind")
    func hangUps() throws {
        let server = try TestServer(workers: 2) { _ in Response(status: 200, body: "ok") }
        #expect(try server.ask().text == "ok")
        for index in 0..<1_000 {
            let client = try TestClient(server.address)
            client.send(Array(Record.get.prefix(index % (Record.get.count + 1))))
        }
        #expect(try server.ask().text == "ok")
        #expect(eventually { server.server.busyWorkers == 0 && server.server.waitingRequests == 0 })
        #expect(try eventually { try connections(to: server.address) == 1 })
    }

    /// The open Unix sockets of this machine that are bound to the address: the listening one, and one for each
    /// connection that the server still holds.
    private func connections(to address: ListenAddress) throws -> Int {
        guard case .unix(let path) = address else { return 0 }
        // The kernel hands it over in pieces, of which String(contentsOfFile:) reads the first only.
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/net/unix"))
        var bytes = Data()
        while let piece = try file.read(upToCount: 65_536), !piece.isEmpty { bytes += piece }
        let table = String(decoding: bytes, as: UTF8.self)
        return table.split(separator: "\n").count { $0.hasSuffix(" \(path)") }
    }
}
