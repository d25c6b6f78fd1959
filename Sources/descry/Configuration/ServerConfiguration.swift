import Encoding

/// How a server listens and works.
struct ServerConfiguration {
    /// Where to listen for searches; nil for the standard socket of ``SocketFolder``.
    var listen: String?
    /// Where to listen for the health paths; nil as for `listen`.
    var healthListen: String?
    /// Requests answered at the same time.
    var workers = 384
    /// The time after which a search is answered with the pictures that are ready.
    var deadline = Duration.seconds(15)
    /// The longest that a sentence may be expected to wait for the encoder.
    var maximumTextWait = EncoderService.maximumTextWait
    /// The cosine from which a sentence takes another one's ranking; nil for never.
    var nearby: Float?
    /// Whether the log names what people search for.
    var logsQueries = false
}
