import Testing

extension Contract {
    /// Every bad query gives 400 with a problem that names the parameter, and the next one works.
    public static func namesBadParameters(_ server: some ContractServer) throws {
        let long = String(repeating: "a", count: 7000)
        /// As browsers send them: 12 bytes each.
        func horses(_ count: Int) -> String { String(repeating: "%F0%9F%90%8E", count: count) }
        let cases = [
            ("", "s_query"), ("?t=a", "s_query"), ("?t=a&s_query=+", "s_query"),
            ("?t=a&t=b&s_query=c", "t"), ("?t=a&s_query=c&s_query=d", "s_query"), ("?t=a%00b&s_query=c", "t"),
            ("?t=%FF&s_query=c", "t"), ("?t=a&s_query=%C3%28", "s_query"), ("?t=%zz&s_query=c", "t"),
            ("?t=a&s_query=\(long)", "s_query"), ("?t=\(long)&s_query=c", "t"),
            ("?t=\(String(repeating: "a", count: 101))&s_query=c", "t"), ("?t=a&s_query=b&k=0", "k"),
            ("?t=a&s_query=b&k=-1", "k"), ("?t=a&s_query=b&k=ten", "k"), ("?t=a&s_query=b&k=1.5", "k"),
            ("?t=a&s_query=b&k=", "k"), ("?t=a&s_query=b&k=99999999999999999999999", "k"),
            ("?t=a&s_query=b&k=1&k=2", "k"), ("?t=a&s_query=b&K=3", "K"), ("?t=a&s_query=b&page=10", "page"),
            ("?t=a&s_query=b&offset=-1", "offset"), ("?t=a&s_query=b&offset=ten", "offset"),
            ("?t=a&s_query=b&offset=", "offset"), ("?t=a&s_query=b&offset=1.5", "offset"),
            ("?t=a&s_query=b&offset=1000000000", "offset"), ("?t=a&s_query=b&offset=1&offset=2", "offset"),
            ("?t=a&s_query=b&offset=99999999999999999999999", "offset"),
            ("?t=a&s_qeury=b", "s_qeury"), ("?t=a&s_query=b&k=%2B5", "k"), ("?t=a&s_query=b&k=1.0", "k"),
            ("?t=a&s_query=b&k=%D9%A3", "k"), ("?t=a&s_query=b&k=1%202", "k"),
            ("?t=a&s_query=b&\(long)=1", String(repeating: "a", count: 40) + "…"),
            ("?t=\(horses(101))&s_query=b", "t"), ("?t=a&s_query=\(horses(1001))", "s_query"),
            ("?t=a%0d%0aX-Injected:%201&s_query=%0d%0a", "s_query"),
        ]
        for (query, parameter) in cases {
            let answer = try server.get("/search\(query)")
            #expect(answer.status == 400, "\(query.prefix(60))")
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(answer.string("parameter") == parameter, "\(query.prefix(60)): \(answer.body)")
            #expect(answer.string("detail")?.isEmpty == false)
            #expect(answer.number("status") == 400)
        }
        for query in ["t=\(server.tag)&s_query=snow", "&t=\(server.tag)&&s_query=snow&k=+7+&"] {
            #expect(try server.get("/search?\(query)").status == 200)
        }
    }

    /// A problem says what is wrong for programs, by the parameter, and for people, by the field.
    public static func speaksToPeople(_ server: some ContractServer) throws {
        let tooLong = String(repeating: "a", count: 101)
        let cases = [
            ("t=a&s_query=+", "s_query (the sentence) is empty", "the sentence is empty"),
            (
                "t=\(tooLong)&s_query=a", "t (the keyword) is longer than 100 characters",
                "the keyword is longer than 100 characters"
            ),
            (
                "t=a&s_query=b&k=0", "k must be a whole number from 1 to 999999999",
                "the number of pictures must be a whole number from 1 to 999999999"
            ),
            (
                "t=a&s_query=b&offset=-5", "offset must be a whole number from 0 to 999999999",
                "the number of pictures to leave out must be a whole number from 0 to 999999999"
            ),
            ("t=a", "s_query is missing", "the sentence is missing"),
        ]
        for (query, detail, message) in cases {
            let answer = try server.get("/search?\(query)")
            #expect(answer.string("detail") == detail)
            #expect(answer.string("user_message") == message)
        }
        let unknown = try server.get("/search?t=a&s_query=b&page=1")
        #expect(unknown.json["user_message"] == nil)
    }
}
