// The border to libcurl: every unsafe call of the module stands in this file.

import CCurl
import Glibc

/// One handle of libcurl's "easy" interface, which does one transfer at a time.
///
/// - SeeAlso: https://curl.se/libcurl/c/libcurl-easy.html
@safe
final class EasyHandle {
    /// What all transfers of a client have in common.
    struct Settings {
        let userAgent: String
        let connectTimeout: Duration
        let stallTimeout: Duration
        let certificateAuthorities: String?
        let checksCertificates: Bool
    }

    fileprivate let handle: UnsafeMutableRawPointer
    fileprivate var key: UInt { UInt(bitPattern: unsafe handle) }
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    /// Kept as long as libcurl's callbacks may be called with it.
    private var transfer: Transfer?

    init() throws(HTTPError) {
        guard isCurlReady, let handle = unsafe curl_easy_init() else {
            throw HTTPError(host: "", reason: .failed("libcurl cannot be started"))
        }
        unsafe self.handle = unsafe handle
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe curl_slist_free_all(headerLines)
        unsafe errorText.deallocate()
    }

    /// Sets everything for a transfer; the connections of earlier ones stay usable.
    func prepare(_ transfer: Transfer, settings: Settings, timeout: Duration) {
        unsafe curl_easy_reset(handle)
        self.transfer = transfer
        unsafe errorText[0] = 0
        let request = transfer.request

        set(CURLOPT_URL, transfer.location.url)
        set(CURLOPT_USERAGENT, settings.userAgent)
        unsafe _ = descry_curl_only_http(handle)
        unsafe _ = descry_curl_leave_lookups(handle)
        // No proxy, whatever the environment says: through one, the address that is checked would be the proxy's.
        set(CURLOPT_PROXY, "")
        // "CURLOPT_NOSIGNAL … must be set to 1 in multi-threaded programs": https://curl.se/libcurl/c/threadsafe.html
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Waiting to see whether a connection speaks HTTP/2 saves opening one for each picture.
        set(CURLOPT_PIPEWAIT, transfer.location.scheme == "https" ? 1 : 0)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = settings.certificateAuthorities { set(CURLOPT_CAINFO, file) }
        if !settings.checksCertificates {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "") }

        set(CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(timeout, settings.connectTimeout).wholeMilliseconds)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, max(1, settings.stallTimeout.wholeMilliseconds / 1000))
        // Stops at a declared length; what has none is counted as it arrives.
        unsafe _ = descry_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.limit))

        unsafe curl_slist_free_all(headerLines)
        unsafe headerLines = nil
        for field in request.headers {
            unsafe headerLines = unsafe curl_slist_append(headerLines, "\(field.name): \(field.value)") ?? headerLines
        }
        unsafe _ = descry_curl_set_list(handle, CURLOPT_HTTPHEADER, headerLines)

        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe _ = descry_curl_set_context(handle, CURLOPT_ERRORBUFFER, errorText)
        unsafe _ = descry_curl_set_context(handle, CURLOPT_HEADERDATA, context)
        unsafe _ = descry_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
        unsafe _ = descry_curl_set_context(handle, CURLOPT_WRITEDATA, context)
        unsafe _ = descry_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        unsafe _ = descry_curl_set_context(handle, CURLOPT_OPENSOCKETDATA, context)
        unsafe _ = descry_curl_set_open_socket(handle, openSocket)
    }

    /// Lets go of a transfer that has ended.
    func clear() {
        unsafe curl_easy_reset(handle)
        transfer = nil
    }

    /// Where the answer redirects to, as an absolute address.
    var redirectURL: String? {
        var text: UnsafeMutablePointer<CChar>?
        unsafe _ = descry_curl_get_string(handle, CURLINFO_REDIRECT_URL, &text)
        return unsafe text.map { unsafe String(cString: $0) }
    }

    /// What a result code means for the request, in `HTTPError`'s terms; nil if it is success.
    fileprivate func reason(for code: CURLcode) -> HTTPError.Reason? {
        if code == CURLE_OK { return nil }
        let words = unsafe String(cString: curl_easy_strerror(code))
        // Only for connections are libcurl's details read: they name hosts and ports, others may quote what was sent.
        let details = unsafe errorText[0] == 0 ? words : String(cString: errorText)
        return switch code {
        case CURLE_URL_MALFORMAT: .invalidURL
        case CURLE_COULDNT_RESOLVE_HOST: .unresolved
        case CURLE_COULDNT_CONNECT: .unreachable(details)
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_FILESIZE_EXCEEDED: .tooLarge(limit: transfer?.request.limit ?? 0)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            .interrupted
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER:
            .insecure(details)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: .malformed
        default: .failed(words)
        }
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe _ = descry_curl_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        // libcurl copies strings.
        unsafe _ = descry_curl_set_string(handle, option, value)
    }
}

