import Formats

/// The findings of some checks, printed as they come.
struct CheckReport {
    private(set) var findings: [Finding] = []
    /// Whether each finding is printed on a line.
    let printsLines: Bool

    mutating func add(_ finding: Finding) {
        findings.append(finding)
        if printsLines { print(finding.line) }
    }

    var firstError: Finding? { findings.first { $0.state == .error } }

    var json: JSON {
        let worst = [Finding.State.error, .warning].first { state in findings.contains { $0.state == state } } ?? .ok
        return .object([("state", .string(worst.rawValue)), ("checks", .array(findings.map(\.json)))])
    }
}
