import Synchronization

/// The clients' shares of the searches of the last seconds, which decide who is refused under overload.
final class RecentShares: Sendable {
    private struct Window {
        var start = ContinuousClock.now
        var total = 0
        var byClient: [String: Int] = [:]
    }

    private static let length = Duration.seconds(1)
    private let windows = Mutex((current: Window(), previous: Window()))

    /// Counts a search.
    ///
    /// - Returns: whether its client is at or above the average of the clients.
    func count(_ client: String) -> Bool {
        windows.withLock { windows in
            let age = windows.current.start.duration(to: .now)
            if age > Self.length {
                windows.previous = age > Self.length * 2 ? Window() : windows.current
                windows.current = Window()
            }
            windows.current.total += 1
            windows.current.byClient[client, default: 0] += 1
            let own = (windows.current.byClient[client] ?? 0) + (windows.previous.byClient[client] ?? 0)
            let clients = max(windows.current.byClient.count, windows.previous.byClient.count)
            return own * clients >= windows.current.total + windows.previous.total
        }
    }
}
