import Foundation
import Synchronization
import Testing
import Threads

@testable import Search

@Suite struct CircuitBreakerTests {
    private func request(_ breaker: CircuitBreaker, _ outcome: SourceError?) -> SourceError? {
        do throws(SourceError) {
            try breaker.perform { () throws(SourceError) in if let outcome { throw outcome } }
            return nil
        } catch { return error }
    }

    private func isAway(_ error: SourceError?) -> Bool {
        if case .paused = error { true } else { false }
    }

    @Test("three failures in a row open it; then requests fail at once, with the reason")
    func opens() {
        let changed = Changes()
        let breaker = CircuitBreaker(
            .init(pauses: .init(first: .seconds(60), longest: .seconds(30))), report: changed.add)
        for _ in 0..<2 { #expect(request(breaker, .timedOut) == .timedOut) }
        #expect(request(breaker, nil) == nil)
        for _ in 0..<3 {
            #expect(!breaker.isOpen)
            #expect(request(breaker, .unavailable(detail: "HTTP 500.")) == .unavailable(detail: "HTTP 500."))
        }
        #expect(breaker.isOpen)
        for _ in 0..<5 {
            guard case .paused(let seconds, let lastFailure) = request(breaker, nil) else {
                Issue.record("a request was made")
                return
            }
            #expect((1...60).contains(seconds))
            #expect(lastFailure == "HTTP 500.")
        }
        #expect(breaker.openings == 1)
        #expect(changed.all == [.lost(lastFailure: "HTTP 500.")])
    }

    @Test("one probe at a time tests the source; its success closes the breaker")
    func probes() {
        let changed = Changes()
        let breaker = CircuitBreaker(.init(pauses: .init(first: .zero, longest: .zero)), report: changed.add)
        for _ in 0..<3 { _ = request(breaker, .timedOut) }
        #expect(breaker.isOpen)
        // A probe that fails, during which no other request is made.
        #expect(throws: SourceError.timedOut) {
            try breaker.perform { () throws(SourceError) in
                for _ in 0..<3 { #expect(isAway(request(breaker, nil))) }
                throw .timedOut
            }
        }
        #expect(breaker.isOpen)
        #expect(request(breaker, nil) == nil)
        #expect(!breaker.isOpen)
        #expect(changed.all == [.lost(lastFailure: SourceError.timedOut.sentence), .back])
        #expect(breaker.openings == 1)
    }

    /// A request that goes on until it is ended.
    private final class HeldRequest: Sendable {
        private enum Step { case waiting, begun, released, ended }
        private let step = Monitor(Step.waiting)

        init(_ breaker: CircuitBreaker, _ outcome: SourceError?) {
            Thread { [step] in
                _ = try? breaker.perform { () throws(SourceError) in
                    step.update { $0 = .begun }
                    _ = step.wait { $0 == .released ? true : nil }
                    if let outcome { throw outcome }
                }
                step.update { $0 = .ended }
            }.start()
            _ = step.wait { $0 == .begun ? true : nil }
        }

        func end() {
            step.update { $0 = .released }
            _ = step.wait { $0 == .ended ? true : nil }
        }
    }

    @Test("the end of a request that began before the breaker opened allows no second probe")
    func countsProbes() {
        let breaker = CircuitBreaker(.init(pauses: .init(first: .zero, longest: .zero)))
        let old = HeldRequest(breaker, .timedOut)
        for _ in 0..<3 { _ = request(breaker, .timedOut) }
        let probe = HeldRequest(breaker, nil)
        old.end()
        #expect(isAway(request(breaker, nil)))
        probe.end()
        #expect(!breaker.isOpen)
    }

    @Test(
        "limits and refused requests do not open it",
        arguments: [
            SourceError.rateLimited(retryAfter: 3), .clientLimited(retryAfter: 3), .refused(detail: "a parameter"),
        ])
    func passes(error: SourceError) {
        let breaker = CircuitBreaker()
        for _ in 0..<10 { #expect(request(breaker, error) == error) }
        #expect(!breaker.isOpen)
    }

    @Test("if a probe is stopped by our own limit, the next request is the probe")
    func leavesProbing() {
        let breaker = CircuitBreaker(.init(pauses: .init(first: .zero, longest: .zero)))
        for _ in 0..<3 { _ = request(breaker, .timedOut) }
        #expect(request(breaker, .rateLimited(retryAfter: 1)) == .rateLimited(retryAfter: 1))
        #expect(breaker.isOpen)
        #expect(request(breaker, nil) == nil)
        #expect(!breaker.isOpen)
    }

    private final class Changes: Sendable {
        private let changes = Mutex<[SourceChange]>([])

        var all: [SourceChange] { changes.withLock { $0 } }

        @Sendable func add(_ change: SourceChange) { changes.withLock { $0.append(change) } }
    }
}
