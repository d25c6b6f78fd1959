import Foundation
import Ranking
import TestSupport
import Testing
import Threads

@testable import Search

@Suite struct SentenceStoreTests {
    /// Refuses, after a pause, every caller that does not wait.
    private final class HurriedEncoder: TextEncoder {
        let model = ModelDescription(name: "hurried", fingerprint: "hurried", dimension: 8, logitScale: 100)
        let asked = Monitor(0)
        let refuses = Monitor(false)

        func embedding(of text: String, deadline: Deadline) throws(EncoderError) -> Embedding {
            try embedding(of: text, for: Caller(), deadline: deadline)
        }

        func embedding(of text: String, for caller: Caller, deadline: Deadline) throws(EncoderError) -> Embedding {
            asked.update { $0 += 1 }
            guard caller.maximumWait == .zero else { return .sample(seed: 1, dimension: 8) }
            _ = refuses.wait(until: deadline) { $0 ? true : nil }
            throw .overloaded(retryAfter: .seconds(3))
        }
    }

    @Test("a caller that joins a refused sentence of the same client asks again, with its own limit")
    func asksAgain() throws {
        let encoder = HurriedEncoder()
        let places = WaitingPlaces(limit: 2)
        let store = SentenceStore(encoder: encoder, capacity: 8, places: places)
        let outcome = Monitor<EncoderError?>(nil)
        Thread.detachNewThread {
            let hurried = Caller(client: "a", maximumWait: .zero)
            do throws(EncoderError) {
                _ = try store.embedding(of: "snow", for: hurried, deadline: .after(.seconds(20)))
            } catch {
                outcome.update { $0 = error }
            }
        }
        #expect(encoder.asked.wait(until: .after(.seconds(20))) { $0 == 1 ? true : nil } == true)
        Thread.detachNewThread {
            // Until the other one has joined.
            let deadline = Deadline.after(.seconds(20))
            while !deadline.hasPassed, places.take(for: "a") {
                places.leave("a")
                Thread.sleep(forTimeInterval: 0.01)
            }
            encoder.refuses.update { $0 = true }
        }
        let patient = Caller(client: "a", maximumWait: .seconds(9))
        #expect(
            try store.embedding(of: "snow", for: patient, deadline: .after(.seconds(20)))
                == .sample(seed: 1, dimension: 8))
        #expect(outcome.wait(until: .after(.seconds(20))) { $0 } == .overloaded(retryAfter: .seconds(3)))
        #expect(encoder.asked.update { $0 } == 2)
    }

    @Test("callers wait for the sentence of another as long as there are places, or with a place that they have")
    func boundsWaiting() throws {
        let encoder = HurriedEncoder()
        let places = WaitingPlaces(limit: 1)
        let store = SentenceStore(encoder: encoder, capacity: 8, places: places)
        let ended = Monitor(0)
        func ask(hasPlace: Bool) {
            Thread.detachNewThread {
                let caller = Caller(client: "a", maximumWait: .zero)
                _ = try? store.embedding(of: "snow", for: caller, hasPlace: hasPlace, deadline: .after(.seconds(20)))
                ended.update { $0 += 1 }
            }
        }
        ask(hasPlace: false)
        #expect(encoder.asked.wait(until: .after(.seconds(20))) { $0 == 1 ? true : nil } == true)
        ask(hasPlace: true)
        ask(hasPlace: false)
        // Until it has joined.
        let deadline = Deadline.after(.seconds(20))
        while !deadline.hasPassed, places.take(for: "c") {
            places.leave("c")
            Thread.sleep(forTimeInterval: 0.01)
        }
        #expect(throws: EncoderError.overloaded(retryAfter: .seconds(1))) {
            try store.embedding(
                of: "snow", for: Caller(client: "a", maximumWait: .zero), deadline: .after(.seconds(2)))
        }
        // Another client asks the encoder by itself: it does not wait for the first one's turn.
        let own = try store.embedding(of: "snow", for: Caller(client: "b"), deadline: .after(.seconds(20)))
        #expect(own == .sample(seed: 1, dimension: 8))
        #expect(ended.update { $0 } == 0)
        // Another sentence needs none.
        let other = try store.embedding(of: "rain", for: Caller(client: "b"), deadline: .after(.seconds(2)))
        #expect(other == .sample(seed: 1, dimension: 8))
        encoder.refuses.update { $0 = true }
        #expect(ended.wait(until: .after(.seconds(20))) { $0 == 3 ? true : nil } == true)
        #expect(places.take(for: "c"))
    }
}
