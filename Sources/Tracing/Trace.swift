public import Files
import Foundation
import Synchronization

/// Spans of work by thread, written to a file for Chrome's `about:tracing`, Perfetto and
/// `Tests/Benchmarks/timeline.py`.
///
/// Until ``begin(writingTo:)`` a span costs one read of a flag. Names hold no text of a request: a trace may be shown.
///
/// - SeeAlso: "Trace Event Format", the JSON array format, which needs no end:
///   https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
public enum Trace {
    private static let isOn = Atomic<Bool>(false)
    private static let current = Mutex<TraceFile?>(nil)

    /// The trace's file at a path, to be checked or to begin with.
    public static func file(at path: FilePath) -> AppendedFile {
        AppendedFile(path, of: "the trace", setting: "DESCRY_TRACE_FILE")
    }

    /// Begins to write spans to a file, behind what it holds.
    ///
    /// - Throws: a ``SetupError`` if it cannot be opened.
    public static func begin(writingTo file: AppendedFile) throws(SetupError) {
        let opened = try TraceFile(file)
        current.withLock { $0 = opened }
        isOn.store(true, ordering: .releasing)
    }

    /// Ends writing.
    public static func end() {
        isOn.store(false, ordering: .releasing)
        current.withLock { $0 = nil }
    }

    /// Does some work, and writes when it began and ended.
    public static func span<Value, Failure>(
        _ name: @autoclosure () -> String, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard isOn.load(ordering: .acquiring) else { return try work() }
        let start = ContinuousClock.now
        defer { write(name(), from: start, overlaps: false) }
        return try work()
    }

    /// Writes a span that ends now, and that others of the same thread overlap, as one of several requests.
    public static func ended(_ name: @autoclosure () -> String, since start: ContinuousClock.Instant) {
        guard isOn.load(ordering: .acquiring) else { return }
        write(name(), from: start, overlaps: true)
    }

    private static func write(_ name: String, from start: ContinuousClock.Instant, overlaps: Bool) {
        let end = ContinuousClock.now
        current.withLock { $0?.write(name, start, end, overlaps: overlaps) }
    }
}
