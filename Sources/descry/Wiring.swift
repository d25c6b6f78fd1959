import CLIP
import Encoding
import Files
import Formats
import ImageSources
import JPEG
import Redis
import Search
public import Server
import SharedCache

/// Joins the adapters to the search: the one place that knows all modules.
struct Wiring {
    /// The parts that need no model; they are opened first, since loading a model takes longest.
    struct Backends {
        let redis: RedisClient?
        let source: any ImageSource

        /// - Throws: a ``SetupError`` if the source cannot be opened. Redis is not asked yet.
        init(
            _ configuration: Configuration, redisChanged: @escaping @Sendable (RedisChange) -> Void = { _ in }
        ) throws(SetupError) {
            redis = configuration.redis.map { RedisClient($0, report: redisChanged) }
            source = try configuration.source.open(redis: redis)
        }
    }

    let source: any ImageSource
    let encoder: EncoderService
    let cache: RedisCache?
    let pools: PoolStore
    let search: SearchService

    init(
        _ configuration: Configuration, _ backends: Backends, clip: CLIPModel,
        sourceChanged: @escaping @Sendable (SourceChange) -> Void = { _ in },
        report: @escaping @Sendable (_ id: String, _ failure: PictureFailure) -> Void = { _, _ in }
    ) {
        let server = configuration.server
        let source = backends.source
        self.source = source
        cache = backends.redis.map(RedisCache.init)
        // A search that waits holds a worker: at most 1/2 wait for the encoder, 3/8 for pools, so 1/8 stay free.
        encoder = EncoderService(
            clip, maximumTextWait: server.maximumTextWait, maximumWaitingTexts: max(1, server.workers / 2),
            pictureLimits: source.maximumPixels.map(JPEGLimits.pictures) ?? JPEGLimits(),
            picturesAreOwn: source.isLocal)
        pools = PoolStore(
            source: source, encoder: encoder, cache: cache ?? NoCache(), limit: configuration.source.poolSize,
            listTimeout: server.deadline,
            // The search is answered at the deadline; the rest still goes to the cache.
            downloadTimeout: server.deadline + .seconds(60), sourceChanged: sourceChanged, report: report)
        search = SearchService(
            pools: pools, encoder: encoder, nearby: server.nearby, maximumWaiting: max(1, server.workers * 3 / 8))
    }

    /// The metrics of the encoder and of Redis.
    var metricFamilies: [MetricFamily] {
        encoder.families + (cache?.families(unreadable: pools.statistics.unreadableValues) ?? [])
    }
}

// The server knows the parts that it reports on by protocols; these are the real ones.
extension EncoderService: EncoderStatus {}
extension RedisCache: CacheStatus {}
