import Testing

@testable import Search

@Suite struct WaitingPlacesTests {
    @Test("one client takes half of the places at most, all clients together all of them")
    func sharesPlaces() {
        let places = WaitingPlaces(limit: 4)
        #expect((0..<3).map { _ in places.take(for: "a") } == [true, true, false])
        #expect((0..<2).map { _ in places.take(for: "b") } == [true, true])
        #expect(!places.take(for: "c"))
        places.leave("a")
        #expect(places.take(for: "c"))
        #expect(!places.take(for: "a"))
    }

    @Test("callers without a name take all, and a client of the only place has it")
    func takesAll() {
        let places = WaitingPlaces(limit: 3)
        #expect((0..<4).map { _ in places.take(for: "") } == [true, true, true, false])
        #expect(WaitingPlaces(limit: 1).take(for: "a"))
    }
}
