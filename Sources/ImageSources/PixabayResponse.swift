import Foundation
import HTTPClient
import Search

/// What an HTTP answer of Pixabay's means.
///
/// Nothing of a body is repeated in an error: it may hold the key.
enum PixabayResponse {
    /// Why there is no picture, and whether the next address may serve.
    struct PictureFailure: Error {
        let error: SourceError
        let deservesFallback: Bool
    }

    /// The parameters that an error of ours may name.
    private static let parameters = ["q", "page", "per_page", "lang", "image_type", "safesearch"]

    /// Reads the answer to a search.
    static func answer(_ response: HTTPResponse) throws(SourceError) -> PixabayAnswer {
        switch response.status {
        case 200:
            guard let answer = try? JSONDecoder().decode(PixabayAnswer.self, from: Data(response.body)) else {
                let what = response.body.first == UInt8(ascii: "<") ? "a web page" : "something else or half of it"
                throw .badAnswer(detail: "Pixabay answered with \(what) in place of JSON.")
            }
            return answer
        case 429:
            throw .rateLimited(retryAfter: seconds(quota(response)?.reset ?? unknownReset))
        case 400:
            let text = String(decoding: response.body.prefix(1000), as: UTF8.self)
            if text.lowercased().contains("api key") { throw refusedKey }
            let parameter = parameters.first { text.contains("\"\($0)\"") }.map { " \"\($0)\"" } ?? ""
            throw .refused(detail: "Pixabay does not accept the parameter\(parameter) of our request (status 400).")
        case 401, 403: throw refusedKey
        case 500...599: throw .unavailable(detail: "Pixabay answered with status \(response.status).")
        default: throw .badAnswer(detail: "Pixabay answered with status \(response.status).")
        }
    }

    /// What the answer says about the requests that are left; nil if it says nothing.
    static func quota(_ response: HTTPResponse) -> (remaining: Int, reset: Duration)? {
        func number(_ name: String) -> Int? {
            response.headers[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        }
        let reset = number("X-RateLimit-Reset")
        if response.status == 429 {
            return (0, (number("Retry-After") ?? reset).map { .seconds(max(1, $0)) } ?? unknownReset)
        }
        guard let remaining = number("X-RateLimit-Remaining"), let reset else { return nil }
        return (remaining, .seconds(reset))
    }

    /// Reads the answer to the request for a picture: its bytes, if they begin as a JPEG does.
    static func picture(_ result: Result<HTTPResponse, HTTPError>) -> Result<[UInt8], PictureFailure> {
        let response: HTTPResponse
        switch result {
        case .success(let success): response = success
        case .failure(let failure):
            return .failure(
                PictureFailure(error: error(failure), deservesFallback: failure.reason == .interrupted))
        }
        switch response.status {
        case 200:
            if response.body.starts(with: [0xff, 0xd8, 0xff]) { return .success(response.body) }
            return .failure(
                PictureFailure(error: .badAnswer(detail: "The picture is not a JPEG."), deservesFallback: true))
        case 429:
            let wait = seconds(quota(response)?.reset ?? unknownReset)
            return .failure(PictureFailure(error: .rateLimited(retryAfter: wait), deservesFallback: false))
        case let status:
            let detail = "The picture's address answered with status \(status)."
            let isClientError = (400..<500).contains(status)
            return .failure(
                PictureFailure(
                    error: isClientError ? .badAnswer(detail: detail) : .unavailable(detail: detail),
                    deservesFallback: isClientError))
        }
    }

    /// What it means that there is no answer.
    static func error(_ error: HTTPError) -> SourceError {
        switch error.reason {
        case .timedOut: .timedOut
        case .invalidURL, .forbidden, .redirectForbidden, .tooManyRedirects, .tooLarge, .malformed:
            .badAnswer(detail: error.description)
        default: .unavailable(detail: error.description)
        }
    }

    /// Whole seconds to wait, at least one.
    static func seconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return max(1, Int(seconds) + (attoseconds > 0 ? 1 : 0))
    }

    /// The window of Pixabay's limit, where a 429 does not say how much of it is left.
    private static let unknownReset = Duration.seconds(60)

    private static let refusedKey = SourceError.refused(
        detail: "Pixabay does not accept the API key: check PIXABAY_API_KEY.")
}
