// Values of the shared cache, which other programs may write: frames, listings, embeddings, marks of damage.

import Foundation
import FuzzingDriver
import Ranking

@testable import Search

fuzz { bytes in
    if let payload = CacheFrame.open(bytes) { require(CacheFrame.seal(payload) == bytes, "a frame is sealed one way") }
    require(CacheFrame.open(CacheFrame.seal(bytes)) == bytes, "what is sealed opens again")

    // Behind the frame, whose checksum no fuzzer guesses.
    if let listing = try? JSONDecoder().decode(PoolListing.self, from: Data(bytes)) {
        _ = (listing.age, listing.lifetime)
        let json = try? JSONEncoder().encode(listing)
        let again = json.flatMap { try? JSONDecoder().decode(PoolListing.self, from: $0) }
        require(again?.pictures.count == listing.pictures.count, "a listing is read as it was written")
    }
    if let mark = DamageMark(payload: bytes) {
        _ = mark.remaining()
        _ = DamageMark(bytes, mark.failure, earlier: mark)
    }
    _ = DamageMark.isWholeJPEG(bytes)
    if let embedding = Embedding(float16Bytes: bytes, dimension: bytes.count / 2) {
        require(embedding.float16Bytes == bytes, "an embedding is written as it was read")
    }
}
