import Digest
public import Formats
import Foundation
import HTTPClient
public import Search
public import Threads

import struct HTTPTypes.HTTPField

/// Pixabay's search API, used as its terms demand.
///
/// The key is sent in the query string. No error holds it: errors hold our own words, statuses and the names of our
/// hosts, and nothing that the server sent. Its rules on caching and on the number of requests are in `answerLifetime`
/// and `relistInterval`.
///
/// - SeeAlso: https://pixabay.com/api/docs/
public struct PixabaySource: ImageSource {
    /// The API's own address.
    public static let defaultAPI = "https://pixabay.com/api/"

    /// The API's limits, and ours for its answers.
    private enum Limits {
        static let perPage = 3...200
        static let pictures = 500
        static let queryLength = 100
        static let answerBytes = 4 << 20
        static let pictureBytes = 5 << 20
        /// A pool of the default size at once: each further round would take as long as the host takes for an answer.
        /// Over HTTP/2, as Pixabay's host speaks it, they share one connection.
        static let parallelDownloads = 32
        /// The longest that one picture may take, with its redirects.
        static let pictureTime = Duration.seconds(10)
        /// A page after the first one may take twice as long as the slowest before it, and at least this long.
        static let laterPageTime = Duration.seconds(2)
    }

    public let name = "pixabay"
    /// "Requests must be cached for 24 hours", and the addresses of the pictures end then.
    public let answerLifetime = Duration.seconds(24 * 3600)
    /// Pixabay's limits are counted by the minute.
    public let relistInterval: Duration? = .seconds(60)
    /// Pictures at `webformatURL` have 640 x 640 pixels at most; one with ten times as many is not from Pixabay.
    public let maximumPixels: Int? = 4_000_000
    public let description = SourceDescription(
        examples: [
            .init(tag: "mountains", query: "snowy mountains at sunrise"),
            .init(tag: "dog", query: "a dog running on the beach"),
            .init(tag: "flowers", query: "red flowers in a green field"),
            .init(tag: "city", query: "city lights at night"),
            .init(tag: "coffee", query: "a cup of coffee beside a book"),
            .init(tag: "forest", query: "a path through a misty forest"),
        ],
        licence: .init(name: "Pixabay Content License", url: "https://pixabay.com/service/license-summary/"))
    /// A stand-in's pictures are not Pixabay's.
    public let cacheIdentity: String
    private let key: String
    private let api: String
    private let client: HTTPClient
    private let budget: RequestBudget
    private let calls = SourceCalls()

    public var statistics: SourceStatistics? { calls.statistics(of: budget) }

    /// - Parameters:
    ///   - key: the API's key.
    ///   - api: the API's address, in case a stand-in takes its place.
    ///   - exceptions: further hosts and ports that requests may go to, also by http.
    ///   - budget: shared by all sources of a process that use the same key.
    /// - Throws: `SourceSetupError` if the key is empty or the API's address is not allowed.
    public init(
        key: String, api: String = PixabaySource.defaultAPI, allowing exceptions: [HostPort] = [],
        budget: RequestBudget = RequestBudget()
    ) throws(SourceSetupError) {
        // A key from a file ends in a line break.
        self.key = key.trimmingCharacters(in: .whitespacesAndNewlines)
        if self.key.isEmpty {
            throw SourceSetupError("The Pixabay source needs a key: set PIXABAY_API_KEY or PIXABAY_API_KEY_FILE.")
        }
        self.api = api
        let place = ":" + SHA256.digest(of: Array(api.utf8)).prefix(8).hexadecimal
        cacheIdentity = api == Self.defaultAPI ? name : name + place
        self.budget = budget
        client = HTTPClient(
            policy: AddressPolicy(hosts: .only(["pixabay.com", "cdn.pixabay.com"]), allowing: exceptions))
        if !client.policy.allows(api) || api.contains("?") || api.contains("#") {
            throw SourceSetupError(
                "The address of the Pixabay API (DESCRY_PIXABAY_URL) must be https on pixabay.com without a query, "
                    + "or on the host and port that DESCRY_ALLOW_SOURCE names.")
        }
    }

