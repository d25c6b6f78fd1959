import Files
public import Formats

/// What was found in folders and is not used, counted by kind, so that a missing picture can be explained.
public struct PassedOver {
    /// What is counted.
    enum Kind: Hashable {
        /// A file of another format, by the format's name or else the file's ending.
        case format(String)
        /// Anything else, by a name in the singular.
        case other(String)
    }

    private struct Group {
        var count = 0
        /// The first ones.
        var names: [String] = []
    }

    /// How many are named of each kind.
    private static let namedCount = 3
    private var groups: [Kind: Group] = [:]

    /// Whether nothing was passed over.
    public var isEmpty: Bool { groups.isEmpty }

    /// Counts one.
    ///
    /// - Parameter name: what to call it; nil where the kind says enough.
    mutating func add(_ kind: Kind, _ name: String? = nil) {
        add(kind, Group(count: 1, names: name.map { [$0] } ?? []))
    }

    /// Adds what was passed over elsewhere.
    mutating func add(_ other: PassedOver) {
        for (kind, group) in other.groups { add(kind, group) }
    }

    private mutating func add(_ kind: Kind, _ more: Group) {
        let group = groups[kind] ?? Group()
        groups[kind] = Group(
            count: group.count + more.count, names: Array((group.names + more.names).prefix(Self.namedCount)))
    }

    /// As in `passed over: 12 PNG, 3 HEIC, 1 linked folder (holiday → /mnt/holiday)`.
    public var sentence: String {
        "passed over: "
            + ordered.map { kind, group in
                let more = group.count > group.names.count ? ", …" : ""
                let names = group.names.isEmpty ? "" : " (\(group.names.joined(separator: ", "))\(more))"
                return "\(group.count) \(Self.label(kind, group.count))\(names)"
            }.joined(separator: ", ")
    }

    /// A list of what, how many, and the first names.
    public var json: JSON {
        .array(
            ordered.map { kind, group in
                [
                    "what": .string(Self.label(kind, 1)), "count": .integer(group.count),
                    "names": .array(group.names.map(JSON.string)),
                ]
            })
    }

    /// Formats first, then what there is most of.
    private var ordered: [(key: Kind, value: Group)] {
        func order(_ element: (key: Kind, value: Group)) -> (Int, Int, String) {
            if case .format(let name) = element.key { return (0, -element.value.count, name) }
            return (1, -element.value.count, Self.label(element.key, 1))
        }
        return groups.sorted { order($0) < order($1) }
    }

    private static func label(_ kind: Kind, _ count: Int) -> String {
        switch kind {
        case .format(let name): name
        case .other(let name): count == 1 ? name : name + "s"
        }
    }
}
