import CFastCGI
import Glibc

// The border to libfcgi: every call of it stands here.

/// One request in libfcgi's hands, on a connection of its own.
///
/// Not to be used by two threads at a time; it is not Sendable.
@safe final class LibFCGIRequest {
    private let request: UnsafeMutablePointer<FCGX_Request>
    private let descriptor: Int32

    /// Prepares libfcgi, once in a process.
    static let library: Void = {
        // FCGX_Init puts its own handlers on these, under which SIGTERM no longer ends the process.
        let signals = [SIGPIPE, SIGUSR1, SIGTERM]
        var kept: [sigaction] = Array(repeating: .init(), count: signals.count)
        for (index, signal) in signals.enumerated() {
            unsafe sigaction(signal, nil, &kept[index])
        }
        FCGX_Init()
        for (index, signal) in signals.enumerated() {
            unsafe sigaction(signal, &kept[index], nil)
        }
        // libfcgi writes with write(2), which would end the process when the client has gone.
        signal(SIGPIPE, SIG_IGN)
    }()

    /// Reads a request from a connection, which it closes in the end.
    ///
    /// - Throws: `FastCGIError.malformedRequest`, with the connection closed.
    init(_ connection: Connection) throws(FastCGIError) {
        _ = Self.library
        descriptor = connection.release()
        unsafe request = .allocate(capacity: 1)
        // FCGX_Accept_r takes a connection that is there already instead of accepting one. It must be ours: libfcgi
        // knows neither timeouts nor close-on-exec, and waits inside accept for what a client never sends.
        unsafe FCGX_InitRequest(request, -1, 0)
        unsafe request.pointee.ipcFd = descriptor
        // Else FCGX_Accept_r closes it as that of the request before.
        unsafe request.pointee.keepConnection = 1
        // Else closing waits up to 2 s for the client to close first.
        unsafe FCGX_Detach(request)
        let result = unsafe FCGX_Accept_r(request)
        guard result == 0, unsafe FCGX_GetError(request.pointee.in) == 0 else {
            if result == 0 { unsafe Self.finish(request) }
            unsafe request.deallocate()
            throw .malformedRequest(detail: "libfcgi refused it (\(result))")
        }
    }

    deinit {
        unsafe Self.finish(request)
        unsafe request.deallocate()
    }

    private static func finish(_ request: UnsafeMutablePointer<FCGX_Request>) {
        // A kept connection would need a thread of its own; the client's wish for one is not followed.
        unsafe request.pointee.keepConnection = 0
        unsafe FCGX_Detach(request)
        unsafe FCGX_Finish_r(request)
    }

    /// The parameters and the body.
    func read(limit: Int) throws(FastCGIError) -> (parameters: [String: [UInt8]], body: [UInt8]) {
        var parameters: [String: [UInt8]] = [:]
        var next = unsafe request.pointee.envp
        while let entry = unsafe next?.pointee {
            let bytes = unsafe Array(UnsafeRawBufferPointer(start: entry, count: strlen(entry)))
            if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(decoding: bytes[..<equals], as: UTF8.self)
                parameters[name] = Array(bytes[(equals + 1)...])
            }
            unsafe next = next?.successor()
        }
        return (parameters, try body(limit: limit))
    }

    /// Most requests have none, so the room for it grows as it comes.
    private func body(limit: Int) throws(FastCGIError) -> [UInt8] {
        var body: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while body.count < limit {
            let wanted = min(piece.count, limit - body.count)
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe Int(FCGX_GetStr(start, Int32(wanted), request.pointee.in))
            }
            body += piece[..<count]
            if count < wanted { break }
        }
        guard unsafe FCGX_GetError(request.pointee.in) == 0 else {
            throw .malformedRequest(detail: "its body can't be read")
        }
        return body
    }

    func write(_ bytes: [UInt8]) throws(FastCGIError) {
        let result = unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe buffer.isEmpty ? 0 : FCGX_PutStr(start, Int32(buffer.count), request.pointee.out)
        }
        if result < 0 { throw giveUp() }
    }

    func flush() throws(FastCGIError) {
        if unsafe FCGX_FFlush(request.pointee.out) < 0 { throw giveUp() }
    }

    var isPeerConnected: Bool {
        Sockets.isConnected(descriptor)
    }

    /// Makes what libfcgi still writes at the end fail at once, instead of waiting for the client again.
    private func giveUp() -> FastCGIError {
        shutdown(descriptor, Int32(SHUT_RDWR))
        return .peerGone
    }
}
