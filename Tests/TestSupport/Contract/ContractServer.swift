/// Something that answers `/search` and the health paths: the router in memory, or the whole program behind nginx.
public protocol ContractServer {
    /// A keyword with at least 12 pictures, in lower case.
    var tag: String { get }

    /// - Parameters:
    ///   - method: as in `GET`.
    ///   - target: path and query, percent-encoded.
    func answer(_ method: String, _ target: String) throws -> Answer
}

extension ContractServer {
    public func get(_ target: String) throws -> Answer { try answer("GET", target) }
}
