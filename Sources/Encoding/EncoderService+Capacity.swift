import CLIP
import Search
public import Threads

extension EncoderService {
    /// The approximate time for measuring.
    private static let measuringTime = Duration.milliseconds(150)

    /// Measures how many sentences the model encodes per second, so that the first ones are admitted by this machine's
    /// measured speed.
    ///
    /// - Returns: nil if the model failed, or did not finish by the deadline.
    public func measureCapacity(by deadline: Deadline) -> Double? {
        let measured = Promise<Void>()
        perform {
            if let time = self.sentenceTime() { self.begin(withSentenceTime: time) }
            measured.fulfill(())
        }
        _ = measured.wait(until: deadline)
        return capacity
    }

    /// The time for one sentence in a batch of short sentences; nil if the model failed.
    private func sentenceTime() -> Duration? {
        let end = ContinuousClock.now + Self.measuringTime
        var best = Duration.seconds(3600)
        var count = 4
        repeat {
            let start = ContinuousClock.now
            guard (try? clip.encode(texts: (0..<count).map { "a photo of \($0) cats" })) != nil else { return nil }
            best = min(best, (.now - start) / count)
            count = Self.textsPerBatch
        } while .now + best * count < end
        return best
    }
}
