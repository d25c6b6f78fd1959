/// The pauses before a process that ended is started again: longer each time, so that one that cannot run does not keep
/// the machine busy, and short again after it has run well.
struct RestartPauses {
    static let first = Duration.milliseconds(100)
    static let longest = Duration.seconds(30)
    /// A process that ran for so long was well.
    static let recovery = Duration.seconds(60)

    private var following = first

    /// The pause after a process that has run for so long.
    mutating func next(afterRunning time: Duration) -> Duration {
        if time >= Self.recovery { following = Self.first }
        defer { following = min(following * 2, Self.longest) }
        return following
    }
}
