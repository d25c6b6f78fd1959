import ProgramVersion
import Synchronization

/// A client for HTTP GET over libcurl: HTTP/1.1, and HTTP/2 with TLS.
///
/// Calls block; any number of threads may call at once. Connections stay open and are used again by later calls.
/// Proxies that the environment names are not used: the address that the policy checks would be the proxy's.
public final class HTTPClient: Sendable {
    /// The client's settings.
    public struct Configuration: Sendable {
        /// How the client names itself; some services expect an address of a person here.
        public var userAgent = "Descry/\(programVersion)"
        /// How long to wait while nothing arrives; in whole seconds.
        public var stallTimeout: Duration = .seconds(10)
        /// A file of certificates to trust (PEM) in place of the system's.
        public var certificateAuthorities: String?
        /// Whether servers' certificates are checked; false only for tests with a self-signed certificate.
        public var checksCertificates = true

        public init() {}
    }

    /// Where requests may go.
    public let policy: AddressPolicy
    private let configuration: Configuration
    private let idle = Mutex<[ConnectionSet]>([])

    /// How many sets are kept, since their connections take descriptors.
    private static let maximumIdle = 16

    public init(policy: AddressPolicy, configuration: Configuration = Configuration()) {
        self.policy = policy
        self.configuration = configuration
    }

    /// Makes a request and waits for the whole answer, whatever its status.
    ///
    /// - Throws: `HTTPError` if there is no complete answer by the deadline.
    public func get(
        _ request: HTTPRequest, until deadline: ContinuousClock.Instant
    ) throws(HTTPError) -> HTTPResponse {
        try perform(request, until: deadline, sink: nil)
    }

    /// Makes requests side by side.
    ///
    /// - Parameters:
    ///   - concurrency: how many to make at once.
    ///   - arrival: called on the calling thread, for each request as it ends, with its index; meanwhile no data is
    ///     received. It returns a request to make in place of the one that ended, or nil.
    public func download(
        _ requests: [HTTPRequest], concurrency: Int, until deadline: ContinuousClock.Instant,
        arrival: (_ index: Int, _ result: Result<HTTPResponse, HTTPError>) -> HTTPRequest?
    ) {
        if requests.isEmpty { return }
        do throws(HTTPError) {
            try run(requests, concurrency: concurrency, until: deadline, sink: nil, arrival: arrival)
        } catch {
            for index in requests.indices { _ = arrival(index, .failure(error)) }
        }
    }

    func perform(
        _ request: HTTPRequest, until deadline: ContinuousClock.Instant?, sink: (any Transfer.Sink)?
    ) throws(HTTPError) -> HTTPResponse {
        var answer = Result<HTTPResponse, HTTPError>.failure(HTTPError(host: "", reason: .failed("no result")))
        try run([request], concurrency: 1, until: deadline, sink: sink) { _, result in
            answer = result
            return nil
        }
        return try answer.get()
    }

    private func run(
        _ requests: [HTTPRequest], concurrency: Int, until deadline: ContinuousClock.Instant?,
        sink: (any Transfer.Sink)?, arrival: ConnectionSet.Arrival
    ) throws(HTTPError) {
        // The last one used, whose connections are most likely still open.
        let kept = idle.withLock { $0.popLast() }
        let connections = if let kept { kept } else { try ConnectionSet() }
        let terms = ConnectionSet.Terms(policy: policy, configuration: configuration, deadline: deadline, sink: sink)
        connections.run(requests, concurrency: concurrency, terms: terms, arrival: arrival)
        idle.withLock { if $0.count < Self.maximumIdle { $0.append(connections) } }
    }
}
