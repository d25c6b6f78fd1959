extension Contract {
    /// All that the contract promises, for tests that hold a server to each of them.
    public enum Promise: String, CaseIterable, Sendable {
        case answersSearch, ranksWholePool, leavesOutTheFirst, answersEmpty, answersHead, refusesPathsAndMethods
        case streams, describesSource, answersHealth, namesBadParameters, speaksToPeople

        public func check(_ server: some ContractServer) throws {
            switch self {
            case .answersSearch: try Contract.answersSearch(server)
            case .ranksWholePool: try Contract.ranksWholePool(server)
            case .leavesOutTheFirst: try Contract.leavesOutTheFirst(server)
            case .answersEmpty: try Contract.answersEmpty(server)
            case .answersHead: try Contract.answersHead(server)
            case .refusesPathsAndMethods: try Contract.refusesPathsAndMethods(server)
            case .streams: try Contract.streams(server)
            case .describesSource: try Contract.describesSource(server)
            case .answersHealth: try Contract.answersHealth(server)
            case .namesBadParameters: try Contract.namesBadParameters(server)
            case .speaksToPeople: try Contract.speaksToPeople(server)
            }
        }
    }
}
