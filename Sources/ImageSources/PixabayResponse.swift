import Foundation
import HTTPClient
import JPEG
import Search

import struct HTTPTypes.HTTPField

/// What an HTTP answer of Pixabay's means.
///
/// Nothing of a body is repeated in an error: it may hold the key.
enum PixabayResponse {
    /// Why there is no picture, and whether the next address should be tried.
    struct Failure: Error {
        let error: SourceError
        let deservesFallback: Bool
    }

    private static let parameters = ["q", "page", "per_page", "image_type", "safesearch"]

    static func answer(_ response: HTTPResponse) throws(SourceError) -> PixabayAnswer {
        let status = response.status
        switch status {
        case 200:
            return try decoded(response.body)
        case 429:
            throw .rateLimited(retryAfter: seconds(quota(response)?.reset ?? unknownReset))
        // The API explains its errors as plain text; a web page is the CDN's or a proxy's.
        case 400...499 where isWebPage(response):
            throw .unavailable(
                detail: "Pixabay's CDN or a proxy answered HTTP \(status) with a web page instead of the API's answer.")
        case 400, 401, 403:
            let text = String(decoding: response.body.prefix(1000), as: UTF8.self)
            if text.lowercased().contains("api key") { throw refusedKey }
            // A CDN or a proxy may also refuse with plain text, JSON or no body.
            guard status == 400 else { throw .unavailable(detail: "Pixabay answered HTTP \(status).") }
            let parameter = parameters.first { text.contains("\"\($0)\"") }.map { " \"\($0)\"" } ?? ""
            throw .refused(detail: "Pixabay does not accept the parameter\(parameter) of our request (HTTP 400).")
        case 500...599: throw .unavailable(detail: "Pixabay answered HTTP \(status).")
        default: throw .badAnswer(detail: "Pixabay answered HTTP \(status).")
        }
    }

    private static func decoded(_ body: [UInt8]) throws(SourceError) -> PixabayAnswer {
        do {
            return try JSONDecoder().decode(PixabayAnswer.self, from: Data(body))
        } catch let error as DecodingError {
            if case .dataCorrupted = error {
                throw .badAnswer(
                    detail: "Pixabay answered HTTP 200, but not with its JSON (\(description(of: body))).")
            }
            // The sentence names members that we read, and nothing of the body.
            throw .badAnswer(detail: "Pixabay's answer could not be read: \(error.sentence(in: Data())) \(advice)")
        } catch {
            throw .badAnswer(detail: "Pixabay's answer could not be read. \(advice)")
        }
    }

    private static let advice = "Its API may have changed: look for a newer version of Descry."

    private static func isWebPage(_ response: HTTPResponse) -> Bool {
        let type = response.headers[.contentType]?.lowercased() ?? ""
        let first = response.body.first { ![0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF].contains($0) }
        return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml") || first == UInt8(ascii: "<")
    }

    /// The format of a body, by its first bytes; nothing of it is repeated.
    private static func description(of body: [UInt8]) -> String {
        if body.isEmpty { return "the body is empty" }
        return FileFormat.name(of: body).map { "the body looks like \($0)" } ?? "the body is of no known format"
    }

    /// How many requests are left by the answer's header, and when the count is reset; nil without such fields.
    static func quota(_ response: HTTPResponse) -> (remaining: Int, reset: Duration)? {
        func number(_ name: HTTPField.Name) -> Int? {
            response.headers[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        }
        let reset = number(.rateLimitReset)
        if response.status == 429 {
            let wait = number(.retryAfter) ?? response.headers[.retryAfter].flatMap(secondsUntil) ?? reset
            return (0, wait.map { .seconds(max(1, $0)) } ?? unknownReset)
        }
        guard let remaining = number(.rateLimitRemaining), let reset else { return nil }
        return (remaining, .seconds(reset))
    }

    /// The whole seconds until an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    private static func secondsUntil(_ date: String) -> Int? {
        guard let seconds = try? dates.parse(date).timeIntervalSinceNow else { return nil }
        return Int(max(0, min(seconds, 1e6)).rounded(.up))
    }

    /// Foundation's `DateFormatter` leaks memory with each text that it parses on Linux.
    private static let dates = Date.ParseStrategy(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt)

    /// Reads the answer to the request for a picture: its bytes, if they begin as a JPEG does.
    static func picture(_ result: Result<HTTPResponse, HTTPError>) -> Result<[UInt8], Failure> {
        let response: HTTPResponse
        switch result {
        case .success(let success): response = success
        case .failure(let failure):
            return .failure(
                Failure(error: error(failure), deservesFallback: failure.reason == .interrupted))
        }
        switch response.status {
        case 200:
            if FileFormat.isJPEG(response.body) { return .success(response.body) }
            let detail =
                "The picture's host answered HTTP 200, but not with a JPEG (\(description(of: response.body)))."
            return .failure(Failure(error: .badAnswer(detail: detail), deservesFallback: true))
        case 429:
            let wait = seconds(quota(response)?.reset ?? unknownReset)
            return .failure(Failure(error: .rateLimited(retryAfter: wait), deservesFallback: false))
        case let status:
            let detail = "The picture's host answered HTTP \(status)."
            // 408 and 425 say nothing about the address.
            let isRefusal = (400..<500).contains(status) && status != 408 && status != 425
            return .failure(
                Failure(
                    error: isRefusal ? .refused(detail: detail) : .unavailable(detail: detail),
                    deservesFallback: isRefusal))
        }
    }

    static func error(_ error: HTTPError) -> SourceError {
        switch error.reason {
        case .timedOut: .timedOut
        case .invalidURL, .forbidden, .redirectForbidden, .tooManyRedirects, .tooLarge, .malformed:
            .badAnswer(detail: error.description)
        default: .unavailable(detail: error.description)
        }
    }

    /// Whole seconds to wait: at least one, and no more than the budget's longest pause.
    static func seconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = min(duration, RequestBudget.longestPause).components
        return max(1, Int(seconds) + (attoseconds > 0 ? 1 : 0))
    }

    /// The window of Pixabay's limit, where a 429 does not say how much of it is left.
    private static let unknownReset = Duration.seconds(60)

    private static let refusedKey = SourceError.refused(
        detail: "Pixabay does not accept the API key: check PIXABAY_API_KEY.")
}

extension HTTPField.Name {
    fileprivate static let rateLimitRemaining = Self("X-RateLimit-Remaining")!
    fileprivate static let rateLimitReset = Self("X-RateLimit-Reset")!
}

extension Result<[UInt8], PixabayResponse.Failure> {
    var error: SourceError? {
        if case .failure(let failure) = self { failure.error } else { nil }
    }
}
