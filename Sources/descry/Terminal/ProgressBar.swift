import Foundation

/// A bar on standard error that fills in place; silent where standard error is no terminal.
struct ProgressBar {
    private static let width = 30
    private static let interval = Duration.milliseconds(50)

    private let label: String
    private var drawn: ContinuousClock.Instant?

    init(_ label: String) {
        self.label = label
    }

    /// - Parameter note: the text after the bar; nil for `12 of 30`.
    mutating func show(_ done: Int, of total: Int, note: String? = nil) {
        guard StandardError.isTerminal, total > 0 else { return }
        // Drawing is slower than what it reports.
        if done < total, let drawn, drawn.duration(to: .now) < Self.interval { return }
        drawn = .now
        let filled = Self.width * min(done, total) / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        StandardError.write("\r\u{1B}[K\(label) \(bar) \(note ?? "\(done) of \(total)")")
    }

    /// Removes the bar.
    mutating func clear() {
        guard drawn != nil else { return }
        drawn = nil
        StandardError.write("\r\u{1B}[K")
    }
}
