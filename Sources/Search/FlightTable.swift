/// The pools that are being loaded: one flight per tag, and so many for a client.
struct FlightTable: Sendable {
    private let limit: Int
    private var flights: [String: PoolFlight] = [:]
    /// The flights that only refresh a pool that is there.
    private var refreshes: Set<String> = []

    /// - Parameter limit: how many there may be at once.
    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { flights.count }

    subscript(tag: String) -> PoolFlight? { flights[tag] }

    /// Adds the flight of a tag that has none.
    ///
    /// - Throws: `SearchError.overloaded` if there are as many as there may be, `clientOverloaded` if the client that
    ///   opened this one has its share already: hanging loads of one client must not keep others from new tags.
    mutating func open(_ tag: String, _ flight: PoolFlight) throws(SearchError) {
        guard flights.count < limit else { throw .overloaded }
        let own = flights.count { !refreshes.contains($0.key) && $0.value.client == flight.client }
        guard FairShare.allows(own: own, free: limit - flights.count, client: flight.client) else {
            throw .clientOverloaded(loads: own)
        }
        flights[tag] = flight
    }

    /// Adds a flight that refreshes a pool, if that leaves half of the places for new tags.
    mutating func openRefresh(_ tag: String, _ flight: PoolFlight) -> Bool {
        guard flights[tag] == nil, flights.count < limit, refreshes.count < max(1, limit / 2) else { return false }
        flights[tag] = flight
        refreshes.insert(tag)
        return true
    }

    mutating func end(_ tag: String) {
        flights[tag] = nil
        refreshes.remove(tag)
    }
}
