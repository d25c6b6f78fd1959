import Testing

@testable import Supervision

@Suite struct RestartPausesTests {
    @Test("pauses double up to 30 s, and begin again after a minute of health")
    func pauses() {
        var pauses = RestartPauses()
        let first = (0..<10).map { _ in pauses.next(afterRunning: .seconds(1)) }
        #expect(first.prefix(3) == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
        #expect(first.last == .seconds(30))
        #expect(pauses.next(afterRunning: .seconds(60)) == .milliseconds(100))
    }
}
