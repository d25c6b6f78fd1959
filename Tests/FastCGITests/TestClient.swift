import FastCGI
import Foundation

/// A connection to a server, closed when nobody holds it any more.
final class TestClient {
    struct Failure: Error {
        let what: String
    }

    /// What a responder answered.
    struct Answer {
        var header = ""
        var body: [UInt8] = []
        /// Whether FCGI_END_REQUEST came.
        var isComplete = false

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let descriptor: Int32

    init(_ address: ListenAddress) throws {
        switch address {
        case .unix(let path):
            var socketAddress = sockaddr_un()
            socketAddress.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: path.utf8) }
            descriptor = try Self.connect(AF_UNIX, &socketAddress)
        case .tcp(_, let port):
            descriptor = try Self.connect(port: port)
        }
    }

    /// Connects to this machine; by IPv6 where a server at `localhost` listens there, as /etc/hosts may say.
    private static func connect(port: UInt16) throws -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        if let descriptor = try? connect(AF_INET, &address) { return descriptor }
        var address6 = sockaddr_in6()
        address6.sin6_family = sa_family_t(AF_INET6)
        address6.sin6_port = port.bigEndian
        address6.sin6_addr = in6addr_loopback
        return try connect(AF_INET6, &address6)
    }

    private static func connect<Address>(_ family: Int32, _ address: inout Address) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        // A test that waits in vain has to fail, not hang.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            Foundation.close(descriptor)
            throw Failure(what: "connect: errno \(code)")
        }
        return descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends what the server takes; false if it has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Some bytes; none when the server has closed.
    func receive(_ limit: Int = 65_536) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &buffer, limit, 0)
        if count < 0, errno != ECONNRESET { throw Failure(what: "recv: errno \(errno)") }
        return Array(buffer.prefix(max(count, 0)))
    }

    /// Everything until the server closes.
    func receiveAll() throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let bytes = try receive()
            if bytes.isEmpty { return all }
            all += bytes
        }
    }

    /// A responder's answer, until the server closes.
    func answer() throws -> Answer {
        try Self.parse(receiveAll())
    }

    static func parse(_ bytes: [UInt8]) throws -> Answer {
        var answer = Answer()
        var output: [UInt8] = []
        var at = 0
        while at + 8 <= bytes.count {
            let length = Int(bytes[at + 4]) << 8 | Int(bytes[at + 5])
            guard bytes[at] == 1, at + 8 + length <= bytes.count else { throw Failure(what: "a cut record") }
            if bytes[at + 1] == Record.stdout { output += bytes[(at + 8)..<(at + 8 + length)] }
            if bytes[at + 1] == Record.endRequest { answer.isComplete = true }
            at += 8 + length + Int(bytes[at + 6])
        }
        if let end = output.firstRange(of: Array("\r\n\r\n".utf8)) {
            answer.header = String(decoding: output[..<end.lowerBound], as: UTF8.self)
            answer.body = Array(output[end.upperBound...])
        }
        return answer
    }

    static func ask(_ address: ListenAddress, _ bytes: [UInt8]) throws -> Answer {
        let client = try TestClient(address)
        client.send(bytes)
        return try client.answer()
    }
}
