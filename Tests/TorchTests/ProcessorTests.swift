import Foundation
import Synchronization
import Testing

@testable import Torch

@Suite("The number of threads")
struct ProcessorTests {
    @Test("belongs to the thread that sets it, also after that thread has run operations")
    func perThread() throws {
        let counts = Mutex<[Int: [Int]]>([:])
        let ready = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        let threads = [1, 2, 3].map { wanted in
            Thread {
                try? Processor.setThreadCount(wanted)
                ready.signal()
                gate.wait()
                // All threads have set their numbers by now.
                let before = Processor.threadCount
                let x = try? Tensor.of([Float](repeating: 1, count: 1 << 16), shape: [256, 256])
                for _ in 0..<3 { _ = try? x?.linear(weight: x ?? Tensor.of([1]), bias: nil) }
                let after = Processor.threadCount
                counts.withLock { $0[wanted] = [before, after] }
                done.signal()
            }
        }
        for thread in threads { thread.start() }
        for _ in threads { ready.wait() }
        for _ in threads { gate.signal() }
        for _ in threads { done.wait() }
        #expect(counts.withLock(\.self) == [1: [1, 1], 2: [2, 2], 3: [3, 3]])
    }

    @Test("does not change for threads that never set it")
    func others() throws {
        let counts = Mutex<[Int]>([])
        func count(setting wanted: Int?) {
            let done = DispatchSemaphore(value: 0)
            let thread = Thread {
                if let wanted { try? Processor.setThreadCount(wanted) }
                counts.withLock { $0.append(Processor.threadCount) }
                done.signal()
            }
            thread.start()
            done.wait()
        }
        count(setting: nil)
        count(setting: 1)
        count(setting: 5)
        count(setting: nil)
        let found = counts.withLock(\.self)
        #expect(found[1...2] == [1, 5])
        #expect(found[0] == found[3])
    }

    @Test("must be one or more")
    func invalid() {
        #expect(throws: TorchError.self) { try Processor.setThreadCount(0) }
    }

    @Test("says what is missing for CUDA", .enabled(if: !Processor.hasCUDA, "a GPU is there"))
    func missingCUDA() throws {
        let error = try #require(throws: TorchError.self) { try Processor.findCUDA() }
        let missing = ["libcuda.so.1", "libtorch_cuda.so", "no device"]
        #expect(missing.contains { error.description.contains($0) }, "\(error)")
    }
}
