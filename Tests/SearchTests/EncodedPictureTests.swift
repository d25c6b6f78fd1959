import Foundation
import Ranking
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct EncodedPictureTests {
    private let embedding = Embedding([0.5, -0.25, 1])
    private let color = PictureColor(red: 1, green: 200, blue: 255)

    @Test("comes back from its bytes, with and without a colour")
    func roundTrip() {
        for picture in [EncodedPicture(embedding), EncodedPicture(embedding, color: color)] {
            #expect(EncodedPicture(payload: picture.payload, dimension: 3) == picture)
            #expect(picture.payload.count.isMultiple(of: 2))
        }
    }

    @Test("reads the embeddings that older versions have stored, byte for byte, and writes the same without a colour")
    func readsOldValues() {
        let old = embedding.float16Bytes
        #expect(EncodedPicture(payload: old, dimension: 3) == EncodedPicture(embedding))
        #expect(EncodedPicture(embedding).payload == old)
    }

    @Test("refuses bytes of another length or mark")
    func refuses() {
        let bytes = EncodedPicture(embedding, color: color).payload
        for count in [0, 2, 5, 7, 8, 9] {
            #expect(EncodedPicture(payload: Array(bytes.prefix(count)), dimension: 3) == nil)
        }
        #expect(EncodedPicture(payload: bytes + [0, 0], dimension: 3) == nil)
        #expect(EncodedPicture(payload: bytes, dimension: 2) == nil)
        #expect(EncodedPicture(payload: bytes, dimension: 4) == nil)
        var other = bytes
        other[6] = UInt8(ascii: "d")
        #expect(EncodedPicture(payload: other, dimension: 3) == nil)
    }

    /// As `SeedEncoder`, with colours.
    private struct ColorEncoder: TextEncoder, ImageEncoder {
        let model = ModelDescription(name: "seed", fingerprint: "seed", dimension: 8, logitScale: 100)
        var hasColors = true

        func embedding(of text: String, deadline: Deadline) -> Embedding {
            .sample(seed: text.utf8.count, dimension: 8)
        }

        func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
            completion(.success(.sample(seed: Int(jpeg[0]), dimension: 8)))
        }

        func encode(
            picture jpeg: [UInt8], completion: @escaping @Sendable (Result<EncodedPicture, EncoderError>) -> Void
        ) {
            let color = PictureColor(red: jpeg[0], green: 7, blue: 9)
            completion(
                .success(EncodedPicture(.sample(seed: Int(jpeg[0]), dimension: 8), color: hasColors ? color : nil)))
        }
    }

    private func service(
        _ cache: DictionaryCache, hasColors: Bool = true, source: ListSource = ListSource(),
        retryPause: Duration = .seconds(2)
    ) -> SearchService {
        let encoder = ColorEncoder(hasColors: hasColors)
        let pools = PoolStore(
            source: source, encoder: encoder, cache: cache, limit: 30, listTimeout: .seconds(6),
            downloadTimeout: .seconds(30), retryPause: retryPause)
        return SearchService(pools: pools, encoder: encoder)
    }

    @Test("a picture's colour is in the answer, from its bytes and from the shared cache")
    func reachesAnswers() throws {
        let cache = DictionaryCache()
        let first = try search(service(cache)).pictures
        let colors = Set(first.compactMap(\.color))
        #expect(colors.count == 10)
        #expect(colors.allSatisfy { $0.green == 7 && $0.blue == 9 })
        // A process that encodes nothing.
        let again = try search(service(cache, hasColors: false)).pictures
        #expect(again == first)
    }

    @Test("colours stay when what is missing in a pool comes later")
    func keepsColors() throws {
        let source = ListSource(.init(failing: [3]))
        let service = service(DictionaryCache(), source: source, retryPause: .milliseconds(10))
        #expect(try search(service).pool.rows.count == 29)
        source.change { $0.failing = [] }
        var pool = try search(service).pool
        for _ in 0..<200 where pool.rows.count < 30 {
            Thread.sleep(forTimeInterval: 0.05)
            pool = try search(service).pool
        }
        #expect(pool.rows.count == 30)
        #expect(pool.colors.compactMap(\.self).count == 30)
    }

    @Test("embeddings that were cached without a colour are used, not encoded again")
    func usesOldValues() throws {
        let cache = DictionaryCache()
        let old = try search(service(cache, hasColors: false)).pictures
        let now = try search(service(cache))
        #expect(now.encodedPictures == 0)
        #expect(now.pictures == old)
        #expect(now.pictures.allSatisfy { $0.color == nil })
    }

    @Test("a listing without addresses of large pictures is read")
    func readsOldListings() throws {
        let json = #"{"id":"a:1","url":"/1","alt":"","width":1,"height":2}"#
        let picture = try JSONDecoder().decode(Picture.self, from: Data(json.utf8))
        #expect(picture.largeURL == nil)
        #expect(picture.height == 2)
    }
}
