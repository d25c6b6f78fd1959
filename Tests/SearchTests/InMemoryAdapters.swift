import Foundation
import Ranking
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Search

/// A picture source with a list of its own, which counts what it is asked.
final class ListSource: ImageSource {
    struct Behaviour: Sendable {
        var count = 30
        var error: SourceError?
        /// Pictures whose download fails, and how.
        var failing: Set<Int> = []
        var failure = SourceError.unavailable(detail: "away")
        /// Pictures that cannot be decoded, and those of which the second half is missing.
        var damaged: Set<Int> = []
        var cut: Set<Int> = []
        /// Pictures of too many pixels.
        var tooLarge: Set<Int> = []
        /// The first listing whose addresses work.
        var firstLiveListing = 0
        /// How many hits the listing could not read.
        var rejected = 0
        /// What the listing says of a part that is missing.
        var shortfall: String?
        /// Clients whose share of the source's limit is used up.
        var limitedClients: Set<String> = []
        /// How long the list takes.
        var listDelay = 0.0
        /// Whether the list waits for `release()`.
        var holdsList = false
        /// The first picture that waits for `release()`.
        var holdsFrom: Int?
    }

    let name = "test"
    let relistInterval: Duration?
    let behaviour: Mutex<Behaviour>
    let listCalls = Atomic(0)
    let downloads = Atomic(0)
    private let isReleased = Monitor(false)

    init(_ behaviour: Behaviour = Behaviour(), relistInterval: Duration? = nil) {
        self.behaviour = Mutex(behaviour)
        self.relistInterval = relistInterval
    }

    func change(_ change: (inout Behaviour) -> Void) { behaviour.withLock { change(&$0) } }

    func release() { isReleased.update { $0 = true } }

    private func waitForRelease() { _ = isReleased.wait { $0 ? true : nil } }

    func listing(
        tagged tag: String, limit: Int, for client: String, deadline: Deadline
    ) throws(SourceError) -> SourceListing {
        let number = listCalls.add(1, ordering: .relaxed).newValue
        let behaviour = behaviour.withLock { $0 }
        Thread.sleep(forTimeInterval: behaviour.listDelay)
        if behaviour.holdsList { waitForRelease() }
        if let error = behaviour.error { throw error }
        if behaviour.limitedClients.contains(client) { throw .clientLimited(retryAfter: 7) }
        let pictures = (0..<min(limit, behaviour.count)).map { Picture.sample($0, listing: number) }
        let rejected = (0..<behaviour.rejected).map {
            SourceListing.Rejected(id: "test: hit \($0)", detail: "The hit has no address.")
        }
        return SourceListing(pictures: pictures, shortfall: behaviour.shortfall, rejected: rejected)
    }

    func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
    ) {
        for (position, picture) in pictures.enumerated() {
            downloads.add(1, ordering: .relaxed)
            let behaviour = behaviour.withLock { $0 }
            let number = Int(picture.id.split(separator: ":")[1])!
            if let held = behaviour.holdsFrom, number >= held { waitForRelease() }
            if behaviour.failing.contains(number) {
                arrival(position, .failure(behaviour.failure))
            } else if picture.listingNumber < behaviour.firstLiveListing {
                arrival(position, .failure(.refused(detail: "expired")))
            } else if behaviour.damaged.contains(number) {
                arrival(position, .success(SeedEncoder.damagedJPEG))
            } else if behaviour.tooLarge.contains(number) {
                arrival(position, .success(SeedEncoder.tooLargeJPEG))
            } else if behaviour.cut.contains(number) {
                arrival(position, .success(SeedEncoder.damagedJPEG.dropLast(2)))
            } else {
                arrival(position, .success([UInt8(number)]))
            }
        }
    }
}

/// An encoder that computes embeddings from a picture's byte or a sentence's length.
final class SeedEncoder: TextEncoder, ImageEncoder {
    let model: ModelDescription
    let encodedPictures = Atomic(0)
    let encodedTexts = Atomic(0)
    private let isHeld = Monitor(false)

    init(fingerprint: String = "seed") {
        model = ModelDescription(name: "seed", fingerprint: fingerprint, dimension: 8, logitScale: 100)
    }

