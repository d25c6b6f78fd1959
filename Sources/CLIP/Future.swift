import Foundation
import Synchronization
internal import Torch

/// Work on a thread of its own, whose result is waited for.
final class Future<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, CLIPError>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// Starts the work.
    init(_ work: @escaping @Sendable () throws(CLIPError) -> Value) {
        let thread = Thread { [self] in
            // Else it would bring an OpenMP pool of its own.
            try? Processor.setThreadCount(1)
            let found = Result(catching: work)
            result.withLock { $0 = found }
            isDone.signal()
        }
        thread.name = "model"
        // Foundation's 512 kB are little for libtorch.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Waits for the result. To be called once.
    func value() throws(CLIPError) -> Value {
        isDone.wait()
        guard let result = result.withLock({ $0 }) else { throw CLIPError(.model, "The model's thread has ended.") }
        return try result.get()
    }
}
