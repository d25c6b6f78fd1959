public import FastCGI

/// The two listening sockets: for searches, and for the health paths, so that no probe waits behind a search.
public struct ServingSockets: Sendable {
    /// Their names in socket activation.
    public static let names = ["search", "health"]

    public let search: Listener
    public let health: Listener

    public init(search: Listener, health: Listener) { (self.search, self.health) = (search, health) }

    /// Closes both; connections that wait in them are lost, unless another process has the sockets too.
    public func close() {
        search.close()
        health.close()
    }
}
