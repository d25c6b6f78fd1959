import Foundation

/// How libtorch's OpenMP threads wait for each other.
enum OpenMPThreads {
    /// Spins of a thread that waits, before it sleeps: some microseconds, about as long as the encoder's threads take
    /// from one operation to the next.
    private static let spins = "1000"

    /// Starts the program anew with threads that soon sleep when they wait, unless whoever started it has said how they
    /// are to wait.
    ///
    /// By itself libgomp spins for milliseconds, so that whatever else needs a core (nginx, Redis, a decoder) keeps it
    /// from the very thread that is waited for. Measured on two cores with a busy neighbour: a new sentence took 14 ms
    /// in place of 17 at the median and 15 in place of 365 for the slowest tenth, a new pool 1.6 s in place of 4.1. A
    /// machine that does nothing else is as fast as before. libgomp reads this from the environment while it is being
    /// loaded, which is before `main`: hence the new start, of 0.2 s (GNU libgomp manual, GOMP_SPINCOUNT).
    static func spinShortly() {
        let environment = ProcessInfo.processInfo.environment
        guard environment["GOMP_SPINCOUNT"] == nil, environment["OMP_WAIT_POLICY"] == nil,
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            // It may be the dynamic loader, told to run us.
            !program.contains("/ld-"), setenv("GOMP_SPINCOUNT", spins, 1) == 0
        else { return }
        execv(program, CommandLine.unsafeArgv)
        // Only reached if that failed, as when the program's file has been replaced: it works as it is, too.
    }
}
