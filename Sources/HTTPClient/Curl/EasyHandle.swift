import CCurl

import struct HTTPTypes.HTTPField

/// One handle of libcurl's "easy" interface, which does one transfer at a time.
///
/// - SeeAlso: https://curl.se/libcurl/c/libcurl-easy.html
@safe
final class EasyHandle {
    private static let connectTimeout = Duration.seconds(5)

    let handle: UnsafeMutableRawPointer
    var key: UInt { UInt(bitPattern: unsafe handle) }
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerLines: UnsafeMutablePointer<curl_slist>?
    /// Kept while libcurl's callbacks may use it.
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
    func prepare(_ transfer: Transfer, configuration: HTTPClient.Configuration, timeout: Duration) {
        unsafe curl_easy_reset(handle)
        self.transfer = transfer
        setTarget(transfer, configuration)
        setLimits(transfer.request, configuration, timeout)
        setHeader(transfer.request)
        setCallbacks(transfer)
    }

    private func setTarget(_ transfer: Transfer, _ configuration: HTTPClient.Configuration) {
        set(CURLOPT_URL, transfer.location.url)
        set(CURLOPT_USERAGENT, configuration.userAgent)
        unsafe _ = descry_curl_only_http(handle)
        // No proxy, whatever the environment says: through one, the address that is checked would be the proxy's.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Waiting to see whether a connection speaks HTTP/2 saves opening one for each picture.
        set(CURLOPT_PIPEWAIT, transfer.location.scheme == "https" ? 1 : 0)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = configuration.certificateAuthorities { set(CURLOPT_CAINFO, file) }
        if !configuration.checksCertificates {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
    }

    private func setLimits(_ request: HTTPRequest, _ configuration: HTTPClient.Configuration, _ timeout: Duration) {
        // "CURLOPT_NOSIGNAL … must be set to 1 in multi-threaded programs": https://curl.se/libcurl/c/threadsafe.html
        set(CURLOPT_NOSIGNAL, 1)
        unsafe _ = descry_curl_leave_lookups(handle)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(timeout, Self.connectTimeout).wholeMilliseconds)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, max(1, configuration.stallTimeout.wholeMilliseconds / 1000))
        // Stops at a declared length; a body without one is counted as it arrives.
        unsafe _ = descry_curl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.limit))
    }

    private func setHeader(_ request: HTTPRequest) {
        if request.acceptsCompression { set(CURLOPT_ACCEPT_ENCODING, "") }
        unsafe curl_slist_free_all(headerLines)
        unsafe headerLines = nil
        for field in request.headers {
            unsafe headerLines =
                unsafe curl_slist_append(headerLines, "\(field.name.rawName): \(field.value)") ?? headerLines
        }
        unsafe _ = descry_curl_set_list(handle, CURLOPT_HTTPHEADER, headerLines)
    }

    private func setCallbacks(_ transfer: Transfer) {
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe errorText[0] = 0
        unsafe _ = descry_curl_set_context(handle, CURLOPT_ERRORBUFFER, errorText)
        unsafe _ = descry_curl_set_context(handle, CURLOPT_HEADERDATA, context)
        unsafe _ = descry_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
        unsafe _ = descry_curl_set_context(handle, CURLOPT_WRITEDATA, context)
        unsafe _ = descry_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        unsafe _ = descry_curl_set_context(handle, CURLOPT_OPENSOCKETDATA, context)
        unsafe _ = descry_curl_set_open_socket(handle, openSocket)
    }

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
    func reason(for code: CURLcode) -> HTTPError.Reason? {
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

/// "This function must be called at least once within a program", and before there are other threads if libcurl is
/// older than 7.84: Swift runs it once. https://curl.se/libcurl/c/curl_global_init.html
let isCurlReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK

extension Duration {
    /// Rounded up, and at least 1, since 0 means no limit to libcurl.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
        return Int(min(max(1, milliseconds.rounded(.up)), 2_000_000_000))
    }
}
