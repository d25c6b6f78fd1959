import Tracing

/// Connections that one thread at a time uses for requests side by side.
///
/// `@unchecked` since libcurl's handles may be used on any thread, but only on one at a time: `HTTPClient` hands a set
/// to one caller at a time.
final class ConnectionSet: @unchecked Sendable {
    struct Terms {
        let policy: AddressPolicy
        let configuration: HTTPClient.Configuration
        let deadline: ContinuousClock.Instant?
        let sink: (any Transfer.Sink)?
    }

    private struct Running {
        let index: Int
        let transfer: Transfer
        let easy: EasyHandle
    }

    /// A request that takes longer leaves its place to another one, so that slow requests do not delay the others;
    /// `placesPerRequest` limits how many run then.
    private static let (patience, placesPerRequest) = (Duration.seconds(2), 3)
    /// How many redirects to follow, each checked like the first address.
    private static let maximumRedirects = 3

    private let multi: MultiHandle
    private var idle: [EasyHandle] = []
    private var running: [ObjectIdentifier: Running] = [:]
    /// Requests to be started, the next one last.
    private var waiting: [(index: Int, request: HTTPRequest)] = []

    init() throws(HTTPError) {
        multi = try MultiHandle(connections: 32)
    }

    /// Takes the result of a request.
    ///
    /// - Returns: a request to make in its place, or nil.
    typealias Arrival = (_ index: Int, Result<HTTPResponse, HTTPError>) -> HTTPRequest?

    /// Makes the requests, `concurrency` at a time, and calls `arrival` for each as it ends.
    func run(_ requests: [HTTPRequest], concurrency: Int, terms: Terms, arrival: Arrival) {
        let concurrency = max(1, concurrency)
        waiting = requests.enumerated().reversed().map { ($0.offset, $0.element) }
        while true {
            startWaiting(concurrency, terms, arrival)
            if running.isEmpty { return }

            let isAlive = multi.perform()
            endFinished(terms, arrival)
            // With nothing running there is nothing to wait for.
            if isAlive, running.isEmpty || !waiting.isEmpty && hasPlace(concurrency) { continue }
            if !isAlive || !multi.wait() { failRunning(arrival) }
        }
    }

    private func hasPlace(_ concurrency: Int) -> Bool {
        let now = ContinuousClock.now
        return running.count < Self.placesPerRequest * concurrency
            && running.values.count { $0.transfer.start + Self.patience > now } < concurrency
    }

    private func startWaiting(_ concurrency: Int, _ terms: Terms, _ arrival: Arrival) {
        while !waiting.isEmpty, hasPlace(concurrency), let (index, request) = waiting.popLast() {
            do throws(HTTPError) {
                try start(Transfer(request, policy: terms.policy, sink: terms.sink), index: index, terms: terms)
            } catch {
                end(index, .failure(error), arrival)
            }
        }
    }

    private func endFinished(_ terms: Terms, _ arrival: Arrival) {
        while let (easy, reason) = multi.nextFinished() {
            guard let ended = running.removeValue(forKey: ObjectIdentifier(easy)) else { continue }
            Trace.ended("request", since: ended.transfer.start)
            let target = easy.redirectURL
            multi.remove(easy)
            easy.clear()
            idle.append(easy)
            do throws(HTTPError) {
                if let reason { throw ended.transfer.error(for: reason) }
                if (300..<400).contains(ended.transfer.status), let target {
                    let next = try ended.transfer.redirected(to: target, maximum: Self.maximumRedirects)
                    try start(next, index: ended.index, terms: terms)
                } else {
                    end(ended.index, .success(try ended.transfer.finish()), arrival)
                }
            } catch {
                end(ended.index, .failure(error), arrival)
            }
        }
    }

    private func failRunning(_ arrival: Arrival) {
        for ended in running.values {
            multi.remove(ended.easy)
            let error = HTTPError(host: ended.transfer.host, reason: .failed("libcurl stopped with an error"))
            end(ended.index, .failure(error), arrival)
        }
        running = [:]
    }

    private func end(_ index: Int, _ result: Result<HTTPResponse, HTTPError>, _ arrival: Arrival) {
        if let next = arrival(index, result) { waiting.append((index, next)) }
    }

    private func start(_ transfer: Transfer, index: Int, terms: Terms) throws(HTTPError) {
        let ends = [terms.deadline, transfer.request.timeLimit.map { transfer.start + $0 }].compactMap(\.self)
        let remaining = ends.min().map { ContinuousClock.now.duration(to: $0) } ?? .seconds(1_000_000)
        if remaining <= .zero { throw HTTPError(host: transfer.host, reason: .timedOut) }
        let easy = if let easy = idle.popLast() { easy } else { try EasyHandle() }
        easy.prepare(transfer, configuration: terms.configuration, timeout: remaining)
        guard multi.add(easy) else {
            throw HTTPError(host: transfer.host, reason: .failed("libcurl takes no more requests"))
        }
        running[ObjectIdentifier(easy)] = Running(index: index, transfer: transfer, easy: easy)
    }
}
