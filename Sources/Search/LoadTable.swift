import Threads

/// The pools that are being loaded: one load for each tag, and a limited number for each client.
struct LoadTable: Sendable {
    private let limit: Int
    private var loads = SingleFlight<String, PoolLoad>()
    /// The loads that refresh a pool in memory.
    private var refreshes: Set<String> = []

    /// - Parameter limit: how many there may be at once.
    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { loads.count }

    subscript(tag: String) -> PoolLoad? { loads[tag] }

    /// Joins the load of a tag, or adds one for a client.
    ///
    /// - Throws: `SearchError.overloaded` at the limit, `clientOverloaded` if the client has its share of loads
    ///   already: slow loads of one client must not keep others from new tags.
    mutating func join(
        _ tag: String, for client: String, orStart start: () -> PoolLoad
    ) throws(SearchError) -> (run: PoolLoad, isNew: Bool) {
        if let load = loads[tag] { return (load, false) }
        guard loads.count < limit else { throw .overloaded }
        let own = loads.all.count { !refreshes.contains($0.key) && $0.value.client == client }
        guard FairShare.allows(own: own, free: limit - loads.count, client: client) else {
            throw .clientOverloaded(loads: own)
        }
        return loads.join(tag, orStart: start)
    }

    /// Adds a load that refreshes a pool, if that leaves half of the places for new tags.
    mutating func openRefresh(_ tag: String, _ load: PoolLoad) -> Bool {
        guard loads[tag] == nil, loads.count < limit, refreshes.count < max(1, limit / 2) else { return false }
        refreshes.insert(tag)
        return loads.join(tag) { load }.isNew
    }

    mutating func end(_ tag: String) {
        loads.end(tag)
        refreshes.remove(tag)
    }
}
