import Testing
import Threads

@Suite struct SingleFlightTests {
    private struct Refusal: Error {}

    @Test("the first one starts a run, others join it until it ends")
    func joins() {
        var flights = SingleFlight<String, Int>()
        #expect(flights.join("a") { 1 } == (1, true))
        #expect(flights.join("a") { 2 } == (1, false))
        #expect(flights.join("b") { 3 } == (3, true))
        #expect(flights.count == 2)
        #expect(flights.all == ["a": 1, "b": 3])
        flights.end("a")
        #expect(flights["a"] == nil)
        #expect(flights.join("a") { 4 } == (4, true))
    }

    @Test("a run that cannot start leaves nothing in the table")
    func refuses() {
        var flights = SingleFlight<String, Int>()
        #expect(throws: Refusal.self) { try flights.join("a") { () throws(Refusal) in throw Refusal() } }
        #expect(flights.count == 0)
    }
}
