import Search
import Testing

@testable import descry

@Suite struct TextAdmissionTests {
    private func admission(sentence: Duration, pictures: Duration = .milliseconds(100)) -> TextAdmission {
        var admission = TextAdmission(maximumWait: .seconds(2), batchSize: 32)
        admission.encoded(sentences: 10, in: sentence * 10)
        admission.encodedPictures(in: pictures)
        return admission
    }

    @Test("before anything was measured nobody is expected to wait")
    func beginsOpen() {
        let admission = TextAdmission(maximumWait: .milliseconds(1), batchSize: 32)
        #expect(admission.expectedWait(waiting: 500, inHand: 32, picturesWait: true) == .zero)
    }

    @Test("what was measured at the start takes the place of the first, slow batches")
    func beginsWithMeasured() {
        var admission = admission(sentence: .milliseconds(500))
        admission.begin(with: .milliseconds(2))
        #expect(admission.expectedWait(waiting: 10, inHand: 0, picturesWait: false) == .milliseconds(20))
    }

    @Test("those that wait and those in hand count alike")
    func countsTime() {
        let admission = admission(sentence: .milliseconds(5))
        #expect(admission.expectedWait(waiting: 20, inHand: 0, picturesWait: false) == .milliseconds(100))
        #expect(admission.expectedWait(waiting: 12, inHand: 8, picturesWait: false) == .milliseconds(100))
    }

    @Test("batches of pictures count where one comes in between, and not the one that cannot be helped")
    func countsPictures() {
        let admission = admission(sentence: .milliseconds(1), pictures: .milliseconds(80))
        #expect(admission.expectedWait(waiting: 31, inHand: 0, picturesWait: true) == .milliseconds(31))
        #expect(admission.expectedWait(waiting: 32, inHand: 0, picturesWait: true) == .milliseconds(112))
        #expect(admission.expectedWait(waiting: 32, inHand: 0, picturesWait: false) == .milliseconds(32))
    }

    @Test(
        "a caller says how long to wait; a tenth of a second is for everyone",
        arguments: [(nil, 2000), (0, 100), (50, 100), (101, 101), (9000, 9000)] as [(Int?, Int)])
    func asksCaller(wanted: Int?, milliseconds: Int) {
        let caller = Caller(maximumWait: wanted.map { .milliseconds($0) })
        #expect(admission(sentence: .milliseconds(1)).wait(for: caller) == .milliseconds(milliseconds))
    }

    @Test("a slow first batch is soon forgotten, one slow batch changes little, lasting slowness is noticed")
    func follows() {
        func wait(_ admission: TextAdmission) -> Duration {
            admission.expectedWait(waiting: 10, inHand: 0, picturesWait: false)
        }
        var admission = admission(sentence: .milliseconds(500))
        for _ in 0..<9 { admission.encoded(sentences: 1, in: .milliseconds(2)) }
        #expect(wait(admission) < .milliseconds(35))
        admission.encoded(sentences: 1, in: .milliseconds(16))
        #expect(wait(admission) < .milliseconds(50))
        for _ in 0..<40 { admission.encoded(sentences: 1, in: .milliseconds(50)) }
        #expect(wait(admission) > .milliseconds(400))
    }
}
