import Formats
import Search
import Synchronization
import Threads

/// Metrics of the encoder's thread: batches, their sizes and times, and how long their members waited.
final class EncoderMetrics: Sendable {
    enum Kind: String, CaseIterable {
        case sentences, pictures
    }

    private struct Counts {
        var sizes = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64])
        var durations = Histogram(bounds: Histogram.durationBounds)
        var waits = Histogram(bounds: Histogram.durationBounds)
    }

    private struct State {
        var sentences = Counts()
        var pictures = Counts()
        var refusals = 0

        subscript(kind: Kind) -> Counts {
            get { kind == .sentences ? sentences : pictures }
            set { if kind == .sentences { sentences = newValue } else { pictures = newValue } }
        }
    }

    private let state = Mutex(State())

    /// Counts the members of a batch that begins, by how long they waited.
    func began(_ kind: Kind, after waits: [Duration]) {
        state.withLock { state in for wait in waits { state[kind].waits.observe(wait.seconds) } }
    }

    /// Counts a batch.
    func encoded(_ kind: Kind, count: Int, in duration: Duration) {
        state.withLock { state in
            state[kind].sizes.observe(Double(count))
            state[kind].durations.observe(duration.seconds)
        }
    }

    /// Counts sentences that the queue refused or dropped.
    func refused(_ count: Int = 1) {
        state.withLock { $0.refusals += count }
    }

    var families: [MetricFamily] {
        let state = state.withLock { $0 }
        func family(_ name: String, _ help: String, _ part: (Counts) -> Histogram) -> MetricFamily {
            MetricFamily(
                .histogram, name, help,
                Kind.allCases.map {
                    .init(labels: [("kind", $0.rawValue)], value: .histogram(part(state[$0])))
                })
        }
        return [
            family("descry_encoder_batch_size", "Different sentences, or pictures, encoded at a time.") { $0.sizes },
            family("descry_encoder_batch_duration_seconds", "Time to encode a batch.") { $0.durations },
            family("descry_encoder_wait_seconds", "Time that sentences and decoded pictures waited for their batch.") {
                $0.waits
            },
            MetricFamily(
                .counter, "descry_encoder_refusals_total",
                "Sentences refused because their wait would have been too long.", Double(state.refusals)),
        ]
    }
}
