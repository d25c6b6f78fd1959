import FastCGI
import Foundation
import Ranking
import Search
import Synchronization
import TestSupport
import Threads

@testable import Server

/// The routes of the server over a source and an encoder in memory.
final class MemoryServer: ContractServer {
    let tag = "mountains"
    let readiness = Readiness()
    private let router: Router

    init() {
        let encoder = SeedEncoder()
        let source = ListSource()
        let pools = PoolStore(
            source: source, encoder: encoder, cache: EmptyCache(), limit: 30, listTimeout: .seconds(5),
            downloadTimeout: .seconds(5))
        let service = SearchService(pools: pools, encoder: encoder)
        if let background = Background((0..<40).map { .sample(seed: 1000 + $0, dimension: 8) }) {
            service.compare(with: background)
        }
        let search = SearchHandler(
            service: service, deadline: .seconds(5), drain: DeadlineLimit(), logsQueries: false)
        let health = HealthHandlers(
            readiness: readiness, encoder: encoder, pools: pools, cache: nil,
            workers: WorkerStatus(count: 1) { 0 }, families: { [] })
        readiness.canaryEnded(failure: nil)
        router = Router(
            [
                SearchPath.search.rawValue: search.respond,
                "/source": SourceHandler(source: source, poolSize: 30).respond, "/alive": health.alive,
                "/ready": health.ready,
                "/test": health.test,
            ],
            streams: [
                SearchPath.stream.rawValue: SearchStreamHandler(search: search, places: WaitingPlaces(limit: 1)).respond
            ],
            metrics: RequestMetrics())
    }

    func answer(_ method: String, _ target: String) throws -> Answer {
        try answer(method, target, host: "localhost:8443")
    }

    func answer(_ method: String, _ target: String, host: String) throws -> Answer {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parameters = [
            "REQUEST_METHOD": method, "SCRIPT_NAME": String(parts[0]),
            "QUERY_STRING": parts.count > 1 ? String(parts[1]) : "",
            "HTTP_HOST": host, "REQUEST_SCHEME": "https", "REMOTE_ADDR": "203.0.113.7",
        ]
        let request = Request(parameters: RequestParameters(parameters.mapValues { Array($0.utf8) }))
        let sink = RecordingSink()
        var writer = ResponseWriter(sink, isHead: method == "HEAD")
        try router.serve(request, &writer)
        return Answer(String(decoding: sink.bytes, as: UTF8.self))
    }
}

/// Keeps what is written to it.
private final class RecordingSink: ResponseSink {
    private(set) var bytes: [UInt8] = []
    let isPeerConnected = true

    func write(_ bytes: [UInt8]) { self.bytes += bytes }
    func flush() {}
    func end() {}
}

/// Thirty pictures for each keyword but one; those of `gallery` are on the server itself.
private struct ListSource: ImageSource {
    let name = "test"
    let hasUntaggedPool = true
    let description = SourceDescription(
        examples: [.init(tag: "mountains", query: "dark skies")],
        licence: .init(name: "Test", url: "/licence.html"))

    func listing(tagged tag: String, limit: Int, for client: String, deadline: Deadline) throws(SourceError)
        -> SourceListing
    {
        let start = tag == "gallery" ? "" : "https://example.org"
        return SourceListing(
            pictures: tag == "zeppelins"
                ? []
                : (0..<30).map {
                    Picture(
                        id: "test:\($0)", url: "\(start)/\($0).jpg", pageURL: nil,
                        credit: nil,
                        alt: "picture \($0)", width: 4, height: 3)
                })
    }

    func download(
        _ pictures: [Picture], deadline: Deadline,
        arrival: (_ index: Int, _ bytes: Result<[UInt8], SourceError>) -> Void
    ) {
        for index in pictures.indices { arrival(index, .success([UInt8(index)])) }
    }
}

/// An encoder whose embedding of a picture's byte or a sentence follows from it.
private struct SeedEncoder: TextEncoder, ImageEncoder, EncoderStatus {
    let model = ModelDescription(name: "seed", fingerprint: "seed", dimension: 8, logitScale: 100)
    let silence = Duration.zero
    let capacity: Double? = 100
    let waitingTexts = 0
    let waitingPictures = 0

    func embedding(of text: String, deadline: Deadline) -> Embedding { .sample(seed: text.utf8.count, dimension: 8) }

    func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void) {
        completion(.success(.sample(seed: Int(jpeg[0]), dimension: 8)))
    }
}

private struct EmptyCache: Cache {
    func values(for keys: [String]) -> [[UInt8]?] { Array(repeating: nil, count: keys.count) }
    func set(_ entries: [(key: String, value: [UInt8])], lifetime: Duration) {}
    func renew(_ key: String, token: String, lifetime: Duration) {}
    func lock(_ key: String, token: String, lifetime: Duration) -> CacheLock { .unavailable }
    func unlock(_ key: String, token: String) {}
}
