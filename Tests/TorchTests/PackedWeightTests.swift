import Testing

@testable import Torch

@Suite("A packed weight")
struct PackedWeightTests {
    private func noise(_ count: Int, seed: UInt32) -> [Float] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 8) / Float(1 << 23) - 1
        }
    }

    @Test(
        "multiplies as the plain product does, whatever row count it was packed for",
        .enabled(if: PackedWeight.isAvailable(for: .float32), "this libtorch has no oneDNN"),
        arguments: [1, 7, 50, 400], [1, 3, 50, 77])
    func equalsPlain(packedRows: Int, rows: Int) throws {
        let weight = try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
        let bias = try Tensor.of(noise(96, seed: 2))
        let x = try Tensor.of(noise(2 * rows * 72, seed: 3), shape: [2, rows, 72])
        let packed = try PackedWeight(weight, rows: packedRows)
        for activation in [Activation.identity, .gelu, .swish] {
            let expected = try x.linear(weight: weight, bias: bias).activated(activation)
            let found = try packed(x, bias: bias, activation: activation)
            #expect(found.shape == [2, rows, 96])
            let differences = zip(try found.floats(), try expected.floats()).map { abs($0 - $1) }
            #expect(differences.max() ?? 1 < 2e-5, "\(activation)")
        }
        let found = try packed(x, bias: nil)
        let expected = try x.linear(weight: weight, bias: nil)
        #expect(zip(try found.floats(), try expected.floats()).allSatisfy { abs($0 - $1) < 2e-5 })
    }

    @Test(
        "works in bfloat16",
        .enabled(if: PackedWeight.isAvailable(for: .bfloat16), "this processor has no bfloat16"))
    func bfloat16() throws {
        let weight = try Tensor.of(noise(64 * 64, seed: 4), shape: [64, 64]).to(.bfloat16)
        let x = try Tensor.of(noise(5 * 64, seed: 5), shape: [5, 64]).to(.bfloat16)
        let found = try PackedWeight(weight, rows: 8)(x, bias: nil).to(.float32).floats()
        let expected = try x.to(.float32).linear(weight: weight.to(.float32), bias: nil).floats()
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 0.05 })
    }
}
