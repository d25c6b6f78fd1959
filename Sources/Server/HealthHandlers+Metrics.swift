public import FastCGI
import Formats
import Search

extension HealthHandlers {
    public func metrics(_ context: Router.RequestContext) throws(Problem) -> Response {
        let pools = pools.statistics
        var families = serverFamilies + poolFamilies(pools) + pictureFamilies(pools)
        if let source = pools.source { families += sourceFamilies(source) }
        families += self.families()
        return Response(
            status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: families.map(\.text).joined())
    }

    private var serverFamilies: [MetricFamily] {
        let isReady = readiness.canaryFailure == nil && !readiness.isDraining
        return [
            .gauge("descry_ready", "Whether /ready answers 200.", isReady ? 1 : 0),
            .gauge("descry_workers", "Requests answered at the same time, at most.", workers.count),
            .gauge("descry_busy_workers", "Workers that handle a request.", workers.busy()),
        ]
    }

    private func poolFamilies(_ pools: PoolStore.Statistics) -> [MetricFamily] {
        [
            .gauge("descry_pools_in_memory", "Pools in memory.", pools.poolsInMemory),
            .gauge("descry_pools_loading", "Pools being loaded.", pools.poolsLoading),
            .counter("descry_pool_memory_hits_total", "Pools found in memory.", pools.memoryHits),
            .counter("descry_pool_joins_total", "Searches that joined a load.", pools.joinedLoads),
            .counter("descry_pool_cache_loads_total", "Pools loaded from Redis.", pools.cacheLoads),
            .counter("descry_pool_source_loads_total", "Pools loaded from the source.", pools.sourceLoads),
            .counter(
                "descry_pool_stale_loads_total", "Expired pools served while the source did not answer.",
                pools.staleLoads),
            .counter("descry_pool_failed_loads_total", "Pools that failed to load.", pools.failedLoads),
        ]
    }

    private func pictureFamilies(_ pools: PoolStore.Statistics) -> [MetricFamily] {
        [
            .counter("descry_pictures_encoded_total", "Pictures encoded.", pools.encodedPictures),
            MetricFamily(
                counter: "descry_pictures_left_out_total", "Pictures left out of a pool, by reason; each try counts.",
                // All reasons, so that a rate can be computed from the first one on.
                labels: ["reason"], PictureFailure.Reason.allCases.map { ([$0.rawValue], pools.leftOut[$0] ?? 0) }),
        ]
    }

    private func sourceFamilies(_ source: SourceStatistics) -> [MetricFamily] {
        let pools = pools.statistics
        var calls: [(values: [String], count: Int)] = []
        for call in SourceStatistics.Call.allCases {
            for outcome in SourceStatistics.Outcome.allCases {
                calls.append(([call.rawValue, outcome.rawValue], source.calls[call]?[outcome] ?? 0))
            }
        }
        return [
            MetricFamily(
                counter: "descry_source_calls_total", "Calls to the picture source, by outcome.",
                labels: ["call", "outcome"], calls),
            .counter(
                "descry_source_calls_withheld_total",
                "Listings not asked for, since the source's limit or a client's share of it was used up.",
                source.withheld),
            .gauge("descry_source_quota", "Listings that the source allows in a minute.", source.quota),
            .gauge("descry_source_quota_left", "Listings that this process may ask for now.", source.quotaLeft),
            .gauge(
                "descry_source_away", "Whether the source is not asked, since its last requests failed.",
                pools.sourceIsAway ? 1 : 0),
            .counter("descry_source_losses_total", "How often the source stopped answering.", pools.sourceLosses),
        ]
    }
}
