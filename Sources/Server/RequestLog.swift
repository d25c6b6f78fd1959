public import Formats
public import Logging
import Search
import Synchronization
import Threads

/// The one line that a request leaves in the log.
public final class RequestLog: Sendable {
    /// Writes a line to the log, with its members in their order.
    public typealias Writer = @Sendable (_ level: Logger.Level, _ members: JSONMembers) -> Void

    private struct State {
        // Room for all that a search notes.
        var members = JSONMembers(capacity: 512)
        var origin: PoolOrigin?
    }

    private let path: String
    private let state: Mutex<State>

    init(id: String, method: String, path: String) {
        self.path = path
        var first = State()
        first.members.add("id", .string(id))
        first.members.add("method", .string(method))
        first.members.add("path", .string(path))
        state = Mutex(first)
    }

    func note(_ name: String, _ value: String) { note(name, .string(value)) }

    func note(_ name: String, _ value: Int) { note(name, .integer(value)) }

    /// Adds a duration, in milliseconds.
    func note(_ name: String, _ value: Duration) { note(name, .milliseconds(value)) }

    private func note(_ name: String, _ value: JSON) { state.withLock { $0.members.add(name, value) } }

    /// Where the search's pool came from, once it is known.
    var poolOrigin: PoolOrigin? { state.withLock { $0.origin } }

    func note(pool origin: PoolOrigin) {
        state.withLock { $0.origin = origin }
        note("pool", origin.rawValue)
    }

    /// Writes the line; probes that go well leave none unless debugging is asked for.
    func finish(status: Int, duration: Duration, _ write: Writer) {
        note("status", status)
        note("ms", duration)
        let isProbe = SearchPath(rawValue: path) == nil && status < 400
        write(status >= 500 ? .warning : isProbe ? .debug : .info, state.withLock { $0.members })
    }
}
