public import Formats
import Foundation
import HTTPClient

/// A server of `Tests/StandIn` in a process of its own, on a free port, for as long as this object lives.
///
/// `@unchecked` since `Process` is not Sendable; it is touched only while starting and ending.
public final class StandIn: @unchecked Sendable {
    /// What the server has counted.
    public struct Stats: Decodable, Sendable {
        /// Connections that made a request.
        public let connections: Int
        /// Requests by path.
        public let requests: [String: Int]
        /// The most requests that were under way at once.
        public let peak: Int
        /// Connections to the port that nobody should be sent to.
        public let trapped: Int
        /// Requests that wait for the server's gate.
        public let held: Int
        /// The parameters of the last request.
        public let lastQuery: [String: String]
        /// The header fields of the last request, with names in lower case.
        public let lastHeaders: [String: String]

        private enum CodingKeys: String, CodingKey {
            case connections, requests, peak, trapped, held
            case lastQuery = "last_query"
            case lastHeaders = "last_headers"
        }
    }

    /// Where the server listens, as an exception for an address policy.
    public let place: HostPort
    /// A port that should never be connected to.
    public let trapPort: Int
    private let process = Process()
    private let input = Pipe()
    private let control: HTTPClient

    private struct Ready: Decodable {
        let port: Int
        let trap: Int
    }

    /// Starts a server and waits until it is ready.
    ///
    /// - Parameter script: a file in `Tests/StandIn`.
    public init(_ script: String, _ arguments: [String] = []) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Self.folder + script, "--until-eof"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // The line fits into one piece of a pipe; an early end of the server gives an empty one.
        let ready = try JSONDecoder().decode(Ready.self, from: output.fileHandleForReading.availableData)
        place = HostPort(host: "127.0.0.1", port: ready.port)
        trapPort = ready.trap
        control = HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [place]))
    }

    deinit {
        // It ends with its input, as it does when the tests crash. SIGTERM would not reach it: it inherits the blocked
        // signals of the Dispatch thread that a test runs on.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The address of a path on the server.
    public func url(_ path: String) -> String { "http://\(place)\(path)" }

    /// What the server has counted since it started or was reset.
    public func stats() throws -> Stats {
        try JSONDecoder().decode(Stats.self, from: Data(tell("/__stats")))
    }

    /// Asks one of the server's addresses for tests, as in `/__reset`.
    @discardableResult
    public func tell(_ path: String) throws -> [UInt8] {
        let response = try control.get(HTTPRequest(url(path), limit: 1 << 20), until: .now + .seconds(30))
        guard response.status == 200 else { throw HTTPError(host: "\(place)", reason: .status(response.status)) }
        return response.body
    }

    private static let folder = String(#filePath.dropLast("TestSupport/StandIn.swift".count)) + "StandIn/"
}
