import Testing

@testable import Torch

@Suite("Recordings and rings of a GPU", .serialized)
struct RecordingTests {
    @Test("without a GPU recording fails with the reason", .enabled(if: !Processor.hasCUDA, "a GPU is there"))
    func fault() throws {
        let missing = #expect(throws: TorchError.self) { try Processor.findCUDA() }
        #expect(Recording.fault != nil && Recording.fault == missing?.description)
        let error = #expect(throws: TorchError.self) {
            try Recording(device: .cuda(0), inputs: []) { (_) throws(TorchError) in try Tensor.of([1]) }
        }
        #expect(error?.description == Recording.fault)
    }

    @Test("without a GPU there is no ring", .enabled(if: !Processor.hasCUDA, "a GPU is there"))
    func noRing() {
        #expect(throws: TorchError.self) { try PinnedRing(device: .cuda(0), shape: [3, 2, 2], capacity: 4) }
    }

    @Test(
        "a recording computes with the numbers of each run",
        .enabled(if: Recording.fault == nil, "there is no GPU, or libdescry_cuda.so is missing"))
    func records() throws {
        let device = Device.cuda(0)
        let weight = try Tensor.of([1, 2, 3, 4], shape: [2, 2]).to(device: device)
        func body(_ inputs: [Tensor]) throws(TorchError) -> Tensor {
            try inputs[0].linear(weight: weight, bias: inputs[1]).activated(.relu)
        }
        let recording = try Recording(
            device: device, inputs: [.init(.float32, [1, 2]), .init(.float32, [2])], body)
        let first = try recording([.of([1, 0], shape: [1, 2]), .of([0, -9])])
        let second = try recording([Tensor.of([0, 1], shape: [1, 2]).to(device: device), .of([10, 20])])
        // The second run did not change the first result.
        #expect(try first.floats() == [1, 0] && second.floats() == [12, 24])
        #expect(throws: TorchError.self) { try recording([.of([1, 0], shape: [1, 2])]) }
        #expect(throws: TorchError.self) { try recording([.of([1, 0]), .of([1, 2])]) }
        // A computation that waits for the GPU cannot be recorded; afterwards recordings still work.
        #expect(throws: TorchError.self) {
            try Recording(device: device, inputs: [.init(.float32, [1])]) { (inputs) throws(TorchError) in
                try Tensor.of(inputs[0].floats()).to(device: device)
            }
        }
        #expect(try recording([.of([1, 0], shape: [1, 2]), .of([0, 0])]).floats() == [1, 3])
        let later = try Recording(device: device, inputs: [.init(.float32, [1, 2]), .init(.float32, [2])], body)
        #expect(try later([.of([1, 0], shape: [1, 2]), .of([1, 1])]).floats() == [2, 4])
    }

    @Test(
        "a ring passes on its pictures, also when its buffers are used again",
        .enabled(if: Processor.hasCUDA, "there is no GPU, or libtorch has no CUDA"))
    func goesRound() throws {
        let ring = try PinnedRing(device: .cuda(0), shape: [3, 8, 8], capacity: 70, buffers: 2)
        func picture(_ number: Int) throws -> Tensor {
            let byte = UInt8(truncatingIfNeeded: number)
            return try Tensor.of(bytes: Array(repeating: byte, count: 192), type: .uint8, shape: [3, 8, 8])
        }
        var answers: [(count: Int, sums: Tensor)] = []
        for turn in 0..<7 {
            let count = [1, 70, 33][turn % 3]
            let pictures = try (0..<count).map { try picture(10 * turn + $0) }
            let ones = try Tensor.of([Float](repeating: 1, count: 192), shape: [1, 192]).to(device: .cuda(0))
            let sums = try ring.upload(pictures, rows: count) { (bytes) throws(TorchError) in
                try bytes.to(.float32, device: .cuda(0)).reshaped([count, 192]).linear(weight: ones, bias: nil)
            }
            answers.append((count, sums))
        }
        // Until here nothing has waited for the GPU.
        for (turn, answer) in answers.enumerated() {
            let expected = (0..<answer.count).map { Float(UInt8(truncatingIfNeeded: 10 * turn + $0)) * 192 }
            #expect(try answer.sums.floats() == expected)
        }
        let ignored = { (bytes: Tensor) throws(TorchError) in bytes.shape }
        #expect(try ring.upload([picture(1)], rows: 2, ignored) == [2, 3, 8, 8])
        #expect(throws: TorchError.self) { try ring.upload([], rows: 1, ignored) }
        #expect(throws: TorchError.self) { try ring.upload([picture(1), picture(2)], rows: 1, ignored) }
        #expect(throws: TorchError.self) { try ring.upload([picture(1)], rows: 71, ignored) }
        #expect(throws: TorchError.self) { try ring.upload([.of([1])], rows: 1, ignored) }
    }
}
