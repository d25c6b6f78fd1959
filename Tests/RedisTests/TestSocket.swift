import Foundation

/// Listens on a free port of this machine and answers each connection with given bytes, whatever it asks.
final class TestSocket: Sendable {
    let port: Int
    private let descriptor: Int32

    /// - Parameters:
    ///   - answer: sent as soon as the client has sent something.
    ///   - closes: whether the connection then is closed, or stays silent.
    init(answer: [UInt8], closes: Bool) throws {
        let (descriptor, port) = try Self.listen()
        self.descriptor = descriptor
        self.port = port
        let thread = Thread {
            var open: [Int32] = []
            while true {
                let connection = accept(descriptor, nil, nil)
                if connection < 0 { break }
                var request = [UInt8](repeating: 0, count: 4096)
                guard recv(connection, &request, request.count, 0) > 0 else {
                    close(connection)
                    continue
                }
                send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
                if closes { close(connection) } else { open.append(connection) }
            }
            for connection in open { close(connection) }
            // Here and not in `deinit`: the number could be another test's socket by the next accept.
            close(descriptor)
        }
        thread.start()
    }

    deinit {
        // Ends the accept of the thread.
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    static func freePort() throws -> Int {
        let (descriptor, port) = try listen()
        close(descriptor)
        return port
    }

    private static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Foundation.listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard result else { throw TestRedis.Failure(what: "no port is free: errno \(errno)") }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}
