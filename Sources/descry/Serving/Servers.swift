import Encoding
import FastCGI
import Files
import Logging
import Search
import Server
import Supervision
import Threads

/// The two FastCGI servers of a process, for searches and for the health paths, with their routes.
struct Servers {
    let search: FastCGIServer
    let health: FastCGIServer
    let sockets: ServingSockets
    let readiness = Readiness()
    let deadlines = DeadlineLimit()
    let healthHandlers: HealthHandlers

    private let workers: Int
    private let searchRouter: Router
    private let healthRouter: Router

    /// Takes or opens the sockets; nothing is answered before ``listen(_:)``.
    init(_ configuration: ServerConfiguration, _ wiring: Wiring, _ logger: Logger) throws(SetupError) {
        let sockets = try ServingSockets(configuration)
        self.sockets = sockets
        workers = configuration.workers
        let report: @Sendable (FastCGIError) -> Void = { logger.debug("request dropped", metadata: ["why": "\($0)"]) }
        let search: FastCGIServer
        do throws(FastCGIError) {
            search = try FastCGIServer(listener: sockets.search, limits: .search, report: report)
            health = try FastCGIServer(listener: sockets.health, report: report)
        } catch {
            throw SetupError("\(error)")
        }
        self.search = search

        let metrics = RequestMetrics()
        healthHandlers = HealthHandlers(
            readiness: readiness, encoder: wiring.encoder, pools: wiring.pools, cache: wiring.cache,
            workers: WorkerStatus(count: workers) { search.busyWorkers },
            families: {
                metrics.families + wiring.metricFamilies + ProcessMetrics.families
            })
        let handler = SearchHandler(
            service: wiring.search, deadline: configuration.deadline, drain: deadlines,
            logsQueries: configuration.logsQueries)
        let stream = SearchStreamHandler(search: handler, places: WaitingPlaces(limit: max(1, workers / 4)))
        let healthRoutes: [String: Router.Handler] = [
            "/alive": healthHandlers.alive, "/ready": healthHandlers.ready, "/test": healthHandlers.test,
            "/metrics": healthHandlers.metrics,
        ]
        let log: RequestLog.Writer = { level, members in
            guard level >= logger.logLevel else { return }
            JSONLogHandler.write(level, source: "request", message: "request", members)
        }
        healthRouter = Router(healthRoutes, metrics: metrics, log: log)
        let source = SourceHandler(source: wiring.source, poolSize: wiring.pools.limit)
        searchRouter = Router(
            healthRoutes.merging([SearchPath.search.rawValue: handler.respond, "/source": source.respond]) { $1 },
            streams: [SearchPath.stream.rawValue: stream.respond], metrics: metrics, log: log)
    }

    func listen(_ logger: Logger) {
        health.start(workers: 2) { [healthRouter] in healthRouter.respond(to: $0) }
        search.start(workers: workers, streaming: searchRouter.serve)
        logger.info(
            "listening",
            metadata: [
                "search": "\(sockets.search.boundAddress)", "health": "\(sockets.health.boundAddress)",
                "workers": .stringConvertible(workers),
            ])
    }

    /// Encodes a canary and the background, and measures what the encoder can do.
    ///
    /// - Returns: why the model cannot be used; nil if it can.
    func prove(_ wiring: Wiring, _ logger: Logger) -> String? {
        let encoder = wiring.encoder
        let failure = Canary.failure(of: encoder, deadline: .after(.seconds(60)))
        if failure == nil, let capacity = encoder.measureCapacity(by: .after(.seconds(60))) {
            logger.info("capacity", metadata: ["sentences_per_s": .stringConvertible(capacity.rounded())])
        }
        if failure == nil {
            if let background = encoder.background() {
                wiring.search.compare(with: background)
            } else {
                logger.warning("the model is too slow to tell strong matches from weak ones")
            }
        }
        if let fault = encoder.recordingFault {
            logger.warning(
                "the GPU's operations are started one by one, so a sentence takes several times as long",
                metadata: ["why": "\(fault)"])
        }
        if failure == nil { encoder.prepareBatches() }
        readiness.canaryEnded(failure: failure)
        if let failure { logger.critical("not ready", metadata: ["why": "\(failure)"]) }
        return failure
    }
}
