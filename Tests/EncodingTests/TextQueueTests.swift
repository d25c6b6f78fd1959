import Foundation
import Search
import Testing
import Threads

@testable import Encoding

@Suite struct TextQueueTests {
    /// A queue of an encoder that takes 100 ms for each sentence.
    private func queue(places: Int = 100, wait: Duration = .seconds(2), batchSize: Int = 4) -> TextQueue<String> {
        var admission = TextAdmission(maximumWait: wait, batchSize: batchSize)
        admission.encoded(sentences: 1, in: .milliseconds(100))
        return TextQueue(places: places, admission: admission)
    }

    /// - Parameter sentence: another one each time if it is nil.
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

    @Test("one client's sentences are taken in their order")
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

    @Test("as many wait as will have their turn in time; the next learns when there will be room")
    func boundsTime() {
        var queue = queue()
        for number in 0...20 { #expect(refusal(add("\(number)", to: &queue)) == nil) }
        #expect(refusal(add("21", to: &queue)) == .milliseconds(100))
        #expect(queue.count == 21)
    }

    @Test("who waits longer is let in, who does not wait is refused; no one waits beyond the deadline")
    func asksCaller() {
        var queue = queue()
        for number in 0...20 { _ = add("\(number)", to: &queue) }
        #expect(refusal(add("x", to: &queue, wait: .seconds(3))) == nil)
        #expect(refusal(add("x", to: &queue, wait: .zero)) == .milliseconds(2100))
        #expect(refusal(add("x", to: &queue, wait: .seconds(50), deadline: .seconds(1))) != nil)
    }

    @Test("while the queue is standing, as many clients may wait for as long as they ask as fit into a batch")
    func boundsPatience() {
        var queue = queue(places: 1000)
        func ask(_ client: String, wait: Duration? = .seconds(15)) -> Duration? {
            refusal(add(client, to: &queue, client: client, wait: wait))
        }
        #expect(ask("ordinary", wait: nil) == nil)
        // A queue that has not been empty for a second is standing.
        Thread.sleep(forTimeInterval: 1.1)
        // Five to eight are let in as ordinary callers are, whose limit is two batches of four.
        for number in 1...7 { #expect(ask("patient \(number)") == nil) }
        #expect(ask("ordinary too", wait: nil) == nil)
        #expect(ask("patient 8") == .milliseconds(100))
        #expect(ask("ordinary 3", wait: nil) == .milliseconds(100))
        for _ in 1...10 { #expect(ask("patient 1") == nil) }
    }

    @Test("the first is let in however slow the model is")
    func neverStarves() {
        var queue = queue(wait: .milliseconds(1))
        queue.admission.begin(with: .seconds(5))
        #expect(refusal(add("a", to: &queue, pictures: PictureWork(inHandFor: .zero, isWaiting: true))) == nil)
        #expect(refusal(add("b", to: &queue)) != nil)
        _ = queue.next(4)
        #expect(refusal(add("c", to: &queue)) == nil)
    }

    @Test("who asks for no wait is refused while a batch in hand takes longer, of sentences or of pictures")
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

    @Test("one client's full queue is no reason to refuse another")
    func isFairInTime() {
        var queue = queue()
        for number in 0..<40 { _ = add("a\(number)", to: &queue, client: "a") }
        #expect(refusal(add("b0", to: &queue, client: "b", wait: .zero)) == nil)
        #expect(queue.next(4).due == ["a0", "b0", "a1", "a2"])
    }

    @Test("where all places are taken, the client with most gives up its latest")
    func isFairInPlaces() {
        var queue = queue(places: 4)
        for number in 0..<4 { _ = add("a\(number)", to: &queue, client: "a") }
        #expect(refusal(add("a4", to: &queue, client: "a")) == .milliseconds(400))
        var displaced: [String] = []
        // The wait of the displaced client's next sentence: longer than the newcomer's.
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

    @Test("those in hand have places too, but the first may always wait")
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

    @Test("a client that has all places in hand gives up the one that waits")
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

    @Test("what has waited for too long is given up while others wait, and else taken all the same")
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

    @Test("who asks for a sentence that a flooder has queued is answered at its own turn, and so is the flooder")
    func joinsAtOwnTurn() {
        var queue = queue()
        for number in 0..<19 { _ = add("a\(number)", to: &queue, sentence: "\(number)", client: "a") }
        #expect(refusal(add("b", to: &queue, sentence: "18", client: "b", wait: .milliseconds(200))) == nil)
        #expect(queue.next(2).due == ["a0", "b", "a18"])
        #expect(queue.count == 17)
        #expect(queue.inHandCount == 3)
    }

    @Test("equal sentences of many clients wait for one encoding, and take one sentence's time")
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

    @Test("who asks for a sentence that waits in another line has the better of both turns")
    func takesBetterTurn() {
        var queue = queue()
        _ = add("a0", to: &queue, sentence: "snow", client: "a")
        for number in 0..<10 { _ = add("b\(number)", to: &queue, client: "b") }
        #expect(refusal(add("b10", to: &queue, sentence: "snow", client: "b", wait: .milliseconds(100))) == nil)
        #expect(queue.next(1).due == ["a0", "b10"])
    }

    @Test("who asks for a sentence in hand gets its answer; for one that was not encoded it waits on")
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

    @Test("a queue that is not empty for a second keeps two batches, and what its callers ask for")
    func shortensStandingQueue() {
        var queue = queue(places: 200, wait: .seconds(10), batchSize: 4)
        for number in 0..<100 { _ = add("\(number)", to: &queue) }
        #expect(queue.count == 100)
        Thread.sleep(forTimeInterval: 1.1)
        #expect(refusal(add("x", to: &queue)) == .milliseconds(9200))
        #expect(refusal(add("patient", to: &queue, wait: .seconds(60))) == nil)
        // Those that wait expired at 0.8 s.
        let (due, expired) = queue.next(4)
        #expect(due == ["patient"])
        #expect(expired.count == 100)
        // It is empty, but for a second after that it lets in no burst: it would only be standing again.
        let letIn = (0..<50).filter { refusal(add("\($0)", to: &queue)) == nil }
        #expect(letIn == Array(0..<8))
        _ = queue.next(50)
        _ = queue.finishBatch()
        Thread.sleep(forTimeInterval: 1.1)
        for number in 0..<50 { #expect(refusal(add("\(number)", to: &queue)) == nil) }
    }

    @Test("everything can be taken out")
    func empties() {
        var queue = queue()
        for client in ["a", "b"] { for number in 0..<2 { _ = add("\(client)\(number)", to: &queue, client: client) } }
        #expect(queue.removeAll().sorted() == ["a0", "a1", "b0", "b1"])
        #expect(queue.isEmpty && queue.next(4).due.isEmpty)
    }
}
