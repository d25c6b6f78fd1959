import ArgumentParser
import CLIP
import FastCGI
import Files
import Foundation
import Logging
import Processes
import Search
import Server
import SharedCache
import Supervision
import Threads
import Tracing

/// `descry serve`: the long-lived process behind nginx.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers searches by FastCGI, behind nginx.",
        discussion: """
            Ends within 10 s on SIGTERM, SIGINT or SIGQUIT, after the current requests are answered. SIGUSR1 opens the \
            log's file again and logs the process's state; SIGHUP and SIGUSR2 change nothing. Takes its two sockets \
            from systemd's socket activation (named 'search' and 'health', or in this order) if it is started so, and \
            tells systemd (Type=notify, WatchdogSec=) when it is ready, that it is alive, and when it stops.
            """)

    @OptionGroup var options: ServingOptions

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
                try InstallationChecks(options, in: .process).beforeServing()
            }
        }
        let log = options.process.log()
        let parent = ServiceParent()
        // First of all: every thread inherits the blocked signals, and so does the program started again.
        let shutdown = Shutdown(log: log, isSupervised: parent.supervisor != nil)
        if let supervisor = parent.supervisor { ParentProcess.endWith(supervisor, signal: SIGTERM) }
        DescriptorLimit.raise()
        StartEnvironment.enter()
        options.process.startLogging()
        try reportingSetupErrors(hasLog: true) {
            do {
                try options.process.refuseRoot()
                try log?.open()
                if let trace = options.process.trace() { try Trace.begin(writingTo: trace) }
                try serve(until: shutdown, parent)
            } catch {
                parent.manager?.tell("STATUS=\(ServiceManager.line("\(error)"))")
                throw error
            }
        }
    }

    private func serve(until shutdown: Shutdown, _ parent: ServiceParent) throws {
        let logger = Logger(label: "descry")
        for mistake in KnownSettings.mistakes(in: .process) {
            logger.warning("\(mistake)", metadata: ["variable": "\(mistake.variable)"])
        }
        let configuration = try options.configuration()
        let start = ContinuousClock.now
        let wiring = try Self.wiring(configuration, start, logger)
        let servers = try Servers(configuration.server, wiring, logger)
        shutdown.serving(
            hasRequests: { servers.search.hasRequests }, describe: { servers.healthHandlers.state })
        // Where a service manager waits for READY=1, another process may still be serving on the same sockets.
        if parent.manager == nil { servers.listen(logger) }
        if let failure = servers.prove(wiring, logger) {
            if parent.manager != nil { throw SetupError("the model cannot be used: \(failure)") }
        } else {
            logger.info("ready", metadata: ["ms": Self.milliseconds(since: start)])
        }
        if let manager = parent.manager {
            servers.listen(logger)
            manager.tell("READY=1")
            Watchdog.start(for: manager) { servers.healthHandlers.isAlive }
        }

        let reason = shutdown.wait()
        parent.manager?.tell("STOPPING=1")
        logger.info("draining", metadata: ["signal": "\(reason.signal)", "replaced": "\(reason.isReplaced)"])
        let isDrained = Draining(servers: servers, encoder: wiring.encoder, pools: wiring.pools).run(
            givesUpHealth: reason.isReplaced || parent.hasLostSupervisor,
            // systemd starts a successor; `descry supervise` says so where there is one.
            leavesWaiting: reason.isReplaced || (servers.sockets.search.isInherited && !shutdown.isSupervised))
        servers.sockets.close()
        logger.info("stopped", metadata: ["drained": "\(isDrained)"])
    }

    private static func wiring(
        _ configuration: Configuration, _ start: ContinuousClock.Instant, _ logger: Logger
    ) throws(SetupError) -> Wiring {
        let backends = try Wiring.Backends(configuration, redisChanged: { ChangeLog.write($0, to: logger) })
        for warning in backends.source.warnings { logger.warning("\(warning)") }
        let clip = try configuration.model.load()
        logger.info(
            "model loaded",
            metadata: [
                "model": "\(clip.name)", "precision": "\(clip.precision)", "device": "\(clip.device)",
                "fingerprint": "\(clip.fingerprint)",
                "ms": milliseconds(since: start),
            ])
        let wiring = Wiring(
            configuration, backends, clip: clip, sourceChanged: { ChangeLog.write($0, to: logger) },
            report: { id, failure in
                let reason = failure.reason.rawValue
                logger.info(
                    "picture left out",
                    metadata: ["picture": "\(id)", "reason": "\(reason)", "detail": "\(failure.detail)"])
            })
        // So that the log says whether Redis answers before the first search.
        _ = wiring.cache?.isReachable
        return wiring
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Logger.MetadataValue {
        .stringConvertible((ContinuousClock.now - start).roundedMilliseconds)
    }
}
