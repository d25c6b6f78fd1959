import CTorch

/// The border to libtorch: no other type calls it.
///
/// Each function calls one of CTorch's and turns its status into a `TorchError`. Handles stay alive during a call
/// because the `Tensor` that owns them is a parameter of the function.
enum LibTorch {
    typealias Output = UnsafeMutablePointer<OpaquePointer?>

    static func check(_ status: ctorch_status) throws(TorchError) {
        guard let message = unsafe status.message else { return }
        defer { unsafe ctorch_free_message(message) }
        let code = unsafe status.code == CTORCH_NO_MEMORY ? TorchError.Code.memory : .operation
        throw TorchError(code, unsafe String(cString: message))
    }

    static func tensor(_ call: (Output) -> ctorch_status) throws(TorchError) -> Tensor {
        var pointer: OpaquePointer?
        try unsafe check(unsafe call(&pointer))
        guard let pointer = unsafe pointer else { throw TorchError(.operation, "libtorch returned no tensor.") }
        return try unsafe Tensor(TensorHandle(pointer))
    }

    static func tensor<Element: BitwiseCopyable>(
        copying elements: [Element], type: DType, shape: [Int]
    ) throws(TorchError) -> Tensor {
        try tensor(copying: unsafe elements.span.bytes, type: type, shape: shape)
    }

    static func tensor(copying bytes: RawSpan, type: DType, shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        let expected = sizes.reduce(type.size) { $0 * Int($1) }
        guard bytes.byteCount == expected else {
            throw TorchError(.operation, "\(bytes.byteCount) bytes cannot be a \(type) tensor of shape \(shape).")
        }
        return try unsafe tensor { output in
            unsafe bytes.withUnsafeBytes { buffer in
                // An empty buffer may have no address in Swift; the C function requires one.
                let start = unsafe buffer.baseAddress ?? UnsafeRawPointer(output)
                return unsafe ctorch_from_bytes(start, type.native, sizes, Int64(sizes.count), output)
            }
        }
    }

    /// The elements in row-major order. `Element` must have the layout of the tensor's type.
    static func elements<Element: BitwiseCopyable>(
        of x: Tensor, as type: DType, zero: Element
    ) throws(TorchError) -> [Element] {
        guard x.type == type else { throw TorchError(.operation, "A tensor of \(x.type) was read as \(type).") }
        var elements = [Element](repeating: zero, count: max(1, x.elementCount))
        let status = unsafe elements.withUnsafeMutableBytes { buffer in
            unsafe ctorch_copy_bytes(x.pointer, buffer.baseAddress!, Int64(x.elementCount * type.size))
        }
        try unsafe check(status)
        return x.elementCount == 0 ? [] : elements
    }

    static func type(of handle: borrowing TensorHandle) -> DType? {
        let native = unsafe ctorch_type(handle.pointer)
        return DType.allCases.first { $0.native.rawValue == UInt32(bitPattern: native) }
    }

    static func shape(of handle: borrowing TensorHandle) -> [Int] {
        let dimensions = unsafe ctorch_dimensions(handle.pointer)
        var shape: [Int] = []
        for dimension in 0..<dimensions { shape.append(unsafe Int(ctorch_size(handle.pointer, dimension))) }
        return shape
    }

