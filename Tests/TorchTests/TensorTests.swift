import Foundation
import Testing

@testable import Torch

@Suite("A tensor")
struct TensorTests {
    @Test("returns the numbers that it was made of")
    func elements() throws {
        let tensor = try Tensor.of([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(tensor.shape == [2, 3] && tensor.type == .float32 && tensor.elementCount == 6)
        #expect(try tensor.floats() == [1, 2, 3, 4, 5, 6])
        #expect(try Tensor.of(bytes: [7, 8], type: .uint8, shape: [2]).bytes() == [7, 8])
        #expect(try Tensor.of([Float]()).floats() == [])
        #expect(try Tensor.of([3], shape: []).floats() == [3])
    }

    @Test("refuses bytes that do not fit its shape, and reading as another type")
    func mismatches() throws {
        #expect(throws: TorchError.self) { try Tensor.of([1, 2, 3], shape: [2, 2]) }
        #expect(throws: TorchError.self) { try Tensor.of(bytes: [1, 2], type: .float32, shape: [1]) }
        #expect(throws: TorchError.self) { try Tensor.of([1]).bytes() }
    }

    @Test("is permuted, reshaped and sliced as in libtorch")
    func shapes() throws {
        let x = try Tensor.of([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(try x.permuted([1, 0]).floats() == [1, 4, 2, 5, 3, 6])
        #expect(try x.permuted([1, 0]).reshaped([-1]).floats() == [1, 4, 2, 5, 3, 6])
        #expect(try x.selected(1, along: 0).floats() == [4, 5, 6])
        #expect(try x.narrowed(1..<3, along: 1).floats() == [2, 3, 5, 6])
        #expect(try x.rows(.of(indices: [1, 0, 1])).floats() == [4, 5, 6, 1, 2, 3, 4, 5, 6])
        #expect(try Tensor.of([9], shape: [1, 1]).expanded([2, 2]).floats() == [9, 9, 9, 9])
        #expect(try x.padded([1, 0, 0, 1]).floats() == [0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0])
        #expect(try Tensor.concatenate([x, x], along: 1).shape == [2, 6])
        #expect(try Tensor.stack([x, x, x]).shape == [3, 2, 3])
    }

    @Test("adds, multiplies and normalises")
    func arithmetic() throws {
        let (x, y) = (try Tensor.of([3, 4]), try Tensor.of([1, 2]))
        #expect(try (x + y).floats() == [4, 6])
        #expect(try (x - y).floats() == [2, 2])
        #expect(try (x * y).floats() == [3, 8])
        #expect(try (x / y).floats() == [3, 2])
        #expect(try (x * 0.5).floats() == [1.5, 2])
        #expect(try x.normalized().floats() == [0.6, 0.8])
        let matrix = try Tensor.of([1, 2, 3, 4], shape: [2, 2])
        #expect(try matrix.matmul(transposed: matrix).floats() == [5, 11, 11, 25])
        #expect(try matrix.linear(weight: matrix, bias: y).floats() == [6, 13, 12, 27])
        let norm = try matrix.layerNorm(weight: Tensor.of([1, 1]), bias: Tensor.of([0, 5]), epsilon: 0)
        #expect(try norm.floats() == [-1, 6, -1, 6])
    }

    @Test(
        "knows gelu with the error function and with tanh, swish and relu", arguments: [Float(-3), -0.7, 0, 0.5, 2.5])
    func activations(x: Float) throws {
        let tensor = try Tensor.of([x])
        let gelu = Double(x) * 0.5 * (1 + erf(Double(x) / 2.0.squareRoot()))
        let swish = Double(x) / (1 + exp(-Double(x)))
        #expect(abs(try Double(tensor.activated(.gelu).floats()[0]) - gelu) < 1e-6)
        #expect(abs(try Double(tensor.activated(.swish).floats()[0]) - swish) < 1e-6)
        let inner = (2 / Double.pi).squareRoot() * (Double(x) + 0.044715 * pow(Double(x), 3))
        #expect(abs(try Double(tensor.activated(.geluTanh).floats()[0]) - Double(x) * 0.5 * (1 + tanh(inner))) < 1e-6)
        #expect(try tensor.activated(.relu).floats() == [max(x, 0)])
        #expect(try tensor.activated(.identity).floats() == [x])
    }

    @Test("attends to all tokens, or only to earlier ones")
    func attention() throws {
        let value = try Tensor.of([1, 3, 8], shape: [1, 1, 3, 1])
        let same = try Tensor.of([0, 0, 0], shape: [1, 1, 3, 1])
        #expect(try Tensor.attention(query: same, key: same, value: value, causal: false).floats() == [4, 4, 4])
        #expect(try Tensor.attention(query: same, key: same, value: value, causal: true).floats() == [1, 2, 4])
    }

    @Test("turns libtorch's exceptions into errors with their message", arguments: 0..<6)
    func exceptions(kind: Int) throws {
        let x = try Tensor.of([1, 2, 3, 4, 5, 6], shape: [2, 3])
        let error = try #require(throws: TorchError.self) {
            switch kind {
            case 0: _ = try x.linear(weight: x.permuted([1, 0]), bias: nil)
            case 1: _ = try x.reshaped([4, 2])
            case 2: _ = try x.rows(.of(indices: [2]))
            case 3: _ = try x.to(device: .cuda(99))
            case 4: _ = try Tensor.stack([])
            default: _ = try x.resized(height: 2, width: 2)
            }
        }
        #expect(error.code == .operation)
        #expect(!error.description.isEmpty && !error.description.contains("Exception raised from"))
    }

    @Test("reports that memory ran out, instead of ending the process")
    func memory() throws {
        let x = try Tensor.of([1], shape: [1, 1])
        #expect(throws: TorchError.self) { try x.padded([0, 1 << 50]) }
    }

    @Test("is freed with its last reference")
    func lifetime() throws {
        let before = try residentKilobytes()
        for _ in 0..<200 { _ = try Tensor.of([1], shape: [1, 1]).padded([0, 5_000_000]) }
        // 4 GB were allocated in total. Other tests run at the same time and take some memory too.
        #expect(try residentKilobytes() - before < 1_500_000)
    }

    private func residentKilobytes() throws -> Int {
        let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }
}
