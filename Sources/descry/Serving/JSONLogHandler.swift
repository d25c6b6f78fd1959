import Formats
import Foundation
import Logging

/// Writes each log message as one line of JSON to standard error.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt)

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
        var members: [(String, JSON)] = [
            ("time", .string(Date().formatted(Self.timeFormat))),
            ("level", .string(event.level.rawValue)), ("source", .string(label)),
            ("message", .string(event.message.description)),
        ]
        let own = event.metadata ?? [:]
        let all = metadata.isEmpty ? own : metadata.merging(own) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            members.append((key, Self.json(value)))
        }
        // One write, so that threads' lines do not mix.
        StandardError.write(JSON.object(members).text + "\n")
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
