import Logging
import Search
import Synchronization
import Threads

/// The one line that a request leaves in the log.
final class RequestLog: Sendable {
    private static let logger = Logger(label: "request")

    private let fields: Mutex<Logger.Metadata>
    private let origin = Mutex(PoolOrigin?.none)

    init(id: String, method: String, path: String) {
        // Room for all that a search notes.
        var first = Logger.Metadata(minimumCapacity: 16)
        (first["id"], first["method"], first["path"]) = (.string(id), .string(method), .string(path))
        fields = Mutex(first)
    }

    func note(_ name: String, _ value: String) { fields.withLock { $0[name] = .string(value) } }

    func note(_ name: String, _ value: Int) { fields.withLock { $0[name] = .stringConvertible(value) } }

    /// Adds a duration, in milliseconds.
    func note(_ name: String, _ value: Duration) {
        fields.withLock { $0[name] = .stringConvertible(value.roundedMilliseconds) }
    }

    /// Where the search's pool came from, once it is known.
    var poolOrigin: PoolOrigin? { origin.withLock { $0 } }

    func note(pool origin: PoolOrigin) {
        self.origin.withLock { $0 = origin }
        note("pool", origin.rawValue)
    }

    /// Writes the line; probes that go well leave none unless debugging is asked for.
    func finish(status: Int, duration: Duration) {
        note("status", status)
        note("ms", duration)
        let fields = fields.withLock { $0 }
        let isSearch = fields["path"].flatMap { SearchPath(rawValue: $0.description) } != nil
        let isProbe = !isSearch && status < 400
        let level: Logger.Level = status >= 500 ? .warning : isProbe ? .debug : .info
        Self.logger.log(level: level, "request", metadata: fields)
    }
}
