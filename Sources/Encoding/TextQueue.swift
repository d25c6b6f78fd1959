import Search
import Threads

/// The sentences that wait for the encoder: clients take turns, so that one with many sentences delays its own only
/// (Nagle 1987, "On packet switches with infinite storage", RFC 970).
///
/// Equal sentences of several clients are encoded once, at the earliest of their turns: nobody waits for the turn of the
/// client that asked first.
struct TextQueue<Job: Sendable>: Sendable {
    /// What became of a sentence that wanted to wait.
    enum Outcome: Sendable {
        case waits
        /// It waits; another one had to leave for it, whose client may ask again after that time.
        case waitsInsteadOf(Job, retryAfter: Duration)
        /// It does not wait; its client may ask again after that time.
        case refused(retryAfter: Duration)
    }

    private struct Entry: Sendable {
        let sentence: String
        let job: Job
        let caller: Caller
        let arrival: ContinuousClock.Instant
        /// When its caller has no use for the answer any more, or would be refused now.
        let expiry: ContinuousClock.Instant
    }

    /// How many may wait or be in hand: each of them holds a thread.
    let places: Int
    var admission: TextAdmission
    private(set) var count = 0
    /// Each client's sentences, oldest first; never empty.
    private var lines: [String: [Entry]] = [:]
    /// The clients with sentences, in the order of their turns.
    private var turns: [String] = []
    /// How many sentences of each client are being encoded.
    private var inHand: [String: Int] = [:]
    /// The sentences that are being encoded.
    private var sentencesInHand: Set<String> = []
    /// When a batch last took all that waited.
    private var lastEmpty = ContinuousClock.now
    /// When a standing queue last refused or dropped a sentence.
    private var lastExcess: ContinuousClock.Instant?
    /// A queue that has not been empty for that long is no burst any more.
    private static var longestBurst: Duration { .seconds(1) }
    /// Whether more sentences arrive than can be encoded. A queue that is empty only since it has refused sentences still
    /// counts as standing, or waits would swing between zero and the longest one.
    private var isStanding: Bool {
        let now = ContinuousClock.now
        if let lastExcess, now - lastExcess <= Self.longestBurst { return true }
        return !isEmpty && now - lastEmpty > Self.longestBurst
    }

    init(places: Int, admission: TextAdmission) {
        self.places = places
        self.admission = admission
    }

    var isEmpty: Bool { count == 0 }
    /// How many requests have their sentences being encoded.
    var inHandCount: Int { inHand.values.reduce(0, +) }
    /// How long a sentence would wait after all that wait now.
    func expectedWait(pictures: PictureWork) -> Duration {
        let waiting = Set(lines.values.joined().map(\.sentence)).count
        return admission.expectedWait(waiting: waiting, inHand: sentencesInHand.count, pictures: pictures)
    }

    /// Adds a sentence if its turn will come soon enough.
    ///
    /// - Parameters:
    ///   - deadline: when the answer is of no use any more.
    ///   - pictures: what the encoder has to do beside the sentences.
    mutating func add(
        _ job: Job, sentence: String, for caller: Caller, until deadline: Deadline, pictures: PictureWork
    ) -> Outcome {
        if isEmpty { lastEmpty = .now }
        let isStanding = isStanding
        let outcome = addUnlessFull(job, sentence: sentence, for: caller, until: deadline, pictures: pictures)
        if case .waits = outcome { return outcome }
        if isStanding { lastExcess = .now }
        return outcome
    }

    private mutating func addUnlessFull(
        _ job: Job, sentence: String, for caller: Caller, until deadline: Deadline, pictures: PictureWork
    ) -> Outcome {
        let wait = min(longestWait(of: caller), deadline.remaining)
        let expected = admission.expectedWait(
            waiting: sentencesAhead(of: sentence, for: caller.client), inHand: sentencesInHand.count,
            pictures: pictures)
        // An empty queue accepts every caller that set no wait: refusing would not shorten the present batch.
        let isFirst = isEmpty && caller.maximumWait == nil
        guard isFirst || expected <= wait else { return .refused(retryAfter: expected - wait) }
        var displaced: (client: String, job: Job)?
        if !isEmpty, count + inHandCount >= places {
            displaced = displace(for: caller.client)
            guard displaced != nil else { return .refused(retryAfter: expected) }
        }
        if lines[caller.client] == nil { turns.append(caller.client) }
        lines[caller.client, default: []].append(
            Entry(sentence: sentence, job: job, caller: caller, arrival: .now, expiry: .now + wait))
        count += 1
        guard let displaced else { return .waits }
        let retryAfter = admission.expectedWait(
            waiting: sentencesAhead(of: displaced.client, position: lines[displaced.client]?.count ?? 0, besides: ""),
            inHand: sentencesInHand.count, pictures: pictures)
        return .waitsInsteadOf(displaced.job, retryAfter: retryAfter)
    }

