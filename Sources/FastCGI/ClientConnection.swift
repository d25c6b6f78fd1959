import Files
import Glibc

/// A connection to a server; one deadline holds for everything that is done on it.
struct ClientConnection: ~Copyable {
    private let address: ListenAddress
    private let descriptor: Descriptor
    private let deadline: ContinuousClock.Instant

    init(to address: ListenAddress, by deadline: ContinuousClock.Instant) throws(FastCGIError) {
        switch address {
        case .unix(let path): descriptor = try Self.connected(path, address, by: deadline)
        case .tcp(let host, let port): descriptor = try Self.connected(host, port, address, by: deadline)
        }
        self.address = address
        self.deadline = deadline
    }

    private static func connected(
        _ path: String, _ address: ListenAddress, by deadline: ContinuousClock.Instant
    ) throws(FastCGIError) -> Descriptor {
        let descriptor = try Descriptor(Sockets.open(AF_UNIX, "\(address)"), "open a socket")
        let number = descriptor.number
        while unsafe UnixAddress(path)?.call({ unsafe connect(number, $0, $1) }) != 0 {
            // EAGAIN: the server's backlog is full. No event says when there is room (unix(7)); poll.
            guard errno == EAGAIN || errno == EINTR else {
                throw .system(action: "connect to \(address)", code: errno)
            }
            guard .now < deadline else { throw .answerTimedOut("\(address)") }
            usleep(10_000)
        }
        return descriptor
    }

    private static func connected(
        _ host: String, _ port: UInt16, _ address: ListenAddress, by deadline: ContinuousClock.Instant
    ) throws(FastCGIError) -> Descriptor {
        let found = try unsafe Sockets.addresses(of: host, port, flags: 0)
        defer { unsafe freeaddrinfo(found) }
        let first = unsafe found.pointee
        let descriptor = try Descriptor(Sockets.open(unsafe first.ai_family, "\(address)"), "open a socket")
        let result = unsafe connect(descriptor.number, first.ai_addr, first.ai_addrlen)
        guard result == 0 || errno == EINPROGRESS else {
            throw .system(action: "connect to \(address)", code: errno)
        }
        try wait(for: descriptor.number, POLLOUT, address, by: deadline)
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &code, &length) == 0, code == 0 else {
            throw .system(action: "connect to \(address)", code: code == 0 ? errno : code)
        }
        return descriptor
    }

    func send(_ bytes: [UInt8]) throws(FastCGIError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try wait(POLLOUT)
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.send(descriptor.number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            guard count >= 0 || errno == EAGAIN || errno == EINTR else {
                throw .system(action: "send to \(address)", code: errno)
            }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Everything until the server closes.
    func receiveAll(limit: Int) throws(FastCGIError) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            try wait(POLLIN)
            switch Sockets.receive(descriptor.number, into: &buffer) {
            case .bytes(let count):
                all += buffer[..<count]
                guard all.count <= limit else {
                    throw .malformedAnswer("\(address)", detail: "more than \(limit) bytes")
                }
            case .nothingYet: continue
            case .end: return all
            }
        }
    }

    private func wait(_ event: Int32) throws(FastCGIError) {
        try Self.wait(for: descriptor.number, event, address, by: deadline)
    }

    private static func wait(
        for descriptor: Int32, _ event: Int32, _ address: ListenAddress, by deadline: ContinuousClock.Instant
    ) throws(FastCGIError) {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw .answerTimedOut("\(address)") }
            var entry = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let result = unsafe poll(&entry, 1, Int32(clamping: Int64(left / .milliseconds(1)) + 1))
            if result > 0 { return }
            guard result == 0 || errno == EINTR else {
                throw .system(action: "wait for \(address)", code: errno)
            }
        }
    }
}
