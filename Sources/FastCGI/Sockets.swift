import CLinux
import Files
import Glibc
import Threads

/// Opens, accepts and watches sockets, with errors that name the address; with EventPoller, the border to the system's.
enum Sockets {
    /// Waiting connections (listen(2) reduces it to net.core.somaxconn).
    static let backlog: Int32 = 4096

    static func listen(unix path: String) throws(FastCGIError) -> Int32 {
        let address = "unix:\(path)"
        try removeStaleSocket(path)
        let descriptor = try open(AF_UNIX, address)
        guard let file = UnixAddress(path), unsafe file.call({ unsafe bind(descriptor, $0, $1) }) == 0 else {
            throw closing(descriptor, "bind \(address)")
        }
        // Before listen(2), so that there is no moment in which others could connect.
        guard unsafe chmod(path, 0o660) == 0, Glibc.listen(descriptor, backlog) == 0 else {
            let error = closing(descriptor, "listen on \(address)")
            removeFile(path)
            throw error
        }
        return descriptor
    }

    /// Removes the file that a process left behind when it was killed.
    private static func removeStaleSocket(_ path: String) throws(FastCGIError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        let probe = try open(AF_UNIX, "unix:\(path)")
        defer { close(probe) }
        let result = unsafe UnixAddress(path)?.call { unsafe connect(probe, $0, $1) }
        // EAGAIN: a process listens, and its backlog is full.
        if result == 0 || errno == EAGAIN { throw .addressInUse("unix:\(path)") }
        if errno != ECONNREFUSED { throw .system(action: "connect to unix:\(path)", code: errno) }
        guard removeFile(path) == 0 else { throw .system(action: "remove \(path)", code: errno) }
    }

    @discardableResult
    static func removeFile(_ path: String) -> Int32 { unsafe unlink(path) }

    static func listen(host: String, port: UInt16) throws(FastCGIError) -> Int32 {
        let address = ListenAddress.tcp(host: host, port: port).description
        let first = try unsafe addresses(of: host, port, flags: AI_PASSIVE)
        defer { unsafe freeaddrinfo(first) }
        let descriptor = try open(unsafe first.pointee.ai_family, address)
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, Int32(1))
        guard unsafe bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
            Glibc.listen(descriptor, backlog) == 0
        else {
            let inUse = errno == EADDRINUSE
            let error = closing(descriptor, "listen on \(address)")
            throw inUse ? .addressInUse(address) : error
        }
        return descriptor
    }

    /// The addresses of a host and port, at least one; `freeaddrinfo` frees them.
    static func addresses(
        of host: String, _ port: UInt16, flags: Int32
    ) throws(FastCGIError) -> UnsafeMutablePointer<addrinfo> {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = flags | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let problem = unsafe getaddrinfo(host, String(port), &hints, &found)
        guard problem == 0, let first = unsafe found else {
            throw .invalidAddress(
                "\(ListenAddress.tcp(host: host, port: port))", reason: unsafe String(cString: gai_strerror(problem)))
        }
        return unsafe first
    }

    /// Takes over a listening socket that another process opened.
    static func adopt(_ descriptor: Int32) throws(FastCGIError) {
        let action = "listen on the inherited descriptor \(descriptor)"
        var listening: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 else {
            throw .system(action: action, code: errno)
        }
        guard listening == 1 else { throw .system(action: action, code: EINVAL) }
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0,
            fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
        else { throw .system(action: action, code: errno) }
    }

    static func boundAddress(_ descriptor: Int32) throws(FastCGIError) -> ListenAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let path: String? = unsafe withUnsafeMutableBytes(of: &storage) { buffer in
            let address = unsafe buffer.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            guard unsafe getsockname(descriptor, address, &length) == 0 else { return nil }
            guard unsafe address.pointee.sa_family == UInt16(AF_UNIX) else { return "" }
            let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
            return unsafe String(decoding: buffer[offset...].prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let path else { throw .system(action: "ask for the address of \(descriptor)", code: errno) }
        if !path.isEmpty { return .unix(path: path) }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let problem = unsafe withUnsafePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getnameinfo(
                    address, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
                    NI_NUMERICHOST | NI_NUMERICSERV)
            }
        }
        guard problem == 0, let number = UInt16(text(port)) else {
            throw .system(action: "ask for the address of \(descriptor)", code: EINVAL)
        }
        return .tcp(host: text(host), port: number)
    }

    /// The next waiting connection; nil when none waits.
    static func accept(_ listener: Int32) throws(FastCGIError) -> Int32? {
        while true {
            let descriptor = descry_accept(listener)
            if descriptor >= 0 { return descriptor }
            switch errno {
            case EAGAIN: return nil
            // The client has closed the connection already, or a signal arrived.
            case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH: continue
            default: throw .system(action: "accept a connection", code: errno)
            }
        }
    }

    /// Sends small records at once; for TCP.
    static func setNoDelay(_ descriptor: Int32) { set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1)) }

    /// Ends a connection for both sides; its owner still has to close it.
    static func abort(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_RDWR)) }

    enum Sent {
        case sent(Int)
        case noRoom
        case failed
    }

    /// Sends as much as fits into the socket's buffer.
    static func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Sent {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        if count >= 0 { return .sent(count) }
        switch errno {
        case EINTR: return .sent(0)
        case EAGAIN: return .noRoom
        default: return .failed
        }
    }

    enum Received {
        case bytes(Int)
        case nothingYet
        case end
    }

    /// Reads what has arrived, as far as it fits.
    static func receive(_ descriptor: Int32, into buffer: inout [UInt8]) -> Received {
        let count = unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { return .bytes(count) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothingYet : .end
    }

    /// Whether the other side still receives. One that has ended its own sending counts as disconnected.
    static func isConnected(_ descriptor: Int32) -> Bool {
        // poll(2) calls it POLLRDHUP, which glibc shows to GNU sources only; the number is the same.
        let hangUp = Int16(EPOLLRDHUP.rawValue)
        var entry = pollfd(fd: descriptor, events: hangUp, revents: 0)
        _ = unsafe poll(&entry, 1, 0)
        return entry.revents & (hangUp | Int16(POLLHUP | POLLERR | POLLNVAL)) == 0
    }

    /// Waits until some bytes can be sent, or sending would fail.
    ///
    /// - Returns: whether that was so in time.
    static func waitUntilWritable(_ descriptor: Int32, timeout: Duration) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let result = unsafe poll(&entry, 1, Int32(clamping: Int64(max(.zero, timeout) / .milliseconds(1)) + 1))
        return result > 0 || (result < 0 && errno == EINTR)
    }

    static func open(_ family: Int32, _ address: String) throws(FastCGIError) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw .system(action: "open a socket for \(address)", code: errno) }
        return descriptor
    }

    private static func closing(_ descriptor: Int32, _ action: String) -> FastCGIError {
        let error = FastCGIError.system(action: action, code: errno)
        close(descriptor)
        return error
    }

    private static func set<Value>(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Value) {
        _ = unsafe withUnsafeBytes(of: value) {
            unsafe setsockopt(descriptor, level, option, $0.baseAddress, socklen_t($0.count))
        }
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
