internal import Foundation

/// A signal that this process received.
public struct ReceivedSignal: Sendable, Equatable {
    public let number: Int32
    /// The value sent with it (sigqueue(3)); 0 for one sent by kill(2).
    public let value: Int32

    public init(_ number: Int32, value: Int32 = 0) { (self.number, self.value) = (number, value) }

    /// As in `SIGTERM`.
    public var name: String { Self.name(of: number) }

    /// A signal's name, as in `SIGTERM`, or `signal 34` for an unusual one.
    public static func name(of number: Int32) -> String { names[number] ?? "signal \(number)" }

    private static let names: [Int32: String] = [
        SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
        SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1",
        SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2", SIGPIPE: "SIGPIPE", SIGTERM: "SIGTERM", SIGSYS: "SIGSYS",
        SIGCHLD: "SIGCHLD",
    ]
}

/// Signals that one thread waits for (sigwaitinfo(2)), so that they interrupt no other.
public struct SignalQueue: Sendable {
    private let signals: [Int32]

    /// Blocks the signals in this thread; to be called before other threads are started, which inherit the block.
    ///
    /// Also receives signals that are ignored, as SIGHUP is after nohup(1).
    public init(_ signals: [Int32]) {
        self.signals = signals
        var set = Self.set(of: signals)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the next signal.
    public func next() -> ReceivedSignal {
        var set = Self.set(of: signals)
        while true {
            var info = unsafe siginfo_t()
            let number = unsafe sigwaitinfo(&set, &info)
            // EINTR: the process was stopped and continued.
            guard number > 0 else { continue }
            let isQueued = unsafe info.si_code == Int32(SI_QUEUE)
            return unsafe ReceivedSignal(number, value: isQueued ? info._sifields._rt.si_sigval.sival_int : 0)
        }
    }

    private static func set(of signals: [Int32]) -> sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal) }
        return set
    }
}
