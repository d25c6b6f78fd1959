import Testing

@testable import Server

@Suite struct RecentSharesTests {
    @Test("a client with less than the average is told apart from one with more")
    func tellsApart() {
        let shares = RecentShares()
        for _ in 0..<100 { #expect(shares.count("flooder")) }
        #expect(!shares.count("other"))
        #expect(!shares.count("third"))
        #expect(shares.count("flooder"))
    }

    @Test("clients that ask for the same are all at the average, and so is one alone")
    func hasAverage() {
        let shares = RecentShares()
        #expect(shares.count("alone"))
        for number in 0..<10 { _ = shares.count("\(number)") }
        #expect((0..<10).allSatisfy { shares.count("\($0)") })
    }
}
