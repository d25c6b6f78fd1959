import Foundation
public import HTTPClient
import Search
import Synchronization
import Threads

import struct HTTPTypes.HTTPField

/// Clients that search in parallel, each on a connection of its own, sending the next request after each answer: a closed
/// loop (Schroeder, Wierman and Harchol-Balter, "Open versus closed: a cautionary tale", NSDI 2006).
public struct SearchLoad: Sendable {
    /// The answers and failures.
    public struct Outcome: Sendable {
        /// Of the answers with status 200.
        var latencies: [Duration] = []
        /// Answers by status.
        var statuses: [Int: Int] = [:]
        /// Answers from the cache of the server in front (`Cache-Status`, RFC 9211).
        var cached = 0
        /// Requests without an answer, by the error.
        var failures: [String: Int] = [:]
        /// From the first request to the last answer.
        var elapsed = Duration.zero

        /// Answers with status 200 per second.
        var rate: Double { elapsed > .zero ? Double(latencies.count) / elapsed.seconds : 0 }

        fileprivate mutating func add(_ other: Outcome) {
            latencies += other.latencies
            cached += other.cached
            statuses.merge(other.statuses, uniquingKeysWith: +)
            failures.merge(other.failures, uniquingKeysWith: +)
        }
    }

    private struct State: Sendable {
        var connected = 0
        var start: ContinuousClock.Instant?
        var running: Int
        var outcome = Outcome()
    }

    public let addresses: SearchAddresses
    let configuration: HTTPClient.Configuration

    public init(addresses: SearchAddresses, configuration: HTTPClient.Configuration) {
        (self.addresses, self.configuration) = (addresses, configuration)
    }

    private static let answerLimit = 4 << 20
    /// Longer than any server's own deadline.
    private static let timeout = Duration.seconds(60)

    /// A client that may connect to this server only.
    public func client() -> HTTPClient {
        HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [addresses.place]), configuration: configuration)
    }

    /// Sends requests until their number or the time limit is reached.
    ///
    /// - Parameters:
    ///   - address: the address of each request by its number from 0 on.
    ///   - progress: called on the calling thread with the number of requests begun.
    public func run(
        connections: Int, requests: Int, limit: Duration, address: @escaping @Sendable (Int) -> String,
        progress: (Int) -> Void
    ) -> Outcome {
        let next = RequestNumbers()
        let state = Monitor(State(running: connections))
        for _ in 0..<connections {
            Thread.start("client") {
                let client = client()
                // Connecting is not part of a search; an error would appear in the searches too.
                _ = try? client.get(
                    HTTPRequest(addresses.greeting, limit: Self.answerLimit), until: .now + Self.timeout)
                state.update { state in
                    state.connected += 1
                    if state.connected == connections { state.start = .now }
                }
                let start = state.wait { $0.start }
                var outcome = Outcome()
                while .now < start + limit, let number = next.take(below: requests) {
                    Self.ask(client, address(number), &outcome)
                }
                let elapsed = ContinuousClock.now - start
                state.update { state in
                    state.outcome.add(outcome)
                    state.outcome.elapsed = max(state.outcome.elapsed, elapsed)
                    state.running -= 1
                }
            }
        }
        while state.wait(until: .after(.milliseconds(200)), for: { $0.running == 0 ? true : nil }) == nil {
            progress(next.value)
        }
        return state.read { $0.outcome }
    }

    private static func ask(_ client: HTTPClient, _ address: String, _ outcome: inout Outcome) {
        let start = ContinuousClock.now
        do throws(HTTPError) {
            let answer = try client.get(HTTPRequest(address, limit: answerLimit), until: start + timeout)
            if answer.status == 200 { outcome.latencies.append(ContinuousClock.now - start) }
            outcome.statuses[answer.status, default: 0] += 1
            if answer.headers[HTTPField.Name("Cache-Status")!]?.contains("; hit") == true { outcome.cached += 1 }
        } catch {
            outcome.failures[error.description, default: 0] += 1
        }
    }
}

/// The numbers of requests, each taken by one thread.
private final class RequestNumbers: Sendable {
    private let next = Atomic<Int>(0)

    var value: Int { next.load(ordering: .relaxed) }

    func take(below limit: Int) -> Int? {
        let number = next.add(1, ordering: .relaxed).oldValue
        return number < limit ? number : nil
    }
}
