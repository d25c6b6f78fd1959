import Files
import Foundation
import Search

/// The searches that a gallery suggests: those of the `examples.json` in its folder, else its most frequent tags.
///
///     {"examples": [{"tag": "lake", "query": "a calm lake under the moon"}]}
struct GalleryExamples {
    private struct List: Decodable {
        struct Example: Decodable {
            let tag: String?
            let query: String
        }

        let examples: [Example]
    }

    private static let fileName = "examples.json"
    private static let limit = 12
    private static let tagLimit = 6
    private static let longestFile = 64 << 10

    let examples: [SourceDescription.Example]
    /// Why the file is not used; nil if it is, or if there is none.
    let warning: String?

    /// - Parameter index: the gallery's tags.
    init(folder: String, index: TagIndex) {
        let file = FilePath(folder).appending(Array(Self.fileName.utf8))
        do {
            let bytes = try RegularFile.read(file, limit: Self.longestFile)
            let list = try JSONDecoder().decode(List.self, from: Data(bytes))
            examples = try list.examples.prefix(Self.limit).map { example in
                let query = try SearchQuery(tag: example.tag ?? "", text: example.query, tagIsOptional: true)
                return SourceDescription.Example(tag: query.tag, query: query.text)
            }
            warning = nil
        } catch FileError.missing {
            (examples, warning) = (Self.mostFrequent(index), nil)
        } catch {
            let fault = (error as? DecodingError)?.sentence(in: Data()) ?? "\(error)"
            examples = Self.mostFrequent(index)
            warning = "\(file.shown) cannot be used, so the gallery's tags are the examples: \(fault)"
        }
    }

    /// Of tags with the same pictures, which are other words for the same, only the first one.
    private static func mostFrequent(_ index: TagIndex) -> [SourceDescription.Example] {
        var known: Set<[Int]> = []
        var examples: [SourceDescription.Example] = []
        for tag in index.tags where examples.count < tagLimit {
            guard known.insert(index.pictures(withExactly: tag).sorted()).inserted else { continue }
            examples.append(.init(tag: tag, query: tag))
        }
        return examples
    }
}
