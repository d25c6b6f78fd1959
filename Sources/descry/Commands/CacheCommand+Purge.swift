import ArgumentParser
import Formats
import Foundation
import Search
import SharedCache

extension CacheCommand {
    /// `descry cache purge`: takes pools out of Redis.
    struct Purge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deletes a tag's pools with their pictures and embeddings, or all of them, and nginx's answers.",
            discussion: """
                The count of the source's calls stays, so that its limit is kept. nginx's answers are those in \
                DESCRY_ANSWER_FOLDER. Running servers keep the pools that they have in memory until they are replaced \
                (descry-reload, deploy/reload). On a terminal it asks first.
                """)

        @Argument(help: "The tag.") var tag: String?
        @Flag(help: "All tags.") var all = false
        @Flag(help: "Do not ask; needed where standard input is no terminal.") var yes = false
        @Flag(help: "Print one JSON object with what was deleted.") var json = false
        @OptionGroup var options: Options

        func validate() throws {
            if tag == nil, !all { throw ValidationError("name a tag, or say --all") }
            if tag != nil, all { throw ValidationError("name a tag or say --all, not both") }
        }

        func run() throws {
            try reportingSetupErrors {
                let wanted = try tag.map { $0.isEmpty ? "" : try TagFile.tag($0) }
                let (inventory, environment) = try options.open()
                let listings = try inventory.poolKeys().filter { wanted == nil || CacheKeys.tag(ofPool: $0) == wanted }
                if let wanted, listings.isEmpty {
                    StandardError.write("descry: there is no pool for '\(wanted.escapingControls)' in the cache\n")
                }
                let pools = Self.count(listings.count, "pool")
                try confirm(wanted.map { "\(pools) of '\($0)'" } ?? "\(pools) with all pictures and embeddings")
                let keys =
                    wanted == nil ? try Self.everything(in: inventory) : try Self.keys(of: listings, in: inventory)
                let deleted = try inventory.delete(keys)
                let answers = try AnswerFolder(path: Self.answerFolder(environment)).empty()
                report(pools: listings.count, deleted: deleted, answers: answers)
            }
        }

        /// Where nginx/configure puts it.
        private static func answerFolder(_ environment: Environment) -> String {
            environment["DESCRY_ANSWER_FOLDER"]
                ?? "\(environment["DESCRY_NGINX_STATE"] ?? "/var/lib/descry/nginx")/answers"
        }

        private func confirm(_ what: String) throws {
            if yes { return }
            guard isatty(STDIN_FILENO) == 1 else {
                throw ValidationError("standard input is no terminal to ask on: say --yes to delete \(what)")
            }
            StandardError.write("Delete \(what.escapingControls) and nginx's answers? [y/N] ")
            guard ["y", "yes"].contains(readLine()?.lowercased()) else { try Self.fail("nothing was deleted", code: 1) }
        }

        private static func everything(in inventory: RedisInventory) throws -> [[UInt8]] {
            try CacheKeys.patterns.flatMap { try inventory.keys($0) }
        }

        /// The listings, and their pictures by every model where the listing can be read.
        private static func keys(of listings: [String], in inventory: RedisInventory) throws -> [[UInt8]] {
            guard !listings.isEmpty else { return [] }
            let pools = zip(listings, try inventory.values(listings)).compactMap { key, value in
                value.flatMap { StoredPool(key: key, value: $0) }
            }
            let ends = Set(pools.flatMap(\.embeddingKeyEnds))
            let embeddings = try inventory.keys(CacheKeys.embeddingPattern).filter { key in
                // After the model's fingerprint.
                let parts = String(decoding: key, as: UTF8.self).split(separator: ":", maxSplits: 4)
                return parts.count == 5 && ends.contains(":" + parts[4])
            }
            return (listings + Set(pools.flatMap(\.jpegKeys))).map { Array($0.utf8) } + embeddings
        }

        private func report(pools: Int, deleted: Int, answers: Int?) {
            if json {
                let counts: JSON = [
                    "pools": .integer(pools), "keys": .integer(deleted),
                    "answers": answers.map { .integer($0) } ?? nil,
                ]
                print(counts.text)
            } else {
                let files = answers.map { "; \($0) of nginx's answers" } ?? "; nginx keeps no answers here"
                print("deleted: \(Self.count(pools, "pool")), \(Self.count(deleted, "key")) in Redis\(files)")
            }
            StandardError.write(
                "descry: running servers keep pools in memory until they are replaced (descry-reload on a server of "
                    + "deploy/install, else deploy/reload)\n")
        }

        private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    }
}
