/// A tensor of libtorch: numbers of one type in a shape, on a device.
///
/// Immutable.
// Sendable is unchecked only because of the handle's pointer: no operation of this module writes to an existing tensor,
// and libtorch counts references to the underlying memory atomically.
public final class Tensor: @unchecked Sendable {
    let handle: TensorHandle
    /// The lengths of the dimensions; empty for a single number.
    public let shape: [Int]
    /// The type of the elements.
    public let type: DType

    init(_ handle: consuming TensorHandle) throws(TorchError) {
        guard let type = LibTorch.type(of: handle) else {
            throw TorchError(.operation, "libtorch returned a tensor of a type that is not supported.")
        }
        self.shape = LibTorch.shape(of: handle)
        self.type = type
        self.handle = handle
    }

    /// How many elements there are.
    public var elementCount: Int {
        shape.reduce(1, *)
    }

    /// Makes a float32 tensor.
    ///
    /// - Parameter shape: its product is the number of elements; nil for one dimension.
    public static func of(_ elements: [Float], shape: [Int]? = nil) throws(TorchError) -> Tensor {
        try LibTorch.tensor(copying: elements, type: .float32, shape: shape ?? [elements.count])
    }

    /// Makes an int64 tensor of one dimension.
    public static func of(indices: [Int]) throws(TorchError) -> Tensor {
        try LibTorch.tensor(copying: indices.map(Int64.init), type: .int64, shape: [indices.count])
    }

    /// Makes a tensor from the elements' bytes in row-major order and the machine's byte order; they are copied.
    public static func of(bytes: [UInt8], type: DType, shape: [Int]) throws(TorchError) -> Tensor {
        try LibTorch.tensor(copying: bytes, type: type, shape: shape)
    }

    /// The elements of a float32 tensor in row-major order.
    public func floats() throws(TorchError) -> [Float] {
        try LibTorch.elements(of: self, as: .float32, zero: 0)
    }

    /// The elements of a uint8 tensor in row-major order.
    public func bytes() throws(TorchError) -> [UInt8] {
        try LibTorch.elements(of: self, as: .uint8, zero: 0)
    }
}
