import Foundation
import Ranking
import Search
public import Threads

/// A first encoding with a known result, so that a model that loads but computes nonsense never gets a request.
public enum Canary {
    /// Encodes a sentence and a picture.
    ///
    /// - Returns: what is wrong; nil if both embeddings are finite and of length 1, and the sentence's is the same
    ///   twice.
    public static func failure(of encoder: EncoderService, deadline: Deadline) -> String? {
        do {
            let first = try encoder.embedding(of: "a photo of a cat", deadline: deadline)
            let second = try encoder.embedding(of: "a photo of a cat", deadline: deadline)
            guard isUnit(first) else { return "the canary sentence's embedding does not have length 1" }
            guard first == second else { return "the canary sentence's embedding differs the second time" }
        } catch {
            return "the canary sentence could not be encoded: \(error)"
        }
        let answer = Promise<Result<Embedding, EncoderError>>()
        encoder.encode(jpeg: greyPicture) { result in answer.fulfill(result) }
        switch answer.wait(until: deadline) {
        case .success(let embedding):
            return isUnit(embedding) ? nil : "the canary picture's embedding does not have length 1"
        case .failure(let error): return "the canary picture could not be encoded: \(error)"
        case nil: return "the canary picture was not encoded in time"
        }
    }

    /// A JPEG of 8x8 grey pixels.
    private static let greyPicture = Array(
        Data(
            base64Encoded: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1R\
                V19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgED\
                AwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RF\
                RkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJ\
                ytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/ACv/2Q==
                """)!)

    private static func isUnit(_ embedding: Embedding) -> Bool {
        let square = embedding.values.reduce(0) { $0 + $1 * $1 }
        return abs(square - 1) < 0.01
    }
}
