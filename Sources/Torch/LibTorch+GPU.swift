import CTorch

/// libtorch's operations on pictures' bytes, and those that only a GPU has.
extension LibTorch {
    static func patches(
        _ pictures: [Tensor], _ table: Tensor, _ patch: Int, _ grid: Int
    ) throws(TorchError) -> Tensor {
        let pointers = unsafe pictures.map { unsafe $0.pointer }
        defer { withExtendedLifetime(pictures) {} }
        return try unsafe tensor {
            unsafe ctorch_patches(pointers, Int64(pointers.count), table.pointer, Int64(patch), Int64(grid), $0)
        }
    }

    static func scaleAndShift(
        _ x: Tensor, _ factor: Tensor, _ summand: Tensor, _ type: DType
    ) throws(TorchError) -> Tensor {
        try unsafe tensor {
            unsafe ctorch_scale_and_shift(x.pointer, factor.pointer, summand.pointer, type.native, $0)
        }
    }

    static func ring(_ device: Device, _ shape: [Int], _ slots: Int) throws(TorchError) -> OpaquePointer {
        let sizes = shape.map(Int64.init)
        return try unsafe pointer {
            unsafe ctorch_make_ring(device.description, sizes, Int64(sizes.count), Int64(slots), $0)
        }
    }

    static func upload(_ ring: OpaquePointer, _ pictures: [Tensor], _ rows: Int) throws(TorchError) -> Tensor {
        let pointers = unsafe pictures.map { unsafe $0.pointer }
        defer { withExtendedLifetime(pictures) {} }
        return try unsafe tensor {
            unsafe ctorch_ring_upload(ring, pointers, Int64(pointers.count), Int64(rows), $0)
        }
    }

    static func releaseBuffer(_ ring: OpaquePointer) throws(TorchError) {
        try unsafe check(unsafe ctorch_ring_release(ring))
    }

    static func findRecording() throws(TorchError) {
        try unsafe check(unsafe ctorch_find_recording())
    }

    static func prepareRecording(_ device: Device) throws(TorchError) -> OpaquePointer {
        try unsafe pointer { unsafe ctorch_prepare_recording(device.description, $0) }
    }

    static func addInput(_ recording: OpaquePointer, _ type: DType, _ shape: [Int]) throws(TorchError) -> Tensor {
        let sizes = shape.map(Int64.init)
        return try unsafe tensor {
            unsafe ctorch_add_input(recording, type.native, sizes, Int64(sizes.count), $0)
        }
    }

    /// Records what `body` runs.
    static func record(
        _ recording: OpaquePointer, _ body: () throws(TorchError) -> Tensor
    ) throws(TorchError) {
        try unsafe check(unsafe ctorch_begin_recording(recording))
        let output: Tensor
        do {
            output = try body()
        } catch {
            // The recording has to end here too; a second error would add nothing.
            try? unsafe check(unsafe ctorch_end_recording(recording, nil))
            throw error
        }
        try unsafe check(unsafe ctorch_end_recording(recording, output.pointer))
    }

    static func replay(_ recording: OpaquePointer, _ inputs: [Tensor]) throws(TorchError) -> Tensor {
        let pointers = unsafe inputs.map { unsafe $0.pointer }
        defer { withExtendedLifetime(inputs) {} }
        return try unsafe tensor { unsafe ctorch_replay(recording, pointers, Int64(pointers.count), $0) }
    }

    private static func pointer(_ call: (Output) -> ctorch_status) throws(TorchError) -> OpaquePointer {
        var pointer: OpaquePointer?
        try unsafe check(unsafe call(&pointer))
        guard let pointer = unsafe pointer else { throw TorchError(.operation, "libtorch returned nothing.") }
        return unsafe pointer
    }
}
