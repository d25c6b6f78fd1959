import Ranking
import Synchronization
import Threads

/// The sentences' embeddings: in memory once they were encoded, or being encoded.
///
/// Requests of one client for a sentence wait for one encoding. Another client's request goes to the encoder by itself,
/// or it would wait for the first client's turn; the encoder completes equal sentences together.
final class SentenceStore: Sendable {
    private struct Run {
        let outcome = Promise<Result<Embedding, EncoderError>>()
        let caller: Caller
    }

    private struct State {
        var known: RecentCache<String, Embedding>
        var runs = SingleFlight<RunKey, Run>()
    }

    private struct RunKey: Hashable {
        let text: String
        let client: String
    }

    private enum Pending {
        case known(Embedding)
        case mine(Run)
        case another(Run)
    }

    private let encoder: any TextEncoder
    private let places: WaitingPlaces
    private let state: Mutex<State>

    /// - Parameters:
    ///   - capacity: how many embeddings are kept, at least.
    ///   - places: for callers that wait for the encoding of another caller.
    init(encoder: any TextEncoder, capacity: Int, places: WaitingPlaces = WaitingPlaces(limit: .max)) {
        self.encoder = encoder
        self.places = places
        state = Mutex(State(known: RecentCache(capacity: capacity)))
    }

    /// The sentence's embedding; blocks until it is encoded.
    ///
    /// - Parameters:
    ///   - hasPlace: whether the caller has one of the waiting places already.
    ///   - waits: called when it begins and ends blocking.
    func embedding(
        of text: String, for caller: Caller = Caller(), hasPlace: Bool = false, deadline: Deadline,
        waits: (any WaitObserver)? = nil
    ) throws(EncoderError) -> Embedding {
        while true {
            switch pending(text, for: caller) {
            case .known(let embedding):
                return embedding
            case .mine(let run):
                return try waits.whileWaiting { () throws(EncoderError) in
                    try encode(text, deadline: deadline, for: run)
                }
            case .another(let run):
                guard hasPlace || places.take(for: caller.client) else { throw .overloaded(retryAfter: .seconds(1)) }
                defer { if !hasPlace { places.leave(caller.client) } }
                let awaited = waits.whileWaiting { run.outcome.wait(until: deadline) }
                guard let outcome = awaited else { throw .timedOut }
                // The first caller had less time, or a shorter limit for its wait.
                switch outcome {
                case .failure(.timedOut) where !deadline.hasPassed: continue
                case .failure(.overloaded) where run.caller != caller: continue
                default: return try outcome.get()
                }
            }
        }
    }

    private func pending(_ text: String, for caller: Caller) -> Pending {
        state.withLock { state in
            if let embedding = state.known.value(for: text) { return .known(embedding) }
            let key = RunKey(text: text, client: caller.client)
            let (run, isNew) = state.runs.join(key) { Run(caller: caller) }
            return isNew ? .mine(run) : .another(run)
        }
    }

    private func encode(_ text: String, deadline: Deadline, for run: Run) throws(EncoderError) -> Embedding {
        let outcome = Result { () throws(EncoderError) in
            try encoder.embedding(of: text, for: run.caller, deadline: deadline)
        }
        state.withLock { state in
            state.runs.end(RunKey(text: text, client: run.caller.client))
            if case .success(let embedding) = outcome { state.known.insert(embedding, for: text) }
        }
        run.outcome.fulfill(outcome)
        return try outcome.get()
    }
}
