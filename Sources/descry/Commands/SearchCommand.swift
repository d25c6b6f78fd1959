import ArgumentParser
import Foundation
import Logging
import Search

/// `descry search`: one search in the terminal.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Searches once, here, and prints the best pictures.",
        discussion: "Example: descry search mountains \"mountains with dark skies\"")

    @Argument(help: "The keyword whose pictures are ranked; \"\" for all pictures of a gallery.") var tag: String
    @Argument(help: "The sentence that describes the picture.") var query: String
    @Option(name: [.customShort("k"), .long], help: "How many pictures.") var count = 10
    @Flag(help: "Print the JSON that the server would answer.") var json = false
    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Pictures") var source: SourceOptions
    @OptionGroup(title: "Cache") var redis: RedisOptions

    /// Nobody but the one who waits is kept waiting, so there is more time than a server gives.
    private static let deadline = Duration.seconds(120)

    func validate() throws {
        try ValidationError.checkText(tag)
        try ValidationError.checkText(query)
        try ValidationError.check(count, in: 1...Int.max, "the number of pictures")
    }

    func run() throws {
        try reportingConfigurationErrors {
            let takesNoTag = try source.settings().kind == .gallery
            let query: SearchQuery
            do throws(QueryError) {
                query = try SearchQuery(
                    tag: tag, text: self.query, count: min(count, SearchQuery.maximumCount), tagIsOptional: takesNoTag)
            } catch {
                throw ValidationError(error.sentence)
            }
            let wiring = try Wiring(
                clip: try model.load(fallback: try source.fallbackModel()), source: source, redis: redis,
                deadline: Self.deadline, workers: 1)
            var bar = ProgressBar("pictures")
            let result: SearchResult
            do throws(SearchError) {
                result = try wiring.search.search(query, deadline: .after(Self.deadline)) { progress in
                    let pool = progress.pool
                    bar.show(pool.ranked + pool.skipped, of: pool.size, note: "\(pool.ranked) of \(pool.size)")
                    return true
                }
            } catch {
                bar.clear()
                try Self.fail(Problem(error).detail, code: 1)
            }
            bar.clear()
            try print(result)
        }
    }

    private func print(_ result: SearchResult) throws {
        if json {
            Swift.print(SearchHandler.json(of: result, origin: "").text)
            return
        }
        guard !result.pictures.isEmpty else {
            let keyword = result.query.tag
            Swift.print("\(result.pool.source) has no pictures" + (keyword.isEmpty ? "" : " for '\(keyword)'"))
            return
        }
        var table = Table(["", "score", "probability", "picture", "by"], alignRight: [0, 1, 2])
        for (index, ranked) in result.pictures.enumerated() {
            table.add([
                String(index + 1), String(format: "%.3f", ranked.score),
                String(format: "%.1f %%", 100 * ranked.probability), ranked.picture.url,
                ranked.picture.credit?.name ?? "",
            ])
        }
        Swift.print(table.text, terminator: "")
        let pool = result.pool
        let skipped = pool.skipped > 0 ? ", \(pool.skipped) skipped" : ""
        StandardError.write(
            "\(pool.rows.count) of \(pool.pictures.count) pictures ranked\(skipped), "
                + "\(result.encodedPictures) encoded now, \(Int(result.timing.total.milliseconds)) ms\n")
    }
}

extension QueryError {
    /// What is wrong, in words that need no knowledge of the server's parameters.
    var sentence: String {
        detail.replacing("s_query (the sentence)", with: "the sentence")
            .replacing("t (the keyword)", with: "the keyword")
    }
}
