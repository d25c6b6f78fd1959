public import Torch

/// The numbers that the model computes with.
public enum Precision: String, Sendable, CaseIterable {
    /// bfloat16 where the processor has it in hardware; elsewhere float16 where libtorch has it, else float32.
    case auto
    case float32
    /// Texts with weights in float16 and arithmetic in float32 (see `Float16Weight`): reading the weights is most of a
    /// short text's time. Pictures in float32.
    case float16
    case bfloat16
    /// Pictures with weights and inputs of 8 bits in linear layers (see `Int8Weight`), attention in bfloat16 where the
    /// processor has it, the rest in float32: patch embedding, layer norms, residual sums, projection. Texts, which 8
    /// bits would make hardly faster, in bfloat16 or float16.
    case int8

    /// This precision on a device of this machine: never `auto`.
    ///
    /// - Parameter force: whether to allow what the processor only emulates.
    /// - Throws: `CLIPError` with the code `model` if the device or processor does not support it, or emulates it.
    public func resolved(on device: Device, force: Bool = false) throws(CLIPError) -> Precision {
        if device != .cpu {
            switch self {
            case .float32, .bfloat16: return self
            case .auto: return .bfloat16
            case .float16, .int8:
                throw CLIPError(
                    .model,
                    "The precision \(rawValue) is for the processor; on \(device) use bfloat16 or float32, or set the device to cpu."
                )
            }
        }
        switch self {
        case .float32: return self
        case .auto: return Processor.hasBFloat16 ? .bfloat16 : Float16Weight.isAvailable ? .float16 : .float32
        case .bfloat16:
            guard force || Processor.hasBFloat16 else {
                throw CLIPError(
                    .model,
                    "bfloat16 is emulated on this processor\(Self.emulationFactor); use auto, float32 or int8; --force takes it all the same."
                )
            }
            return self
        case .float16:
            guard Float16Weight.isAvailable else {
                throw CLIPError(.model, "The precision float16 needs AVX2 and a libtorch with FBGEMM; use auto.")
            }
            return self
        case .int8:
            guard Int8Weight.isAvailable else {
                throw CLIPError(.model, "The precision int8 needs AVX2 and a libtorch with oneDNN; use auto.")
            }
            return self
        }
    }

    /// What pictures are computed with.
    var ofPictures: Precision { self == .float16 ? .float32 : self }

    /// What texts are computed with.
    var ofTexts: Precision {
        guard self == .int8 else { return self }
        return Processor.hasBFloat16 ? .bfloat16 : Float16Weight.isAvailable ? .float16 : .float32
    }

    /// The type of the tensors between the layers. The precision must not be `auto`.
    public var activationType: DType { self == .bfloat16 ? .bfloat16 : .float32 }

    /// How much slower than float32 a product is here, as part of a sentence; empty if it cannot be measured.
    private static var emulationFactor: String {
        func fastest(_ type: DType) throws(TorchError) -> Duration {
            let x = try Tensor.of([Float](repeating: 0.5, count: 50 * 768), shape: [50, 768]).to(type)
            let weight = try Tensor.of([Float](repeating: 0.5, count: 3072 * 768), shape: [3072, 768]).to(type)
            var best = Duration.seconds(1)
            for _ in 0..<3 {
                let start = ContinuousClock.now
                _ = try x.linear(weight: weight, bias: nil)
                best = min(best, ContinuousClock.now - start)
            }
            return best
        }
        guard let emulated = try? fastest(.bfloat16), let native = try? fastest(.float32) else { return "" }
        let tenths = Int((10 * (emulated / native)).rounded())
        return tenths < 15 ? "" : " and takes \(tenths / 10).\(tenths % 10) times float32's time"
    }
}
