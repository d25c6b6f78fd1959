import TestSupport
import Testing

/// Answers whose ranking is kept as bytes, through the router.
@Suite struct KeptAnswerTests {
    private let server = MemoryServer()

    /// An answer's JSON without what may change from one to the next.
    private func lasting(_ body: String) -> String {
        body.replacing(#/"(pool|encode|rank|total)":[0-9.]+/#, with: "").replacing(#/"age_s":[0-9]+/#, with: "")
    }

    @Test("kept or ranked, the JSON is the same, and that of a stream", arguments: [1, 10, 30])
    func isTheSame(count: Int) throws {
        let query = "t=\(server.tag)&s_query=dark+skies&k=\(count)"
        _ = try server.get("/search?\(query)")
        let streamed = try server.get("/search/stream?\(query)").body
        let data = try #require(streamed.split(separator: "\n").first { $0.hasPrefix("data: ") }).dropFirst(6)
        for _ in 0..<3 {
            let answer = try server.get("/search?\(query)")
            #expect(lasting(answer.body) == lasting(String(data)))
            #expect(answer.strings("top_urls").count == count)
            #expect(answer.bool("pool", "cached") == true)
            #expect(answer.header("Content-Length") == "\(answer.body.utf8.count)")
            for part in ["pool", "encode", "rank", "total"] {
                let time = try #require(answer.number("timing_ms", part))
                #expect(answer.header("Server-Timing")?.contains("\(part);dur=\(time == 0 ? "0" : "\(time)")") == true)
            }
        }
    }

    @Test("each answer has its own request's id")
    func ownID() throws {
        let ids = try (0..<4).map { _ in
            try server.get("/search?t=\(server.tag)&s_query=snow").header("X-Request-Id") ?? ""
        }
        #expect(Set(ids).count == 4)
    }

    @Test("no other query's answer is given, in whatever order they come")
    func tellsApart() throws {
        for _ in 0..<3 {
            for (tag, sentence, count) in [("a", "one", 2), ("b", "one", 2), ("a", "three", 2), ("a", "one", 3)] {
                let answer = try server.get("/search?t=\(tag)&s_query=\(sentence)&k=\(count)")
                #expect(answer.string("tag") == tag)
                #expect(answer.string("query") == sentence)
                #expect(answer.strings("top_urls").count == count)
            }
        }
    }

    @Test("addresses on this server begin with each client's own name for it")
    func ownOrigin() throws {
        for host in ["a.example", "b.example", "a.example", "b.example:8443", "a.example"] {
            let answer = try server.answer("GET", "/search?t=gallery&s_query=one", host: host)
            #expect(answer.strings("top_urls").allSatisfy { $0.hasPrefix("https://\(host)/") })
        }
    }
}
