import Foundation
import HTTPClient
import ImageSources
import Search
import TestSupport
import Testing
import Threads

@Suite("Downloads of Pixabay's pictures")
struct PixabayDownloadTests {
    let pixabay: PixabayStandIn
    let pictures: [Picture]

    init() throws {
        pixabay = try PixabayStandIn()
        pictures = try pixabay.pictures("dog", limit: 6)
    }

    /// How often the small versions and the others were requested.
    func asked() throws -> (small: Int, given: Int) {
        let requests = try pixabay.server.stats().requests
        func count(_ ending: String) -> Int {
            requests.filter { $0.key.hasSuffix(ending) }.values.reduce(0, +)
        }
        return (count("_340.jpg"), count("_640.jpg"))
    }

    @Test("give every picture's bytes, of the small version first, over few connections")
    func all() throws {
        let many = try pixabay.pictures("many", limit: 100)
        let names = try FileManager.default.contentsOfDirectory(atPath: Gallery.path).filter { $0.hasSuffix(".jpg") }
            .sorted()
        let outcomes = pixabay.download(many)
        for (index, name) in names.prefix(100).enumerated() {
            let expected = FileManager.default.contents(atPath: "\(Gallery.path)/\(name)").map { [UInt8]($0) }
            #expect(try outcomes[index]?.get() == expected)
        }
        let requests = try asked()
        #expect(requests.small == 100)
        #expect(requests.given == 0)
        let stats = try pixabay.server.stats()
        #expect(stats.connections <= 32)
        #expect((2...32).contains(stats.peak))
    }

    @Test("ask for a pool of the default size at once: each further round would take as long again")
    func atOnce() throws {
        // Slow requests leave their places to others, which makes it three times as many at most: 30 if ten began at once.
        let pool = try pixabay.pictures("many", limit: 40)
        try pixabay.fault("mode=picture-gate")
        let download = Future<Int, Never>("download") { [pixabay] in pixabay.download(pool).count }
        #expect(try eventually { try pixabay.server.stats().held == 40 })
        try pixabay.server.tell("/__open")
        #expect(download.value() == 40)
    }

    private static func notJPEG(_ what: String) -> SourceError {
        .badAnswer(detail: "The picture's host answered HTTP 200, but not with a JPEG (\(what)).")
    }

    @Test("ask for JPEGs, since some hosts choose the format by that")
    func accepts() throws {
        _ = pixabay.download(pictures)
        #expect(try pixabay.server.stats().lastHeaders["accept"] == "image/jpeg")
    }

    @Test("try the address as it was given if the small version fails", arguments: ["picture-no340"])
    func smallFails(mode: String) throws {
        try pixabay.fault("mode=\(mode)")
        let outcomes = pixabay.download(pictures)
        for outcome in outcomes.values { #expect(try outcome.get().starts(with: [0xff, 0xd8, 0xff])) }
        let requests = try asked()
        #expect(requests.small == 6)
        #expect(requests.given == 6)
    }

    @Test(
        "fail one by one, after the other address if that may work",
        arguments: [
            ("404pictures", SourceError.refused(detail: "The picture's host answered HTTP 404."), 2),
            ("picture-status-400", .refused(detail: "The picture's host answered HTTP 400."), 2),
            ("picture-status-403", .refused(detail: "The picture's host answered HTTP 403."), 2),
            ("picture-status-410", .refused(detail: "The picture's host answered HTTP 410."), 2),
            ("picture-status-408", .unavailable(detail: "The picture's host answered HTTP 408."), 1),
            ("picture-status-503", .unavailable(detail: "The picture's host answered HTTP 503."), 1),
            ("picture-500", .unavailable(detail: "The picture's host answered HTTP 500."), 1),
            ("picture-status-429", .rateLimited(retryAfter: 60), 1),
            ("picture-png", notJPEG("the body looks like PNG"), 2),
            ("picture-html", notJPEG("the body looks like HTML or XML"), 2),
            ("picture-empty", notJPEG("the body is empty"), 2),
            (
                "picture-cut",
                .unavailable(
                    detail: "The request to 127.0.0.1 failed: the connection ended before the answer was complete."), 2
            ),
            (
                "picture-reset",
                .unavailable(
                    detail: "The request to 127.0.0.1 failed: the connection ended before the answer was complete."), 2
            ),
            (
                "picture-endless",
                .badAnswer(detail: "The request to 127.0.0.1 failed: the answer is larger than 5242880 bytes."), 1
            ),
            (
                "picture-redirect",
                .badAnswer(detail: "The request to 127.0.0.1 was redirected to an address that is not allowed."), 1
            ),
        ])
    func failures(mode: String, expected: SourceError, tries: Int) throws {
        try pixabay.fault("mode=\(mode)&hits=1,4")
        let outcomes = pixabay.download(pictures)
        for (index, outcome) in outcomes {
            switch outcome {
            case .success: #expect(![1, 4].contains(index))
            case .failure(let error):
                #expect([1, 4].contains(index))
                #expect(error == expected)
            }
        }
        // libcurl repeats a request when a connection that was used before is reset.
        if mode != "picture-reset" { #expect(try asked() == (6, (tries - 1) * 2)) }
        #expect(try pixabay.server.stats().trapped == 0)
    }

    @Test("end at the deadline for a picture that hangs, and keep the others")
    func hang() throws {
        try pixabay.fault("mode=picture-hang&hits=2")
        let outcomes = pixabay.download(pictures, within: .seconds(4))
        for (index, outcome) in outcomes where index != 2 { #expect(throws: Never.self) { try outcome.get() } }
        #expect(outcomes[2] == .failure(.timedOut))
    }

    @Test("return a JPEG that declares an enormous size: the decoder checks it")
    func hugeHeader() throws {
        try pixabay.fault("mode=picture-huge-header&hits=0")
        let bytes = try #require(try pixabay.download(pictures)[0]?.get())
        let side: [UInt8] = [0xfa, 0xfa, 0xfa, 0xfa]
        #expect(bytes.indices.contains { bytes[$0...].starts(with: side) })
    }

    @Test("of no pictures ask for none")
    func none() throws {
        #expect(pixabay.download([]).isEmpty)
    }
}
