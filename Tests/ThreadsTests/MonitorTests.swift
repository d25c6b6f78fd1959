import Foundation
import Testing
import Threads

@Suite struct MonitorTests {
    @Test("a wait ends when another thread changes the state")
    func wakes() {
        let monitor = Monitor(0)
        Thread.start("change") { monitor.update { $0 = 7 } }
        #expect(monitor.wait { $0 == 7 ? "seven" : nil } == "seven")
        #expect(monitor.read { $0 } == 7)
    }

    @Test("taking something out of the state wakes threads that wait for room")
    func wakesForRoom() {
        let monitor = Monitor([1])
        Thread.start("add") { monitor.wait { state -> Void? in state.isEmpty ? state.append(2) : nil } }
        #expect(monitor.wait { $0.popLast() } == 1)
        #expect(monitor.wait { $0.popLast() } == 2)
    }

    @Test("a wait ends without a value at its deadline")
    func ends() {
        #expect(Monitor(0).wait(until: .after(.milliseconds(20))) { _ in Int?.none } == nil)
    }
}
