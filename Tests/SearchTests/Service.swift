import Synchronization
import Threads

@testable import Search

/// A search as `Wiring` joins it, over the adapters in memory.
func service(
    _ source: ListSource, _ encoder: SeedEncoder = SeedEncoder(), cache: DictionaryCache = DictionaryCache(),
    nearby: Float? = nil, maximumWaiting: Int = .max, retryPause: Duration = .seconds(60),
    linkCheckInterval: Duration = .seconds(600), report: Failures? = nil
) -> (service: SearchService, pools: PoolStore) {
    let pools = PoolStore(
        source: source, encoder: encoder, cache: cache, limit: 30, listTimeout: .seconds(6),
        downloadTimeout: .seconds(30), retryPause: retryPause, linkCheckInterval: linkCheckInterval,
        report: { report?.add($0, $1) })
    return (SearchService(pools: pools, encoder: encoder, nearby: nearby, maximumWaiting: maximumWaiting), pools)
}

/// The failures that were reported, in order.
final class Failures: Sendable {
    private let reported = Mutex<[(id: String, failure: PictureFailure)]>([])

    var all: [(id: String, failure: PictureFailure)] { reported.withLock { $0 } }

    func add(_ id: String, _ failure: PictureFailure) { reported.withLock { $0.append((id, failure)) } }
}

/// A valid query.
func query(_ tag: String = "tag", _ text: String = "sentence", count: Int = 10) -> SearchQuery {
    try! SearchQuery(tag: tag, text: text, count: count)
}

func search(_ service: SearchService, _ tag: String = "tag") throws -> SearchResult {
    try service.search(query(tag), deadline: .after(.seconds(20)))
}

func downloads(_ source: ListSource) -> Int { source.downloads.load(ordering: .relaxed) }

func lists(_ source: ListSource) -> Int { source.listCalls.load(ordering: .relaxed) }
