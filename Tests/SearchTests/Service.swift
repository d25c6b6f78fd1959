@testable import Search

/// A search as `Wiring` joins it, over the adapters in memory.
func service(
    _ source: ListSource, _ encoder: SeedEncoder = SeedEncoder(), cache: DictionaryCache = DictionaryCache(),
    nearby: Float? = nil, maximumWaiting: Int = .max, retryInterval: Duration = .seconds(60)
) -> (service: SearchService, pools: PoolStore) {
    let pools = PoolStore(
        source: source, encoder: encoder, cache: cache, limit: 30, listTimeout: .seconds(6),
        downloadTimeout: .seconds(30), retryInterval: retryInterval)
    return (SearchService(pools: pools, encoder: encoder, nearby: nearby, maximumWaiting: maximumWaiting), pools)
}

/// A query that is in order.
func query(_ tag: String = "tag", _ text: String = "sentence", count: Int = 10) -> SearchQuery {
    try! SearchQuery(tag: tag, text: text, count: count)
}
