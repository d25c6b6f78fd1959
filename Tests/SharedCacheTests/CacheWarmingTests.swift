import Ranking
import Search
import Synchronization
import TestSupport
import Testing
import Threads

@testable import SharedCache

@Suite struct CacheWarmingTests {
    /// Answers with the next of some listings or errors, the last one again and again.
    private final class Source: ImageSource {
        let name = "test"
        private let answers: Mutex<[Result<[Picture], SourceError>]>

        init(_ answers: [Result<[Picture], SourceError>]) {
            self.answers = Mutex(answers)
        }

        func listing(
            tagged tag: String, limit: Int, for client: String, deadline: Deadline
        ) throws(SourceError) -> SourceListing {
            let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            return SourceListing(pictures: try answer.get())
        }

        func download(
            _ pictures: [Picture], deadline: Deadline,
            arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
        ) {
            for index in pictures.indices { arrival(index, .success([0xFF, 0xD8, 0xFF, UInt8(index)])) }
        }
    }

    private struct Encoder: ImageEncoder {
        let model = ModelDescription(name: "m", fingerprint: "0123456789abcdef", dimension: 2, logitScale: 100)

        func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
            completion(.success(Embedding([1, 0])))
        }
    }

    private static let picture = Picture(
        id: "test:1", url: "u", pageURL: nil, credit: nil, alt: "", width: 1, height: 1)

    private func warm(
        _ answers: Result<[Picture], SourceError>..., isStopped: Bool = false
    ) -> (CacheWarming.Outcome, String, notes: [String]) {
        let pools = PoolStore(
            source: Source(answers), encoder: Encoder(), cache: NoCache(), limit: 3, listTimeout: .seconds(20),
            downloadTimeout: .seconds(20))
        var notes: [String] = []
        let warming = CacheWarming(
            pools: pools, isStopped: { isStopped }, note: { notes.append($0) }, sentence: { "\($0)" })
        let (outcome, detail) = warming.load("lake")
        return (outcome, detail, notes)
    }

    @Test("a tag is loaded, or the source has nothing for it")
    func loads() {
        let loaded = warm(.success([Self.picture]))
        #expect(loaded.0 == .loaded && loaded.1 == "1 of 1 pictures")
        #expect(warm(.success([])).0 == .empty)
    }

    @Test("the source's limit is waited for; a refusal is not")
    func waits() {
        let waited = warm(.failure(.rateLimited(retryAfter: 1)), .success([Self.picture]))
        #expect(waited.0 == .loaded)
        #expect(waited.notes.contains("waiting 1 s for the source's limit"), "\(waited.notes)")
        let refused = warm(.failure(.refused(detail: "wrong key")))
        #expect(refused.0 == .refused && refused.1 == "wrong key")
        #expect(refused.0.word == "failed")
    }

    @Test("once it is to stop, no tag is begun")
    func stops() {
        #expect(warm(.success([Self.picture]), isStopped: true).0 == .left)
    }
}
