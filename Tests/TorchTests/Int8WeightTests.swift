import Testing

@testable import Torch

@Suite(
    "A weight in 8 bits",
    .enabled(if: Int8Weight.isAvailable, "this processor has neither VNNI nor AMX, or libtorch no oneDNN"))
struct Int8WeightTests {
    /// The largest difference between the numbers of two tensors, as a share of the largest number.
    private func error(_ found: Tensor, _ expected: Tensor) throws -> Float {
        let (found, expected) = (try found.to(.float32).floats(), try expected.to(.float32).floats())
        guard found.count == expected.count else { return .infinity }
        let largest = expected.map(abs).max() ?? 1
        return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
    }

    @Test("equals the plain product to one hundredth", arguments: [1, 7, 50, 400], [1, 3, 50, 77])
    func closeToPlain(packedRows: Int, rows: Int) throws {
        let weight = try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
        let bias = try Tensor.of(noise(96, seed: 2))
        let x = try Tensor.of(noise(2 * rows * 72, seed: 3).map { $0 * 3 + 1 }, shape: [2, rows, 72])
        let packed = try Int8Weight(weight, rows: packedRows)
        for activation in [Activation.identity, .gelu, .geluTanh, .swish, .relu] {
            let expected = try x.linear(weight: weight, bias: bias).activated(activation)
            let found = try packed(x, bias: bias, activation: activation)
            #expect(found.shape == [2, rows, 96])
            #expect(found.type == .float32)
            #expect(try error(found, expected) < 0.01, "\(activation)")
        }
        #expect(try error(packed(x, bias: nil), x.linear(weight: weight, bias: nil)) < 0.01)
    }

    @Test("gives every row its own scale: a row of small numbers is as exact as one of large numbers")
    func perChannel() throws {
        let rows = (0..<8).flatMap { row in noise(64, seed: UInt32(row + 1)).map { $0 * (row == 0 ? 1000 : 0.001) } }
        let weight = try Tensor.of(rows, shape: [8, 64])
        let x = try Tensor.of(noise(5 * 64, seed: 9), shape: [5, 64])
        let (found, expected) = (try Int8Weight(weight, rows: 5)(x, bias: nil), try x.linear(weight: weight, bias: nil))
        for row in 0..<8 {
            #expect(
                try error(found.narrowed(row..<row + 1, along: 1), expected.narrowed(row..<row + 1, along: 1)) < 0.02)
        }
    }

    @Test("adds an addend in the product, and does not change the addend")
    func adds() throws {
        let weight = try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
        let bias = try Tensor.of(noise(96, seed: 2))
        let x = try Tensor.of(noise(2 * 3 * 72, seed: 3), shape: [2, 3, 72])
        let addend = try Tensor.of(noise(2 * 5 * 96, seed: 4), shape: [2, 5, 96]).narrowed(1..<4, along: 1)
        let before = try addend.floats()
        let expected = try addend + x.linear(weight: weight, bias: bias)
        let found = try Int8Weight(weight, rows: 6)(x, bias: bias, adding: addend)
        #expect(found.shape == [2, 3, 96])
        #expect(try error(found, expected) < 0.01)
        #expect(try addend.floats() == before)
    }

    @Test("takes and returns bfloat16, and handles rows of zeros and constant inputs")
    func edges() throws {
        let weight = try Tensor.of([Float](repeating: 0, count: 64) + noise(64, seed: 1), shape: [2, 64])
        let x = try Tensor.of([Float](repeating: 2, count: 3 * 64), shape: [3, 64])
        let found = try Int8Weight(weight, rows: 3)(x.to(.bfloat16), bias: nil, type: .bfloat16)
        #expect(found.type == .bfloat16)
        #expect(try found.narrowed(0..<1, along: 1).to(.float32).floats() == [0, 0, 0])
        #expect(try error(found, x.linear(weight: weight, bias: nil)) < 0.02)
        #expect(throws: TorchError.self) { try Int8Weight(weight, rows: 3)(Tensor.of(noise(10, seed: 1)), bias: nil) }
    }
}
