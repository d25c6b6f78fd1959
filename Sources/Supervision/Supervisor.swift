import FastCGI
import Foundation
import Logging
public import Processes
import Threads

/// Keeps one `descry serve` running on two listening sockets that outlive it.
///
/// A process that ends is started again, after growing pauses; one that sends no reports is killed first. Requests wait in
/// the sockets until a process accepts them. SIGHUP starts a successor, which accepts no connection before it is ready;
/// then the old process answers its requests and ends. If a successor does not become ready, the old process stays.
public struct Supervisor {
    /// The value sent with SIGTERM to a process whose successor serves already (sigqueue(3)).
    public static let replaced: Int32 = 1

    /// More than draining takes, at most 10 s.
    private static let stopLimit = Duration.seconds(13)
    /// After this process itself was stopped for longer, missing reports prove nothing.
    private static let maximumGap = Duration.seconds(3)

    private let plan: Plan
    private let log: LogFile?
    private let manager: ServiceManager?
    private let signals: SignalPipe
    private let logger = Logger(label: "supervisor")

    /// The process that serves, or is starting to.
    private var current: SupervisedProcess?
    /// Its successor, until that is ready.
    private var successor: SupervisedProcess?
    private var leaving: [SupervisedProcess] = []
    private var pauses = RestartPauses()
    private var restart: ContinuousClock.Instant? = .now
    private var wantsReplacement = false
    private var hasServed = false
    /// The pid of the process that was last logged as ready.
    private var announced: Int32?
    private var isStopping = false
    private var exitCode: Int32?

    public init(_ plan: Plan, signals: SignalPipe, log: LogFile?, manager: ServiceManager?) {
        (self.plan, self.signals, self.log, self.manager) = (plan, signals, log, manager)
    }

    /// Runs until a signal ends it, or the first process cannot start.
    public mutating func run() -> Int32 {
        var last = ContinuousClock.now
        while true {
            startWhatIsDue()
            if let exitCode, processes.isEmpty { return exitCode }
            _ = Readable.wait(
                for: [signals.descriptor] + processes.map(\.socket.descriptor), timeout: timeToNextEvent)
            if .now - last > Self.maximumGap { for process in processes { process.forgiveSilence() } }
            last = .now
            manager?.tell("WATCHDOG=1")
            for process in processes { process.listen() }
            for signal in signals.signals() { received(signal) }
            noteEnds()
            noteReadiness()
            killOverdue()
        }
    }

    private var processes: [SupervisedProcess] { [current, successor].compactMap { $0 } + leaving }

    private var timeToNextEvent: Duration {
        let times = processes.compactMap(\.end) + [restart].compactMap { $0 }
        return max(.zero, min(.seconds(1), (times.min() ?? .now + .seconds(1)) - .now))
    }

    // MARK: Starting

    private mutating func startWhatIsDue() {
        guard !isStopping else { return }
        if current == nil, let restart, restart <= .now {
            self.restart = nil
            current = start("process started")
            if current == nil, !hasServed { (exitCode, isStopping) = (78, true) }
            if current == nil, hasServed { ended(afterRunning: .zero, how: "it was not started") }
        }
        guard wantsReplacement, successor == nil, current?.isReady == true else { return }
        wantsReplacement = false
        successor = start("successor started")
        if successor == nil { notReplaced("it was not started; the line before says why") }
    }

    private func start(_ message: String) -> SupervisedProcess? {
        do {
            let process = try SupervisedProcess(
                program: plan.program, arguments: plan.arguments, variables: plan.variables(),
                sockets: plan.sockets, folder: plan.folder, watchdog: plan.watchdog)
            logger.info("\(message)", metadata: ["pid": .stringConvertible(Int(process.pid))])
            return process
        } catch {
            logger.error("not started", metadata: ["why": "\(error)"])
            return nil
        }
    }

    private mutating func noteReadiness() {
        if let successor, successor.isReady, let old = current {
            logger.notice(
                "replaced",
                metadata: ["pid": .stringConvertible(Int(successor.pid)), "old_pid": .stringConvertible(Int(old.pid))])
            if !isStopping { old.stop(isReplaced: true, within: Self.stopLimit) }
            leaving.append(old)
            announced = successor.pid
            (current, self.successor) = (successor, nil)
        }
        if !hasServed, current?.isReady == true {
            hasServed = true
            manager?.tell("READY=1")
        }
        if let current, current.isReady, current.pid != announced {
            announced = current.pid
            logger.info("process ready", metadata: ["pid": .stringConvertible(Int(current.pid))])
        }
    }

