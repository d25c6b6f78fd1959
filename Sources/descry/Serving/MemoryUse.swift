/// What keeps a server's memory near what its model and pools take.
enum MemoryUse {
    /// Variables that the libraries read, with their values here:
    /// - Shapes of linear layers whose compiled code oneDNN and libtorch keep: twice what texts and pictures have (see
    ///   `BatchShape`). The libraries' own limit is 1024 each, at up to 0.6 MB.
    /// - glibc gives hundreds of threads heaps of their own, up to eight for each processor, and memory that is free in
    ///   one of them is of no use to the others (mallopt(3), M_ARENA_MAX).
    ///
    /// glibc reads its own while it is being loaded: so ``StartEnvironment`` sets them.
    static let limits = [
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "256", "LRU_CACHE_CAPACITY": "256", "MALLOC_ARENA_MAX": "2",
    ]
}
