import Digest
import Formats
import Foundation
import HTTPClient
import TestSupport
import Testing

@Suite("Downloads into a file")
struct FileDownloadTests {
    let server: StandIn
    let client: HTTPClient
    let folder: TemporaryFolder

    static let size = 300_000
    static let content = HTTPClientTests.content(size)
    static let checksum = SHA256.digest(of: content).hexadecimal

    init() throws {
        server = try StandIn("web.py")
        client = HTTPClient(policy: AddressPolicy(hosts: .anyPublic, allowing: [server.place]))
        folder = try TemporaryFolder()
    }

    var path: String { folder.path + "/model.safetensors" }

    func request(_ parameters: String = "", limit: Int = .max) -> HTTPRequest {
        HTTPRequest(server.url("/bytes?n=\(Self.size)\(parameters)"), limit: limit)
    }

    var file: [UInt8]? { FileManager.default.contents(atPath: path).map { [UInt8]($0) } }
    var left: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? [] }

    @Test("fetch the whole file and report progress")
    func whole() throws {
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        var reports: [(Int, Int?)] = []
        try client.fetch(request(), to: path, sha256: Self.checksum) { reports.append(($0, $1)) }
        #expect(file == Self.content)
        #expect(left == ["model.safetensors"])
        #expect(reports.last?.0 == Self.size)
        #expect(reports.allSatisfy { $0.1 == Self.size })
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.0 <= $1.0 })
    }

    @Test("resume when the connection is lost, without fetching anything twice")
    func lostConnections() throws {
        try client.fetch(request("&cut=80000"), to: path, sha256: Self.checksum)
        #expect(file == Self.content)
        // 80,000 bytes at a time: four pieces.
        #expect(try server.stats().requests == ["/bytes": 4])
        #expect(try server.stats().lastHeaders["range"] == "bytes=240000-")
        #expect(try server.stats().lastHeaders["if-range"] == "\"one\"")
    }

    @Test("resume where an earlier call stopped")
    func resumed() throws {
        try Data(Self.content[..<100_000]).write(to: URL(fileURLWithPath: path + ".part"))
        var first: Int?
        try client.fetch(request(), to: path, sha256: Self.checksum) { received, _ in first = first ?? received }
        #expect(first == 100_000)
        #expect(file == Self.content)
        #expect(try server.stats().lastHeaders["range"] == "bytes=100000-")
    }

    @Test("fetch nothing when the part is complete")
    func complete() throws {
        try Data(Self.content).write(to: URL(fileURLWithPath: path + ".part"))
        try client.fetch(request(), to: path, sha256: Self.checksum)
        #expect(file == Self.content)
        #expect(try server.stats().requests == ["/bytes": 1])
    }

    @Test("start again when the part is of another version")
    func otherVersion() throws {
        // Without a checksum the version decides; with one, the checksum does.
        try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: path + ".part"))
        try Data("\"zero\"".utf8).write(to: URL(fileURLWithPath: path + ".part.version"))
        try client.fetch(request(), to: path)
        #expect(file == Self.content)

        try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: path + ".part"))
        try client.fetch(request(), to: path, sha256: Self.checksum)
        #expect(file == Self.content)
    }

    @Test("do not use a part without a version or a checksum")
    func unknownVersion() throws {
        try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: path + ".part"))
        try client.fetch(request(), to: path)
        #expect(file == Self.content)
        #expect(try server.stats().lastHeaders["range"] == nil)
    }

    @Test(
        "start again with servers that cannot resume, resume at the wrong place, or have a shorter file",
        arguments: ["&ranges=no", "&ranges=wrong"])
    func badRanges(parameters: String) throws {
        try Data(Self.content[..<100_000]).write(to: URL(fileURLWithPath: path + ".part"))
        try client.fetch(request(parameters), to: path, sha256: Self.checksum)
        #expect(file == Self.content)
        try Data(Self.content + [1]).write(to: URL(fileURLWithPath: path + ".part"))
        try client.fetch(request(parameters), to: path, sha256: Self.checksum)
        #expect(file == Self.content)
    }

    @Test("fail if a server sends half of the file and never the rest")
    func halves() throws {
        let error = #expect(throws: HTTPError.self) {
            try client.fetch(request("&cut=100000&ranges=never"), to: path, sha256: Self.checksum)
        }
        #expect(error?.reason == .status(416))
        #expect(try server.stats().requests.values.reduce(0, +) <= 12)
    }

    @Test("refuse a file with another checksum, and remove the part")
    func wrongChecksum() {
        let error = #expect(throws: HTTPError.self) {
            try client.fetch(request(), to: path, sha256: String(repeating: "0", count: 64))
        }
        #expect(error?.reason == .checksumMismatch)
        #expect(left.isEmpty)
    }

    @Test("leave the old file and the part when they fail")
    func failing() throws {
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: HTTPError.self) {
            try client.fetch(request("", limit: 1000), to: path, sha256: Self.checksum)
        }
        #expect(error?.reason == .tooLarge(limit: 1000))
        #expect(file == Array("old".utf8))
    }

    @Test("report the status", arguments: [401, 403, 404])
    func statuses(status: Int) throws {
        let request = HTTPRequest(server.url("/status?code=\(status)"), limit: .max)
        let error = #expect(throws: HTTPError.self) { try client.fetch(request, to: path) }
        #expect(error?.reason == .status(status))
        #expect(try server.stats().requests == ["/status": 1])
        #expect(left.isEmpty)
    }

    @Test("follow redirects, as hubs make them")
    func redirects() throws {
        let target = "/bytes%3Fn=\(Self.size)%26cut=200000"
        let request = HTTPRequest(server.url("/redirect?to=\(target)"), limit: .max)
        try client.fetch(request, to: path, sha256: Self.checksum)
        #expect(file == Self.content)
    }

    @Test("fail after tries without a new byte")
    func givesUp() throws {
        let request = HTTPRequest(server.url("/reset"), limit: .max)
        let error = #expect(throws: HTTPError.self) { try client.fetch(request, to: path, tries: 2) }
        #expect(error?.reason == .interrupted)
        #expect(try server.stats().requests == ["/reset": 2])
    }

    @Test("report that the file cannot be written")
    func unwritable() {
        let error = #expect(throws: HTTPError.self) {
            try client.fetch(request(), to: folder.path + "/missing/file")
        }
        guard case .file = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
