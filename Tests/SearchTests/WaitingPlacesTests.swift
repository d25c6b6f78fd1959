import Testing

@testable import Search

@Suite struct WaitingPlacesTests {
    @Test("one client can take half of the places, all clients together all of them")
    func sharesPlaces() {
        let places = WaitingPlaces(limit: 4)
        #expect((0..<3).map { _ in places.take(for: "a") } == [true, true, false])
        #expect((0..<2).map { _ in places.take(for: "b") } == [true, true])
        #expect(!places.take(for: "c"))
        places.leave("a")
        #expect(places.take(for: "c"))
        #expect(!places.take(for: "a"))
    }

    @Test("callers without a name can take all places, and a single place can be taken by a client")
    func takesAll() {
        let places = WaitingPlaces(limit: 3)
        #expect((0..<4).map { _ in places.take(for: "") } == [true, true, true, false])
        #expect(WaitingPlaces(limit: 1).take(for: "a"))
    }
}