    public func listing(
        tagged tag: String, limit: Int, for client: String, deadline: Deadline
    ) throws(SourceError) -> SourceListing {
        let limit = min(max(limit, 0), Limits.pictures)
        if limit == 0 { return SourceListing(pictures: []) }
        var listing = PixabayListing(limit: limit, sizes: Limits.perPage)
        var slowest = Duration.zero
        for page in 1...listing.pages {
            let answer: PixabayAnswer
            let start = ContinuousClock.now
            // While a search waits for a later page, it cannot use the pages before.
            let pageEnd = page == 1 ? deadline : min(deadline, .after(max(Limits.laterPageTime, slowest * 2)))
            do throws(SourceError) {
                answer = try self.page(page, of: tag, perPage: listing.perPage, for: client, deadline: pageEnd)
                slowest = max(slowest, .now - start)
            } catch {
                guard page > 1 else { throw error }
                listing.end(at: page, error)
                break
            }
            guard try listing.add(answer, page: page, allowed: self.client.policy.allowed) else { break }
        }
        return listing.result
    }

    public func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
    ) {
        // Some hosts choose the format by this header.
        func jpeg(at url: String) -> HTTPRequest {
            HTTPRequest(
                url, headers: [.accept: "image/jpeg"], limit: Limits.pictureBytes, timeLimit: Limits.pictureTime)
        }
        var left = pictures.map { Self.addresses(of: $0)[...] }
        let requests = left.indices.map { jpeg(at: left[$0].removeFirst()) }
        client.download(requests, concurrency: Limits.parallelDownloads, until: deadline.instant) { index, result in
            let answer = PixabayResponse.picture(result)
            calls.ended(.picture, answer.error)
            if case .failure(let failure) = answer, failure.deservesFallback, let next = left[index].popFirst() {
                return jpeg(at: next)
            }
            arrival(index, answer.mapError(\.error))
            return nil
        }
    }

    /// Where the model's copy of a picture is: the 340 px version, which is enough for the model and a third of the
    /// bytes, then the address as Pixabay gave it, since the other one is reported to fail at times.
    private static func addresses(of picture: Picture) -> [String] {
        guard let size = picture.url.range(of: "_640.", options: .backwards) else { return [picture.url] }
        return [picture.url.replacingCharacters(in: size, with: "_340."), picture.url]
    }

    private func page(
        _ page: Int, of tag: String, perPage: Int, for client: String, deadline: Deadline
    ) throws(SourceError) -> PixabayAnswer {
        if let refusal = budget.take(for: client) {
            calls.withheld()
            let seconds = PixabayResponse.seconds(refusal.wait)
            throw refusal.isOfClient ? .clientLimited(retryAfter: seconds) : .rateLimited(retryAfter: seconds)
        }
        do throws(SourceError) {
            let answer = try answer(address(page, of: tag, perPage: perPage), deadline: deadline)
            calls.ended(.listing)
            return answer
        } catch {
            calls.ended(.listing, error)
            throw error
        }
    }

    private func answer(_ address: String, deadline: Deadline) throws(SourceError) -> PixabayAnswer {
        let request = HTTPRequest(
            address, headers: [.accept: "application/json"],
            limit: Limits.answerBytes, acceptsCompression: true)
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try self.client.get(request, until: deadline.instant)
        } catch {
            budget.finish(remaining: nil, reset: nil)
            throw PixabayResponse.error(error)
        }
        let quota = PixabayResponse.quota(response)
        budget.finish(remaining: quota?.remaining, reset: quota?.reset)
        return try PixabayResponse.answer(response)
    }

    private func address(_ page: Int, of tag: String, perPage: Int) -> String {
        // Pixabay counts scalars, of which a character may have several.
        var query = tag
        while query.unicodeScalars.count > Limits.queryLength { query.removeLast() }
        return "\(api)?key=\(percentEncoded(key))&q=\(percentEncoded(query))&image_type=photo&safesearch=true"
            + "&per_page=\(perPage)&page=\(page)"
    }
}
