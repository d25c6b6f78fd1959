import Threads

/// The pools that are being loaded: one flight per tag, and a limited number for each client.
struct FlightTable: Sendable {
    private let limit: Int
    private var flights = SingleFlight<String, PoolFlight>()
    /// The flights that only refresh a pool that is there.
    private var refreshes: Set<String> = []

    /// - Parameter limit: how many there may be at once.
    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { flights.count }

    subscript(tag: String) -> PoolFlight? { flights[tag] }

    /// Joins the flight of a tag, or adds one for a client.
    ///
    /// - Throws: `SearchError.overloaded` if there are as many as there may be, `clientOverloaded` if the client that
    ///   opened this one has its share already: hanging loads of one client must not keep others from new tags.
    mutating func join(
        _ tag: String, for client: String, orStart start: () -> PoolFlight
    ) throws(SearchError) -> (run: PoolFlight, isNew: Bool) {
        if let flight = flights[tag] { return (flight, false) }
        guard flights.count < limit else { throw .overloaded }
        let own = flights.all.count { !refreshes.contains($0.key) && $0.value.client == client }
        guard FairShare.allows(own: own, free: limit - flights.count, client: client) else {
            throw .clientOverloaded(loads: own)
        }
        return flights.join(tag, orStart: start)
    }

    /// Adds a flight that refreshes a pool, if that leaves half of the places for new tags.
    mutating func openRefresh(_ tag: String, _ flight: PoolFlight) -> Bool {
        guard flights[tag] == nil, flights.count < limit, refreshes.count < max(1, limit / 2) else { return false }
        refreshes.insert(tag)
        return flights.join(tag) { flight }.isNew
    }

    mutating func end(_ tag: String) {
        flights.end(tag)
        refreshes.remove(tag)
    }
}
