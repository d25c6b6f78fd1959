import CTorch

/// A linear layer's weight and bias in fewer bits than float32: in `Float16Weight` and `Int8Weight`.
///
/// `@unchecked Sendable`: nothing changes the weight once it is packed.
@safe final class CompressedWeight: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe ctorch_free_weight(pointer)
    }
}
