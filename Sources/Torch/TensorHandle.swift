import CTorch

/// Owns one of CTorch's tensors.
@safe struct TensorHandle: ~Copyable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe ctorch_free(pointer)
    }
}
