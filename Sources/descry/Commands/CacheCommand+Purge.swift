import ArgumentParser
import Foundation
import Search

extension CacheCommand {
    /// `descry cache purge`: takes pools out of Redis.
    struct Purge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deletes a tag's pools with their pictures and embeddings, or all of them, and nginx's answers.",
            discussion: """
                The count of the source's calls stays, so that its limit is kept. nginx's answers are those in \
                DESCRY_ANSWER_FOLDER. Running servers keep the pools that they have in memory until they are replaced \
                (deploy/reload). On a terminal it asks first.
                """)

        @Argument(help: "The tag.") var tag: String?
        @Flag(help: "All tags.") var all = false
        @Flag(help: "Do not ask; needed where standard input is no terminal.") var yes = false
        @Flag(help: "Print one JSON object with what was deleted.") var json = false
        @OptionGroup var options: Options

        func validate() throws {
            guard (tag != nil) != all else { throw ValidationError("name a tag, or say --all") }
        }

        func run() throws {
            try reportingConfigurationErrors {
                let wanted = try tag.map { $0.isEmpty ? "" : try TagFile.tag($0) }
                let (inventory, environment) = try options.open()
                let pools = try inventory.pools().filter { wanted == nil || $0.tag == wanted }
                if let wanted, pools.isEmpty {
                    StandardError.write("descry: there is no pool for '\(wanted.escapingControls)' in the cache\n")
                }
                try confirm(
                    "\(pools.count) pools\(wanted.map { " of '\($0)'" } ?? ", with all pictures and embeddings,")")
                let keys = wanted == nil ? try Self.everything(in: inventory) : try Self.keys(of: pools, in: inventory)
                let deleted = try inventory.delete(keys)
                let answers = try AnswerFolder(environment: environment).empty()
                report(pools: pools.count, deleted: deleted, answers: answers)
            }
        }

        private func confirm(_ what: String) throws {
            if yes { return }
            guard isatty(STDIN_FILENO) == 1 else {
                throw ValidationError("standard input is no terminal to ask on: say --yes to delete \(what)")
            }
            StandardError.write("Delete \(what.escapingControls) and nginx's answers? [y/N] ")
            guard ["y", "yes"].contains(readLine()?.lowercased()) else { try Self.fail("nothing was deleted", code: 1) }
        }

        private static func everything(in inventory: RedisInventory) throws -> [String] {
            try CacheKeys.patterns.flatMap { try inventory.keys($0) }
        }

        /// The listings, and their pictures by every model.
        private static func keys(of pools: [StoredPool], in inventory: RedisInventory) throws -> [String] {
            guard !pools.isEmpty else { return [] }
            let ends = Set(pools.flatMap(\.embeddingKeyEnds))
            let embeddings = try inventory.keys(CacheKeys.embeddingPattern).filter { key in
                // After the model's fingerprint.
                key.split(separator: ":", maxSplits: 4).count == 5
                    && ends.contains(":" + key.split(separator: ":", maxSplits: 4)[4])
            }
            return pools.map(\.key) + Array(Set(pools.flatMap(\.jpegKeys))) + embeddings
        }

        private func report(pools: Int, deleted: Int, answers: Int?) {
            if json {
                print(
                    JSON.object([
                        ("pools", .integer(pools)), ("keys", .integer(deleted)),
                        ("answers", answers.map { .integer($0) } ?? .null),
                    ]).text)
            } else {
                let files = answers.map { "; \($0) of nginx's answers" } ?? "; nginx keeps no answers here"
                print("deleted: \(pools) pools, \(deleted) keys in Redis\(files)")
            }
            StandardError.write(
                "descry: running servers keep pools in memory until they are replaced (deploy/reload)\n")
        }
    }
}
