import Testing

@testable import descry

@Suite struct TextAdmissionTests {
    private func admission(sentence: Duration, pictures: Duration = .milliseconds(100)) -> TextAdmission {
        var admission = TextAdmission(maximumWait: .milliseconds(100), batchSize: 32)
        admission.encoded(sentences: 10, in: sentence * 10)
        admission.encodedPictures(in: pictures)
        return admission
    }

    @Test("before anything was measured everyone is let in")
    func beginsOpen() {
        let admission = TextAdmission(maximumWait: .milliseconds(1), batchSize: 32)
        #expect(admission.admits(waiting: 500, inHand: 32, picturesWait: true))
    }

    @Test(
        "as many may wait as can be encoded in time, those in hand counted",
        arguments: [(1, 100), (2, 50), (5, 20), (40, 2)])
    func boundsTime(milliseconds: Int, places: Int) {
        let admission = admission(sentence: .milliseconds(milliseconds))
        #expect(admission.admits(waiting: places, inHand: 0, picturesWait: false))
        #expect(!admission.admits(waiting: places + 1, inHand: 0, picturesWait: false))
        #expect(admission.admits(waiting: places - 1, inHand: 1, picturesWait: false))
        #expect(!admission.admits(waiting: places - 1, inHand: 2, picturesWait: false))
    }

    @Test("batches of pictures count where one comes in between, and not the one that cannot be helped")
    func countsPictures() {
        let admission = admission(sentence: .milliseconds(1), pictures: .milliseconds(80))
        #expect(admission.expectedWait(waiting: 31, inHand: 0, picturesWait: true) == .milliseconds(31))
        #expect(admission.expectedWait(waiting: 32, inHand: 0, picturesWait: true) == .milliseconds(112))
        #expect(admission.expectedWait(waiting: 32, inHand: 0, picturesWait: false) == .milliseconds(32))
        #expect(!admission.admits(waiting: 32, inHand: 0, picturesWait: true))
    }

    @Test("the first in the queue is let in however slow the model is")
    func neverStarves() {
        let admission = admission(sentence: .seconds(5))
        #expect(admission.admits(waiting: 0, inHand: 32, picturesWait: true))
        #expect(!admission.admits(waiting: 1, inHand: 0, picturesWait: false))
    }

    @Test("a slow first batch is soon forgotten, one slow batch changes little, lasting slowness is noticed")
    func follows() {
        var admission = admission(sentence: .milliseconds(500))
        for _ in 0..<9 { admission.encoded(sentences: 1, in: .milliseconds(2)) }
        #expect(admission.admits(waiting: 30, inHand: 0, picturesWait: false))
        admission.encoded(sentences: 1, in: .milliseconds(16))
        #expect(admission.admits(waiting: 20, inHand: 0, picturesWait: false))
        for _ in 0..<40 { admission.encoded(sentences: 1, in: .milliseconds(50)) }
        #expect(!admission.admits(waiting: 3, inHand: 0, picturesWait: false))
    }
}
