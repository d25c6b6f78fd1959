import Files
import Foundation
import ImageSources
import JPEG
import Search

/// A file of sentences with the pictures that are relevant for each.
///
///     {"name": "Sentences by strangers", "gallery": "gallery", "queries": [
///         {"text": "a storm above hills", "group": "plain", "expect": [["storm"], ["meadow", "mountains"]]},
///         {"text": "a red boat", "tag": "sea", "pictures": ["004.jpg", "017.jpg"]}]}
///
/// `name`, `gallery`, `group` and `tag` may be missing; a query has either `expect` or `pictures`. Other keys are
/// ignored.
public struct EvaluationFile {
    /// Which pictures are relevant.
    enum Relevance {
        /// Those with at least one attribute of every clause: a conjunction of disjunctions.
        case attributes([[String]])
        /// These files of the gallery.
        case pictures([String])
    }

    public struct Query {
        /// The place in the file, from 1.
        let number: Int
        /// The sentence as it is written in the file.
        let text: String
        /// The sentence as a search uses it: trimmed, in lower case.
        public let sentence: String
        let group: String?
        /// The tag whose pictures alone are ranked; nil for all.
        let tag: String?
        let relevance: Relevance

        /// The query's number and text, for people.
        public var label: String { EvaluationFile.label(number, text) }
    }

    public let path: String
    public let name: String?
    /// The gallery's folder as the file names it.
    let gallery: String?
    public let queries: [Query]

    /// Reads a file.
    ///
    /// - Throws: a ``SetupError`` if there is no such file, or one that names every invalid query, and why.
    public init(path: String) throws {
        let shown = FilePath(path).shown
        let data: Data
        do throws(FileError) {
            data = Data(try RegularFile.read(FilePath(path), limit: JPEGLimits.ownFileBytes))
        } catch .missing {
            throw SetupError("there is no file '\(shown)'", kind: .missing)
        } catch {
            throw SetupError("the file '\(shown)' cannot be used: \(error)")
        }
        let contents: Contents
        do {
            contents = try JSONDecoder().decode(Contents.self, from: data)
        } catch let error as DecodingError {
            throw SetupError("\(shown) is no evaluation file: \(error.sentence(in: data))")
        } catch {
            throw SetupError("\(shown) is no evaluation file: \(error)")
        }
        guard !contents.queries.isEmpty else { throw SetupError("\(shown) has no queries") }
        var faults: [String] = []
        var queries: [Query] = []
        for (index, item) in contents.queries.enumerated() {
            do {
                queries.append(try item.query(number: index + 1))
            } catch {
                let what = (error as? DecodingError)?.sentence(in: data, below: 2) ?? "\(error)."
                faults.append("\(Self.label(index + 1, item.text)): \(what)")
            }
        }
        try Self.check(faults, path: path)
        self.path = path
        name = contents.name
        gallery = contents.gallery
        self.queries = queries
    }

    /// The gallery's folder; its name in the file is relative to the file.
    public var galleryFolder: String? {
        gallery.map { gallery in
            let folder = (path as NSString).deletingLastPathComponent
            return gallery.hasPrefix("/") || folder.isEmpty ? gallery : "\(folder)/\(gallery)"
        }
    }

    /// - Throws: one error with all faults, if there are any.
    static func check(_ faults: [String], path: String) throws(SetupError) {
        guard !faults.isEmpty else { return }
        let list = faults.map { "  \($0)" }.joined(separator: "\n")
        throw SetupError("\(FilePath(path).shown) cannot be used:\n\(list)")
    }

    private static func label(_ number: Int, _ text: String?) -> String {
        text.map { "query \(number) ('\($0.onOneLine)')" } ?? "query \(number)"
    }

    // MARK: The JSON

    private struct Contents: Decodable {
        let name: String?
        let gallery: String?
        let queries: [Item]
    }

    /// A query, or its error, so that one error does not hide the others.
    private struct Item: Decodable {
        struct Entry: Decodable {
            let text: String
            let group: String?
            let tag: String?
            let expect: [[String]]?
            let pictures: [String]?
        }

        private enum CodingKeys: CodingKey {
            case text
        }

        let text: String?
        let entry: Result<Entry, any Error>

        init(from decoder: any Decoder) {
            text = try? decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .text)
            entry = Result { try Entry(from: decoder) }
        }

        func query(number: Int) throws -> Query {
            let entry = try entry.get()
            let relevance: Relevance
            switch (entry.expect, entry.pictures) {
            case (let clauses?, nil):
                guard !clauses.isEmpty else {
                    throw SetupError("expect is empty, so that every picture would be right")
                }
                if let empty = clauses.firstIndex(where: \.isEmpty) {
                    throw SetupError(
                        "clause \(empty + 1) of expect is empty, so that no picture could be right")
                }
                relevance = .attributes(clauses)
            case (nil, let pictures?): relevance = .pictures(pictures)
            case (nil, nil): throw SetupError("it says neither what to expect nor which pictures are right")
            default: throw SetupError("it has both expect and pictures; one of them has to go")
            }
            do throws(QueryError) {
                // A search needs a tag; for a query without one, any will do.
                let search = try SearchQuery(tag: entry.tag ?? "any", text: entry.text)
                return Query(
                    number: number, text: entry.text, sentence: search.text, group: entry.group,
                    tag: entry.tag.map { _ in search.tag }, relevance: relevance)
            } catch {
                throw SetupError("\(error)")
            }
        }
    }
}

extension String {
    /// The text for a line of a table or a message: runs of white space and control characters become a space.
    var onOneLine: String {
        unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .map { String($0) }.joined(separator: " ")
    }
}
