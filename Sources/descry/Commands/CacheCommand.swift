import ArgumentParser
import Files
import Redis
import SharedCache
import Threads

/// `descry cache`: what Redis keeps for all processes.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Lists, shows, fills and empties the pools that Redis keeps.",
        discussion: """
            A user of Redis' access control list needs the commands scan, strlen and del here, too (the others: see \
            'descry serve --help').
            """,
        subcommands: [List.self, Show.self, Warm.self, Purge.self])

    struct Options: ParsableArguments {
        @OptionGroup(title: "Cache") var redis: RedisOptions
        @OptionGroup var settings: SettingsFileOptions

        /// - Throws: a ``SetupError`` if there is no Redis that answers.
        func open() throws(SetupError) -> (inventory: RedisInventory, environment: Environment) {
            let environment = try settings.environment()
            return (try CacheCommand.inventory(of: redis.resolved(in: environment)), environment)
        }
    }

    /// - Throws: a ``SetupError`` if there is no Redis that answers.
    static func inventory(of redis: RedisConfiguration?) throws(SetupError) -> RedisInventory {
        guard let redis else { throw SetupError("there is no cache without Redis: set REDISHOST") }
        return try RedisInventory(redis)
    }
}

extension Duration {
    /// For people, as in `3 h`: in the largest unit that gives at least 2, else in seconds.
    var words: String {
        let seconds = Int(seconds)
        for (unit, name) in [(86_400, "d"), (3600, "h"), (60, "min")] where seconds >= 2 * unit {
            return "\(seconds / unit) \(name)"
        }
        return "\(seconds) s"
    }
}
