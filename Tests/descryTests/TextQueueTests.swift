import Search
import Testing

@testable import descry

@Suite struct TextQueueTests {
    /// A queue of an encoder that takes 100 ms for each sentence.
    private func queue(places: Int = 100, wait: Duration = .seconds(2), batchSize: Int = 4) -> TextQueue<String> {
        var admission = TextAdmission(maximumWait: wait, batchSize: batchSize)
        admission.encoded(sentences: 1, in: .milliseconds(100))
        return TextQueue(places: places, admission: admission)
    }

    private func add(
        _ job: String, to queue: inout TextQueue<String>, client: String = "", wait: Duration? = nil,
        deadline: Duration = .seconds(60), pictures: PictureWork = .none
    ) -> TextQueue<String>.Outcome {
        queue.add(
            job, for: Caller(client: client, maximumWait: wait), until: .after(deadline), pictures: pictures)
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
        queue.finishBatch()
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
        queue.finishBatch()
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

    @Test("everything can be taken out")
    func empties() {
        var queue = queue()
        for client in ["a", "b"] { for number in 0..<2 { _ = add("\(client)\(number)", to: &queue, client: client) } }
        #expect(queue.removeAll().sorted() == ["a0", "a1", "b0", "b1"])
        #expect(queue.isEmpty && queue.next(4).due.isEmpty)
    }
}
