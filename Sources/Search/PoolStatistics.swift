extension PoolStore {
    /// Counts since the start, for metrics.
    public struct Statistics: Sendable {
        /// Pools that were in memory.
        public var memoryHits = 0
        /// Pools that were being loaded for another request.
        public var joinedLoads = 0
        /// Pools that the shared cache had.
        public var cacheLoads = 0
        /// Pools that came from the source.
        public var sourceLoads = 0
        /// Loads answered with an expired pool, since the source was unavailable.
        public var staleLoads = 0
        /// Whether no requests to the source are made at present, since the last ones failed.
        public var sourceIsAway = false
        /// How often that has happened.
        public var sourceLosses = 0
        /// The calls to the source; nil for a source that calls no service.
        public var source: SourceStatistics?
        /// Loads that failed.
        public var failedLoads = 0
        /// Pictures encoded.
        public var encodedPictures = 0
        /// Pictures left out, by reason; one that was tried several times counts each time.
        public var leftOut: [PictureFailure.Reason: Int] = [:]
        /// Values in the shared cache that could not be read.
        public var unreadableValues = 0
        /// Pools in memory now.
        public var poolsInMemory = 0
        /// Pools being loaded now.
        public var poolsLoading = 0
    }
}
