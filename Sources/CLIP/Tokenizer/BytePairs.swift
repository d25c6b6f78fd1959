/// The data of a byte-pair encoding: the tokens' ids, and which pairs merge, as `tokenizer.json` or `vocab.json` and
/// `merges.txt` hold them.
struct BytePairs: Sendable {
    struct Merge: Sendable {
        let left: String
        let right: String
        /// Its line in `merges.txt`, or its position in the list of `tokenizer.json`.
        let number: Int
    }

    let ids: [String: Int32]
    /// The file of the ids, for messages.
    let idsPath: String
    /// In the order in which they are made.
    let merges: [Merge]
    /// The file of the merges, for messages.
    let mergesPath: String
    /// Where the merges are, for messages that append a merge's number.
    let mergesPlace: String

    /// Reads `vocab.json` and `merges.txt`.
    init(vocabulary: ModelFile, merges: ModelFile) throws(CLIPError) {
        idsPath = vocabulary.path
        mergesPath = merges.path
        mergesPlace = "\(merges.path), line"
        ids = try Self.ids(vocabulary.json())
        self.merges = try Self.lines(merges.bytes, place: mergesPlace)
    }

    /// Reads the section `model` of `tokenizer.json`.
    init(_ model: JSONSection) throws(CLIPError) {
        idsPath = model.path
        mergesPath = model.path
        mergesPlace = "\(model.path), model.merges, merge"
        guard let vocabulary = try model.section("vocab"), case .array(let merges) = model["merges"] else {
            throw CLIPError(
                .model, "\(model.path): model has to hold a vocab (an object) and merges (a list), as a BPE model does."
            )
        }
        ids = try Self.ids(vocabulary)
        var found: [Merge] = []
        found.reserveCapacity(merges.count)
        for (index, merge) in merges.enumerated() {
            let parts: [String]
            switch merge {
            case .string(let pair):
                parts = pair.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            case .array(let values): parts = values.compactMap { if case .string(let part) = $0 { part } else { nil } }
            default: parts = []
            }
            guard parts.count == 2 else {
                throw CLIPError(
                    .model, "\(mergesPlace) \(index + 1): it is \(merge.summary), and has to be two tokens.")
            }
            found.append(Merge(left: parts[0], right: parts[1], number: index + 1))
        }
        self.merges = found
    }

    private static func ids(_ section: JSONSection) throws(CLIPError) -> [String: Int32] {
        var ids: [String: Int32] = [:]
        ids.reserveCapacity(section.members.count)
        for (token, value) in section.members {
            guard let id = value.integer.flatMap(Int32.init(exactly:)), id >= 0 else {
                throw CLIPError(
                    .model, "\(section.path): the token \(token) has the id \(value.summary), which is no token id.")
            }
            ids[token] = id
        }
        return ids
    }

    private static func lines(_ text: [UInt8], place: String) throws(CLIPError) -> [Merge] {
        var merges: [Merge] = []
        for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            // Editors on Windows end lines with CR and LF.
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if line.isEmpty || line.starts(with: "#version".utf8) { continue }
            let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CLIPError(.model, "\(place) \(index + 1): two tokens with a space between were expected.")
            }
            merges.append(
                Merge(
                    left: String(decoding: parts[0], as: UTF8.self), right: String(decoding: parts[1], as: UTF8.self),
                    number: index + 1))
        }
        return merges
    }
}
