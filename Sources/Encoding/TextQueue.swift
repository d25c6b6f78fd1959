import Search
import Threads

/// The sentences that wait for the encoder. Clients take turns, so that a client with many sentences delays only its
/// own (Nagle 1987, "On packet switches with infinite storage", RFC 970).
///
/// Equal sentences of several clients are encoded once, at the earliest of their turns, so no client waits for another
/// client's later turn.
struct TextQueue<Job: Sendable>: Sendable {
    /// The result of adding a sentence.
    enum Outcome: Sendable {
        case waits
        /// It waits, and displaced another one, whose client may retry after that time.
        case waitsInsteadOf(Job, retryAfter: Duration)
        /// It does not wait; its client may retry after that time.
        case refused(retryAfter: Duration)
    }

    private struct Entry: Sendable {
        let sentence: String
        let job: Job
        let caller: Caller
        let arrival: ContinuousClock.Instant
        /// When its caller no longer needs the answer, or would be refused now.
        let expiry: ContinuousClock.Instant
    }

    /// How many sentences may wait or be encoded: each of them blocks a thread.
    let places: Int
    var admission: TextAdmission
    private(set) var count = 0
    /// Each client's sentences, oldest first; no list is empty.
    private var lines: [String: [Entry]] = [:]
    /// The clients with waiting sentences, in the order of their turns.
    private var turns: [String] = []
    /// How many sentences of each client are being encoded.
    private var inHand: [String: Int] = [:]
    /// The sentences that are being encoded.
    private var sentencesInHand: Set<String> = []
    /// When a batch last took all waiting sentences.
    private var lastEmpty = ContinuousClock.now
    /// When a standing queue last refused or dropped a sentence.
    private var lastExcess: ContinuousClock.Instant?
    /// A queue that is not empty for longer than this is standing, and not only a burst.
    private static var longestBurst: Duration { .seconds(1) }
    /// Whether more sentences arrive than can be encoded. A queue that is empty because it has just refused sentences
    /// still counts as standing; otherwise waits would oscillate between zero and the maximum.
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
    /// The number of requests whose sentences are being encoded.
    var inHandCount: Int { inHand.values.reduce(0, +) }
    /// The expected wait of a sentence that is added behind all waiting ones.
    func expectedWait(pictures: PictureWork) -> Duration {
        let waiting = Set(lines.values.joined().map(\.sentence)).count
        return admission.expectedWait(waiting: waiting, inHand: sentencesInHand.count, pictures: pictures)
    }

    /// Adds a sentence if its expected wait is short enough.
    ///
    /// - Parameters:
    ///   - deadline: when the caller no longer needs the answer.
    ///   - pictures: the encoder's work on pictures.
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
        // An empty queue admits every caller that set no limit: a refusal would not shorten the current batch.
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

    /// The longest expected wait with which a caller's sentence is admitted now.
    ///
    /// While the queue is standing, at most `batchSize` clients get the longer wait that they ask for. That is half of
    /// a standing queue, so that there is room for the others. More sentences of such a client delay only its own.
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
    /// - Parameter size: how many different sentences; all sentences equal to one of them are taken with it.
    /// - Returns: the sentences to encode, and those that have waited for longer than their limit, on arrival or now.
    ///   Expired sentences are dropped only if more wait than fit into the batch.
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

    /// Ends the batch that `next` returned.
    ///
    /// - Parameter answered: the sentences that were encoded.
    /// - Returns: the jobs that were added for one of these sentences since the batch began.
    mutating func finishBatch(answered: Set<String> = []) -> [Job] {
        (inHand, sentencesInHand) = ([:], [])
        return removeAll(of: answered).map(\.job)
    }

    /// Removes all sentences.
    mutating func removeAll() -> [Job] {
        defer { (lines, turns, count) = ([:], [], 0) }
        return lines.values.flatMap { $0.map(\.job) }
    }

    /// How many sentences will be taken before this one if a client adds it now; equal sentences share the earliest
    /// turn.
    private func sentencesAhead(of sentence: String, for client: String) -> Int {
        if sentencesInHand.contains(sentence) { return 0 }
        var places = [(client, lines[client]?.count ?? 0)]
        for (other, line) in lines {
            if let position = line.firstIndex(where: { $0.sentence == sentence }) { places.append((other, position)) }
        }
        return places.map { sentencesAhead(of: $0, position: $1, besides: sentence) }.min() ?? 0
    }

    /// How many different sentences will be taken before a position in a client's list: those before it, and as many of
    /// each other client as have had their turn by then.
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

    /// Removes the latest sentence of the client with the most sentences, waiting or being encoded, if that client
    /// would still have more than `client`.
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
