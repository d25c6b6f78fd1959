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

    static var canPackFloat16: Bool {
        ctorch_can_pack_float16()
    }

    static func packFloat16(_ weight: Tensor, _ bias: Tensor?) throws(TorchError) -> CompressedWeight {
        try unsafe compressed { unsafe ctorch_pack_float16(weight.pointer, bias?.pointer, $0) }
    }

    static var canPackInt8: Bool {
        ctorch_can_pack_int8()
    }

    static var sumsInt8Exactly: Bool {
        ctorch_sums_int8_exactly()
    }

    static func packInt8(
        _ weight: Tensor, _ bias: Tensor?, _ rows: Int, _ outlierColumns: Int
    ) throws(TorchError) -> CompressedWeight {
        try unsafe compressed {
            unsafe ctorch_pack_int8(weight.pointer, bias?.pointer, Int64(rows), Int64(outlierColumns), $0)
        }
    }

    static func compressedLinear(
        _ x: Tensor, _ weight: CompressedWeight, _ activation: Activation, _ addend: Tensor?, _ type: DType
    ) throws(TorchError) -> Tensor {
        try unsafe tensor {
            unsafe ctorch_compressed_linear(
                x.pointer, weight.pointer, activation.native, addend?.pointer, type.native, $0)
        }
    }

    private static func compressed(
        _ call: (Output) -> ctorch_status
    ) throws(TorchError) -> CompressedWeight {
        var pointer: OpaquePointer?
        try unsafe check(unsafe call(&pointer))
        guard let pointer = unsafe pointer else { throw TorchError(.operation, "libtorch returned no weight.") }
        return unsafe CompressedWeight(pointer)
    }
}
