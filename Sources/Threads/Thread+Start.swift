public import Foundation

extension Thread {
    /// A stack in bytes that is large enough for libtorch and libjpeg; Foundation's default is 512 kB.
    public static let largeStack = 8 << 20

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: what a debugger shows; the kernel keeps 15 bytes of it (pthread_setname_np(3)).
    ///   - stackSize: in bytes; nil for Foundation's default.
    public static func start(_ name: String, stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void) {
        let isStarted = DispatchSemaphore(value: 0)
        let thread = Thread {
            // A name that is set before `start()` has returned may not reach the kernel.
            isStarted.wait()
            Thread.current.name = name
            body()
        }
        if let stackSize { thread.stackSize = stackSize }
        thread.start()
        isStarted.signal()
    }
}
