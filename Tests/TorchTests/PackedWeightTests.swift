import Testing

@testable import Torch

@Suite("A packed weight")
struct PackedWeightTests {

    @Test(
        "equals the plain product, for whatever number of rows it was packed",
        .enabled(if: PackedWeight.isAvailable(for: .float32), "this libtorch has no oneDNN"),
        arguments: [1, 7, 50, 400], [1, 3, 50, 77])
    func equalsPlain(packedRows: Int, rows: Int) throws {
        let weight = try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
        let bias = try Tensor.of(noise(96, seed: 2))
        let x = try Tensor.of(noise(2 * rows * 72, seed: 3), shape: [2, rows, 72])
        let packed = try PackedWeight(weight, rows: packedRows)
        for activation in [Activation.identity, .gelu, .geluTanh, .swish, .relu] {
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
        "adds an addend in the product, and does not change the addend",
        .enabled(if: PackedWeight.isAvailable(for: .float32), "this libtorch has no oneDNN"))
    func adds() throws {
        let weight = try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
        let bias = try Tensor.of(noise(96, seed: 2))
        let x = try Tensor.of(noise(2 * 3 * 72, seed: 3), shape: [2, 3, 72])
        // Three of five tokens, so that the addend is not contiguous.
        let addend = try Tensor.of(noise(2 * 5 * 96, seed: 4), shape: [2, 5, 96]).narrowed(1..<4, along: 1)
        let before = try addend.floats()
        let expected = try (addend + x.linear(weight: weight, bias: bias)).floats()
        let found = try PackedWeight(weight, rows: 6)(x, bias: bias, adding: addend)
        #expect(found.shape == [2, 3, 96])
        #expect(zip(try found.floats(), expected).allSatisfy { abs($0 - $1) < 2e-5 })
        #expect(try addend.floats() == before)
        #expect(throws: TorchError.self) {
            try PackedWeight(weight, rows: 6)(x, bias: bias, activation: .swish, adding: addend)
        }
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
