/// A budget of requests that several processes share, for example those that use the same key.
public protocol SharedBudget: Sendable {
    /// Takes one request out of the budget.
    ///
    /// - Parameters:
    ///   - limit: how many requests may start in a window.
    ///   - window: how long the window is; it slides.
    ///   - client: its name; it has at most half of what the others leave; empty for none.
    func take(limit: Int, window: Duration, for client: String) -> SharedBudgetAnswer
}

/// What a shared budget answers.
public enum SharedBudgetAnswer: Sendable, Equatable {
    case granted
    case refused(RequestBudget.Refusal)
    /// It is unavailable, so that each process uses its own count.
    case unavailable
}
