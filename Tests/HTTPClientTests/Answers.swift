import Synchronization

/// What several threads found.
final class Answers: Sendable {
    private let found = Mutex<[Bool]>([])

    var all: [Bool] { found.withLock { $0 } }

    func add(_ answer: Bool) {
        found.withLock { $0.append(answer) }
    }
}
