internal import Foundation

/// A process that this one started.
public struct SpawnedProcess: Sendable {
    public enum Outcome: Sendable, Equatable, CustomStringConvertible {
        case exit(code: Int32)
        case signal(Int32)
        /// Another part of this process has already waited for it.
        case unknown

        public var description: String {
            switch self {
            case .exit(let code): "exit code \(code)"
            case .signal(let number): "killed by \(ReceivedSignal.name(of: number))"
            case .unknown: "ended for an unknown reason"
            }
        }
    }

    public let pid: Int32

    /// Starts a program in a process group of its own, so that a terminal's Ctrl-C reaches this process alone.
    ///
    /// The new process inherits this thread's blocked signals: none is lost before it waits for them.
    ///
    /// - Parameters:
    ///   - arguments: without its name.
    ///   - environment: as `NAME=value`.
    ///   - descriptors: it gets them as 3, 4, and so on. All others but 0, 1 and 2 have to be close-on-exec.
    public init(
        program: [UInt8], arguments: [[UInt8]], environment: [[UInt8]], descriptors: [Int32]
    ) throws(ProcessError) {
        let action = "start \(String(decoding: program, as: UTF8.self))"
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // Above the target numbers, so that no adddup2 overwrites a descriptor that is still needed.
        let copies = descriptors.map { fcntl($0, F_DUPFD_CLOEXEC, 100) }
        defer { for copy in copies where copy >= 0 { close(copy) } }
        for (index, copy) in copies.enumerated() {
            guard copy >= 0 else { throw ProcessError(action, code: EBADF) }
            unsafe posix_spawn_file_actions_adddup2(&actions, copy, 3 + Int32(index))
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var pid: pid_t = 0
        let code = unsafe Self.withCStrings([program] + arguments) { arguments in
            unsafe Self.withCStrings(environment) { environment in
                unsafe posix_spawn(&pid, arguments[0]!, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw ProcessError(action, code: code) }
        self.pid = pid
    }

    /// How it ended; nil while it runs. Not to be called again once it has ended.
    public func outcome() -> Outcome? {
        var status: Int32 = 0
        let found = unsafe waitpid(pid, &status, WNOHANG)
        if found < 0, errno == ECHILD { return .unknown }
        guard found == pid else { return nil }
        // WIFEXITED, WEXITSTATUS and WTERMSIG are macros, which Swift does not have.
        let signal = status & 0x7F
        return signal == 0 ? .exit(code: (status >> 8) & 0xFF) : .signal(signal)
    }

    /// Sends it a signal with a ``ReceivedSignal/value``.
    public func send(_ signal: Int32, value: Int32 = 0) {
        if value == 0 {
            kill(pid, signal)
        } else {
            unsafe sigqueue(pid, signal, sigval(sival_int: value))
        }
    }

    /// Makes the system keep how processes end until ``outcome()`` is called. If this process was started with SIGCHLD
    /// ignored, it would not (waitpid(2)). To be called before the first process is started.
    public static func keepOutcomes() { _ = signal(SIGCHLD, SIG_DFL) }

    private static func withCStrings<Value>(
        _ texts: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let pointers = unsafe texts.map { text in
            unsafe (text + [0]).withUnsafeBufferPointer { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe strdup($0.baseAddress!) }
            }
        }
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        return unsafe body(pointers + [nil])
    }
}