/// A handle of libcurl's "multi" interface: transfers side by side on one thread, and the connections they leave.
///
/// - SeeAlso: https://curl.se/libcurl/c/libcurl-multi.html
@safe
final class MultiHandle {
    private let handle: UnsafeMutableRawPointer
    /// By the address of their handle, which is all that libcurl says of a transfer that has ended.
    private var active: [UInt: EasyHandle] = [:]

    init(connections: Int) throws(HTTPError) {
        guard isCurlReady, let handle = unsafe curl_multi_init() else {
            throw HTTPError(host: "", reason: .failed("libcurl cannot be started"))
        }
        unsafe self.handle = unsafe handle
        unsafe _ = descry_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
    }

    deinit {
        for easy in active.values { unsafe curl_multi_remove_handle(handle, easy.handle) }
        unsafe curl_multi_cleanup(handle)
    }

    func add(_ easy: EasyHandle) -> Bool {
        guard unsafe curl_multi_add_handle(handle, easy.handle) == CURLM_OK else { return false }
        active[easy.key] = easy
        return true
    }

    func remove(_ easy: EasyHandle) {
        unsafe curl_multi_remove_handle(handle, easy.handle)
        active[easy.key] = nil
    }

    /// Does whatever can be done without waiting.
    func perform() -> Bool {
        var running: CInt = 0
        return unsafe curl_multi_perform(handle, &running) == CURLM_OK
    }

    /// Waits until something can be done again, or for a second.
    func wait() -> Bool {
        unsafe curl_multi_poll(handle, nil, 0, 1000, nil) == CURLM_OK
    }

    /// A transfer that has ended, and why it failed if it did; nil if none has ended since the last call.
    func nextFinished() -> (EasyHandle, HTTPError.Reason?)? {
        var waiting: CInt = 0
        while let message = unsafe curl_multi_info_read(handle, &waiting) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let finished = unsafe message.pointee.easy_handle,
                let easy = active[UInt(bitPattern: finished)]
            else { continue }
            return (easy, easy.reason(for: unsafe message.pointee.data.result))
        }
        return nil
    }
}

extension Location {
    /// Reads an address with libcurl's own parser (RFC 3986); nil if it is none, or names no host.
    init?(_ text: String) {
        guard !text.utf8.contains(0), let parts = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(parts) }
        guard unsafe curl_url_set(parts, CURLUPART_URL, text, 0) == CURLUE_OK else { return nil }

        func part(_ which: CURLUPart, flags: CUnsignedInt = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(parts, which, &value, flags) == CURLUE_OK, let value = unsafe value else {
                return nil
            }
            defer { unsafe curl_free(value) }
            return unsafe String(cString: value)
        }

        guard let scheme = part(CURLUPART_SCHEME), var host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, flags: CUnsignedInt(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
            let url = part(CURLUPART_URL)
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.init(
            scheme: scheme.lowercased(), host: host.lowercased(), port: port,
            hasUserInformation: part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil, url: url)
    }
}

extension IPAddress {
    /// Reads an address in its usual notation, as in `192.0.2.1` or `2001:db8::1`.
    public init?(_ text: String) {
        var buffer = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &buffer) == 1 {
            self.init(bytes: Array(buffer[..<4]))
        } else if unsafe inet_pton(AF_INET6, text, &buffer) == 1 {
            self.init(bytes: buffer)
        } else {
            return nil
        }
    }
}

/// "This function must be called at least once within a program", and before there are other threads if libcurl is
/// older than 7.84: Swift runs it once, however many ask. https://curl.se/libcurl/c/curl_global_init.html
private let isCurlReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK

private let receiveHeader: curl_write_callback = { bytes, size, count, context in
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.receive(header: String(decoding: line, as: UTF8.self)) ? size * count : 0
}

private let receiveBody: curl_write_callback = { bytes, size, count, context in
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.receive(body: unsafe [UInt8](piece)) ? size * count : 0
}

private let openSocket: curl_opensocket_callback = { context, _, address in
    guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let raw = unsafe UnsafeRawPointer(address) + MemoryLayout<curl_sockaddr>.offset(of: \.addr)!
    // sockaddr_in: family, port (2 bytes), address (4); sockaddr_in6: family, port, flow label (4), address (16).
    let (start, length) = unsafe address.pointee.family == AF_INET ? (4, 4) : (8, 16)
    guard unsafe [AF_INET, AF_INET6].contains(address.pointee.family),
        unsafe Int(address.pointee.addrlen) >= start + length
    else { return CURL_SOCKET_BAD }
    let port = unsafe Int(UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
    let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: raw + start, count: length))
    guard transfer.connects(to: IPAddress(bytes: bytes), port: port) else { return CURL_SOCKET_BAD }
    let kind = unsafe address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
    return unsafe socket(address.pointee.family, kind, address.pointee.protocol)
}

extension Duration {
    /// Rounded up, and at least 1, since 0 means "for ever" to libcurl.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
        return Int(min(max(1, milliseconds.rounded(.up)), 2_000_000_000))
    }
}
