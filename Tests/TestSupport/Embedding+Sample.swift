import Foundation
public import Ranking

extension Embedding {
    /// A vector of length 1 that follows from the seed.
    public static func sample(seed: Int, dimension: Int) -> Embedding {
        let values = (0..<dimension).map { sin(Float(seed &* 37 &+ $0 &* 11 &+ 1)) }
        let length = values.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        return Embedding(values.map { $0 / length })
    }
}
