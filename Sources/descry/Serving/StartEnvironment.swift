import Foundation

/// Variables that libraries read from the environment while they are being loaded, which is before `main`.
enum StartEnvironment {
    /// What keeps a server's memory near what its model and pools take:
    /// - Shapes of linear layers whose compiled code oneDNN and libtorch keep: twice what texts and pictures have (see
    ///   `BatchShape`). The libraries' own limit is 1024 each, at up to 0.6 MB.
    /// - glibc gives hundreds of threads heaps of their own, up to eight for each processor, and none of them uses memory
    ///   that is free in another one (mallopt(3), M_ARENA_MAX).
    private static let memoryLimits = [
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "256", "LRU_CACHE_CAPACITY": "256", "MALLOC_ARENA_MAX": "2",
    ]

    /// Spins of an OpenMP thread that waits, before it sleeps: some microseconds, about as long as the encoder's
    /// threads take from one operation to the next.
    private static let spins = "1000"

    /// Starts the program again, which takes 0.2 s, with the variables that a long-lived process needs and
    /// that are not set.
    ///
    /// - Waiting threads sleep soon. By default libgomp spins for milliseconds, so that another process
    ///   that needs a core (nginx, Redis, a decoder) delays the very thread that is waited for. Measured on two cores with a
    ///   busy neighbour: a new sentence took 14 ms in place of 17 at the median and 15 in place of 365 for the slowest
    ///   tenth, a new pool 1.6 s in place of 4.1. A machine that does nothing else is as fast as before (GNU libgomp
    ///   manual, GOMP_SPINCOUNT).
    /// - No backtrace of Swift's after a crash: it stops each of hundreds of threads first, which took more than 20 s
    ///   with 384 workers, and then writes parts of the memory, which holds keys, to the log. The message of a failed
    ///   precondition is written all the same (Swift's docs/Backtracing.rst, SWIFT_BACKTRACE).
    /// - The limits of memory.
    static func enter() {
        let missing = missing(in: ProcessInfo.processInfo.environment)
        guard !missing.isEmpty,
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            // Where the program was run through the dynamic loader, this names the loader.
            !program.contains("/ld-"), missing.allSatisfy({ unsafe setenv($0.key, $0.value, 1) == 0 })
        else { return }
        unsafe execv(program, CommandLine.unsafeArgv)
        // Only reached if that failed, as when the program's file has been replaced: it works without the variables,
        // too.
    }

    /// The variables that have to be set in an environment.
    static func missing(in environment: [String: String]) -> [String: String] {
        var missing = memoryLimits
        missing["SWIFT_BACKTRACE"] = "enable=no"
        if environment["OMP_WAIT_POLICY"] == nil { missing["GOMP_SPINCOUNT"] = spins }
        return missing.filter { environment[$0.key] == nil }
    }
}
