import ArgumentParser
import CLIP
import Encoding
import FastCGI
import Files
import Foundation
import Logging
import Processes
import Search
import Server
import Supervision
import Threads

/// `descry serve`: the long-lived process behind nginx.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers searches by FastCGI, behind nginx.",
        discussion: """
            Ends within 10 s on SIGTERM, SIGINT or SIGQUIT, after what is in hand is answered. SIGUSR1 opens the log's \
            file again and logs the process's state; SIGHUP and SIGUSR2 change nothing. Takes its two sockets from \
            systemd's socket activation (named 'search' and 'health', or in this order) if it is started so, and tells \
            systemd (Type=notify, WatchdogSec=) when it is ready, that it is alive, and when it stops.
            """)

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Pictures") var source: SourceOptions
    @OptionGroup(title: "Cache") var redis: RedisOptions
    @OptionGroup(title: "Server") var server: ServerOptions
    @OptionGroup(title: "Process") var process: ProcessOptions

    @Flag(
        help: """
            Only check settings, log, sockets, Redis, pictures and model, with a line for each, and end: with 0 if \
            the server would start, else with the exit code that it would end with. A server that runs is left alone.
            """)
    var check = false

    func run() throws {
        if check {
            StartEnvironment.enter()
            return try reportingSetupErrors(hasLog: true) {
                try InstallationChecks(
                    model: model, source: source, redis: redis, server: server, process: process,
                    environment: .process
                ).beforeServing()
            }
        }
        let variables = Environment.process.variables
        let supervisor = variables["LISTEN_PPID"].flatMap(Int32.init).flatMap { $0 == ParentProcess.pid ? $0 : nil }
        // First of all: every thread inherits the blocked signals, and so does the program started again.
        let shutdown = Shutdown(log: process.log(), isSupervised: supervisor != nil)
        if let supervisor { ParentProcess.endWith(supervisor, signal: SIGTERM) }
        DescriptorLimit.raise()
        StartEnvironment.enter()
        // Whoever reads the log through a pipe may end before this process does.
        signal(SIGPIPE, SIG_IGN)
        let manager = ServiceManager(environment: variables)
        let level: Logger.Level = process.verbose ? .debug : .info
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
        try reportingSetupErrors(hasLog: true) {
            do {
                try process.refuseRoot()
                try process.log()?.open()
                try serve(until: shutdown, manager, supervisor: supervisor)
            } catch {
                manager?.tell("STATUS=\(ServiceManager.line(SetupError.sentence(of: error)))")
                throw error
            }
        }
    }

    private func serve(until shutdown: Shutdown, _ manager: ServiceManager?, supervisor: Int32?) throws {
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
        for warning in wiring.sourceWarnings { logger.warning("\(warning)") }
        logger.info(
            "model loaded",
            metadata: [
                "model": "\(clip.name)", "precision": "\(clip.precision)", "fingerprint": "\(clip.fingerprint)",
                "ms": .stringConvertible((ContinuousClock.now - start).roundedMilliseconds),
            ])

        // Whether Redis is there is in the log before the first search.
        _ = wiring.cache?.isReachable
        let sockets = try ServingSockets(settings)
        let report: @Sendable (FastCGIError) -> Void = { logger.debug("request dropped", metadata: ["why": "\($0)"]) }
        let searchServer = try ServingSockets.configured { () throws(FastCGIError) in
            try FastCGIServer(listener: sockets.search, limits: .search, report: report)
        }
        let healthServer = try ServingSockets.configured { () throws(FastCGIError) in
            try FastCGIServer(listener: sockets.health, report: report)
        }

        let readiness = Readiness()
        let deadlines = DeadlineLimit()
        let metrics = RequestMetrics()
        let health = HealthHandlers(
            readiness: readiness, encoder: wiring.encoder, pools: wiring.pools, cache: wiring.cache,
            workers: WorkerStatus(count: settings.workers) { searchServer.busyWorkers },
            families: {
                metrics.families + wiring.metricFamilies + ProcessMetrics.families(version: Descry.version)
            })
        let search = SearchHandler(
            service: wiring.search, deadline: settings.deadline, drain: deadlines, logsQueries: settings.logsQueries)
        let stream = SearchStreamHandler(search: search, places: WaitingPlaces(limit: max(1, settings.workers / 4)))
        let healthRoutes: [String: Router.Handler] = [
            "/alive": health.alive, "/ready": health.ready, "/test": health.test, "/metrics": health.metrics,
        ]
        let healthRouter = Router(healthRoutes, metrics: metrics)
        let searchRouter = Router(
            healthRoutes.merging(["/search": search.respond]) { $1 },
            streams: ["/search/stream": stream.respond], metrics: metrics)
        shutdown.serving { health.state }
        let listen = {
            healthServer.start(workers: 2) { healthRouter.respond(to: $0) }
            searchServer.start(workers: settings.workers, streaming: searchRouter.serve)
            logger.info(
                "listening",
                metadata: [
                    "search": "\(sockets.search.boundAddress)", "health": "\(sockets.health.boundAddress)",
                    "workers": .stringConvertible(settings.workers),
                ])
        }
        // Where someone waits for READY=1, another process may still be serving on the same sockets.
        if manager == nil { listen() }
        let failure = Canary.failure(of: wiring.encoder, deadline: .after(.seconds(60)))
        if failure == nil, let capacity = wiring.encoder.measureCapacity(by: .after(.seconds(60))) {
            logger.info("capacity", metadata: ["sentences_per_s": .stringConvertible(capacity.rounded())])
        }
        readiness.canaryEnded(failure: failure)
        if let failure {
            logger.critical("not ready", metadata: ["why": "\(failure)"])
            if manager != nil { throw SetupError("the model cannot be used: \(failure)") }
        } else {
            logger.info(
                "ready", metadata: ["ms": .stringConvertible((ContinuousClock.now - start).roundedMilliseconds)])
        }
        if let manager {
            listen()
            manager.tell("READY=1")
            Watchdog.start(for: manager) { health.isAlive }
        }

        let reason = shutdown.wait()
        manager?.tell("STOPPING=1")
        logger.info("draining", metadata: ["signal": "\(reason.signal)", "replaced": "\(reason.isReplaced)"])
        // A supervisor that was killed is started again by whoever started it, and listens on the same addresses.
        // The signal of its end comes while its last threads end, so this waits for a moment.
        var isOrphan = false
        if let supervisor, !reason.isReplaced {
            for _ in 0..<10 where ParentProcess.pid == supervisor { Thread.sleep(forTimeInterval: 0.01) }
            isOrphan = ParentProcess.pid != supervisor
        }
        let isDrained = Draining(
            search: searchServer, health: healthServer, encoder: wiring.encoder, pools: wiring.pools,
            readiness: readiness, deadlines: deadlines
        ).run(
            givesUpHealth: reason.isReplaced || isOrphan,
            // systemd starts a successor; `descry supervise` says so where there is one.
            leavesWaiting: reason.isReplaced || (sockets.search.isInherited && !shutdown.isSupervised))
        sockets.close()
        logger.info("stopped", metadata: ["drained": "\(isDrained)"])
    }
}
