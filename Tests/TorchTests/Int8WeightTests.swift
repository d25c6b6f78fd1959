import Testing

@testable import Torch

@Suite(
    "A weight in 8 bits",
    .enabled(if: Int8Weight.isAvailable, "this processor has no AVX2, or libtorch no oneDNN"))
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
        let packed = try Int8Weight(weight, bias: bias, rows: packedRows)
        for activation in [Activation.identity, .gelu, .geluTanh, .swish, .relu] {
            let expected = try x.linear(weight: weight, bias: bias).activated(activation)
            let found = try packed(x, activation: activation)
            #expect(found.shape == [2, rows, 96])
            #expect(found.type == .float32)
            #expect(try error(found, expected) < 0.01, "\(activation)")
        }
        let plain = try Int8Weight(weight, bias: nil, rows: packedRows)
        #expect(try error(plain(x), x.linear(weight: weight, bias: nil)) < 0.01)
    }

    @Test("gives every row its own scale: a row of small numbers is as exact as one of large numbers")
    func perChannel() throws {
        let rows = (0..<8).flatMap { row in noise(64, seed: UInt32(row + 1)).map { $0 * (row == 0 ? 1000 : 0.001) } }
        let weight = try Tensor.of(rows, shape: [8, 64])
        let x = try Tensor.of(noise(5 * 64, seed: 9), shape: [5, 64])
        let found = try Int8Weight(weight, bias: nil, rows: 5)(x)
        let expected = try x.linear(weight: weight, bias: nil)
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
        let found = try Int8Weight(weight, bias: bias, rows: 6)(x, adding: addend)
        #expect(found.shape == [2, 3, 96])
        #expect(try error(found, expected) < 0.01)
        #expect(try addend.floats() == before)
    }

    @Test("takes and returns bfloat16, and handles rows of zeros and constant inputs")
    func edges() throws {
        let weight = try Tensor.of([Float](repeating: 0, count: 64) + noise(64, seed: 1), shape: [2, 64])
        let x = try Tensor.of([Float](repeating: 2, count: 3 * 64), shape: [3, 64])
        let layer = try Int8Weight(weight, bias: nil, rows: 3)
        let found = try layer(x.to(.bfloat16), type: .bfloat16)
        #expect(found.type == .bfloat16)
        #expect(try found.narrowed(0..<1, along: 1).to(.float32).floats() == [0, 0, 0])
        #expect(try error(found, x.linear(weight: weight, bias: nil)) < 0.02)
        #expect(throws: TorchError.self) { try layer(Tensor.of(noise(10, seed: 1))) }
    }

    @Test("gives a row the same result alone and beside rows of much larger numbers", arguments: [0, 16])
    func rowsAreIndependent(outlierColumns: Int) throws {
        let weight = try Tensor.of(noise(96 * 72, seed: 1), shape: [96, 72])
        let layer = try Int8Weight(weight, bias: nil, rows: 40, outlierColumns: outlierColumns)
        let numbers = noise(40 * 72, seed: 3).enumerated().map { $0.element * ($0.offset < 72 ? 1 : 1000) }
        let x = try Tensor.of(numbers, shape: [40, 72])
        let (together, alone) = (try layer(x).narrowed(0..<1, along: 0), try layer(x.narrowed(0..<1, along: 0)))
        #expect(try error(together, alone) < 1e-5)
        #expect(try error(together, x.narrowed(0..<1, along: 0).linear(weight: weight, bias: nil)) < 0.01)
    }

    @Test("no sum overflows, whatever the input: large weights side by side, largest inputs", arguments: [127, 128])
    func largestSums(width: Int) throws {
        // Rows of equal weights, of pairs with opposite signs, and of noise; inputs that all become 255 or 0.
        var weights: [Float] = []
        for row in 0..<32 {
            let noise = noise(width, seed: UInt32(row + 1))
            weights += (0..<width).map { index in
                switch row % 4 {
                case 0: 1
                case 1: -1
                case 2: index % 4 < 2 ? 1 : -1
                default: noise[index]
                }
            }
        }
        let weight = try Tensor.of(weights, shape: [32, width])
        let (bias, rows) = (try Tensor.of(noise(32, seed: 5)), 9)
        let x = try Tensor.of(
            (0..<rows * width).map { index in index / width % 3 == 0 ? 1 : index % width < 64 ? 1 : -1 },
            shape: [rows, width])
        let found = try Int8Weight(weight, bias: bias, rows: rows)(x)
        #expect(try error(found, x.linear(weight: weight, bias: bias)) < 0.01)
    }

    @Test("keeps the inputs with the largest weights in float32")
    func outliers() throws {
        // One column's weights are 1000 times the others': their scale would round the others to 0.
        let weight = try Tensor.of(
            noise(16 * 64, seed: 1).enumerated().map { $0.element * ($0.offset % 64 == 5 ? 1000 : 1) }, shape: [16, 64])
        let bias = try Tensor.of(noise(16, seed: 2))
        let addend = try Tensor.of(noise(3 * 16, seed: 4), shape: [3, 16])
        let x = try Tensor.of(
            noise(3 * 64, seed: 3).enumerated().map { $0.offset % 64 == 5 ? 0 : $0.element }, shape: [3, 64])
        let layer = try Int8Weight(weight, bias: bias, rows: 3, outlierColumns: 8)
        let expected = try x.linear(weight: weight, bias: bias)
        #expect(try error(layer(x), expected) < 0.01)
        #expect(try error(layer(x, adding: addend), addend + expected) < 0.01)
        #expect(try error(layer(x, activation: .swish), expected.activated(.swish)) < 0.01)
        #expect(try error(Int8Weight(weight, bias: bias, rows: 3)(x), expected) > 0.05)
        let large = try Tensor.of(noise(3 * 64, seed: 6), shape: [3, 64])
        #expect(try error(layer(large), large.linear(weight: weight, bias: bias)) < 0.001)
    }

    @Test(
        "refuses a weight that is no number, and lets such an input be seen in its row alone",
        arguments: [Float.nan, .infinity])
    func notFinite(number: Float) throws {
        var weights = noise(16 * 64, seed: 1)
        let layer = try Int8Weight(Tensor.of(weights, shape: [16, 64]), bias: nil, rows: 2, outlierColumns: 4)
        weights[100] = number
        #expect(throws: TorchError.self) { try Int8Weight(Tensor.of(weights, shape: [16, 64]), bias: nil, rows: 2) }
        var numbers = noise(2 * 70, seed: 2)
        numbers[10] = number
        let odd = try Int8Weight(Tensor.of(noise(16 * 70, seed: 1), shape: [16, 70]), bias: nil, rows: 2)
        for activation in [Activation.identity, .swish] {
            let found = try odd(Tensor.of(numbers, shape: [2, 70]), activation: activation).floats()
            #expect(found.prefix(16).allSatisfy { $0.isNaN })
            #expect(found.suffix(16).allSatisfy { $0.isFinite })
        }
        numbers[10] = 0
        numbers[69] = number
        #expect(try odd(Tensor.of(numbers, shape: [2, 70])).floats().prefix(16).allSatisfy { $0.isNaN })
        let x = try Tensor.of(Array(repeating: number, count: 64), shape: [1, 64])
        #expect(try layer(x).floats().allSatisfy { !$0.isFinite })
    }
}
