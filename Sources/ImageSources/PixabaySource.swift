import Digest
import Foundation
public import HTTPClient
public import Search
public import Threads

/// Pixabay's search API, with the duties that its terms put on a client.
///
/// The key travels in the query string. It is in no error: those hold our own words, statuses and the names of hosts
/// that we chose, and nothing that the server sent. Answers are to be cached for 24 hours, and no longer, by the
/// caller: the addresses of the pictures die then.
///
/// - SeeAlso: https://pixabay.com/api/docs/
public struct PixabaySource: ImageSource {
    /// The API's own address.
    public static let defaultAPI = "https://pixabay.com/api/"

    /// What the API takes, and what we take from it.
    private enum Limits {
        static let perPage = 3...200
        static let pictures = 500
        static let queryLength = 100
        static let answerBytes = 4 << 20
        static let pictureBytes = 5 << 20
        static let parallelDownloads = 10
        /// The longest that one picture may take, with its redirects.
        static let pictureTime = Duration.seconds(10)
        /// A page after the first one may take twice as long as the slowest before it, and at least this long.
        static let laterPageTime = Duration.seconds(2)
    }

    public let name = "pixabay"
    /// Pixabay's limits are counted by the minute.
    public let relistInterval: Duration? = .seconds(60)
    /// Those of `webformatURL` have 640 x 640 pixels at most; ten times as many are no picture of that format.
    public let maximumPixels: Int? = 4_000_000
    /// A stand-in's pictures, or those of another language's tags, are not Pixabay's.
    public let cacheIdentity: String
    private let key: String
    private let api: String
    private let language: String?
    private let client: HTTPClient
    private let budget: RequestBudget
    private let calls = SourceCalls()

    public var statistics: SourceStatistics? { calls.statistics(of: budget) }

    /// - Parameters:
    ///   - key: the API's key.
    ///   - api: the API's address, in case a stand-in takes its place.
    ///   - exceptions: hosts and ports that are asked though they are not Pixabay's; http is allowed for them.
    ///   - language: the language of the tags, as in `de`; the API's default is English.
    ///   - configuration: the HTTP client's settings.
    ///   - budget: shared by all sources of a process that use the same key.
    /// - Throws: `SourceSetupError` if the key is empty or the API's address is not allowed.
    public init(
        key: String, api: String = PixabaySource.defaultAPI, allowing exceptions: [HostPort] = [],
        language: String? = nil, configuration: HTTPClient.Configuration = .init(),
        budget: RequestBudget = RequestBudget()
    ) throws(SourceSetupError) {
        // A key from a file ends in a line break.
        self.key = key.trimmingCharacters(in: .whitespacesAndNewlines)
        if self.key.isEmpty {
            throw SourceSetupError("The Pixabay source needs a key: set PIXABAY_API_KEY or PIXABAY_API_KEY_FILE.")
        }
        self.api = api
        self.language = language
        let place =
            api == Self.defaultAPI ? "" : ":\(SHA256.hexadecimal(SHA256.digest(of: Array(api.utf8))).prefix(16))"
        cacheIdentity = name + place + (language.map { ":\($0)" } ?? "")
        self.budget = budget
        client = HTTPClient(
            policy: AddressPolicy(hosts: .only(["pixabay.com", "cdn.pixabay.com"]), allowing: exceptions),
            configuration: configuration)
        if !client.policy.allows(api) || api.contains("?") || api.contains("#") {
            throw SourceSetupError(
                "The address of the Pixabay API (DESCRY_PIXABAY_URL) must be https on pixabay.com without a query, "
                    + "or on the host and port that DESCRY_ALLOW_SOURCE names.")
        }
    }

    public func listing(
        tagged tag: String, limit: Int, deadline: Deadline
    ) throws(SourceError) -> SourceListing {
        try listing(tagged: tag, limit: limit, for: "", deadline: deadline)
    }

