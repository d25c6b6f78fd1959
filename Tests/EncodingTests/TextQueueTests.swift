import Foundation
import Search
import Testing
import Threads

@testable import Encoding

@Suite struct TextQueueTests {
    /// A queue for an encoder that takes 100 ms for each sentence.
    private func queue(places: Int = 100, wait: Duration = .seconds(2), batchSize: Int = 4) -> TextQueue<String> {
        var admission = TextAdmission(maximumWait: wait, batchSize: batchSize)
        admission.encoded(sentences: 1, in: .milliseconds(100))
        return TextQueue(places: places, admission: admission)
    }

    /// - Parameter sentence: nil for a different one in each call.
    private func add(
        _ job: String, to queue: inout TextQueue<String>, sentence: String? = nil, client: String = "",
        wait: Duration? = nil, deadline: Duration = .seconds(60), pictures: PictureWork = .none
    ) -> TextQueue<String>.Outcome {
        queue.add(
            job, sentence: sentence ?? UUID().uuidString, for: Caller(client: client, maximumWait: wait),
            until: .after(deadline), pictures: pictures)
    }

    private func refusal(_ outcome: TextQueue<String>.Outcome) -> Duration? {
        if case .refused(let retryAfter) = outcome { retryAfter } else { nil }
    }

    @Test("one client's sentences are taken in order")
    func keepsOrder() {
        var queue = queue()
        for number in 0..<6 { _ = add("\(number)", to: &queue) }
        #expect(queue.next(4).due == ["0", "1", "2", "3"])
        #expect(queue.next(4).due == ["4", "5"])
        #expect(queue.isEmpty)
    }

    @Test("clients take turns")
    func takesTurns() {
        var queue = queue()
        for number in 0..<5 { _ = add("a\(number)", to: &queue, client: "a") }
        for number in 0..<2 { _ = add("b\(number)", to: &queue, client: "b") }
        _ = add("c0", to: &queue, client: "c")
        #expect(queue.next(4).due == ["a0", "b0", "c0", "a1"])
        #expect(queue.next(4).due == ["b1", "a2", "a3", "a4"])
    }

