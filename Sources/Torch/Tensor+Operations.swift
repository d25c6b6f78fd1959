/// Each operation returns a new tensor, and throws libtorch's message if shapes or types do not fit.
extension Tensor {
    /// The same numbers as another type or on another device; the tensor itself if both are the same.
    public func to(_ type: DType? = nil, device: Device = .cpu) throws(TorchError) -> Tensor {
        try LibTorch.to(self, type ?? self.type, device)
    }

    /// The same elements, in memory in row-major order.
    public func contiguous() throws(TorchError) -> Tensor {
        try LibTorch.contiguous(self)
    }

    /// The same elements in another shape; one length may be -1 and follows from the others.
    public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
        try LibTorch.reshape(self, shape)
    }

    /// The dimensions in another order.
    public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
        try LibTorch.permute(self, order)
    }

    /// Dimensions of length 1 repeated, without a copy; -1 leaves a length as it is.
    public func expanded(_ shape: [Int]) throws(TorchError) -> Tensor {
        try LibTorch.expand(self, shape)
    }

    /// The part at an index along a dimension; the result lacks that dimension.
    public func selected(_ index: Int, along dimension: Int) throws(TorchError) -> Tensor {
        try LibTorch.select(self, dimension, index)
    }

    /// A range along a dimension.
    public func narrowed(_ range: Range<Int>, along dimension: Int) throws(TorchError) -> Tensor {
        try LibTorch.narrow(self, dimension, range)
    }

    /// The tensor padded with zeros: two counts per dimension (before, after), from the last dimension backwards.
    public func padded(_ padding: [Int]) throws(TorchError) -> Tensor {
        try LibTorch.pad(self, padding)
    }

    /// The rows (along dimension 0) with these indices, in their order.
    ///
    /// - Parameter indices: int64 in one dimension, on the same device. On a GPU they are not checked.
    public func rows(_ indices: Tensor) throws(TorchError) -> Tensor {
        try LibTorch.rows(self, indices)
    }

    /// Tensors joined along an existing dimension.
    public static func concatenate(_ tensors: [Tensor], along dimension: Int = 0) throws(TorchError) -> Tensor {
        try LibTorch.concatenate(tensors, dimension)
    }

    /// Tensors of one shape joined along a new first dimension.
    public static func stack(_ tensors: [Tensor]) throws(TorchError) -> Tensor {
        try LibTorch.stack(tensors)
    }

    public static func + (x: Tensor, y: Tensor) throws(TorchError) -> Tensor {
        try LibTorch.add(x, y)
    }

    public static func - (x: Tensor, y: Tensor) throws(TorchError) -> Tensor {
        try LibTorch.subtract(x, y)
    }

    public static func * (x: Tensor, y: Tensor) throws(TorchError) -> Tensor {
        try LibTorch.multiply(x, y)
    }

    public static func * (x: Tensor, factor: Double) throws(TorchError) -> Tensor {
        try LibTorch.scale(x, factor)
    }

    public static func / (x: Tensor, y: Tensor) throws(TorchError) -> Tensor {
        try LibTorch.divide(x, y)
    }

    /// The function applied to each element.
    public func activated(_ activation: Activation) throws(TorchError) -> Tensor {
        try LibTorch.activate(self, activation)
    }

    /// Each vector along the last dimension divided by its Euclidean length.
    public func normalized() throws(TorchError) -> Tensor {
        try LibTorch.normalize(self)
    }

    /// The matrix product with another matrix's transpose: `[n, k]` and `[m, k]` give `[n, m]`.
    public func matmul(transposed other: Tensor) throws(TorchError) -> Tensor {
        try LibTorch.matmulTransposed(self, other)
    }

    /// Layer normalisation over the last dimension (Ba, Kiros and Hinton, arXiv:1607.06450).
    public func layerNorm(weight: Tensor, bias: Tensor, epsilon: Double) throws(TorchError) -> Tensor {
        try LibTorch.layerNorm(self, weight, bias, epsilon)
    }

    /// `softmax(q kᵀ / √d) v` over `[batch, heads, tokens, d]` (Vaswani et al., arXiv:1706.03762).
    ///
    /// - Parameter causal: whether a token sees only itself and those before it.
    public static func attention(
        query: Tensor, key: Tensor, value: Tensor, causal: Bool
    ) throws(TorchError) -> Tensor {
        try LibTorch.attention(query, key, value, causal)
    }

    /// `x Wᵀ + b` over the last dimension; `weight` is `[outputs, inputs]`.
    public func linear(weight: Tensor, bias: Tensor?) throws(TorchError) -> Tensor {
        try LibTorch.linear(self, weight, bias)
    }

    /// 8-bit `[batch, channels, height, width]` resized with antialiasing, as Pillow resizes.
    public func resized(
        height: Int, width: Int, filter: ResamplingFilter = .bicubic
    ) throws(TorchError) -> Tensor {
        try LibTorch.resize(self, height, width, filter)
    }

    /// `self * factor + summand`, computed in float32.
    ///
    /// - Parameters:
    ///   - factor: float32.
    ///   - summand: float32.
    ///   - type: the result's.
    public func scaled(by factor: Tensor, plus summand: Tensor, as type: DType) throws(TorchError) -> Tensor {
        try LibTorch.scaleAndShift(self, factor, summand, type)
    }

    /// Square patches of pictures, with each byte replaced by a number from a table.
    ///
    /// - Parameters:
    ///   - pictures: one or more of `[3, side, side]`, uint8 on the CPU.
    ///   - table: `[3, 256]`: the numbers for the bytes of each channel.
    ///   - patch: a patch's side.
    ///   - grid: patches along a side; pixels beyond them are ignored.
    /// - Returns: `[pictures, grid * grid, 3 * patch * patch]`, of the table's type.
    public static func patches(
        of pictures: [Tensor], table: Tensor, patch: Int, grid: Int
    ) throws(TorchError) -> Tensor {
        try LibTorch.patches(pictures, table, patch, grid)
    }
}
