import CLIP
import Encoding
import Formats
import Foundation
import HTTPClient
import ImageSources
import JPEG
import Redis
import Search

/// The one place that knows everything: it joins the adapters to the search.
struct Wiring {
    let encoder: EncoderService
    let cache: RedisCache?
    let pools: PoolStore
    let search: SearchService
    /// What whoever serves the source's pictures should know and change.
    let sourceWarnings: [String]

    /// Puts the parts together; the model is loaded already, since that is what can fail.
    init(
        clip: CLIPModel, source: SourceOptions, redis: RedisOptions, deadline: Duration, workers: Int,
        textWait: Duration = EncoderService.standardTextWait, nearby: Float? = nil,
        environment: Environment = .process,
        sourceChanged: @escaping @Sendable (SourceChange) -> Void = { _ in },
        redisChanged: @escaping @Sendable (RedisChange) -> Void = { _ in },
        report: @escaping @Sendable (_ id: String, _ failure: PictureFailure) -> Void = { _, _ in }
    ) throws {
        let settings = try source.settings(environment: environment)
        let client = try redis.settings(environment: environment)
            .map { RedisClient($0.configuration, report: redisChanged) }
        cache = client.map(RedisCache.init)
        let imageSource = try source.open(environment: environment) { key, address in
            client.map { RedisBudget($0, secret: key, place: address) }
        }
        sourceWarnings = imageSource.warnings
        // Who waits holds a worker. The rest of them, an eighth, is for searches that wait for nothing.
        encoder = EncoderService(
            clip, maximumTextWait: textWait, maximumWaitingTexts: max(1, workers / 2),
            pictureLimits: imageSource.maximumPixels.map(JPEGLimits.pictures) ?? JPEGLimits(),
            picturesAreOwn: imageSource.isLocal)
        pools = PoolStore(
            source: imageSource, encoder: encoder, cache: cache ?? NoCache(), limit: settings.poolSize,
            listTimeout: deadline,
            // Whoever asked is answered at the deadline; the rest still goes to the cache.
            downloadTimeout: deadline + .seconds(60), sourceChanged: sourceChanged, report: report)
        search = SearchService(
            pools: pools, encoder: encoder, nearby: nearby, maximumWaiting: max(1, workers * 3 / 8))
    }
}

extension Wiring {
    /// The metrics of the encoder and of Redis.
    var metricFamilies: [MetricFamily] {
        encoder.families + (cache?.families(unreadable: pools.statistics.unreadableValues) ?? [])
    }
}

/// A cache that never has anything, for running without Redis.
private struct NoCache: Cache {
    func values(for keys: [String]) -> [[UInt8]?] { Array(repeating: nil, count: keys.count) }
    func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration) {}
    func renew(_ key: String, token: String, lifetime: Duration) {}
    func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock { .unavailable }
    func unlock(_ key: String, token: String) {}
}
