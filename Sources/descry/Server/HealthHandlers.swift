import FastCGI
import Foundation
import Logging
import Search
import Synchronization

/// What the process knows of its own state: loading, ready, draining.
final class Readiness: Sendable {
    private struct State {
        var canaryFailure: String? = "the canary has not been encoded yet"
        var isDraining = false
    }

    private let state = Mutex(State())

    /// Why the canary failed, or nil once it was encoded.
    var canaryFailure: String? { state.withLock { $0.canaryFailure } }
    /// Whether the process takes no more requests.
    var isDraining: Bool { state.withLock { $0.isDraining } }

    func canaryEnded(failure: String?) { state.withLock { $0.canaryFailure = failure } }
    func drain() { state.withLock { $0.isDraining = true } }
}

/// `/alive`, `/ready`, `/test` and `/metrics`.
struct HealthHandlers: Sendable {
    let readiness: Readiness
    let encoder: EncoderService
    let pools: PoolStore
    let cache: RedisCache?
    let metrics: Metrics
    let start = ContinuousClock.now
    /// The server whose busy workers are told, once it runs.
    let busyWorkers: @Sendable () -> Int

    /// The longest that one batch may take on a slow machine with the largest model.
    private static let maximumSilence = Duration.seconds(120)

    /// Whether the encoder's thread goes on.
    var isAlive: Bool { encoder.silence < Self.maximumSilence }

    /// What the log says when it is asked for the process's state.
    var state: Logger.Metadata {
        let pools = pools.statistics
        return [
            "ready": "\(readiness.canaryFailure == nil && !readiness.isDraining)",
            "draining": "\(readiness.isDraining)",
            "up_s": .stringConvertible(Int((ContinuousClock.now - start).seconds)),
            "busy_workers": .stringConvertible(busyWorkers()),
            "waiting_texts": .stringConvertible(encoder.waitingTexts),
            "waiting_pictures": .stringConvertible(encoder.waitingPictures),
            "encoder_silence_s": .stringConvertible(Int(encoder.silence.seconds)),
            "pools_in_memory": .stringConvertible(pools.poolsInMemory),
            "pools_loading": .stringConvertible(pools.flights),
            "redis": "\(cache.map { $0.isReachable ? "up" : "away" } ?? "none set")",
        ]
    }

    /// 200 while the encoder's thread goes on; whoever restarts processes asks this.
    func alive(_ context: Router.RequestContext) throws(Problem) -> Response {
        let silence = encoder.silence
        guard isAlive else {
            throw Problem(
                status: 503, title: "Stuck",
                detail: "the encoder has not moved for \(Int(silence.seconds)) s; the process should be restarted")
        }
        return plain([("status", .string("alive")), ("encoder_silence_s", .rounded(silence.seconds, decimals: 1))])
    }

    /// 200 if searches can be answered; whoever sends requests asks this. A missing Redis costs speed only.
    func ready(_ context: Router.RequestContext) throws(Problem) -> Response {
        let failure = readiness.canaryFailure
        let isDraining = readiness.isDraining
        let redis = cache.map { $0.isReachable ? "up" : "away: searches go on, slower" } ?? "none set"
        let isReady = failure == nil && !isDraining
        var response = plain(
            [
                ("status", .string(isReady ? "ready" : isDraining ? "draining" : "not ready")),
                (
                    "checks",
                    .object([
                        ("model", .string("loaded: \(encoder.model.name)")),
                        ("canary", .string(failure ?? "encoded")),
                        ("draining", .bool(isDraining)),
                        ("redis", .string(redis)),
                    ])
                ),
                (
                    "capacity",
                    .object([("sentences_per_s", encoder.capacity.map { .number($0.rounded()) } ?? .null)])
                ),
            ], status: isReady ? 200 : 503)
        if !isReady { response.headers.add("Retry-After", "2") }
        return response
    }

    /// What the original answered, for clients that ask it.
    func test(_ context: Router.RequestContext) throws(Problem) -> Response {
        plain([("result", .string("good to go"))])
    }

    /// Prometheus' text format.
    func metrics(_ context: Router.RequestContext) throws(Problem) -> Response {
        let pools = pools.statistics
        let cache = cache?.statistics
        let text = metrics.text([
            ("descry_up_seconds", "gauge", "Time since the start.", (ContinuousClock.now - start).seconds),
            ("descry_busy_workers", "gauge", "Workers with a request in hand.", Double(busyWorkers())),
            ("descry_waiting_texts", "gauge", "Sentences that wait to be encoded.", Double(encoder.waitingTexts)),
            ("descry_text_wait_seconds", "gauge", "The wait to expect for a sentence.", encoder.expectedWait.seconds),
            (
                "descry_capacity_sentences_per_second", "gauge", "Sentences a second, as measured at the start.",
                encoder.capacity ?? 0
            ),
            ("descry_waiting_pictures", "gauge", "Pictures that wait to be encoded.", Double(encoder.waitingPictures)),
            ("descry_pools_in_memory", "gauge", "Pools in memory.", Double(pools.poolsInMemory)),
            ("descry_pools_loading", "gauge", "Pools being loaded.", Double(pools.flights)),
            ("descry_pool_memory_hits_total", "counter", "Pools found in memory.", Double(pools.memoryHits)),
            ("descry_pool_joins_total", "counter", "Searches that joined a load.", Double(pools.joinedFlights)),
            ("descry_pool_cache_loads_total", "counter", "Pools loaded from Redis.", Double(pools.cacheLoads)),
            ("descry_pool_source_loads_total", "counter", "Pools loaded from the source.", Double(pools.sourceLoads)),
            (
                "descry_pool_stale_loads_total", "counter", "Expired pools served while the source was away.",
                Double(pools.staleLoads)
            ),
            (
                "descry_source_away", "gauge", "Whether the source is left alone, since its last requests failed.",
                pools.sourceIsAway ? 1 : 0
            ),
            ("descry_source_losses_total", "counter", "How often the source went away.", Double(pools.sourceLosses)),
            ("descry_pool_failed_loads_total", "counter", "Pools that failed to load.", Double(pools.failedLoads)),
            ("descry_pictures_encoded_total", "counter", "Pictures encoded.", Double(pools.encodedPictures)),
            ("descry_cache_unreadable_total", "counter", "Unreadable values in Redis.", Double(pools.unreadableValues)),
            ("descry_cache_failures_total", "counter", "Redis commands that failed.", Double(cache?.failures ?? 0)),
            ("descry_cache_up", "gauge", "Whether Redis answers.", self.cache?.isReachable == true ? 1 : 0),
        ])
        return Response(
            status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: text + leftOut(pools).text)
    }

    private func leftOut(_ pools: PoolStore.Statistics) -> Metrics.LabelledCounter {
        Metrics.LabelledCounter(
            name: "descry_pictures_left_out_total", help: "Pictures left out of a pool, by reason; each try counts.",
            label: "reason",
            // All reasons, so that a rate can be computed from the first one on.
            counts: PictureFailure.Reason.allCases.map { ($0.rawValue, pools.leftOut[$0] ?? 0) })
    }

    private func plain(_ members: [(String, JSON)], status: Int = 200) -> Response {
        var response = Response(status: status, json: .object(members))
        response.headers.add("Cache-Control", "no-store")
        return response
    }
}
