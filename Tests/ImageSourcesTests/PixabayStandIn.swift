import Foundation
import HTTPClient
import ImageSources
import Search
import TestSupport
import Testing
import Threads

/// A stand-in for Pixabay with pictures of the demo gallery under the tags below, and a source that asks it.
///
/// The tags: `dog` with 30 pictures, `bird` with 5, `many` with 450, and `sky & sea/ü?` with 1.
struct PixabayStandIn {
    static let key = "40000001-5ec7e7c0ffee"

    let server: StandIn
    let source: PixabaySource
    private let folder: TemporaryFolder

    init(_ arguments: [String] = [], key: String = Self.key) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        let files = FileManager.default
        let pictures = try files.contentsOfDirectory(atPath: Gallery.path).filter { $0.hasSuffix(".jpg") }.sorted()
        var tags: [String: [[String: String]]] = [:]
        for (tag, count) in [("dog", 30), ("bird", 5), ("many", 450), ("sky & sea/ü?", 1)] {
            tags[tag] = try (0..<count).map { number in
                let file = "\(tag.prefix(3))-\(number).jpg"
                let picture = Gallery.path + "/" + pictures[number % pictures.count]
                try files.createSymbolicLink(atPath: "\(folder.path)/\(file)", withDestinationPath: picture)
                return ["file": file, "label": "Number_\(number)"]
            }
        }
        try JSONEncoder().encode(tags).write(to: URL(fileURLWithPath: folder.path + "/photos.json"))
        server = try StandIn("pixabay.py", ["--photos", folder.path] + arguments)
        source = try PixabaySource(key: key, api: server.url("/api/"), allowing: [server.place])
    }

    /// Changes what the stand-in does from now on, as in `mode=429&times=1`.
    func fault(_ fault: String) throws {
        try server.tell("/__fault?\(fault)")
    }

    func pictures(_ tag: String = "dog", limit: Int = 30, within time: Duration = .seconds(60)) throws -> [Picture] {
        try source.listing(tagged: tag, limit: limit, for: "", deadline: .after(time)).pictures
    }

    /// The error of a search, which must not hold the key.
    func failure(_ tag: String = "dog", limit: Int = 30, within time: Duration = .seconds(60)) -> SourceError? {
        let error = #expect(throws: SourceError.self) { try pictures(tag, limit: limit, within: time) }
        #expect(!String(reflecting: error).lowercased().contains(Self.key))
        return error
    }

    /// The result for each picture, by its index; each exactly once.
    func download(
        _ pictures: [Picture], within time: Duration = .seconds(60)
    ) -> [Int: Result<[UInt8], SourceError>] {
        var outcomes: [Int: Result<[UInt8], SourceError>] = [:]
        source.download(pictures, deadline: .after(time)) { index, result in
            #expect(outcomes.updateValue(result, forKey: index) == nil)
            #expect(!String(reflecting: result).lowercased().contains(Self.key))
        }
        #expect(outcomes.keys.sorted() == Array(pictures.indices))
        return outcomes
    }
}
