import ArgumentParser
import Formats
import Foundation
import Search
import SharedCache
import Threads

extension CacheCommand {
    /// `descry cache list`: the pools in Redis.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the pools with their ages and sizes.")

        @Flag(help: "Print one JSON object for each pool, on a line.") var json = false
        @OptionGroup var options: Options

        func run() throws {
            try reportingSetupErrors {
                let (inventory, _) = try options.open()
                let pools = try inventory.pools()
                let sizes = try inventory.lengths(pools.map(\.key))
                if json {
                    for (pool, size) in zip(pools, sizes) { print(pool.json(bytes: size).text) }
                    return
                }
                var table = Table(["tag", "source", "pictures", "age", "state", "bytes"], alignRight: [2, 3, 5])
                for (pool, size) in zip(pools, sizes) {
                    table.add([
                        pool.tag.isEmpty ? "(all)" : pool.tag, pool.source, "\(pool.pictures.count) of \(pool.limit)",
                        pool.age.words, pool.state, String(size),
                    ])
                }
                print(table.text, terminator: "")
                StandardError.write("\(pools.count) pools, \(sizes.reduce(0, +) / 1000) kB without pictures\n")
            }
        }
    }

    /// `descry cache show`: one tag's pools.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a tag's pools: each picture, and whether its bytes are in Redis.")

        @Argument(help: "The tag; \"\" for the pool of all pictures of a gallery.") var tag: String
        @Flag(help: "Print one JSON object for each pool, on a line.") var json = false
        @OptionGroup var options: Options

        func run() throws {
            try reportingSetupErrors {
                let wanted = tag.isEmpty ? "" : try TagFile.tag(tag)
                let (inventory, _) = try options.open()
                let pools = try inventory.pools().filter { $0.tag == wanted }
                guard !pools.isEmpty else { try Self.fail("there is no pool for '\(wanted)' in the cache", code: 1) }
                for pool in pools {
                    let size = try inventory.lengths([pool.key])[0]
                    let jpegs = try inventory.lengths(pool.jpegKeys)
                    print(
                        json ? pool.json(bytes: size, jpegs: jpegs).text + "\n" : Self.text(pool, jpegs), terminator: ""
                    )
                }
            }
        }

        private static func text(_ pool: StoredPool, _ jpegs: [Int]) -> String {
            var table = Table(["picture", "kB here", "by", "address"], alignRight: [1])
            for (picture, bytes) in zip(pool.pictures, jpegs) {
                table.add([
                    picture.id, bytes == 0 ? "-" : String((bytes + 999) / 1000), picture.credit?.name ?? "",
                    picture.url,
                ])
            }
            let shortfall = pool.shortfall.map { "; there may be more: \($0)" } ?? ""
            return "'\(pool.tag)' of \(pool.source): \(pool.pictures.count) of \(pool.limit) pictures, answered "
                .escapingControls + "\(pool.age.words) ago, \(pool.state)\(shortfall.escapingControls)\n" + table.text
        }
    }
}

extension StoredPool {
    /// `fresh`, `part` (more may come), or `expired`: used only while the source does not answer.
    fileprivate var state: String { isFresh ? shortfall == nil ? "fresh" : "part" : "expired" }

    fileprivate func json(bytes: Int, jpegs: [Int]? = nil) -> JSON {
        var members: [(String, JSON)] = [
            ("tag", .string(tag)), ("source", .string(source)), ("limit", .integer(limit)),
            ("pictures", .integer(pictures.count)), ("age_s", .integer(Int(age.seconds))), ("state", .string(state)),
            ("bytes", .integer(bytes)), ("shortfall", .optional(shortfall)),
        ]
        if let jpegs {
            let list = zip(pictures, jpegs).map { picture, bytes -> JSON in
                [
                    "id": .string(picture.id), "url": .string(picture.url), "alt": .string(picture.alt),
                    "jpeg_bytes": .integer(bytes),
                ]
            }
            members.append(("results", .array(list)))
        }
        return .object(members)
    }
}
