/// The client of a request, as the encoder's queue sees it.
public struct Caller: Sendable, Equatable {
    /// Tells clients apart, which take turns in the queue; all whose name is empty count as one.
    public let client: String
    /// The longest that the sentence may be expected to wait for the encoder; nil for what the encoder is set to.
    public let maximumWait: Duration?

    public init(client: String = "", maximumWait: Duration? = nil) {
        self.client = client
        self.maximumWait = maximumWait
    }
}
