import ArgumentParser
import CLIP
import FastCGI
import Foundation
import Logging
import Search

/// `descry serve`: the long-lived process behind nginx.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers searches by FastCGI, behind nginx.",
        discussion: """
            Ends on SIGTERM or SIGINT after what is in hand is done. Takes its two sockets from systemd's socket \
            activation (named 'search' and 'health', or in this order) if it is started so.
            """)

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Pictures") var source: SourceOptions
    @OptionGroup(title: "Cache") var redis: RedisOptions
    @OptionGroup(title: "Server") var server: ServerOptions
    @Flag(help: "Also log probes and details.") var verbose = false

    /// Requests in hand get that long after SIGTERM, and everything together; orchestrators kill after 15 s.
    private static let (drainLimit, stopLimit) = (Duration.seconds(12), Duration.seconds(14))

    func run() throws {
        // First of all: every thread inherits the blocked signals, and so does the program started again.
        let shutdown = Shutdown()
        OpenMPThreads.spinShortly()
        let level: Logger.Level = verbose ? .debug : .info
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
        try reportingConfigurationErrors { try serve(until: shutdown) }
    }

    private func serve(until shutdown: Shutdown) throws {
        let logger = Logger(label: "descry")
        for mistake in KnownSettings.mistakes(in: .process) {
            logger.warning("\(mistake)", metadata: ["variable": "\(mistake.variable)"])
        }
        let settings = try server.settings()
        let start = ContinuousClock.now
        let clip = try model.load(fallback: try source.fallbackModel())
        let wiring = try Wiring(
            clip: clip, source: source, redis: redis, deadline: settings.deadline,
            workers: settings.workers, textWait: settings.textWait, nearby: settings.nearby,
            sourceChanged: { ChangeLog.write($0, to: logger) }, redisChanged: { ChangeLog.write($0, to: logger) },
            report: { id, failure in
                let reason = failure.reason.rawValue
                logger.info(
                    "picture left out",
                    metadata: ["picture": "\(id)", "reason": "\(reason)", "detail": "\(failure.detail)"])
            })
        logger.info(
            "model loaded",
            metadata: [
                "model": "\(clip.name)", "precision": "\(clip.precision)", "fingerprint": "\(clip.fingerprint)",
                "ms": .stringConvertible((ContinuousClock.now - start).roundedMilliseconds),
            ])

        // Whether Redis is there is in the log before the first search.
        _ = wiring.cache?.isReachable
        let (searchListener, healthListener) = try listeners(settings)
        let report: @Sendable (FastCGIError) -> Void = { logger.debug("request dropped", metadata: ["why": "\($0)"]) }
        let searchServer = try configured { () throws(FastCGIError) in
            try Server(listener: searchListener, report: report)
        }
        let healthServer = try configured { () throws(FastCGIError) in
            try Server(listener: healthListener, report: report)
        }

        let readiness = Readiness()
        let metrics = Metrics()
        let health = HealthHandlers(
            readiness: readiness, encoder: wiring.encoder, pools: wiring.pools, cache: wiring.cache, metrics: metrics,
            busyWorkers: { searchServer.busyWorkers })
        let search = SearchHandler(
            service: wiring.search, deadline: settings.deadline, logsQueries: settings.logsQueries)
        let healthRoutes: [String: Router.Handler] = [
            "/alive": health.alive, "/ready": health.ready, "/test": health.test, "/metrics": health.metrics,
        ]
        let healthRouter = Router(healthRoutes, metrics: metrics)
        let searchRouter = Router(
            healthRoutes.merging(["/search": search.respond]) { $1 },
            streams: ["/search/stream": SearchStreamHandler(search: search).respond], metrics: metrics)
        shutdown.serving()
        healthServer.start(workers: 2) { healthRouter.respond(to: $0) }
        searchServer.start(workers: settings.workers, streaming: searchRouter.serve)
        logger.info(
            "listening",
            metadata: [
                "search": "\(searchListener.boundAddress)", "health": "\(healthListener.boundAddress)",
                "workers": .stringConvertible(settings.workers),
            ])

        let failure = Canary.failure(of: wiring.encoder, deadline: .after(.seconds(60)))
        if failure == nil, let capacity = wiring.encoder.measureCapacity(by: .after(.seconds(60))) {
            logger.info("capacity", metadata: ["sentences_per_s": .stringConvertible(capacity.rounded())])
        }
        readiness.canaryEnded(failure: failure)
        if let failure {
            logger.critical("not ready", metadata: ["why": "\(failure)"])
        } else {
            logger.info(
                "ready", metadata: ["ms": .stringConvertible((ContinuousClock.now - start).roundedMilliseconds)])
        }

        let signal = shutdown.wait()
        logger.info("draining", metadata: ["signal": "\(signal)"])
        let end = Deadline.after(Self.stopLimit)
        readiness.drain()
        let isDrained = searchServer.stop(within: Self.drainLimit)
        // A batch that takes longer is given up; what was encoded before it goes to the cache.
        wiring.encoder.stop(by: min(end, .after(.seconds(1))))
        wiring.pools.finish(by: min(end, .after(.milliseconds(500))))
        _ = healthServer.stop(within: .milliseconds(500))
        searchListener.close()
        healthListener.close()
        logger.info("stopped", metadata: ["drained": "\(isDrained)"])
    }

    private func listeners(
        _ settings: ServerOptions.Settings
    ) throws(ConfigurationError) -> (search: Listener, health: Listener) {
        let activated = try configured { () throws(FastCGIError) in
            try Listener.activated(environment: Environment.process.variables)
        }
        guard activated.count < 2 else {
            let named = Dictionary(activated.map { ($0.name, $0.listener) }) { first, _ in first }
            return (named["search"] ?? activated[0].listener, named["health"] ?? activated[1].listener)
        }
        let health = try listener(at: settings.healthListen, standard: "health.sock")
        if let search = activated.first?.listener { return (search, health) }
        return (try listener(at: settings.listen, standard: "descry.sock"), health)
    }

    /// Listens at an address or, if none is set, at a socket in the standard folder.
    private func listener(at address: String?, standard name: String) throws(ConfigurationError) -> Listener {
        let chosen: String
        if let address {
            chosen = address
        } else {
            let folder = try SocketFolder()
            try folder.make(group: SocketFolder.nginxGroup())
            chosen = "unix:\(folder.path)/\(name)"
        }
        return try configured { () throws(FastCGIError) in try Listener(ListenAddress(chosen)) }
    }

    private func configured<Value>(_ body: () throws(FastCGIError) -> Value) throws(ConfigurationError) -> Value {
        do {
            return try body()
        } catch {
            throw ConfigurationError("\(error)")
        }
    }
}
