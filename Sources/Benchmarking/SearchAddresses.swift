public import Files
import Formats
import Foundation
import HTTPClient

/// The addresses of a running server that a benchmark requests.
public struct SearchAddresses: Sendable {
    /// The server's host and port.
    let place: HostPort
    private let base: URLComponents

    /// - Throws: a ``SetupError`` if the text is no server's address.
    public init(_ server: String) throws(SetupError) {
        guard var parts = URLComponents(string: server), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil,
            ["", "/"].contains(parts.path), parts.query == nil
        else {
            throw SetupError(
                "'\(server)' is no server's address; it must look like https://localhost:8443", kind: .missing)
        }
        place = HostPort(host: HostPort.unbracketed(host) ?? host, port: parts.port ?? (scheme == "https" ? 443 : 80))
        parts.fragment = nil
        base = parts
    }

    /// The address of a search.
    ///
    /// - Parameter number: makes the address different without changing the search, so that no cache in front of the
    ///   process can answer: its binary digits follow the sentence as spaces, which are trimmed, written as + or %20.
    public func search(tag: String, sentence: String, number: Int? = nil) -> String {
        var parts = base
        parts.path = "/search"
        parts.queryItems = [URLQueryItem(name: "t", value: tag), URLQueryItem(name: "s_query", value: sentence)]
        // In a query a plus sign means a space, and URLComponents leaves it alone.
        let query = parts.percentEncodedQuery?.replacing("+", with: "%2B") ?? ""
        let spaces = number.map { String($0, radix: 2).map { $0 == "0" ? "+" : "%20" }.joined() } ?? ""
        parts.percentEncodedQuery = query + spaces
        return parts.string ?? ""
    }

    /// An address whose answer costs little, to open a connection with.
    var greeting: String {
        var parts = base
        parts.path = "/alive"
        return parts.string ?? ""
    }
}