    public func listing(
        tagged tag: String, limit: Int, for client: String, deadline: Deadline
    ) throws(SourceError) -> SourceListing {
        let limit = min(max(limit, 0), Limits.pictures)
        if limit == 0 { return SourceListing(pictures: []) }
        // All pages of a query must be of one size, or they would overlap.
        let pages = (limit + Limits.perPage.upperBound - 1) / Limits.perPage.upperBound
        let perPage = max(Limits.perPage.lowerBound, (limit + pages - 1) / pages)

        var pictures: [Picture] = []
        var rejected: [SourceListing.Rejected] = []
        var shortfall: String?
        var seen: Set<String> = []
        var slowest = Duration.zero
        for page in 1...pages {
            let answer: PixabayAnswer
            let start = ContinuousClock.now
            // The pages before are of no use as long as one waits for the next.
            let pageEnd = page == 1 ? deadline : min(deadline, .after(max(Limits.laterPageTime, slowest * 2)))
            do throws(SourceError) {
                answer = try self.page(page, of: tag, perPage: perPage, for: client, deadline: pageEnd)
                slowest = max(slowest, .now - start)
            } catch  where page == 1 {
                throw error
            } catch {
                // The pages before are good.
                shortfall = "Page \(page) of \(pages) could not be fetched. \(error.sentence)"
                break
            }
            let isMissing = answer.hits.isEmpty && answer.totalHits > (page - 1) * perPage
            if isMissing, page == 1 {
                throw .badAnswer(
                    detail: "Pixabay's answer could not be read: "
                        + "it announces \(answer.totalHits) pictures and has none.")
            }
            let rejectedBefore = rejected.count
            for (place, entry) in answer.hits.prefix(perPage).enumerated() {
                switch picture(of: entry) {
                // A picture moves between pages when the order changes meanwhile.
                case .success(let picture): if seen.insert(picture.id).inserted { pictures.append(picture) }
                case .failure(let objection):
                    let id = objection.id.map { "pixabay:\($0)" } ?? "pixabay: hit \(place + 1) of page \(page)"
                    rejected.append(.init(id: id, detail: objection.detail))
                }
            }
            let readable = min(answer.hits.count, perPage) - (rejected.count - rejectedBefore)
            if page > 1, isMissing || !answer.hits.isEmpty && readable == 0 {
                shortfall = "Page \(page) of \(pages) could not be read."
                break
            }
            if answer.hits.count < perPage || page * perPage >= answer.totalHits { break }
        }
        return SourceListing(pictures: Array(pictures.prefix(limit)), shortfall: shortfall, rejected: rejected)
    }

    private func picture(of entry: PixabayAnswer.Entry) -> Result<Picture, PixabayHit.Objection> {
        switch entry {
        case .hit(let hit):
            Result { () throws(PixabayHit.Objection) in
                try hit.picture(allowed: client.policy.allowed)
            }
        case .unreadable(let id):
            .failure(PixabayHit.Objection(id: id, detail: "The hit lacks a member, or one has the wrong type."))
        }
    }

    public func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
    ) {
        // Some hosts choose the format by this header.
        func jpeg(at url: String) -> HTTPRequest {
            HTTPRequest(
                url, headers: [("Accept", "image/jpeg")], limit: Limits.pictureBytes, timeLimit: Limits.pictureTime)
        }
        var left = pictures.map { ArraySlice($0.modelURLs) }
        var requests: [HTTPRequest] = []
        var indices: [Int] = []
        for index in pictures.indices {
            if let url = left[index].popFirst() {
                requests.append(jpeg(at: url))
                indices.append(index)
            } else {
                arrival(index, .failure(.badAnswer(detail: "The picture has no address.")))
            }
        }
        client.download(requests, concurrency: Limits.parallelDownloads, until: deadline.instant) { request, result in
            let index = indices[request]
            let answer = PixabayResponse.picture(result)
            calls.ended(.picture, answer.error)
            switch answer {
            case .failure(let failure) where failure.deservesFallback && !left[index].isEmpty:
                return jpeg(at: left[index].removeFirst())
            case .failure(let failure): arrival(index, .failure(failure.error))
            case .success(let bytes): arrival(index, .success(bytes))
            }
            return nil
        }
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
            address, headers: [("Accept", "application/json")],
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
        // A character may be several scalars, and it is those that are counted.
        var query = tag
        while query.unicodeScalars.count > Limits.queryLength { query.removeLast() }
        var address = "\(api)?key=\(percentEncoded(key))&q=\(percentEncoded(query))&image_type=photo&safesearch=true"
        address += "&per_page=\(perPage)&page=\(page)"
        if let language { address += "&lang=\(percentEncoded(language))" }
        return address
    }
}
