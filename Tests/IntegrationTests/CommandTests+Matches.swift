import TestSupport
import Testing

extension Integration.CommandTests {
    /// The shares of searches in which the best picture is called weak, of the strangers' sentences and the development
    /// ones, which the README states.
    @Test(
        "the demo says so where nothing fits, and seldom where something does",
        arguments: [("strangers", 0.95), ("development", 0.93)])
    func matches(name: String, fitting: Double) throws {
        let evaluated = try descry([
            "evaluate", "\(Checkout.root)/deploy/demo/queries/\(name).json", "--matches", "--json",
        ])
        #expect(evaluated.status == 0, "\(evaluated.errors)")
        let answer = try #require(try lines(evaluated).first)
        let matches = try #require(answer["matches"] as? [String: [String: Any]])
        func weak(_ kinds: String...) throws -> Double {
            let rows = try kinds.map { try #require(matches[$0]) }
            let searches = rows.map { ($0["searches"] as? Double) ?? 0 }
            let count = zip(rows, searches).reduce(0) { $0 + (($1.0["weak"] as? Double) ?? 1) * $1.1 }
            return count / searches.reduce(0, +)
        }
        #expect(try weak("keyword_without_right") >= 0.9)
        #expect(try weak("keyword_with_nothing_near") >= 0.96)
        #expect(try 1 - weak("all_pictures", "keyword_with_all_right", "keyword_with_some_right") >= fitting)
    }
}
