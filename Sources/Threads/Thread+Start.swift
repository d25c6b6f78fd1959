public import Foundation

extension Thread {
    /// Enough for libtorch and libjpeg, in bytes; Foundation's own size is 512 kB.
    public static let largeStack = 8 << 20

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: what a debugger shows; the kernel keeps 15 bytes of it (pthread_setname_np(3)).
    ///   - stackSize: in bytes; nil for Foundation's own.
    public static func start(_ name: String, stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            // A name that is set before the start does not reach the kernel.
            Thread.current.name = name
            body()
        }
        if let stackSize { thread.stackSize = stackSize }
        thread.start()
    }
}
