public import FastCGI
public import Formats
import Foundation
public import Logging
public import Search
import Synchronization
import Threads

/// `/alive`, `/ready` and `/test`; `/metrics` is in an extension.
public struct HealthHandlers: Sendable {
    let readiness: Readiness
    let encoder: any EncoderStatus
    let pools: PoolStore
    let cache: (any CacheStatus)?
    let workers: WorkerStatus
    /// The metrics of other parts.
    let families: @Sendable () -> [MetricFamily]
    private let start = ContinuousClock.now

    public init(
        readiness: Readiness, encoder: any EncoderStatus, pools: PoolStore, cache: (any CacheStatus)?,
        workers: WorkerStatus, families: @escaping @Sendable () -> [MetricFamily]
    ) {
        (self.readiness, self.encoder, self.pools, self.cache) = (readiness, encoder, pools, cache)
        (self.workers, self.families) = (workers, families)
    }

    /// The longest that one batch may take on a slow machine with the largest model.
    private static let maximumSilence = Duration.seconds(120)

    /// Whether the encoder's thread still works.
    public var isAlive: Bool { encoder.silence < Self.maximumSilence }

    /// The process's state for the log.
    public var state: Logger.Metadata {
        let pools = pools.statistics
        return [
            "ready": "\(readiness.canaryFailure == nil && !readiness.isDraining)",
            "draining": "\(readiness.isDraining)",
            "up_s": .stringConvertible(Int((ContinuousClock.now - start).seconds)),
            "busy_workers": .stringConvertible(workers.busy()),
            "waiting_texts": .stringConvertible(encoder.waitingTexts),
            "waiting_pictures": .stringConvertible(encoder.waitingPictures),
            "encoder_silence_s": .stringConvertible(Int(encoder.silence.seconds)),
            "pools_in_memory": .stringConvertible(pools.poolsInMemory),
            "pools_loading": .stringConvertible(pools.poolsLoading),
            "redis": "\(cache.map { $0.isReachable ? "up" : "away" } ?? "none set")",
        ]
    }

    /// 200 while the encoder's thread works: a liveness probe, whose failure restarts the process.
    public func alive(_ context: Router.RequestContext) throws(Problem) -> Response {
        let silence = encoder.silence
        guard isAlive else {
            throw Problem(
                status: 503, title: "Stuck",
                detail: "the encoder has not moved for \(Int(silence.seconds)) s; the process should be restarted")
        }
        return plain(["status": "alive", "encoder_silence_s": .rounded(silence.seconds, decimals: 1)])
    }

    /// 200 if searches can be answered: a readiness probe. Without Redis searches are slower, and answered.
    public func ready(_ context: Router.RequestContext) throws(Problem) -> Response {
        let failure = readiness.canaryFailure
        let isDraining = readiness.isDraining
        let redis = cache.map { $0.isReachable ? "up" : "away: searches go on, slower" } ?? "none set"
        let isReady = failure == nil && !isDraining
        var response = plain(
            [
                "status": isReady ? "ready" : isDraining ? "draining" : "not ready",
                "checks": [
                    "model": .string("loaded: \(encoder.model.name)"), "canary": .string(failure ?? "encoded"),
                    "draining": .bool(isDraining), "redis": .string(redis),
                ],
                "device": .string(encoder.model.device),
                "capacity": ["sentences_per_s": encoder.capacity.map { .number($0.rounded()) } ?? nil],
            ], status: isReady ? 200 : 503)
        if !isReady { response.headers.add("Retry-After", "2") }
        return response
    }

    /// The original service's answer, for its clients.
    public func test(_ context: Router.RequestContext) throws(Problem) -> Response {
        plain(["result": "good to go"])
    }

    private func plain(_ json: JSON, status: Int = 200) -> Response {
        var response = Response(status: status, json: json)
        response.headers.add("Cache-Control", "no-store")
        return response
    }
}
