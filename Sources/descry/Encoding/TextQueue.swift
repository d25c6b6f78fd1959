import Search

/// The sentences that wait for the encoder: clients take turns, so that one with many sentences delays its own only
/// (Nagle 1987, "On packet switches with infinite storage", RFC 970).
struct TextQueue<Job: Sendable>: Sendable {
    /// What became of a sentence that wanted to wait.
    enum Outcome: Sendable {
        case waits
        /// It waits; another one had to leave for it, and may come back after that time.
        case waitsInsteadOf(Job, retryAfter: Duration)
        /// It does not, and may come back after that time.
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
    ///   - picturesWait: whether pictures wait too.
    mutating func add(_ job: Job, for caller: Caller, until deadline: Deadline, picturesWait: Bool) -> Outcome {
        let wait = min(admission.wait(for: caller), deadline.remaining)
        let ahead = sentencesAhead(of: caller.client)
        let expected = admission.expectedWait(waiting: ahead, inHand: inHandCount, picturesWait: picturesWait)
        // One may always wait, since no bound makes the encoder's present batch shorter.
        guard isEmpty || expected <= wait else { return .refused(retryAfter: expected - wait) }
        var outcome = Outcome.waits
        if !isEmpty, count + inHandCount >= places {
            guard let displaced = displace(for: caller.client) else { return .refused(retryAfter: expected) }
            outcome = .waitsInsteadOf(displaced, retryAfter: expected)
        }
        if lines[caller.client] == nil { turns.append(caller.client) }
        lines[caller.client, default: []].append(Entry(job: job, expiry: .now + wait))
        count += 1
        return outcome
    }

    /// Takes the next batch out of the queue.
    ///
    /// - Returns: the sentences whose turn it is, and those that have waited for longer than they were let in for. The
    ///   latter only where others wait for their place: late is better than never.
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
    private mutating func displace(for client: String) -> Job? {
        func places(of client: String) -> Int { (lines[client]?.count ?? 0) + (inHand[client] ?? 0) }
        guard let longest = lines.keys.max(by: { places(of: $0) < places(of: $1) }), longest != client,
            places(of: longest) > places(of: client) + 1, let displaced = lines[longest]?.popLast()
        else { return nil }
        count -= 1
        if lines[longest]?.isEmpty == true {
            lines[longest] = nil
            turns.removeAll { $0 == longest }
        }
        return displaced.job
    }
}
