import Search
import Testing

@testable import Encoding

@Suite struct TextAdmissionTests {
    private func admission(sentence: Duration, pictures: Duration = .milliseconds(100)) -> TextAdmission {
        var admission = TextAdmission(maximumWait: .seconds(2), batchSize: 32)
        admission.encoded(sentences: 10, in: sentence * 10)
        admission.encodedPictures(in: pictures)
        return admission
    }

    @Test("before the first measurement the expected wait is zero")
    func beginsOpen() {
        let admission = TextAdmission(maximumWait: .milliseconds(1), batchSize: 32)
        let pictures = PictureWork(inHandFor: .zero, isWaiting: true)
        #expect(admission.expectedWait(waiting: 500, inHand: 32, pictures: pictures) == .zero)
    }

    @Test("the time measured at the start replaces that of the first, slow batches")
    func beginsWithMeasured() {
        var admission = admission(sentence: .milliseconds(500))
        admission.begin(with: .milliseconds(2))
        #expect(admission.expectedWait(waiting: 10, inHand: 0, pictures: .none) == .milliseconds(20))
    }

    @Test("sentences that wait and sentences being encoded count alike")
    func countsTime() {
        let admission = admission(sentence: .milliseconds(5))
        #expect(admission.expectedWait(waiting: 20, inHand: 0, pictures: .none) == .milliseconds(100))
        #expect(admission.expectedWait(waiting: 12, inHand: 8, pictures: .none) == .milliseconds(100))
    }

    @Test(
        "a batch of pictures counts if it is being encoded, or will run between two batches of sentences",
        arguments: [
            (31, 0, nil, true, 31), (32, 0, nil, true, 112), (32, 0, nil, false, 32),
            // A batch of pictures follows the sentences being encoded.
            (0, 2, nil, true, 82), (31, 1, nil, true, 112), (32, 1, nil, true, 193),
            (0, 0, 0, false, 80), (0, 0, 30, false, 50), (0, 0, 90, false, 0), (31, 0, 30, true, 81),
            (32, 0, 30, true, 162),
        ] as [(Int, Int, Int?, Bool, Int)])
    func countsPictures(waiting: Int, inHand: Int, since: Int?, isWaiting: Bool, milliseconds: Int) {
        let admission = admission(sentence: .milliseconds(1), pictures: .milliseconds(80))
        let pictures = PictureWork(inHandFor: since.map { .milliseconds($0) }, isWaiting: isWaiting)
        #expect(
            admission.expectedWait(waiting: waiting, inHand: inHand, pictures: pictures)
                == .milliseconds(milliseconds))
    }

    @Test(
        "a caller may set its longest wait, but not below a tenth of a second",
        arguments: [(nil, 2000), (0, 100), (50, 100), (101, 101), (9000, 9000)] as [(Int?, Int)])
    func asksCaller(wanted: Int?, milliseconds: Int) {
        let caller = Caller(maximumWait: wanted.map { .milliseconds($0) })
        #expect(admission(sentence: .milliseconds(1)).wait(for: caller) == .milliseconds(milliseconds))
    }

    @Test(
        "while the queue is standing, the limit is two batches, for callers that set none",
        arguments: [(1, nil, 64), (5, nil, 320), (100, nil, 2000), (0, nil, 25), (1, 9000, 9000), (1, 0, 100)]
            as [(Int, Int?, Int)])
    func shortensStanding(sentence: Int, wanted: Int?, milliseconds: Int) {
        let caller = Caller(maximumWait: wanted.map { .milliseconds($0) })
        let wait = admission(sentence: .milliseconds(sentence)).wait(for: caller, isStanding: true)
        #expect(wait == .milliseconds(milliseconds))
    }

    @Test("a slow first batch has no lasting effect, one slow batch little effect, many slow batches raise the wait")
    func follows() {
        func wait(_ admission: TextAdmission) -> Duration {
            admission.expectedWait(waiting: 10, inHand: 0, pictures: .none)
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
