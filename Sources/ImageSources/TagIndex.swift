/// The pictures of each tag, in upper or lower case, singular or plural.
struct TagIndex: Sendable {
    private var exact: [String: [Int]] = [:]
    private var singular: [String: [Int]] = [:]

    init(_ tags: [[String]]) {
        for (picture, tags) in tags.enumerated() {
            for tag in Set(tags.map(Self.normalized)) where !tag.isEmpty { exact[tag, default: []].append(picture) }
            for tag in Set(tags.map { Self.singular(Self.normalized($0)) }) where !tag.isEmpty {
                singular[tag, default: []].append(picture)
            }
        }
    }

    /// The tags, most frequent first.
    var tags: [String] {
        exact.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.key)
    }

    /// The pictures with the tag; first those with exactly this form of it.
    func pictures(tagged tag: String) -> [Int] {
        let exact = pictures(withExactly: tag)
        let others = singular[Self.singular(Self.normalized(tag))] ?? []
        return exact + others.filter { !exact.contains($0) }
    }

    /// The pictures with the tag in this number, singular or plural.
    func pictures(withExactly tag: String) -> [Int] {
        exact[Self.normalized(tag)] ?? []
    }

    static func normalized(_ tag: String) -> String {
        tag.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The singular of an English noun, or of the last one of several words, by the regular rules.
    static func singular(_ tag: String) -> String {
        func replaced(_ ending: String, by singular: String) -> String? {
            tag.count > ending.count + 1 && tag.hasSuffix(ending) ? tag.dropLast(ending.count) + singular : nil
        }
        if tag.hasSuffix("ss") || tag.hasSuffix("us") || tag.hasSuffix("is") { return tag }
        for ending in ["sses", "shes", "ches", "xes", "zes"] {
            if let word = replaced(ending, by: String(ending.dropLast(2))) { return word }
        }
        return replaced("ies", by: "y") ?? replaced("s", by: "") ?? tag
    }
}
