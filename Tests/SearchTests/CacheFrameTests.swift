import Ranking
import TestSupport
import Testing

@testable import Search

@Suite struct CacheFrameTests {
    @Test("gives back what was sealed", arguments: [0, 1, 13, 1024])
    func roundTrips(size: Int) {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(CacheFrame.open(CacheFrame.seal(payload)) == payload)
    }

    @Test("a value with a flipped bit, a cut one and a foreign one are refused")
    func refusesDamage() {
        let frame = CacheFrame.seal(Array("a pool".utf8))
        for index in frame.indices {
            for bit in 0..<8 {
                var damaged = frame
                damaged[index] ^= 1 << bit
                #expect(CacheFrame.open(damaged) == nil, "byte \(index), bit \(bit)")
            }
            #expect(CacheFrame.open(Array(frame[..<index])) == nil)
        }
        #expect(CacheFrame.open(frame + [0]) == nil)
        #expect(CacheFrame.open(Array("{\"pictures\": []}".utf8)) == nil)
    }

    @Test("embeddings keep three digits in float16, and other sizes are refused")
    func storesEmbeddings() throws {
        let embedding = Embedding.sample(seed: 7, dimension: 512)
        let read = try #require(Embedding(float16Bytes: embedding.float16Bytes, dimension: 512))
        let cosine = zip(embedding.values, read.values).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        #expect(abs(cosine - 1) < 1e-3)
        #expect(embedding.float16Bytes.count == 1024)
        #expect(Embedding(float16Bytes: embedding.float16Bytes, dimension: 511) == nil)
        let infinite = [UInt8](repeating: 0, count: 1022) + [0x00, 0x7C]
        #expect(Embedding(float16Bytes: infinite, dimension: 512) == nil)
    }
}
