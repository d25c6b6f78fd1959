import CTorch

/// libtorch's operations for linear layers.
extension LibTorch {
    static func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_linear(x.pointer, weight.pointer, bias?.pointer, $0) }
    }

    static func canPack(_ type: DType) -> Bool {
        ctorch_can_pack(type.native)
    }

    static func pack(_ weight: Tensor, _ rows: Int) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_pack(weight.pointer, Int64(rows), $0) }
    }

    static func packedLinear(
        _ x: Tensor, _ packed: Tensor, _ bias: Tensor?, _ activation: Activation, _ addend: Tensor?
    ) throws(TorchError) -> Tensor {
        try unsafe tensor {
            unsafe ctorch_packed_linear(
                x.pointer, packed.pointer, bias?.pointer, activation.native, addend?.pointer, $0)
        }
    }

    static var canPackInt8: Bool {
        ctorch_can_pack_int8()
    }

    static func packInt8(_ weight: Tensor, _ rows: Int) throws(TorchError) -> (packed: Tensor, scales: Tensor) {
        var scales: OpaquePointer?
        let packed = try unsafe tensor { unsafe ctorch_pack_int8(weight.pointer, Int64(rows), $0, &scales) }
        guard let scales = unsafe scales else { throw TorchError(.operation, "libtorch returned no scales.") }
        return (packed, try unsafe Tensor(TensorHandle(scales)))
    }

    static func int8Linear(
        _ x: Tensor, _ packed: Tensor, _ scales: Tensor, _ bias: Tensor?, _ activation: Activation, _ addend: Tensor?,
        _ type: DType
    ) throws(TorchError) -> Tensor {
        try unsafe tensor {
            unsafe ctorch_int8_linear(
                x.pointer, packed.pointer, scales.pointer, bias?.pointer, activation.native, addend?.pointer,
                type.native, $0)
        }
    }
}
