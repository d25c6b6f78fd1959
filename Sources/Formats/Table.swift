/// A table in plain text, for people.
public struct Table {
    private var rows: [[String]]
    private let alignRight: Set<Int>

    /// - Parameter alignRight: the columns that hold numbers.
    public init(_ header: [String], alignRight: Set<Int>) {
        rows = [header]
        self.alignRight = alignRight
    }

    public mutating func add(_ row: [String]) { rows.append(row.map(\.escapingControls)) }

    public var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return alignRight.contains(column) ? padding + cell.0 : cell.0 + padding
            }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