    static func to(_ x: Tensor, _ type: DType, _ device: Device) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_to(x.pointer, type.native, device.description, $0) }
    }

    static func contiguous(_ x: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_contiguous(x.pointer, $0) }
    }

    static func reshape(_ x: Tensor, _ shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        return try unsafe tensor { unsafe ctorch_reshape(x.pointer, sizes, Int64(sizes.count), $0) }
    }

    static func permute(_ x: Tensor, _ order: [Int]) throws(TorchError) -> Tensor {
        let order = order.map(Int64.init)
        return try unsafe tensor { unsafe ctorch_permute(x.pointer, order, Int64(order.count), $0) }
    }

    static func expand(_ x: Tensor, _ shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        return try unsafe tensor { unsafe ctorch_expand(x.pointer, sizes, Int64(sizes.count), $0) }
    }

    static func select(_ x: Tensor, _ dimension: Int, _ index: Int) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_select(x.pointer, Int64(dimension), Int64(index), $0) }
    }

    static func narrow(_ x: Tensor, _ dimension: Int, _ range: Range<Int>) throws(TorchError) -> Tensor {
        try unsafe tensor {
            unsafe ctorch_narrow(x.pointer, Int64(dimension), Int64(range.lowerBound), Int64(range.count), $0)
        }
    }

    static func pad(_ x: Tensor, _ padding: [Int]) throws(TorchError) -> Tensor {
        let padding = padding.map(Int64.init)
        return try unsafe tensor { unsafe ctorch_pad(x.pointer, padding, Int64(padding.count), $0) }
    }

    static func concatenate(_ tensors: [Tensor], _ dimension: Int) throws(TorchError) -> Tensor {
        let pointers = unsafe tensors.map { unsafe $0.pointer }
        // Keeps the tensors alive until the call has ended.
        defer { withExtendedLifetime(tensors) {} }
        return try unsafe tensor {
            unsafe ctorch_concatenate(pointers, Int64(pointers.count), Int64(dimension), $0)
        }
    }

    static func stack(_ tensors: [Tensor]) throws(TorchError) -> Tensor {
        let pointers = unsafe tensors.map { unsafe $0.pointer }
        defer { withExtendedLifetime(tensors) {} }
        return try unsafe tensor { unsafe ctorch_stack(pointers, Int64(pointers.count), $0) }
    }

    static func rows(_ x: Tensor, _ indices: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_rows(x.pointer, indices.pointer, $0) }
    }

    static func add(_ x: Tensor, _ y: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_add(x.pointer, y.pointer, $0) }
    }

    static func subtract(_ x: Tensor, _ y: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_subtract(x.pointer, y.pointer, $0) }
    }

    static func multiply(_ x: Tensor, _ y: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_multiply(x.pointer, y.pointer, $0) }
    }

    static func divide(_ x: Tensor, _ y: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_divide(x.pointer, y.pointer, $0) }
    }

    static func scale(_ x: Tensor, _ factor: Double) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_scale(x.pointer, factor, $0) }
    }

    static func activate(_ x: Tensor, _ activation: Activation) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_activate(x.pointer, activation.native, $0) }
    }

    static func normalize(_ x: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_normalize(x.pointer, $0) }
    }

    static func matmulTransposed(_ x: Tensor, _ y: Tensor) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_matmul_transposed(x.pointer, y.pointer, $0) }
    }

    static func layerNorm(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor, _ epsilon: Double
    ) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_layer_norm(x.pointer, weight.pointer, bias.pointer, epsilon, $0) }
    }

    static func attention(_ q: Tensor, _ k: Tensor, _ v: Tensor, _ causal: Bool) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_attention(q.pointer, k.pointer, v.pointer, causal, $0) }
    }

    static func resize(
        _ x: Tensor, _ height: Int, _ width: Int, _ filter: ResamplingFilter
    ) throws(TorchError) -> Tensor {
        try unsafe tensor { unsafe ctorch_resize(x.pointer, Int64(height), Int64(width), filter.native, $0) }
    }

    static func releaseMemory() {
        ctorch_release_memory()
    }

    static var threadCount: Int {
        Int(ctorch_thread_count())
    }

    static func setThreadCount(_ count: Int) throws(TorchError) {
        try unsafe check(unsafe ctorch_set_thread_count(Int32(clamping: count)))
    }

    static var hasBFloat16: Bool {
        ctorch_has_bfloat16()
    }

    static var version: String {
        unsafe String(cString: ctorch_version())
    }

    static func findCUDA() throws(TorchError) {
        try unsafe check(unsafe ctorch_find_cuda())
    }
}

extension Tensor {
    var pointer: OpaquePointer { unsafe handle.pointer }
}

extension DType {
    var native: ctorch_dtype {
        switch self {
        case .float32: CTORCH_FLOAT32
        case .float16: CTORCH_FLOAT16
        case .bfloat16: CTORCH_BFLOAT16
        case .uint8: CTORCH_UINT8
        case .int64: CTORCH_INT64
        case .int8: CTORCH_INT8
        case .float64: CTORCH_FLOAT64
        }
    }
}

extension Activation {
    var native: ctorch_activation {
        switch self {
        case .identity: CTORCH_IDENTITY
        case .gelu: CTORCH_GELU
        case .swish: CTORCH_SWISH
        case .geluTanh: CTORCH_GELU_TANH
        case .relu: CTORCH_RELU
        }
    }
}

extension ResamplingFilter {
    var native: ctorch_filter {
        switch self {
        case .bicubic: CTORCH_BICUBIC
        case .bilinear: CTORCH_BILINEAR
        case .lanczos: CTORCH_LANCZOS
        }
    }
}