    func embedding(of text: String, deadline: Deadline) throws(EncoderError) -> Embedding {
        encodedTexts.add(1, ordering: .relaxed)
        guard isHeld.wait(until: deadline, for: { $0 ? nil : true }) != nil else { throw .timedOut }
        return .sample(seed: text.utf8.count, dimension: 8)
    }

    /// Whether sentences wait.
    func holdTexts(_ holds: Bool) { isHeld.update { $0 = holds } }

    /// Bytes that begin and end as a JPEG does.
    static let damagedJPEG: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9]

    /// Bytes that stand for a JPEG of too many pixels.
    static let tooLargeJPEG: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 0, 0xFF, 0xD9]

    func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
        if jpeg == Self.tooLargeJPEG { return completion(.failure(.pictureTooLarge(detail: "it has 50 megapixels"))) }
        guard let byte = jpeg.first, byte != 0xFF else {
            return completion(.failure(.damagedPicture(detail: "it makes no sense")))
        }
        encodedPictures.add(1, ordering: .relaxed)
        DispatchQueue.global().async { completion(.success(.sample(seed: Int(byte), dimension: 8))) }
    }
}

/// A shared cache in a dictionary.
final class DictionaryCache: Cache {
    let values = Mutex<[String: [UInt8]]>([:])
    let locks = Mutex<[String: String]>([:])
    /// The lifetimes with which locks were taken and renewed, in order.
    let lockLifetimes = Mutex<[Duration]>([])
    /// How often it was called.
    let calls = Atomic(0)

    func values(for keys: [String]) -> [[UInt8]?] {
        calls.add(1, ordering: .relaxed)
        return values.withLock { values in keys.map { values[$0] } }
    }

    func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration) {
        calls.add(1, ordering: .relaxed)
        values.withLock { values in for entry in entries { values[entry.key] = entry.value } }
    }

    func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock {
        calls.add(1, ordering: .relaxed)
        return locks.withLock { locks in
            if locks[key] != nil { return .heldByAnother }
            locks[key] = token
            lockLifetimes.withLock { $0.append(lifetime) }
            return .taken
        }
    }

    func renew(_ key: String, token: String, lifetime: Duration) {
        locks.withLock { locks in
            if locks[key] == token { lockLifetimes.withLock { $0.append(lifetime) } }
        }
    }

    func unlock(_ key: String, token: String) {
        calls.add(1, ordering: .relaxed)
        locks.withLock { locks in if locks[key] == token { locks[key] = nil } }
    }
}

extension DictionaryCache {
    /// Makes the listings older, as if the source had answered that long ago.
    func ageListings(by seconds: Double) throws {
        try values.withLock { values in
            for (key, value) in values where key.hasPrefix("descry:1:pool:") {
                let payload = try #require(CacheFrame.open(value))
                let listing = try JSONDecoder().decode(PoolListing.self, from: Data(payload))
                let older = PoolListing(
                    answered: listing.answered.addingTimeInterval(-seconds), pictures: listing.pictures,
                    shortfall: listing.shortfall)
                values[key] = CacheFrame.seal(Array(try JSONEncoder().encode(older)))
            }
        }
    }
}

extension Picture {
    static func sample(_ number: Int) -> Picture { sample(number, listing: 1) }

    /// The number of the listing that it came with.
    fileprivate var listingNumber: Int { Int(url.split(separator: "/")[2])! }

    /// - Parameter listing: the number of the listing, which its address carries.
    static func sample(_ number: Int, listing: Int) -> Picture {
        Picture(
            id: "test:\(number)", url: "https://example.org/\(listing)/\(number).jpg",
            pageURL: nil, credit: nil, alt: "picture \(number)", width: 4, height: 3)
    }
}

extension ImagePool {
    static func sample(_ embeddings: [Embedding], dimension: Int? = nil) -> ImagePool {
        ImagePool(
            source: "test", pictures: embeddings.indices.map(Picture.sample), embeddings: embeddings, skipped: 0,
            dimension: dimension ?? embeddings[0].values.count, answered: Date())
    }
}

/// Runs a body on a number of threads at the same time, and waits for all.
func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let running = Monitor(count)
    for index in 0..<count {
        Thread {
            body(index)
            running.update { $0 -= 1 }
        }.start()
    }
    _ = running.wait { $0 == 0 ? true : nil }
}
