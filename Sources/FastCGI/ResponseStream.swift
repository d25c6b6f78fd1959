import CFastCGI
import Glibc

// The border to libfcgi: every call of it stands here.

/// The output of one request, through libfcgi: records of up to 8 kB, and those that end the response.
///
/// libfcgi reads nothing that a client sent: some input makes it end the process, or write past a buffer.
/// Not to be used by two threads at a time; it is not Sendable.
@safe final class ResponseStream {
    /// Owns a request of libfcgi's, with the memory of its streams, and no descriptor.
    @safe private struct Handle: ~Copyable {
        let request: UnsafeMutablePointer<FCGX_Request>

        init() {
            unsafe request = .allocate(capacity: 1)
            unsafe FCGX_InitRequest(request, -1, 0)
        }

        deinit {
            unsafe FCGX_Free(request, 0)
            unsafe request.deallocate()
        }
    }

    private let connection: Connection
    private let handle: Handle

    /// Prepares libfcgi, once in a process.
    static let library: Void = {
        // FCGX_Init installs handlers for these, with which SIGTERM no longer ends the process.
        let signals = [SIGPIPE, SIGUSR1, SIGTERM]
        var kept: [sigaction] = Array(repeating: .init(), count: signals.count)
        for (index, signal) in signals.enumerated() {
            unsafe sigaction(signal, nil, &kept[index])
        }
        FCGX_Init()
        for (index, signal) in signals.enumerated() {
            unsafe sigaction(signal, &kept[index], nil)
        }
        // libfcgi writes with write(2), which would end the process once the client has disconnected.
        signal(SIGPIPE, SIG_IGN)
    }()

    /// Begin, no parameters, no body.
    private static let emptyRequest: [UInt8] =
        [1, 1, 0, 1, 0, 8, 0, 0] + [0, 1, 0, 0, 0, 0, 0, 0] + [1, 4, 0, 1, 0, 0, 0, 0] + [1, 5, 0, 1, 0, 0, 0, 0]

    /// A stream for the response to the request of that id, on its connection.
    ///
    /// - Throws: `FastCGIError.system` if there are no descriptors left.
    init(_ connection: Connection, requestID: UInt16) throws(FastCGIError) {
        _ = Self.library
        self.connection = connection
        handle = Handle()
        let request = unsafe handle.request
        // libfcgi makes streams only for a request that it has read, so it reads an empty one, from a socket.
        unsafe request.pointee.ipcFd = try Self.socket(holding: Self.emptyRequest)
        // Else FCGX_Accept_r closes the socket as the connection of the request before.
        unsafe request.pointee.keepConnection = 1
        let result = unsafe FCGX_Accept_r(request)
        // If it fails, it has closed the socket, and does not say why.
        if unsafe request.pointee.ipcFd >= 0 { close(unsafe request.pointee.ipcFd) }
        guard result == 0 else { throw .system(action: "make a response's stream", code: EIO) }
        unsafe request.pointee.ipcFd = connection.descriptor
        unsafe request.pointee.requestId = Int32(requestID)
    }

    deinit {
        end()
    }

    /// Writes what is left and the records that end the response; a second time nothing.
    func end() {
        unsafe FCGX_FClose(handle.request.pointee.err)
        unsafe FCGX_FClose(handle.request.pointee.out)
    }

    func write(_ bytes: [UInt8]) throws(FastCGIError) {
        let result = unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe buffer.isEmpty ? 0 : FCGX_PutStr(start, Int32(buffer.count), handle.request.pointee.out)
        }
        if result < 0 { throw giveUp() }
    }

    func flush() throws(FastCGIError) {
        if unsafe FCGX_FFlush(handle.request.pointee.out) < 0 { throw giveUp() }
    }

    var isPeerConnected: Bool { Sockets.isConnected(connection.descriptor) }

    /// Ends the connection, so that what libfcgi writes at the end fails at once instead of waiting for the client.
    private func giveUp() -> FastCGIError {
        Sockets.abort(connection.descriptor)
        return .peerGone
    }

    /// One end of a pair of sockets, from which these bytes and no more can be read.
    private static func socket(holding bytes: [UInt8]) throws(FastCGIError) -> Int32 {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw .system(action: "open a pair of sockets", code: errno)
        }
        _ = unsafe Glibc.write(ends[1], bytes, bytes.count)
        close(ends[1])
        return ends[0]
    }
}
