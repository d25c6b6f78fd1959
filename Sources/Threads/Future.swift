import Foundation

/// The result of work on a thread of its own.
public struct Future<Value: Sendable, Failure: Error>: Sendable {
    private let result = Promise<Result<Value, Failure>>()

    /// Starts the work.
    public init(
        _ name: String, stackSize: Int? = nil, _ work: @escaping @Sendable () throws(Failure) -> Value
    ) {
        Thread.start(name, stackSize: stackSize) { [result] in
            result.fulfill(Result(catching: work))
        }
    }

    /// Waits for the result.
    public func value() throws(Failure) -> Value {
        try result.wait().get()
    }
}