    @Test("sentences are admitted up to the longest wait; the next one is told when to retry")
    func boundsTime() {
        var queue = queue()
        for number in 0...20 { #expect(refusal(add("\(number)", to: &queue)) == nil) }
        #expect(refusal(add("21", to: &queue)) == .milliseconds(100))
        #expect(queue.count == 21)
    }

    @Test("a caller that waits longer is admitted, one that does not wait is refused; no wait exceeds the deadline")
    func asksCaller() {
        var queue = queue()
        for number in 0...20 { _ = add("\(number)", to: &queue) }
        #expect(refusal(add("x", to: &queue, wait: .seconds(3))) == nil)
        #expect(refusal(add("x", to: &queue, wait: .zero)) == .milliseconds(2100))
        #expect(refusal(add("x", to: &queue, wait: .seconds(50), deadline: .seconds(1))) != nil)
    }

    @Test("while the queue is standing, only as many clients as fit into a batch get the longer wait they ask for")
    func boundsPatience() {
        var queue = queue(places: 1000)
        func ask(_ client: String, wait: Duration? = .seconds(15)) -> Duration? {
            refusal(add(client, to: &queue, client: client, wait: wait))
        }
        #expect(ask("ordinary", wait: nil) == nil)
        // A queue that has not been empty for a second is standing.
        Thread.sleep(forTimeInterval: 1.1)
        // Five to eight are admitted like ordinary callers, whose limit is two batches of four.
        for number in 1...7 { #expect(ask("patient \(number)") == nil) }
        #expect(ask("ordinary too", wait: nil) == nil)
        #expect(ask("patient 8") == .milliseconds(100))
        #expect(ask("ordinary 3", wait: nil) == .milliseconds(100))
        for _ in 1...10 { #expect(ask("patient 1") == nil) }
    }

    @Test("the first sentence is admitted even if the model is slow")
    func neverStarves() {
        var queue = queue(wait: .milliseconds(1))
        queue.admission.begin(with: .seconds(5))
        #expect(refusal(add("a", to: &queue, pictures: PictureWork(inHandFor: .zero, isWaiting: true))) == nil)
        #expect(refusal(add("b", to: &queue)) != nil)
        _ = queue.next(4)
        #expect(refusal(add("c", to: &queue)) == nil)
    }

    @Test("a caller that does not wait is refused during a batch of sentences or pictures that takes longer")
    func refusesHurried() {
        var queue = queue()
        queue.admission.encodedPictures(in: .milliseconds(300))
        for number in 0..<2 { _ = add("\(number)", to: &queue) }
        _ = queue.next(4)
        #expect(refusal(add("x", to: &queue, wait: .zero)) == .milliseconds(100))
        _ = queue.finishBatch()
        let pictures = PictureWork(inHandFor: .milliseconds(50), isWaiting: false)
        #expect(refusal(add("x", to: &queue, wait: .zero, pictures: pictures)) == .milliseconds(150))
        #expect(refusal(add("x", to: &queue, wait: .zero)) == nil)
    }

    @Test("one client's many sentences do not cause another client to be refused")
    func isFairInTime() {
        var queue = queue()
        for number in 0..<40 { _ = add("a\(number)", to: &queue, client: "a") }
        #expect(refusal(add("b0", to: &queue, client: "b", wait: .zero)) == nil)
        #expect(queue.next(4).due == ["a0", "b0", "a1", "a2"])
    }

    @Test("if all places are taken, the client with the most sentences loses its latest")
    func isFairInPlaces() {
        var queue = queue(places: 4)
        for number in 0..<4 { _ = add("a\(number)", to: &queue, client: "a") }
        #expect(refusal(add("a4", to: &queue, client: "a")) == .milliseconds(400))
        var displaced: [String] = []
        // The expected wait of the displaced client's next sentence: longer than the new client's.
        var retries: [Duration] = []
        for number in 0..<3 {
            if case .waitsInsteadOf(let job, let retryAfter) = add("b\(number)", to: &queue, client: "b") {
                displaced.append(job)
                retries.append(retryAfter)
            }
        }
        #expect(displaced == ["a3", "a2"])
        #expect(retries == [.milliseconds(400), .milliseconds(400)])
        #expect(queue.count == 4)
        #expect(queue.next(9).due == ["a0", "b0", "a1", "b1"])
    }

    @Test("sentences being encoded take places too, but the first one may always wait")
    func countsThoseInHand() {
        var queue = queue(places: 4)
        for number in 0..<4 { _ = add("a\(number)", to: &queue, client: "a") }
        #expect(queue.next(4).due.count == 4)
        #expect(queue.inHandCount == 4)
        #expect(refusal(add("a4", to: &queue, client: "a")) == nil)
        #expect(refusal(add("a5", to: &queue, client: "a")) != nil)
        _ = queue.finishBatch()
        #expect(queue.inHandCount == 0)
        #expect(refusal(add("a6", to: &queue, client: "a")) == nil)
    }

    @Test("a client whose sentences being encoded take all places loses its waiting one")
    func isFairInHand() {
        var queue = queue(places: 4)
        for number in 0..<4 { _ = add("a\(number)", to: &queue, client: "a") }
        _ = queue.next(4)
        _ = add("a4", to: &queue, client: "a")
        guard case .waitsInsteadOf("a4", _) = add("b0", to: &queue, client: "b") else {
            Issue.record("it was refused")
            return
        }
        #expect(queue.next(4).due == ["b0"])
        #expect(queue.next(4).due.isEmpty)
    }

    @Test("sentences that waited too long are dropped if others wait, and otherwise encoded")
    func expires() {
        var queue = queue()
        queue.admission.begin(with: .zero)
        for (number, deadline) in [60, 0, 60, 60, 0].enumerated() {
            _ = add("\(number)", to: &queue, deadline: .seconds(deadline))
        }
        let crowded = queue.next(2)
        #expect(crowded.due == ["0", "2"])
        #expect(crowded.expired == ["1"])
        let last = queue.next(2)
        #expect(last.due == ["3", "4"])
        #expect(last.expired.isEmpty)
    }

    @Test("a sentence that another client has queued far behind is encoded at the earlier turn, for both clients")
    func joinsAtOwnTurn() {
        var queue = queue()
        for number in 0..<19 { _ = add("a\(number)", to: &queue, sentence: "\(number)", client: "a") }
        #expect(refusal(add("b", to: &queue, sentence: "18", client: "b", wait: .milliseconds(200))) == nil)
        #expect(queue.next(2).due == ["a0", "b", "a18"])
        #expect(queue.count == 17)
        #expect(queue.inHandCount == 3)
    }

    @Test("equal sentences of many clients are encoded once, and take one sentence's time")
    func countsEqualOnce() {
        var queue = queue()
        for number in 0..<50 {
            let outcome = add("\(number)", to: &queue, sentence: "snow", client: "\(number)", wait: .zero)
            #expect(refusal(outcome) == nil)
        }
        #expect(queue.expectedWait(pictures: .none) == .milliseconds(100))
        #expect(queue.next(1).due.sorted() == (0..<50).map(String.init).sorted())
        #expect(queue.isEmpty)
        #expect(queue.next(1).due.isEmpty)
    }

    @Test("a sentence that another client has queued already gets the earlier of both turns")
    func takesBetterTurn() {
        var queue = queue()
        _ = add("a0", to: &queue, sentence: "snow", client: "a")
        for number in 0..<10 { _ = add("b\(number)", to: &queue, client: "b") }
        #expect(refusal(add("b10", to: &queue, sentence: "snow", client: "b", wait: .milliseconds(100))) == nil)
        #expect(queue.next(1).due == ["a0", "b10"])
    }

    @Test("a sentence equal to one being encoded gets its result; if that was not encoded, it waits for its own turn")
    func joinsInHand() {
        var queue = queue()
        queue.admission.begin(with: .seconds(1))
        _ = add("a0", to: &queue, sentence: "snow", client: "a")
        _ = add("a1", to: &queue, sentence: "rain", client: "a")
        _ = queue.next(2)
        for number in 0..<10 { _ = add("c\(number)", to: &queue, client: "b", wait: .seconds(60)) }
        #expect(refusal(add("b0", to: &queue, sentence: "snow", client: "b", wait: .seconds(2))) == nil)
        #expect(refusal(add("b1", to: &queue, sentence: "rain", client: "c", wait: .seconds(2))) == nil)
        #expect(queue.finishBatch(answered: ["snow"]) == ["b0"])
        #expect(queue.next(20).due.contains("b1"))
    }

    @Test("a queue that has not been empty for a second is limited to two batches, and longer waits that callers set")
    func shortensStandingQueue() {
        var queue = queue(places: 200, wait: .seconds(10), batchSize: 4)
        for number in 0..<100 { _ = add("\(number)", to: &queue) }
        #expect(queue.count == 100)
        Thread.sleep(forTimeInterval: 1.1)
        #expect(refusal(add("x", to: &queue)) == .milliseconds(9200))
        #expect(refusal(add("patient", to: &queue, wait: .seconds(60))) == nil)
        // The waiting sentences expired at 0.8 s.
        let (due, expired) = queue.next(4)
        #expect(due == ["patient"])
        #expect(expired.count == 100)
        // It is empty, but for another second it admits no burst, or it would be standing again.
        let letIn = (0..<50).filter { refusal(add("\($0)", to: &queue)) == nil }
        #expect(letIn == Array(0..<8))
        _ = queue.next(50)
        _ = queue.finishBatch()
        Thread.sleep(forTimeInterval: 1.1)
        for number in 0..<50 { #expect(refusal(add("\(number)", to: &queue)) == nil) }
    }

    @Test("all sentences can be removed")
    func empties() {
        var queue = queue()
        for client in ["a", "b"] { for number in 0..<2 { _ = add("\(client)\(number)", to: &queue, client: client) } }
        #expect(queue.removeAll().sorted() == ["a0", "a1", "b0", "b1"])
        #expect(queue.isEmpty && queue.next(4).due.isEmpty)
    }
}
