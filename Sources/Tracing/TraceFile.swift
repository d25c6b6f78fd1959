import Files
import Formats
import Foundation

/// The file of a trace: an array of JSON objects, one a line, each written as a whole.
struct TraceFile {
    private let file: FileHandle
    /// The trace's clock is `CLOCK_MONOTONIC`, which other processes can read.
    private let start: ContinuousClock.Instant
    private let monotonic: Duration
    /// The key of a thread's number in its dictionary.
    private let key = UUID().uuidString
    private var spans = 0
    private var threads = 0

    init(_ file: AppendedFile) throws(SetupError) {
        self.file = FileHandle(fileDescriptor: try file.open(), closeOnDealloc: true)
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        monotonic = .seconds(now.tv_sec) + .nanoseconds(now.tv_nsec)
        start = .now
        if (try? self.file.seekToEnd()) == 0 { append("[\n") }
    }

    mutating func write(
        _ name: String, _ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant, overlaps: Bool
    ) {
        let thread = currentThread()
        func event(_ phase: String, _ more: [(String, JSON)]) -> String {
            let common: [(String, JSON)] = [
                ("name", .string(name)), ("ph", .string(phase)), ("pid", .integer(Int(getpid()))),
                ("tid", .integer(thread)),
            ]
            return JSON.object(common + more).text + ",\n"
        }
        if overlaps {
            spans += 1
            let identity: [(String, JSON)] = [("cat", .string("overlapping")), ("id", .integer(spans))]
            append(event("b", identity + [("ts", microseconds(start))]))
            append(event("e", identity + [("ts", microseconds(end))]))
        } else {
            append(
                event("X", [("ts", microseconds(start)), ("dur", .number((end - start) / .microseconds(1)))]))
        }
    }

    /// The thread's number in the trace; the first time it also writes the thread's name.
    private mutating func currentThread() -> Int {
        if let number = Thread.current.threadDictionary[key] as? Int { return number }
        threads += 1
        Thread.current.threadDictionary[key] = threads
        let name = Thread.current.name ?? ""
        append(
            JSON.object([
                ("name", "thread_name"), ("ph", "M"), ("pid", .integer(Int(getpid()))), ("tid", .integer(threads)),
                ("args", ["name": .string(name)]),
            ]).text + ",\n")
        return threads
    }

    private func microseconds(_ instant: ContinuousClock.Instant) -> JSON {
        .number((monotonic + (instant - start)) / .microseconds(1))
    }

    /// An error is ignored: a trace is not worth a search.
    private func append(_ text: String) { try? file.write(contentsOf: Data(text.utf8)) }
}
