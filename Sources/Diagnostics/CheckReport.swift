public import Formats

/// The findings of some checks.
public struct CheckReport {
    private(set) var findings: [Finding] = []
    private let show: (Finding) -> Void

    /// - Parameter show: called with each finding as it is added.
    public init(show: @escaping (Finding) -> Void) {
        self.show = show
    }

    public mutating func add(_ finding: Finding) {
        findings.append(finding)
        show(finding)
    }

    public var firstError: Finding? { findings.first { $0.state == .error } }

    public var json: JSON {
        let worst = [Finding.State.error, .warning].first { state in findings.contains { $0.state == state } } ?? .ok
        return ["state": .string(worst.rawValue), "checks": .array(findings.map(\.json))]
    }
}
