extension PoolStore {
    /// Counts since the start, for metrics.
    public struct Statistics: Sendable {
        /// Pools that were in memory.
        public var memoryHits = 0
        /// Pools that another request was loading already.
        public var joinedLoads = 0
        /// Pools that the shared cache had.
        public var cacheLoads = 0
        /// Pools that came from the source.
        public var sourceLoads = 0
        /// Loads answered with an expired pool, since the source was away.
        public var staleLoads = 0
        /// Whether the source is left alone at present, since its last requests failed.
        public var sourceIsAway = false
        /// How often that began.
        public var sourceLosses = 0
        /// How the source was asked and how it answered; nil where nobody is asked.
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
