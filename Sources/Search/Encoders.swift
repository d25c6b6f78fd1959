public import Ranking
public import Threads

/// The model behind the encoders.
public struct ModelDescription: Sendable, Equatable {
    /// The name for people, as in `openai/clip-vit-base-patch32`.
    public let name: String
    /// Changes with anything that changes an embedding: weights, vocabulary, preprocessing, precision.
    public let fingerprint: String
    /// Numbers per embedding.
    public let dimension: Int
    /// What a cosine is multiplied by to give CLIP's logit: 100 for the released weights.
    public let logitScale: Float
    /// Where it computes, as in `cpu` or `cuda:0`.
    public let device: String

    public init(name: String, fingerprint: String, dimension: Int, logitScale: Float, device: String = "cpu") {
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.logitScale = logitScale
        self.device = device
    }
}

/// Turns sentences into embeddings.
public protocol TextEncoder: Sendable {
    /// The model at work.
    var model: ModelDescription { get }

    /// The text's embedding; blocks until it is encoded.
    func embedding(of text: String, deadline: Deadline) throws(EncoderError) -> Embedding

    /// The text's embedding, for a caller that takes turns with others.
    ///
    /// Default: ignores the caller.
    func embedding(of text: String, for caller: Caller, deadline: Deadline) throws(EncoderError) -> Embedding

    /// The share of a text's words that the model's vocabulary lacks, from 0 to 1.
    ///
    /// Default: none.
    func unknownShare(of text: String) -> Double
}

extension TextEncoder {
    public func unknownShare(of text: String) -> Double { 0 }

    public func embedding(
        of text: String, for caller: Caller, deadline: Deadline
    ) throws(EncoderError) -> Embedding {
        try embedding(of: text, deadline: deadline)
    }
}

/// Turns pictures into embeddings, many at a time.
public protocol ImageEncoder: Sendable {
    /// The model at work.
    var model: ModelDescription { get }

    /// Takes a JPEG to decode and encode; returns at once unless too many are waiting.
    ///
    /// - Parameter completion: called once, on a thread of the encoder; it must not block.
    func encode(jpeg: [UInt8], completion: @escaping @Sendable (Result<Embedding, EncoderError>) -> Void)

    /// As ``encode(jpeg:completion:)``, with the picture's colour.
    ///
    /// Default: without it.
    func encode(picture jpeg: [UInt8], completion: @escaping @Sendable (Result<EncodedPicture, EncoderError>) -> Void)
}

extension ImageEncoder {
    public func encode(
        picture jpeg: [UInt8], completion: @escaping @Sendable (Result<EncodedPicture, EncoderError>) -> Void
    ) {
        encode(jpeg: jpeg) { completion($0.map { EncodedPicture($0) }) }
    }
}

/// Why there is no embedding.
public enum EncoderError: Error, Sendable, Equatable {
    /// The bytes cannot be decoded; says what is wrong with them.
    case damagedPicture(detail: String)
    /// The picture has more pixels than are decoded; says how many.
    case pictureTooLarge(detail: String)
    /// More is waiting than can be done in time; says after how long it may be tried again.
    case overloaded(retryAfter: Duration)
    /// It was not done by the deadline.
    case timedOut
    /// The process is ending.
    case stopped
    /// The model failed; says how.
    case failed(detail: String)
}
