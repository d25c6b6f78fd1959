import CCurl
import Formats

extension Location {
    /// Reads an address with libcurl's own parser (RFC 3986); nil if it is invalid or has no host.
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

        guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, flags: CUnsignedInt(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
            let url = part(CURLUPART_URL)
        else { return nil }
        self.init(
            scheme: scheme.lowercased(), host: (HostPort.unbracketed(host) ?? host).lowercased(), port: port,
            hasUserInformation: part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil, url: url)
    }
}
