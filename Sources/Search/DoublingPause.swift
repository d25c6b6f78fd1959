/// The pauses between tries that fail in a row: each is twice the one before, up to a limit.
struct DoublingPause: Sendable {
    var first: Duration
    var longest: Duration

    /// The pause after a number of failures in a row, 1 for the first.
    func after(_ failures: Int) -> Duration {
        min(longest, first * (1 << min(max(0, failures - 1), 20)))
    }
}
