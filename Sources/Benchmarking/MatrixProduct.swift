import CLIP
import Foundation
import Torch

/// The matrix product that an encoder's speed is compared with: a layer's first feed-forward product,
/// `[rows, inputs] x [inputs, outputs]`, repeated with the same numbers, with packed weights where libtorch packs them.
struct MatrixProduct {
    let rows: Int
    let inputs: Int
    let outputs: Int
    let precision: Precision

    private let x: Tensor
    private let multiply: (Tensor) throws(TorchError) -> Tensor
    /// Products per sample.
    private var count = 1

    /// Operations per product, two for each multiplication with its addition.
    var operations: Double { 2 * Double(rows) * Double(inputs) * Double(outputs) }

    /// Makes the factors, and measures how many products take long enough to be timed.
    ///
    /// - Parameter precision: as the model has it, never `auto`; with int8 its rounding is part of the product.
    init(rows: Int, inputs: Int, outputs: Int, precision: Precision, device: Device) throws(TorchError) {
        (self.rows, self.inputs, self.outputs, self.precision) = (rows, inputs, outputs, precision)
        let type = precision.activationType
        x = try Self.matrix(rows, inputs).to(type, device: device)
        let weight = try Self.matrix(outputs, inputs).to(type, device: device)
        if precision == .int8 {
            let packed = try Int8Weight(weight, bias: nil, rows: rows)
            multiply = { x throws(TorchError) in try packed(x) }
        } else if device == .cpu, PackedWeight.isAvailable(for: type) {
            let packed = try PackedWeight(weight, rows: rows)
            multiply = { x throws(TorchError) in try packed(x, bias: nil) }
        } else {
            multiply = { x throws(TorchError) in try x.linear(weight: weight, bias: nil) }
        }
        // The first product takes longer: libraries load their code for it.
        _ = try time(1)
        let once = try time(1)
        count = max(1, min(1000, Int(Duration.milliseconds(40) / max(once, .microseconds(1)))))
    }

    /// Times some products.
    ///
    /// - Returns: the time of one.
    func sample() throws(TorchError) -> Duration { try time(count) / count }

    private func time(_ count: Int) throws(TorchError) -> Duration {
        let start = ContinuousClock.now
        var product = try multiply(x)
        for _ in 1..<max(1, count) { product = try multiply(x) }
        // Reading a number waits for a device that works asynchronously.
        _ = try product.narrowed(0..<1, along: 0).to(.float32).floats()
        return ContinuousClock.now - start
    }

    private static func matrix(_ rows: Int, _ columns: Int) throws(TorchError) -> Tensor {
        try Tensor.of((0..<rows * columns).map { Float($0 % 251) / 125 - 1 }, shape: [rows, columns])
    }
}
