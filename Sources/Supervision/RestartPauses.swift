/// The pauses before a process that ended is started again: each twice as long as the one before, so that a process that
/// cannot run does not keep the machine busy; short again after one has run for ``recovery``.
struct RestartPauses {
    static let first = Duration.milliseconds(100)
    static let longest = Duration.seconds(30)
    static let recovery = Duration.seconds(60)

    private var following = first

    /// The pause after a process that has run for some time.
    mutating func next(afterRunning time: Duration) -> Duration {
        if time >= Self.recovery { following = Self.first }
        defer { following = min(following * 2, Self.longest) }
        return following
    }
}
