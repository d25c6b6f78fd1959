/// The paths of the API that search: each leaves a line in the log, and its metrics begin at zero.
public enum SearchPath: String, CaseIterable, Sendable {
    case search = "/search"
    case stream = "/search/stream"
}
