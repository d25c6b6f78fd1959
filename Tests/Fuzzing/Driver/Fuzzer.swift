import CFuzzer
import Foundation

/// What libFuzzer calls, which takes no context.
nonisolated(unsafe) private var target: ([UInt8]) -> Void = { _ in }

/// Runs libFuzzer with the program's arguments: each input goes to `body`, which only returns if all is well.
public func fuzz(_ body: @escaping ([UInt8]) -> Void) -> Never {
    target = body
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        target(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    }
    exit(status)
}

/// Ends the program if something that always has to hold does not; libFuzzer then keeps the input.
public func require(_ condition: Bool, _ rule: String, line: Int = #line) {
    if !condition { fatalError("line \(line): \(rule)") }
}

/// An input of several files, which zero bytes separate.
public func files(_ input: [UInt8], _ count: Int) -> [[UInt8]] {
    let parts = input.split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false).map(Array.init)
    return parts + Array(repeating: [], count: count - parts.count)
}

/// Files for what reads files, in the folder that `run` makes and removes.
public enum Scratch {
    public static let path = ProcessInfo.processInfo.environment["DESCRY_FUZZING_SCRATCH"] ?? NSTemporaryDirectory()

    /// Writes a file, or removes it where there are no bytes.
    public static func write(_ bytes: [UInt8], to name: String) {
        let file = "\(path)/\(name)"
        if bytes.isEmpty {
            unlink(file)
            return
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        require(descriptor >= 0 && Foundation.write(descriptor, bytes, bytes.count) == bytes.count, "write \(file)")
        close(descriptor)
    }
}
