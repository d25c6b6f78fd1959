// Connections to a running server: whatever they send, they get an answer or an end, and the next one is served.

import Foundation
import FuzzingDriver

@testable import FastCGI

let path = "\(Scratch.path)/s"
let limits = FastCGIServer.Limits()
let server: FastCGIServer
do {
    server = try FastCGIServer(listener: Listener(.unix(path: path)), limits: limits)
} catch {
    fatalError("\(error)")
}
server.start(workers: 2) { request in
    Response(status: 200, body: Array(request.path.utf8) + request.query + request.body)
}

/// Sends bytes and reads until the server closes.
func ask(_ bytes: [UInt8]) -> [UInt8] {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    require(result == 0, "the server listens")
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    // For half a request the server would wait for the time it grants.
    var parser = RequestParser(limit: limits.requestBytes)
    if parser.take(bytes[...]) == .incomplete { shutdown(descriptor, Int32(SHUT_WR)) }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        // libFuzzer's clock is a signal.
        if count < 0, errno == EINTR { continue }
        require(count >= 0 || errno == ECONNRESET, "an answer or an end in time")
        if count <= 0 { return answer }
        answer += buffer[..<count]
    }
}

func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
    [1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 0xFF), 0, 0] + content
}
let good = record(1, [0, 1, 0, 0, 0, 0, 0, 0]) + record(4, []) + record(5, [])

fuzz { bytes in
    _ = ask(bytes)
    require(!ask(good).isEmpty, "the next request is answered")
}
