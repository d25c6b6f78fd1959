import ArgumentParser
import Files

/// The options of ``ServerConfiguration``.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Where nginx sends requests by FastCGI: unix:/path or host:port. Only nginx may reach it. Ignored \
            under socket activation. [DESCRY_LISTEN; default: descry.sock in /run/descry for root, which is then \
            made for the group of DESCRY_NGINX_USER or www-data; in $XDG_RUNTIME_DIR/descry for other users]
            """, valueName: "address"))
    var listen: String?

    @OptionGroup var health: HealthOptions

    @Option(
        help: """
            Requests answered at the same time, 1 to 512. At most 1/2 of the workers wait for the encoder, 3/8 for new \
            keywords and for sentences that are being encoded already, and 1/4 serve streams; one client gets half of \
            the 3/8 and of the 1/4. The rest is for searches that need not wait. [DESCRY_WORKERS; default: 384]
            """)
    var workers: Int?

    @Option(
        help: """
            Seconds until a search is answered with the pictures that are ready, 0.1 to 300. [DESCRY_DEADLINE; default: 15]
            """)
    var deadline: Double?

    /// In milliseconds.
    @Option(
        name: .customLong("queue-ms"),
        help: """
            The longest that a sentence may be expected to wait for the encoder, in milliseconds, 1 to 60000. One that \
            would wait longer is refused at once (503 with Retry-After), so that the others are answered in time. The \
            default is 2 s, the usual limit for interactive use. Once the queue has not been empty for 1 s, the limit is \
            the time of two batches of 32 sentences (at least 25 ms), where that is shorter. A request may ask for \
            another wait, up to the deadline, with the header 'Prefer: wait=SECONDS' (RFC 7240); with wait=0 it is \
            refused where it would wait for more than 100 ms. [DESCRY_QUEUE_MS; default: 2000]
            """)
    var maximumTextWait: Int?

    @Option(
        help: """
            Let a sentence take the ranking of one that was answered for the same keyword lately, if their embeddings' \
            cosine is at least this, 0.5 to 0.99 (0.95, say): equal answers to reworded sentences. It saves the \
            ranking only, which takes a fraction of a millisecond. Scores are the other sentence's then, and the answer \
            holds the cosine as 'nearby'. [DESCRY_NEARBY; default: off]
            """)
    var nearby: Float?

    @Flag(
        help: """
            Also log what people search for, which is personal; else the log has but a hash of the keyword that \
            changes at each start. [DESCRY_LOG_QUERIES=1]
            """)
    var logQueries = false

    func resolved(in environment: Environment) throws(SetupError) -> ServerConfiguration {
        let standard = ServerConfiguration()
        let seconds = try environment.number(
            deadline, "DESCRY_DEADLINE", "the deadline in seconds", in: 0.1...300, expected: "a number of seconds")
        let milliseconds = try environment.number(
            maximumTextWait, "DESCRY_QUEUE_MS", "the milliseconds that a sentence may wait", in: 1...60_000)
        return ServerConfiguration(
            listen: environment.value(listen, "DESCRY_LISTEN"), healthListen: health.listen(in: environment),
            workers: try environment.number(workers, "DESCRY_WORKERS", "the number of workers", in: 1...512)
                ?? standard.workers,
            deadline: seconds.map { .seconds($0) } ?? standard.deadline,
            maximumTextWait: milliseconds.map { .milliseconds($0) } ?? standard.maximumTextWait,
            nearby: try environment.number(
                nearby, "DESCRY_NEARBY", "the similarity of nearby sentences", in: 0.5...0.99,
                expected: "a number from 0.5 to 0.99"),
            logsQueries: try environment.flag(logQueries, "DESCRY_LOG_QUERIES"))
    }
}
