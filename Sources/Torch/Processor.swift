/// What the machine has, and how much of it the calling thread may use.
public enum Processor {
    /// Whether bfloat16 numbers are multiplied in hardware (AVX-512 BF16, AMX, or Arm's BF16).
    public static var hasBFloat16: Bool {
        LibTorch.hasBFloat16
    }

    /// Loads libtorch's CUDA part, which takes seconds the first time.
    ///
    /// - Throws: `TorchError` that says what is missing: the driver, `libtorch_cuda.so` beside the rest of libtorch, or
    ///   a device.
    public static func findCUDA() throws(TorchError) {
        try LibTorch.findCUDA()
    }

    /// Whether libtorch can use a CUDA device.
    public static var hasCUDA: Bool {
        (try? findCUDA()) != nil
    }

    /// libtorch's version, for example `2.13.0`.
    public static var libraryVersion: String {
        LibTorch.version
    }

    /// Returns memory to the system that was freed but is still held by the allocator.
    public static func releaseMemory() {
        LibTorch.releaseMemory()
    }

    /// How many OpenMP threads an operation that is called from this thread may use.
    public static var threadCount: Int {
        LibTorch.threadCount
    }

    /// Sets how many OpenMP threads operations that are called from this thread may use.
    ///
    /// OpenMP keeps a count and a pool of threads for each calling thread; the default count is the number of cores. A
    /// thread that only prepares pictures should set 1.
    public static func setThreadCount(_ count: Int) throws(TorchError) {
        try LibTorch.setThreadCount(count)
    }
}
