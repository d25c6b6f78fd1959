/// Why a request has no answer.
///
/// It holds a host that the policy names and a reason in our own words or libcurl's, and never a path, a query (which
/// may hold a key) or anything that the server sent.
public struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: Sendable, Equatable {
        /// The address of the request is invalid.
        case invalidURL
        /// The address policy refuses the request; says what it objects to.
        case forbidden(String)
        /// The server redirected to an address that the policy refuses.
        case redirectForbidden
        /// The server redirected more often than is allowed.
        case tooManyRedirects
        /// The name has no address.
        case unresolved
        /// No connection could be made; says why.
        case unreachable(String)
        /// TLS failed, for example for a certificate that is not trusted.
        case insecure(String)
        /// The deadline passed, no connection was made in time, or nothing more arrived.
        case timedOut
        /// The connection ended before the answer was complete.
        case interrupted
        /// The answer has more bytes than the request allows.
        case tooLarge(limit: Int)
        /// The answer is not valid HTTP, or not in the encoding that it declares.
        case malformed
        /// The answer to a download into a file has a status other than 200 or 206.
        case status(Int)
        /// The file that takes the download cannot be written; says why.
        case file(String)
        /// The downloaded file has another SHA-256 than expected.
        case checksumMismatch
        /// Anything else, in libcurl's words.
        case failed(String)
    }

    /// The host of the request; empty if it has none, or the policy does not name it.
    public let host: String
    /// What went wrong.
    public let reason: Reason

    public init(host: String, reason: Reason) {
        self.host = host
        self.reason = reason
    }

    public var description: String {
        let place = host.isEmpty ? "The request" : "The request to \(host)"
        return switch reason {
        case .invalidURL: "\(place) has no valid address."
        case .forbidden(let objection): "\(place) is not allowed: \(objection)."
        case .redirectForbidden: "\(place) was redirected to an address that is not allowed."
        case .tooManyRedirects: "\(place) was redirected too often."
        case .unresolved: "\(place) failed: the name has no address."
        case .unreachable(let why): "\(place) failed: no connection (\(why))."
        case .insecure(let why): "\(place) failed: no trustworthy TLS connection (\(why))."
        case .timedOut: "\(place) timed out."
        case .interrupted: "\(place) failed: the connection ended before the answer was complete."
        case .tooLarge(let limit): "\(place) failed: the answer is larger than \(limit) bytes."
        case .malformed: "\(place) failed: the answer is not valid HTTP."
        case .status(let status): "\(place) was answered with status \(status)."
        case .file(let why): "\(place) failed: the file cannot be written (\(why))."
        case .checksumMismatch: "\(place) was answered with a file whose SHA-256 is not the expected one."
        case .failed(let why): "\(place) failed: \(why)."
        }
    }
}
