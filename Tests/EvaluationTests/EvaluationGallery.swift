import Foundation
import TestSupport

@testable import Evaluation

/// A folder with a gallery of a few files, and evaluation files for it.
struct EvaluationGallery {
    let folder: TemporaryFolder

    /// - Parameter gallery: the `gallery.json`; nil for none.
    init(_ files: [String], gallery: String? = nil) throws {
        folder = try TemporaryFolder()
        let path = folder.file("gallery")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for file in files { try Data([0xff, 0xd8, 0xff]).write(to: URL(fileURLWithPath: "\(path)/\(file)")) }
        try gallery?.write(toFile: "\(path)/gallery.json", atomically: true, encoding: .utf8)
    }

    /// Four pictures with tags and attributes, and one that `gallery.json` passes over.
    init() throws {
        func entry(_ file: String, _ words: String) -> String {
            "{\"file\": \"\(file)\", \"width\": 6, \"height\": 4, \(words)}"
        }
        let entries = [
            entry("a.jpg", "\"tags\": [\"Sea\", \"boat\"], \"attributes\": [\"weather:storm\"]"),
            entry("b.jpg", "\"tags\": [\"sea\"], \"attributes\": [\"weather:clear\", \"Boat:Red\"]"),
            entry("c.jpeg", "\"tags\": [\"mountains\"], \"attributes\": [\"weather:storm\"]"),
            entry("d.jpg", "\"tags\": [\"mountain\", \"dark  sky\"]"),
        ]
        try self.init(
            ["a.jpg", "b.jpg", "c.jpeg", "d.jpg", "e.jpg"],
            gallery: "{\"pictures\": [\(entries.joined(separator: ","))]}")
    }

    func annotated() throws -> AnnotatedGallery {
        let path = try AnnotatedGallery.folder(named: folder.file("gallery"))
        let files = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasSuffix(".json") }.sorted()
        return try AnnotatedGallery(folder: path, paths: files.map { "\(path)/\($0)" })
    }

    /// An evaluation file with these queries.
    func file(_ queries: String) throws -> EvaluationFile {
        try read("{\"gallery\": \"gallery\", \"queries\": [\(queries)]}")
    }

    /// An evaluation file with this text.
    func read(_ json: String) throws -> EvaluationFile {
        try json.write(toFile: folder.file("evaluation.json"), atomically: true, encoding: .utf8)
        return try EvaluationFile(path: folder.file("evaluation.json"))
    }

    func judgments(_ queries: String) throws -> RelevanceJudgments {
        try RelevanceJudgments(of: file(queries), in: annotated())
    }
}
