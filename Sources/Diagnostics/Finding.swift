public import Files
import Formats

/// What one check of an installation found.
public struct Finding: Sendable {
    public enum State: String, Sendable {
        case ok, warning, error
        /// Not checked, and why.
        case skipped
    }

    /// What was checked, as in `model`.
    public let check: String
    public let state: State
    /// What was found, and where.
    public let detail: String
    /// What to do; nil where nothing has to be done, or `detail` says it.
    public let advice: String?
    /// The exit code of a command that ends with this error.
    public let kind: SetupError.Kind

    /// What a body says, or the error that it throws.
    public init(_ check: String, _ body: () throws -> String) {
        do {
            self.init(check, .ok, try body())
        } catch {
            self.init(check, error)
        }
    }

    public init(_ check: String, _ error: any Error) {
        self.init(check, .error, "\(error)", kind: (error as? SetupError)?.kind ?? .invalid)
    }

    public init(
        _ check: String, _ state: State, _ detail: String, advice: String? = nil,
        kind: SetupError.Kind = .invalid
    ) {
        self.kind = kind
        self.check = check
        self.state = state
        self.detail = detail
        self.advice = advice
    }

    /// For people, on one line.
    public var line: String {
        let found = advice == nil || !detail.hasSuffix(".") ? detail : String(detail.dropLast())
        return "\(check): \(state == .ok ? "" : "\(state.rawValue): ")\(found)\(advice.map { "; \($0)" } ?? "")"
            .escapingControls
    }

    var json: JSON {
        [
            "check": .string(check), "state": .string(state.rawValue), "detail": .string(detail),
            "advice": .optional(advice),
        ]
    }
}
