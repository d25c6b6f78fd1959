public import Threads

extension PoolStore {
    /// A pool that was loaded, and how.
    public struct LoadedPool: Sendable {
        public let pool: ImagePool
        public let origin: PoolOrigin
        /// How many pictures were encoded for it.
        public let encodedPictures: Int
    }

    /// Loads a tag's pool as a search does, and waits until it is in the shared cache.
    ///
    /// - Parameters:
    ///   - client: whose share of the source's limit it comes out of.
    ///   - progress: called as pictures arrive.
    /// - Throws: what a search for the tag would throw.
    public func load(
        _ tag: String, for client: String, deadline: Deadline, progress: (PoolProgress) -> Void
    ) throws(SearchError) -> LoadedPool {
        let load: PoolLoad
        switch try pool(tagged: tag, for: client) {
        case .ready(let pool, _): return LoadedPool(pool: pool, origin: .memory, encodedPictures: 0)
        case .loading(let loading): load = loading
        }
        let snapshot = try load.pool(by: deadline, reports: true) { report in
            progress(report)
            return true
        }
        // A load can answer before its last pictures have arrived.
        finish(by: deadline)
        let last = load.partial() ?? snapshot
        return LoadedPool(pool: last.pool, origin: last.origin, encodedPictures: last.encodedPictures)
    }
}