    // MARK: Ending

    private mutating func noteEnds() {
        for process in processes {
            guard let outcome = process.process.outcome() else { continue }
            // Reads its last reports.
            process.listen()
            let how = process.killReason ?? (outcome.description + (process.status.map { ": \($0)" } ?? ""))
            if process === successor {
                successor = nil
                if !isStopping { notReplaced(how) }
            } else if process === current {
                current = nil
                if isStopping {
                    noteStop(of: process, how)
                } else if !hasServed, case .exit(let code) = outcome, code != 0 {
                    logger.critical("the first process cannot start", metadata: ["how": "\(how)"])
                    (exitCode, isStopping) = (code, true)
                } else if let next = successor {
                    logger.error("ended; its successor is starting already", metadata: fields(process, how))
                    (current, successor) = (next, nil)
                } else {
                    ended(afterRunning: .now - process.start, how: how, fields(process, how))
                }
            } else {
                leaving.removeAll { $0 === process }
                noteStop(of: process, how)
            }
        }
    }

    private func noteStop(of process: SupervisedProcess, _ how: String) {
        logger.info("process stopped", metadata: fields(process, how))
    }

    private func fields(_ process: SupervisedProcess, _ how: String) -> Logger.Metadata {
        [
            "pid": .stringConvertible(Int(process.pid)), "how": "\(how)",
            "ran_s": .stringConvertible((ContinuousClock.now - process.start).roundedSeconds),
        ]
    }

    private mutating func ended(afterRunning time: Duration, how: String, _ fields: Logger.Metadata = [:]) {
        // The next start reads the settings anyway.
        wantsReplacement = false
        let pause = pauses.next(afterRunning: time)
        restart = .now + pause
        var fields = fields
        fields["how"] = "\(how)"
        fields["restart_in_s"] = .stringConvertible(pause.roundedSeconds)
        logger.error("process ended", metadata: fields)
    }

    private func notReplaced(_ why: String) {
        logger.error("not replaced; the present process goes on", metadata: ["why": "\(why)"])
    }

    private func killOverdue() {
        for process in processes {
            if let end = process.end {
                if end <= .now { process.kill(because: "killed: it did not stop within \(Self.stopLimit.seconds) s") }
            } else if process.isReady {
                guard .now - process.heard > plan.watchdog else { continue }
                process.kill(because: "killed: it was silent for more than \(plan.watchdog.seconds) s")
            } else if .now - process.start > plan.startLimit {
                process.kill(because: "killed: it was not ready after \(plan.startLimit.seconds) s")
            }
        }
    }

    // MARK: Signals

    private mutating func received(_ signal: Int32) {
        switch signal {
        case SIGCHLD, SIGUSR2: break
        case SIGHUP: replace()
        case SIGUSR1: reportState()
        case _ where isStopping: for process in processes { process.kill(because: "killed by a second signal") }
        default: stop(ReceivedSignal.name(of: signal))
        }
    }

    private mutating func replace() {
        guard !isStopping else { return }
        // deploy/reload waits for the time in this line.
        let limit = Int(plan.startLimit.seconds.rounded(.up))
        logger.notice("asked to replace the process", metadata: ["start_limit_s": .stringConvertible(limit)])
        if current == nil { restart = .now }
        // If one is starting already, the next one starts after it, since settings may have changed.
        wantsReplacement = current != nil
    }

    private func reportState() {
        do {
            try log?.open()
        } catch {
            logger.error("\(error)")
        }
        logger.notice(
            "state",
            metadata: [
                "pid": "\(current.map { String($0.pid) } ?? "none")", "ready": "\(current?.isReady ?? false)",
                "successor": "\(successor.map { String($0.pid) } ?? "none")",
                "leaving": .stringConvertible(leaving.count),
            ])
        for process in processes { process.process.send(SIGUSR1) }
    }

    private mutating func stop(_ signal: String) {
        logger.info("stopping", metadata: ["signal": "\(signal)"])
        manager?.tell("STOPPING=1")
        isStopping = true
        exitCode = 0
        restart = nil
        // New connections are refused at once; the process accepts those that wait already.
        plan.sockets.search.close()
        for process in processes { process.stop(isReplaced: false, within: Self.stopLimit) }
    }
}
