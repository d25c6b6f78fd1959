import Foundation
import Testing
import Threads

@Suite struct PromiseTests {
    private struct Failure: Error, Equatable {}

    @Test("all waiting threads get the first value")
    func keepsFirst() {
        let promise = Promise<Int>()
        #expect(promise.wait(until: .after(.milliseconds(5))) == nil)
        let waiting = (0..<3).map { index in Future<Int, Never>("wait \(index)") { promise.wait() } }
        promise.fulfill(1)
        promise.fulfill(2)
        #expect(waiting.map { $0.value() } == [1, 1, 1])
        #expect(promise.wait(until: .after(.zero)) == 1)
    }

    @Test("a future returns the result of its work, or throws its error, each time")
    func returnsResult() throws {
        let sum = Future<Int, Never>("sum") { 1 + 2 }
        #expect(sum.value() == 3)
        #expect(sum.value() == 3)
        let failing = Future<Int, Failure>("failure") { () throws(Failure) -> Int in throw Failure() }
        #expect(throws: Failure()) { try failing.value() }
    }

    @Test("a thread has the name and the stack that it was given")
    func startsThreads() {
        let found = Promise<(name: String?, stack: Int)>()
        Thread.start("some-name", stackSize: Thread.largeStack) {
            found.fulfill(
                (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8), Thread.current.stackSize))
        }
        #expect(found.wait() == ("some-name\n", Thread.largeStack))
    }
}
