import ArgumentParser
import Benchmarking
import Files
import Formats
import Foundation
import HTTPClient

/// `descry benchmark search`: how fast a running server answers.
struct SearchBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Times the searches of a running server, over HTTPS as programs make them.",
        discussion: """
            The keyword's pool is loaded first, if the server does not have it. Then three kinds of searches are \
            timed: new sentences; one known sentence, each time at another address, so that the process answers; and \
            the same address again and again, which nginx may answer by itself. Each is done by one client, then by \
            several at once, all on connections that stay open.
            A server with Pixabay behind it is asked for one keyword, and those of --cold: use a stand-in for load.
            Example: descry benchmark search --insecure --cold beach
            """)

    @Option(help: "The server's address.") var url = "https://localhost:8443"
    @Flag(help: "Take any certificate, as the self-made one of deploy/run.") var insecure = false
    @Option(help: "The keyword.") var tag = "mountains"
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Keywords that the server does not know yet; each is asked for once.", valueName: "tag"))
    var cold: [String] = []
    @Option(help: "Clients at once, 1 to 256.") var connections = 8
    @Option(help: "Searches of each kind at most.") var requests = 500
    @Option(help: "Seconds for each kind at most.") var seconds = 5.0
    @Option(help: "The number of the first made-up sentence; random if left out.") var seed: Int?
    @Flag(help: "Print one JSON object in place of a table.") var json = false

    func validate() throws {
        do throws(SetupError) {
            _ = try SearchAddresses(url)
        } catch {
            throw ValidationError(error.description)
        }
        try ValidationError.check(connections, in: 1...256, "--connections")
        try ValidationError.check(requests, in: 1...1_000_000, "--requests")
        try ValidationError.check(seconds, in: 0.1...600, "--seconds")
        try ValidationError.check(seed ?? 0, in: 0...Int.max / 2, "--seed")
    }

    func run() throws {
        let addresses = try SearchAddresses(url)
        var configuration = HTTPClient.Configuration()
        configuration.checksCertificates = !insecure
        let load = SearchLoad(addresses: addresses, configuration: configuration)
        let seed = self.seed ?? Int.random(in: 0..<SyntheticSentences.count)
        let sentences = SyntheticSentences(seed: seed)
        let pool = try fetchPool(load, sentence: sentences[SyntheticSentences.count - 1])

        var measurements: [SearchMeasurement] = []
        for (index, keyword) in cold.enumerated() {
            let outcome = load.run(connections: 1, requests: 1, limit: .seconds(seconds)) { _ in
                addresses.search(tag: keyword, sentence: sentences[SyntheticSentences.count - 2 - index])
            } progress: { _ in
            }
            measurements.append(
                SearchMeasurement(name: "new keyword '\(keyword)'", kind: "cold", connections: 1, outcome))
        }
        var asked = 0
        for (kind, name) in [
            ("new", "new sentences"), ("known", "known sentence, by the process"), ("repeated", "repeated search"),
        ] {
            for connections in Set([1, connections]).sorted() {
                let first = asked
                var bar = ProgressBar(name)
                let tag = tag
                let outcome = load.run(connections: connections, requests: requests, limit: .seconds(seconds)) {
                    switch kind {
                    case "new": addresses.search(tag: tag, sentence: sentences[first + $0])
                    case "known": addresses.search(tag: tag, sentence: sentences[0], number: seed + first + $0)
                    default: addresses.search(tag: tag, sentence: sentences[0])
                    }
                } progress: {
                    bar.show(min($0, requests), of: requests)
                }
                bar.clear()
                asked += requests
                measurements.append(SearchMeasurement(name: name, kind: kind, connections: connections, outcome))
            }
        }
        print(json ? report(measurements, pool: pool, seed: seed).text : table(measurements, pool: pool))
        for remark in SearchMeasurement.remarks(on: measurements) { StandardError.write("descry: \(remark)\n") }
    }

    /// Makes the server load the keyword's pool.
    ///
    /// - Returns: how many pictures it has.
    private func fetchPool(_ load: SearchLoad, sentence: String) throws -> Int {
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try load.client().get(
                HTTPRequest(load.addresses.search(tag: tag, sentence: sentence), limit: 4 << 20),
                until: .now + .seconds(60))
        } catch {
            let hint = if case .insecure = error.reason, !insecure { " (--insecure takes any certificate)" } else { "" }
            try Self.fail("\(error)\(hint)", code: 1)
        }
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
        guard response.status == 200, let pool = answer?.pool else {
            let detail = answer?.detail ?? "this is not an answer of Descry"
            try Self.fail("\(url) answered a search with status \(response.status): \(detail)", code: 1)
        }
        guard pool.ranked > 0 else {
            try Self.fail("\(url) has no pictures for '\(tag)'; name another keyword with --tag", code: 1)
        }
        return pool.ranked
    }

    private struct Answer: Decodable {
        struct Pool: Decodable {
            let ranked: Int
        }

        let pool: Pool?
        let detail: String?
    }

    private func report(_ measurements: [SearchMeasurement], pool: Int, seed: Int) -> JSON {
        [
            "benchmark": "search", "url": .string(url), "tag": .string(tag), "pool": .integer(pool),
            "seed": .integer(seed), "rows": .array(measurements.map(\.json)),
        ]
    }

    private func table(_ measurements: [SearchMeasurement], pool: Int) -> String {
        var table = Table(
            ["search", "clients", "answers", "p50 ms", "p90 ms", "p99 ms", "per second", "refused", "by nginx"],
            alignRight: [1, 2, 3, 4, 5, 6, 7, 8])
        for measurement in measurements { table.add(measurement.cells) }
        return "\(url), '\(tag)': \(pool) pictures\n\n\(table.text)"
    }
}
