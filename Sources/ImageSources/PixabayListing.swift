import Search

/// A tag's listing as it is put together from the pages of Pixabay's answer.
struct PixabayListing {
    /// How many pages there are at most, counted from 1.
    let pages: Int
    /// Hits on each page: all pages of a query must be of one size, or they would overlap.
    let perPage: Int
    private let limit: Int
    private var pictures: [Picture] = []
    private var rejected: [SourceListing.Rejected] = []
    private var shortfall: String?
    private var seen: Set<String> = []

    /// - Parameters:
    ///   - limit: how many pictures are wanted, at least 1.
    ///   - sizes: what the API takes for `per_page`.
    init(limit: Int, sizes: ClosedRange<Int>) {
        self.limit = limit
        pages = (limit + sizes.upperBound - 1) / sizes.upperBound
        perPage = max(sizes.lowerBound, (limit + pages - 1) / pages)
    }

    var result: SourceListing {
        SourceListing(pictures: Array(pictures.prefix(limit)), shortfall: shortfall, rejected: rejected)
    }

    /// Adds a page.
    ///
    /// - Parameter allowed: see ``PixabayHit/picture(allowed:)``.
    /// - Returns: whether there is another page to ask for.
    /// - Throws: `SourceError.badAnswer` if the first page lacks the pictures that it announces.
    mutating func add(
        _ answer: PixabayAnswer, page: Int, allowed: (String) -> String?
    ) throws(SourceError) -> Bool {
        let isMissing = answer.hits.isEmpty && answer.totalHits > (page - 1) * perPage
        if isMissing, page == 1 {
            throw .badAnswer(
                detail: "Pixabay's answer could not be read: it announces \(answer.totalHits) pictures and has none.")
        }
        let hits = answer.hits.prefix(perPage)
        var readable = 0
        for (place, entry) in hits.enumerated() {
            do throws(PixabayHit.Objection) {
                let picture = try entry.picture(allowed: allowed)
                readable += 1
                // A picture moves between pages when the order changes between two requests.
                if seen.insert(picture.id).inserted { pictures.append(picture) }
            } catch {
                let id = error.id.map { "pixabay:\($0)" } ?? "pixabay: hit \(place + 1) of page \(page)"
                rejected.append(.init(id: id, detail: error.detail))
            }
        }
        if page > 1, isMissing || !hits.isEmpty && readable == 0 {
            shortfall = "Page \(page) of \(pages) could not be read."
            return false
        }
        return page < pages && answer.hits.count >= perPage && page * perPage < answer.totalHits
    }

    /// Notes that a page after the first one could not be fetched: the pages before it are good.
    mutating func end(at page: Int, _ error: SourceError) {
        shortfall = "Page \(page) of \(pages) could not be fetched. \(error.sentence)"
    }
}
