import Foundation
import Testing

/// What the contract promises of every server (README, "The API").
public enum Contract {
    /// The best pictures, best first, with the header fields of every answer.
    public static func answersSearch(_ server: some ContractServer) throws {
        let answer = try server.get("/search?t=\(server.tag)&s_query=dark+skies&k=5")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json")
        #expect(answer.header("X-Request-Id")?.isEmpty == false)
        #expect(answer.headerCount("X-Request-Id") == 1)
        #expect(answer.header("Server-Timing")?.contains("encode;dur=") == true)
        #expect(answer.body.hasPrefix(#"{"top_urls":["#))
        #expect(answer.strings("top_urls").count == 5)
        #expect(answer.numbers("top_scores") == answer.numbers("top_scores").sorted(by: >))
        for field in ["pool", "encode", "rank", "total"] { #expect(answer.number("timing_ms", field) != nil) }
    }

    /// Keyword and sentence are trimmed and lower-cased, more than the pool holds means all of it, and the
    /// probabilities are those of the whole pool.
    public static func ranksWholePool(_ server: some ContractServer) throws {
        let answer = try server.get("/search?t=%20\(server.tag.uppercased())+&s_query=%20SNOW%20&k=999")
        #expect(answer.string("tag") == server.tag)
        #expect(answer.string("query") == "snow")
        let results = try #require(answer.json["results"] as? [[String: Any]])
        #expect(results.count >= 12)
        #expect(answer.number("pool", "ranked") == Double(results.count))
        let members = [
            "alt", "color", "credit", "height", "id", "large_url", "match", "page_url", "probability", "score", "url",
            "width",
        ]
        for result in results { #expect(result.keys.sorted() == members) }
        let probabilities = results.compactMap { ($0["probability"] as? NSNumber)?.doubleValue }
        #expect(abs(probabilities.reduce(0, +) - 1) < 0.01)
        #expect(results.compactMap { ($0["score"] as? NSNumber)?.doubleValue } == answer.numbers("top_scores"))
        #expect(results.compactMap { $0["url"] as? String } == answer.strings("top_urls"))
        let matches = results.compactMap { $0["match"] as? String }
        #expect(matches.count == results.count)
        #expect(Set(matches).isSubset(of: ["strong", "fair", "weak"]))
        #expect(answer.string("match") == matches.first)
        let again = try server.get("/search?t=\(server.tag)&s_query=snow&k=999")
        #expect(again.strings("top_urls") == answer.strings("top_urls"))
        #expect(again.bool("pool", "cached") == true)
    }

    /// With an offset the ranking goes on where another answer ends; scores, probabilities and matches are those of the
    /// whole pool.
    public static func leavesOutTheFirst(_ server: some ContractServer) throws {
        let search = "/search?t=\(server.tag)&s_query=a+house"
        let whole = try server.get("\(search)&k=999")
        #expect(whole.number("offset") == 0)
        let results = try #require(whole.json["results"] as? [NSDictionary])
        for (count, offset) in [(4, 0), (4, 4), (5, 8), (3, results.count - 1), (999, 2), (999_999_999, 7)] {
            let part = try server.get("\(search)&k=\(count)&offset=\(offset)")
            #expect(part.number("offset") == Double(offset))
            #expect(part.json["results"] as? [NSDictionary] == Array(results.dropFirst(offset).prefix(count)))
            #expect(part.strings("top_urls") == Array(whole.strings("top_urls").dropFirst(offset).prefix(count)))
            #expect(part.numbers("top_scores") == Array(whole.numbers("top_scores").dropFirst(offset).prefix(count)))
            #expect(part.string("match") == whole.string("match"))
        }
        for offset in [results.count, 999_999_999] {
            let beyond = try server.get("\(search)&offset=+\(offset)+&k=999999999")
            #expect(beyond.status == 200)
            #expect(beyond.strings("top_urls").isEmpty)
            #expect(beyond.numbers("top_scores").isEmpty)
            #expect((beyond.json["results"] as? [Any])?.isEmpty == true)
            #expect(beyond.number("pool", "ranked") == Double(results.count))
        }
        let stream = try server.get(
            search.replacingOccurrences(of: "/search", with: "/search/stream") + "&k=3&offset=5")
        let event = try #require(stream.body.components(separatedBy: "data: ").last)
        let last = try JSONSerialization.jsonObject(with: Data(event.utf8)) as? NSDictionary
        #expect(last?["top_urls"] as? [String] == Array(whole.strings("top_urls").dropFirst(5).prefix(3)))
        #expect(last?["offset"] as? Int == 5)
    }

    /// A keyword without pictures is an empty answer.
    public static func answersEmpty(_ server: some ContractServer) throws {
        let answer = try server.get("/search?t=zeppelins&s_query=x")
        #expect(answer.status == 200)
        #expect(answer.strings("top_urls").isEmpty)
        #expect(answer.number("pool", "size") == 0)
        #expect(answer.json["match"] is NSNull)
    }

    /// HEAD has the header of GET, and no body.
    public static func answersHead(_ server: some ContractServer) throws {
        let answer = try server.answer("HEAD", "/search?t=\(server.tag)&s_query=snow")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json")
        #expect(answer.body.isEmpty)
    }

    /// Paths that do not exist and methods that are not taken have problems of their own.
    public static func refusesPathsAndMethods(_ server: some ContractServer) throws {
        let missing = try server.get("/search/nothing")
        #expect(missing.status == 404)
        #expect(missing.header("Content-Type") == "application/problem+json")
        #expect(try server.get("/source/nothing").status == 404)
        let searches = "/search?t=\(server.tag)&s_query=snow"
        for (method, target) in [("POST", searches), ("DELETE", searches), ("POST", "/source"), ("PUT", "/source")] {
            let refused = try server.answer(method, target)
            #expect(refused.status == 405)
            #expect(refused.header("Allow")?.contains("GET, HEAD") == true)
            #expect(refused.header("Content-Type") == "application/problem+json")
        }
    }

    /// The stream ends with the whole answer; what is wrong before its first event is an ordinary error.
    public static func streams(_ server: some ContractServer) throws {
        let stream = try server.get("/search/stream?t=\(server.tag)&s_query=snow&k=3")
        #expect(stream.status == 200)
        #expect(stream.header("Content-Type") == "text/event-stream")
        let event = try #require(stream.body.components(separatedBy: "event: ").last)
        #expect(event.hasPrefix("result\ndata: {\"top_urls\":["))
        let bad = try server.get("/search/stream?t=a&s_query=b&page=2")
        #expect(bad.status == 400)
        #expect(bad.string("parameter") == "page")
    }

    /// What can be searched: its examples find pictures.
    public static func describesSource(_ server: some ContractServer) throws {
        let answer = try server.get("/source")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json")
        #expect(answer.header("Cache-Control") == "public, max-age=60")
        #expect(answer.headerCount("X-Request-Id") == 1)
        #expect(answer.json.keys.sorted() == ["examples", "licence", "pool_size", "source", "tag_required"])
        #expect(
            answer.string("source") == (try server.get("/search?t=\(server.tag)&s_query=a").string("pool", "source")))
        #expect(answer.bool("tag_required") == false)
        #expect((answer.number("pool_size") ?? 0) >= 3)
        #expect(answer.string("licence", "name")?.isEmpty == false)
        #expect(answer.string("licence", "url")?.hasPrefix("https://") == true)
        let examples = try #require(answer.json["examples"] as? [[String: String]])
        #expect(!examples.isEmpty)
        for example in examples {
            let tag = try #require(example["tag"])
            let query = try #require(example["query"]).replacingOccurrences(of: " ", with: "+")
            #expect(try server.get("/search?t=\(tag)&s_query=\(query)").strings("top_urls").isEmpty == false)
        }
        let head = try server.answer("HEAD", "/source")
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
    }

    /// The health paths answer in JSON.
    public static func answersHealth(_ server: some ContractServer) throws {
        #expect(try server.get("/alive").string("status") == "alive")
        #expect(try server.get("/test").string("result") == "good to go")
        let ready = try server.get("/ready")
        #expect(ready.status == 200)
        #expect(ready.string("status") == "ready")
        #expect(ready.string("checks", "canary") == "encoded")
    }
}
