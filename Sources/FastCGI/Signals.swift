import Glibc

enum Signals {
    /// Keeps signals for the threads that wait for them, so that no call of the system is interrupted.
    static func blockAll() {
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
