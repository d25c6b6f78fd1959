import Testing

@testable import Torch

@Suite(
    "A weight in float16",
    .enabled(if: Float16Weight.isAvailable, "this processor has no AVX2, or libtorch no FBGEMM"))
struct Float16WeightTests {
    private let bias = noise(96, seed: 2)

    private func weight() throws -> Tensor {
        try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
    }

    private func largestDifference(_ found: Tensor, _ expected: Tensor) throws -> Float {
        #expect(found.shape == expected.shape)
        return zip(try found.floats(), try expected.floats()).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test("equals the product with the rounded weight", arguments: [1, 3, 7, 50, 400])
    func equals(rows: Int) throws {
        let (weight, bias) = (try weight(), try Tensor.of(bias))
        let rounded = try weight.to(.float16).to(.float32)
        let x = try Tensor.of(noise(2 * rows * 72, seed: 3), shape: [2, rows, 72])
        let layer = try Float16Weight(weight, bias: bias)
        for activation in [Activation.identity, .gelu, .geluTanh, .swish, .relu] {
            let expected = try x.linear(weight: rounded, bias: bias).activated(activation)
            #expect(try largestDifference(layer(x, activation: activation), expected) < 1e-4, "\(activation)")
        }
        let addend = try Tensor.of(noise(2 * rows * 96, seed: 4), shape: [2, rows, 96])
        let expected = try addend + x.linear(weight: rounded, bias: nil)
        #expect(try largestDifference(Float16Weight(weight, bias: nil)(x, adding: addend), expected) < 1e-4)
    }

    @Test("refuses an input of another width")
    func refuses() throws {
        let layer = try Float16Weight(weight(), bias: nil)
        #expect(throws: TorchError.self) { try layer(Tensor.of(noise(10, seed: 1), shape: [1, 10])) }
    }

    @Test("refuses a weight that float16 cannot represent", arguments: [Float.nan, .infinity, -70_000])
    func outOfRange(number: Float) throws {
        let weight = try Tensor.of([1, number, 0, 2], shape: [2, 2])
        #expect(throws: TorchError.self) { try Float16Weight(weight, bias: nil) }
    }
}
