import Formats
import Foundation
import Logging
import Synchronization

/// Writes each log message as one line of JSON to standard error.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    private static let secondFormat = Date.ISO8601FormatStyle(timeZone: .gmt)
    /// The latest second that was formatted, as in `2026-11-27T09:30:00`: a busy server logs many lines in it.
    private static let second = Mutex((number: Int.min, text: ""))

    private let label: String

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = event.metadata ?? [:]
        let all = metadata.isEmpty ? own : metadata.merging(own) { _, new in new }
        var members = JSONMembers(capacity: 256)
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { members.add(key, Self.json(value)) }
        Self.write(event.level, source: label, message: event.message.description, members)
    }

    /// Writes a line whose level is high enough.
    static func write(_ level: Logger.Level, source: String, message: String, _ own: JSONMembers) {
        var members = JSONMembers(capacity: 768)
        members.add("time", .string(text(of: Date())))
        members.add("level", .string(level.rawValue))
        members.add("source", .string(source))
        members.add("message", .string(message))
        members.add(own)
        var line: [UInt8] = []
        line.reserveCapacity(members.bytes.count + 3)
        line.append(UInt8(ascii: "{"))
        line += members.bytes
        line += "}\n".utf8
        // One write, so that threads' lines do not mix.
        StandardError.write(line)
    }

    /// A time with milliseconds (RFC 3339), in UTC.
    private static func text(of time: Date) -> String {
        let milliseconds = Int(time.timeIntervalSince1970 * 1000)
        let (number, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let text = second.withLock { second in
            if second.number != number {
                let formatted = Date(timeIntervalSince1970: Double(number)).formatted(secondFormat)
                second = (number, String(formatted.dropLast()))
            }
            return second.text
        }
        return "\(text).\(String(1000 + rest).dropFirst())Z"
    }

    /// Numbers stay numbers, for programs that read the log.
    private static func json(_ value: Logger.Metadata.Value) -> JSON {
        switch value {
        case .stringConvertible(let integer as Int): .integer(integer)
        case .stringConvertible(let number as Double): .number(number)
        default: .string(value.description)
        }
    }
}
