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

/// `/alive`, `/ready` and `/test`; `/metrics` is in an extension.
struct HealthHandlers: Sendable {
    let readiness: Readiness
    let encoder: EncoderService
    let pools: PoolStore
    let cache: RedisCache?
    let requests: RequestMetrics
    let start = ContinuousClock.now
    /// How many requests are answered at the same time, at most.
    let workers: Int
    /// How many are answered now, once the server runs.
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

    private func plain(_ members: [(String, JSON)], status: Int = 200) -> Response {
        var response = Response(status: status, json: .object(members))
        response.headers.add("Cache-Control", "no-store")
        return response
    }
}
