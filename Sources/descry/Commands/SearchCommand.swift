import ArgumentParser
import Encoding
import Formats
import Foundation
import Search
import Server
import Synchronization
import Threads

/// `descry search`: one search in the terminal.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Searches once, here, and prints the best pictures.",
        discussion: """
            Root may search a gallery, whose files are its own, but not Pixabay's pictures, as with descry serve.
            Example: descry search mountains "mountains with dark skies"
            """)

    @Argument(help: "The keyword whose pictures are ranked; \"\" for all pictures of a gallery.") var tag: String
    @Argument(help: "The sentence that describes the picture.") var query: String
    @Option(name: [.customShort("k"), .long], help: "How many pictures.") var count = 10
    @Flag(help: "Print the JSON that the server would answer.") var json = false
    @OptionGroup var options: SearchOptions
    @OptionGroup(title: "Process") var root: RootOptions

    /// No other search waits, so there is more time than a server gives.
    private static let deadline = Duration.seconds(120)

    func validate() throws {
        try ValidationError.checkText(tag, mayBeEmpty: true)
        try ValidationError.checkText(query)
        try ValidationError.check(count, in: 1...Int.max, "the number of pictures")
    }

    func run() throws {
        try reportingSetupErrors {
            let configuration = try options.configuration(
                server: ServerConfiguration(workers: 1, deadline: Self.deadline))
            let backends = try Wiring.Backends(configuration)
            if !backends.source.isLocal {
                try root.refuseRoot(
                    advice: "run it as another user "
                        + "(`setpriv --reuid nobody --regid nogroup --clear-groups` in a shell)")
            }
            let query = try checkedQuery(tagIsOptional: backends.source.hasUntaggedPool)
            let leftOut = LeftOutPictures()
            let wiring = Wiring(
                configuration, backends, clip: try configuration.model.load(), report: { leftOut.add($0, $1) })
            // Only the JSON has matches.
            if json, let background = wiring.encoder.background() { wiring.search.compare(with: background) }
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
                leftOut.report()
                try Self.fail(Problem(error).detail, code: 1)
            }
            bar.clear()
            leftOut.report()
            if result.pool.isStale {
                StandardError.write(
                    "descry: the picture source does not answer; these are its pictures of \(result.pool.age / 3600) h ago\n"
                )
            }
            if let shortfall = result.pool.shortfall {
                StandardError.write("descry: there may be more pictures. \(shortfall.escapingControls)\n")
            }
            try print(result)
        }
    }

    private func checkedQuery(tagIsOptional: Bool) throws(ValidationError) -> SearchQuery {
        do throws(QueryError) {
            return try SearchQuery(
                tag: tag, text: query, count: min(count, SearchQuery.maximumCount), tagIsOptional: tagIsOptional)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    private func print(_ result: SearchResult) throws {
        if json {
            Swift.print(SearchAnswer(result).json.text)
            return
        }
        if result.pictures.isEmpty, result.pool.skipped > 0 {
            try Self.fail("none of the \(result.pool.pictures.count) pictures could be used", code: 1)
        }
        guard !result.pictures.isEmpty else {
            let keyword = result.query.tag
            Swift.print("\(result.pool.source) has no pictures" + (keyword.isEmpty ? "" : " for '\(keyword)'"))
            return
        }
        let table = Table(ranking: result.pictures, columns: ["picture", "by"]) { [$0.url, $0.credit?.name ?? ""] }
        Swift.print(table.text, terminator: "")
        let pool = result.pool
        let skipped = pool.skipped > 0 ? ", \(pool.skipped) skipped" : ""
        StandardError.write(
            "\(pool.rows.count) of \(pool.pictures.count) pictures ranked\(skipped), "
                + "\(result.encodedPictures) encoded now, \(Int(result.timing.total.milliseconds)) ms\n")
    }
}

/// The pictures that a search leaves out, kept until the progress bar is removed.
private final class LeftOutPictures: Sendable {
    private let failures = Mutex<[(id: String, detail: String)]>([])

    func add(_ id: String, _ failure: PictureFailure) {
        failures.withLock { $0.append((id, failure.detail)) }
    }

    func report() {
        for (id, detail) in failures.withLock({ $0 }) {
            StandardError.write("descry: \(id.escapingControls) is left out: \(detail.escapingControls)\n")
        }
    }
}
