import Foundation

/// Variables that libraries read from the environment while they are being loaded, which is before `main`.
enum StartEnvironment {
    /// Spins of an OpenMP thread that waits, before it sleeps: some microseconds, about as long as the encoder's threads
    /// take from one operation to the next.
    private static let spins = "1000"

    /// Starts the program again, which takes 0.2 s, with the variables that a long-lived process needs, unless whoever
    /// started it has set them.
    ///
    /// - Threads that soon sleep when they wait. By itself libgomp spins for milliseconds, so that whatever else needs a
    ///   core (nginx, Redis, a decoder) keeps it from the very thread that is waited for. Measured on two cores with a
    ///   busy neighbour: a new sentence took 14 ms in place of 17 at the median and 15 in place of 365 for the slowest
    ///   tenth, a new pool 1.6 s in place of 4.1. A machine that does nothing else is as fast as before (GNU libgomp
    ///   manual, GOMP_SPINCOUNT).
    /// - No backtrace of Swift's after a crash: it stops each of hundreds of threads first, which took more than 20 s
    ///   with 384 workers, and then writes parts of the memory, which holds keys, to the log. The message of a failed
    ///   precondition is written all the same (Swift's docs/Backtracing.rst, SWIFT_BACKTRACE).
    /// - The limits of ``MemoryUse``.
    static func enter() {
        let missing = missing(in: ProcessInfo.processInfo.environment)
        guard !missing.isEmpty,
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            // It may be the dynamic loader, told to run us.
            !program.contains("/ld-"), missing.allSatisfy({ setenv($0.key, $0.value, 1) == 0 })
        else { return }
        execv(program, CommandLine.unsafeArgv)
        // Only reached if that failed, as when the program's file has been replaced: it works as it is, too.
    }

    /// The variables that have to be set in an environment.
    static func missing(in environment: [String: String]) -> [String: String] {
        var missing = MemoryUse.limits
        missing["SWIFT_BACKTRACE"] = "enable=no"
        if environment["OMP_WAIT_POLICY"] == nil { missing["GOMP_SPINCOUNT"] = spins }
        return missing.filter { environment[$0.key] == nil }
    }
}
