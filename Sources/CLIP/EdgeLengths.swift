/// A size in a preprocessor's configuration: one number, a list `[height, width]`, or an object with `shortest_edge` or
/// with `height` and `width`.
enum EdgeLengths {
    case number(Int)
    case shortestEdge(Int)
    case exact(height: Int, width: Int)

    /// Reads a member; nil if it is absent or null.
    ///
    /// - Throws: `CLIPError` for any other form.
    init?(_ key: String, of section: JSONSection) throws(CLIPError) {
        switch section[key] {
        case nil: return nil
        case .array(let values):
            guard values.count == 2, let height = values[0].integer, let width = values[1].integer else { break }
            self = .exact(height: height, width: width)
            return
        case .object(let members):
            let edges = members.filter { $0.value != .null }.mapValues(\.integer)
            if edges.count == 1, let edge = edges["shortest_edge"] ?? nil {
                self = .shortestEdge(edge)
                return
            }
            guard edges.count == 2, let height = edges["height"] ?? nil, let width = edges["width"] ?? nil else {
                break
            }
            self = .exact(height: height, width: width)
            return
        case let value?:
            guard let number = value.integer else { break }
            self = .number(number)
            return
        }
        let found: String
        if case .object(let members) = section[key] {
            found = "has \(members.keys.sorted().joined(separator: ", "))"
        } else {
            found = "is \((section[key] ?? .null).summary)"
        }
        throw section.error(
            key,
            "\(found); supported are a whole number, a list [height, width], and an object with shortest_edge or with "
                + "height and width")
    }
}