    /// The longest that a caller's sentence may be expected to wait, if it comes now.
    ///
    /// While the queue is standing, at most `batchSize` clients get a longer wait that they asked for: half of a standing
    /// queue, so that there is room for the others. More sentences of such a client delay only its own.
    private func longestWait(of caller: Caller) -> Duration {
        let isStanding = isStanding
        let wait = admission.wait(for: caller, isStanding: isStanding)
        let limit = admission.wait(for: Caller(), isStanding: true)
        guard isStanding, wait > limit else { return wait }
        let patient = lines.filter { $1.contains { admission.wait(for: $0.caller, isStanding: true) > limit } }
        return patient.count < admission.batchSize || patient[caller.client] != nil ? wait : limit
    }

    /// Takes the next batch out of the queue.
    ///
    /// - Parameter size: how many different sentences; all that are equal to one of them come with it.
    /// - Returns: those whose turn it is, and those that have waited for longer than their limit on arrival or now. Expired ones are dropped only if more wait than fit into the batch.
    mutating func next(_ size: Int) -> (due: [Job], expired: [Job]) {
        let dropsExpired = count > size && Set(lines.values.joined().map(\.sentence)).count > size
        let now = ContinuousClock.now
        let isStanding = isStanding
        var (due, expired): ([Job], [Job]) = ([], [])
        (inHand, sentencesInHand) = ([:], [])
        while sentencesInHand.count < size, let client = turns.first {
            turns.removeFirst()
            var line = lines.removeValue(forKey: client) ?? []
            let entry = line.removeFirst()
            count -= 1
            let wait = admission.wait(for: entry.caller, isStanding: isStanding)
            if dropsExpired, min(entry.expiry, entry.arrival + wait) < now {
                expired.append(entry.job)
            } else {
                due.append(entry.job)
                inHand[client, default: 0] += 1
                sentencesInHand.insert(entry.sentence)
            }
            guard !line.isEmpty else { continue }
            lines[client] = line
            turns.append(client)
        }
        for (client, job) in removeAll(of: sentencesInHand) {
            due.append(job)
            inHand[client, default: 0] += 1
        }
        if isStanding, !expired.isEmpty { lastExcess = now }
        if isEmpty { lastEmpty = now }
        return (due, expired)
    }

    /// Ends the batch that `next` gave.
    ///
    /// - Parameter answered: the sentences that were encoded.
    /// - Returns: those that began to wait for one of these meanwhile.
    mutating func finishBatch(answered: Set<String> = []) -> [Job] {
        (inHand, sentencesInHand) = ([:], [])
        return removeAll(of: answered).map(\.job)
    }

    /// Takes everything out.
    mutating func removeAll() -> [Job] {
        defer { (lines, turns, count) = ([:], [], 0) }
        return lines.values.flatMap { $0.map(\.job) }
    }

    /// How many sentences will be taken before this one, if a client adds it now; equal sentences share the earliest turn.
    private func sentencesAhead(of sentence: String, for client: String) -> Int {
        if sentencesInHand.contains(sentence) { return 0 }
        var places = [(client, lines[client]?.count ?? 0)]
        for (other, line) in lines {
            if let position = line.firstIndex(where: { $0.sentence == sentence }) { places.append((other, position)) }
        }
        return places.map { sentencesAhead(of: $0, position: $1, besides: sentence) }.min() ?? 0
    }

    /// How many different sentences will be taken before a position in a client's line: those before it, and of each
    /// other client as many as have their turn by then.
    private func sentencesAhead(of client: String, position: Int, besides sentence: String) -> Int {
        var ahead: Set<String> = []
        for (other, line) in lines {
            ahead.formUnion(line.prefix(other == client ? position : position + 1).lazy.map(\.sentence))
        }
        ahead.remove(sentence)
        return ahead.count
    }

    private mutating func removeAll(of sentences: Set<String>) -> [(client: String, job: Job)] {
        var removed: [(client: String, job: Job)] = []
        for (client, line) in lines where line.contains(where: { sentences.contains($0.sentence) }) {
            removed += line.filter { sentences.contains($0.sentence) }.map { (client, $0.job) }
            let rest = line.filter { !sentences.contains($0.sentence) }
            lines[client] = rest.isEmpty ? nil : rest
            if rest.isEmpty { turns.removeAll { $0 == client } }
        }
        count -= removed.count
        return removed
    }

    /// Takes out the latest sentence of the client with the most sentences, waiting or in hand, if it still has more than
    /// `client` will have.
    private mutating func displace(for client: String) -> (client: String, job: Job)? {
        func places(of client: String) -> Int { (lines[client]?.count ?? 0) + (inHand[client] ?? 0) }
        guard let longest = lines.keys.max(by: { places(of: $0) < places(of: $1) }), longest != client,
            places(of: longest) > places(of: client) + 1, let displaced = lines[longest]?.popLast()
        else { return nil }
        count -= 1
        if lines[longest]?.isEmpty == true {
            lines[longest] = nil
            turns.removeAll { $0 == longest }
        }
        return (longest, displaced.job)
    }
}
