import Formats
import Foundation
import Ranking
import Redis
import Search
import SharedCache
import TestSupport
import Testing
import Threads

extension Integration {
    /// How much of a real Redis a pool takes.
    @Suite struct PoolSizeTests {
        @Test("a pool of 30 takes at most 60 kB of Redis, the pictures' own bytes left out")
        func isSmall() throws {
            let folder = try TemporaryFolder()
            let redis = try Stack.startRedis(folder)
            defer { redis.signal(SIGKILL) }
            let socket = folder.file("redis.sock")
            let pools = PoolStore(
                source: LongAddressSource(), encoder: WideEncoder(),
                cache: RedisCache(RedisClient(RedisConfiguration(endpoint: .unix(path: socket)))), limit: 30,
                listTimeout: .seconds(20), downloadTimeout: .seconds(20))
            let search = SearchService(pools: pools, encoder: WideEncoder())
            let query = try SearchQuery(tag: "mountains", text: "snow")
            #expect(try search.search(query, deadline: .after(.seconds(30))).pool.rows.count == 30)

            func redisCLI(_ words: String...) throws -> String {
                try ChildProcess.run("redis-cli", ["-s", socket] + words).output
            }
            let keys = try redisCLI("--scan").split(separator: "\n").map(String.init)
            #expect(keys.count == 61)
            let sizes = try keys.filter { !$0.contains(":jpeg:") }
                .map { try #require(Int(redisCLI("MEMORY", "USAGE", $0, "SAMPLES", "0").split(separator: "\n")[0])) }
            #expect(sizes.count == 31)
            #expect(sizes.reduce(0, +) <= 60_000)
        }
    }
}

/// Pictures whose addresses and texts are as long as Pixabay's.
private struct LongAddressSource: ImageSource {
    let name = "pixabay"

    func listing(tagged tag: String, limit: Int, for client: String, deadline: Deadline) -> SourceListing {
        let pictures = (0..<limit).map { number in
            // 128 hexadecimal digits, different for each picture.
            let digits = (0..<8).map { part in
                (UInt64(number * 8 + part + 1) &* 0x9E37_79B9_7F4A_7C15).hexadecimal
            }.joined()
            let address = "https://pixabay.com/get/g\(digits)"
            let user = "photographer_\(number)"
            return Picture(
                id: "pixabay:\(8_000_000 + number)", url: address + "_640.jpg",
                pageURL: "https://pixabay.com/photos/mountains-lake-sunrise-alps-nature-\(8_000_000 + number)/",
                credit: .init(name: user, url: "https://pixabay.com/users/\(user)-123456\(number)/"),
                alt: "mountains, lake, sunrise, alps, nature, landscape, reflection", width: 640, height: 426)
        }
        return SourceListing(pictures: pictures)
    }

    func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
    ) {
        for index in pictures.indices { arrival(index, .success([UInt8(index)])) }
    }
}

/// Embeddings as wide as ViT-B/32's, of no meaning: it is their size that is measured.
private struct WideEncoder: ImageEncoder, TextEncoder {
    let model = ModelDescription(name: "wide", fingerprint: "0123456789abcdef", dimension: 512, logitScale: 100)

    func embedding(of text: String, deadline: Deadline) throws(EncoderError) -> Embedding { embedding(0) }

    func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
        completion(.success(embedding(Int(jpeg[0]))))
    }

    private func embedding(_ number: Int) -> Embedding {
        let values = (0..<512).map { sin(Float(number * 512 + $0)) }
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return Embedding(values.map { $0 / length })
    }
}
