import TestSupport
import Testing

extension Stack: ContractServer {
    var tag: String { "mountains" }

    func answer(_ method: String, _ target: String) throws -> Answer {
        try get(target, method == "HEAD" ? ["-I"] : ["-X", method])
    }
}

extension Integration {
    /// The contract through nginx, by the whole program.
    @Suite struct ContractTests {
        private let server: Stack

        init() throws { server = try Stack() }

        @Test("the best pictures, best first") func answersSearch() throws { try Contract.answersSearch(server) }

        @Test("a query is cleaned, and all of the pool is ranked") func ranksWholePool() throws {
            try Contract.ranksWholePool(server)
        }

        @Test("a keyword without pictures is an empty answer") func answersEmpty() throws {
            try Contract.answersEmpty(server)
        }

        @Test("HEAD has no body") func answersHead() throws { try Contract.answersHead(server) }

        @Test("other paths and methods are refused") func refusesPathsAndMethods() throws {
            try Contract.refusesPathsAndMethods(server)
        }

        @Test("the stream ends with the whole answer") func streams() throws { try Contract.streams(server) }

        @Test("the health paths answer") func answersHealth() throws { try Contract.answersHealth(server) }

        @Test("a bad query is answered with 400 and its parameter") func namesBadParameters() throws {
            try Contract.namesBadParameters(server)
        }

        @Test("a problem speaks to programs and to people") func speaksToPeople() throws {
            try Contract.speaksToPeople(server)
        }
    }
}
