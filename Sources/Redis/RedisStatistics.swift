/// The commands of a client since its start, and how they ended.
public struct RedisStatistics: Sendable {
    /// How a command ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// With a reply.
        case ok
        /// With an error reply.
        case refused
        /// Without a reply, or with one that is too large.
        case failed
        /// It was not sent or not waited for, since Redis is unavailable.
        case skipped
    }

    /// Counts of commands by their names in lower case and by how they ended.
    public private(set) var commands: [String: [Outcome: Int]] = [:]
    /// How often Redis became unavailable.
    public internal(set) var losses = 0

    public init() {}

    mutating func count(_ outcome: Outcome, of command: [any RedisArgument]) {
        guard let name = command.first as? String else { return }
        commands[name.lowercased(), default: [:]][outcome, default: 0] += 1
    }
}
