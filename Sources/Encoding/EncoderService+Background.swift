import CLIP
import Ranking
public import Search
import Threads

extension EncoderService {
    /// Encodes the sentences that scores are compared with, the first ones if not all can be encoded in time.
    ///
    /// - Parameter limit: how long it may take; searches are answered meanwhile, between two batches.
    /// - Returns: nil if the model failed, or encoded too few in time.
    public func background(within limit: Duration = .seconds(2)) -> Background? {
        let deadline = Deadline.after(limit)
        let sentences = Background.sentences(tokenCount: tokenCount)
        var embeddings: [Embedding] = []
        while embeddings.count < sentences.count, !deadline.hasPassed {
            let batch = Array(sentences.dropFirst(embeddings.count).prefix(Self.textsPerBatch))
            let answer = Promise<[[Float]]>()
            perform { answer.fulfill((try? self.clip.encode(texts: batch)) ?? []) }
            guard let encoded = answer.wait(until: deadline), !encoded.isEmpty else { break }
            embeddings += encoded.map { Embedding($0) }
        }
        return Background(embeddings, knowsFewWords: Background.isFew(sentences))
    }

    public func unknownShare(of text: String) -> Double {
        KnownWords(hasWhole: clip.tokenizer.hasWhole).unknownShare(of: text)
    }

    /// Without the start and the end.
    private func tokenCount(of text: String) -> Int { clip.tokenizer.tokens(of: text).count - 2 }
}
