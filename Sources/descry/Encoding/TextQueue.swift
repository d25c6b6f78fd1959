import Search

/// The sentences that wait for the encoder: clients take turns, so that one with many sentences delays its own only
/// (Nagle 1987, "On packet switches with infinite storage", RFC 970).
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
        let job: Job
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

    init(places: Int, admission: TextAdmission) {
        self.places = places
        self.admission = admission
    }

    var isEmpty: Bool { count == 0 }
    /// How many sentences are being encoded.
    var inHandCount: Int { inHand.values.reduce(0, +) }

    /// Adds a sentence if its turn will come soon enough.
    ///
    /// - Parameters:
    ///   - deadline: when the answer is of no use any more.
    ///   - pictures: what the encoder has to do beside the sentences.
    mutating func add(_ job: Job, for caller: Caller, until deadline: Deadline, pictures: PictureWork) -> Outcome {
        let wait = min(admission.wait(for: caller), deadline.remaining)
        let ahead = sentencesAhead(of: caller.client)
        let expected = admission.expectedWait(waiting: ahead, inHand: inHandCount, pictures: pictures)
        // An empty queue accepts anyone who has not asked for less: refusing would not shorten the present batch.
        let isFirst = isEmpty && caller.maximumWait == nil
        guard isFirst || expected <= wait else { return .refused(retryAfter: expected - wait) }
        var displaced: (client: String, job: Job)?
        if !isEmpty, count + inHandCount >= places {
            displaced = displace(for: caller.client)
            guard displaced != nil else { return .refused(retryAfter: expected) }
        }
        if lines[caller.client] == nil { turns.append(caller.client) }
        lines[caller.client, default: []].append(Entry(job: job, expiry: .now + wait))
        count += 1
        guard let displaced else { return .waits }
        let retryAfter = admission.expectedWait(
            waiting: sentencesAhead(of: displaced.client), inHand: inHandCount, pictures: pictures)
        return .waitsInsteadOf(displaced.job, retryAfter: retryAfter)
    }

    /// Takes the next batch out of the queue.
    ///
    /// - Returns: the sentences whose turn it is, and those that have waited for longer than they were let in for.
    ///   Expired sentences are dropped only if more wait than fit into the batch.
    mutating func next(_ size: Int) -> (due: [Job], expired: [Job]) {
        let dropsExpired = count > size
        let now = ContinuousClock.now
        var (due, expired): ([Job], [Job]) = ([], [])
        inHand = [:]
        while due.count < size, let client = turns.first {
            turns.removeFirst()
            var line = lines.removeValue(forKey: client) ?? []
            let entry = line.removeFirst()
            count -= 1
            if dropsExpired, entry.expiry < now {
                expired.append(entry.job)
            } else {
                due.append(entry.job)
                inHand[client, default: 0] += 1
            }
            guard !line.isEmpty else { continue }
            lines[client] = line
            turns.append(client)
        }
        return (due, expired)
    }

    /// Notes that what `next` gave is encoded.
    mutating func finishBatch() { inHand = [:] }

    /// Takes everything out.
    mutating func removeAll() -> [Job] {
        defer { (lines, turns, count) = ([:], [], 0) }
        return lines.values.flatMap { $0.map(\.job) }
    }

    /// How many sentences will be taken before the next one of a client: all of its own, and of each other client as
    /// many as have their turn by then.
    private func sentencesAhead(of client: String) -> Int {
        let own = lines[client]?.count ?? 0
        return lines.reduce(own) { $1.key == client ? $0 : $0 + min($1.value.count, own + 1) }
    }

    /// Takes the latest sentence of the client that has most, waiting or in hand, if that is more than the other one
    /// will have.
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
