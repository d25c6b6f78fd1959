import Search
import Testing
import Torch

@testable import Encoding

@Suite("A batch of pictures")
struct PictureBatchTests {
    private typealias Queue = EncoderService.Queue

    /// A queue with pictures that arrived that long ago, and others that are being decoded.
    private func queue(_ count: Int, arrived age: Duration, undecoded: Int) throws -> Queue {
        let texts = TextQueue<EncoderService.TextJob>(
            places: 1, admission: TextAdmission(maximumWait: .seconds(1), batchSize: 1))
        var queue = Queue(texts: texts)
        queue.undecoded = undecoded
        for _ in 0..<count {
            let pixels = try Tensor.of([0], shape: [1])
            queue.pictures.append(.init(pixels: pixels, arrival: .now - age, completion: { _ in }))
        }
        return queue
    }

    @Test("begins at once when it is full", arguments: [0, 5])
    func full(undecoded: Int) throws {
        #expect(try queue(8, arrived: .seconds(-60), undecoded: undecoded).hasPictures(forBatchOf: 8))
        #expect(try !queue(7, arrived: .seconds(-60), undecoded: undecoded).hasPictures(forBatchOf: 8))
    }

    @Test("begins without the pictures that are missing once the first has waited long enough", arguments: [0, 5])
    func waited(undecoded: Int) throws {
        #expect(try queue(1, arrived: .seconds(60), undecoded: undecoded).hasPictures(forBatchOf: 8))
    }

    @Test("waits longer for pictures that are being decoded than for those that may arrive")
    func waitsForDecoders() throws {
        var queue = try queue(1, arrived: .zero, undecoded: 1)
        let whileDecoding = try #require(queue.fillEnd)
        queue.undecoded = 0
        #expect(try #require(queue.fillEnd) < whileDecoding)
    }

    @Test("does not wait when the process ends, and there is none without pictures")
    func stopping() throws {
        var queue = try queue(1, arrived: .seconds(-60), undecoded: 1)
        queue.isStopping = true
        #expect(queue.hasPictures(forBatchOf: 8))
        queue.pictures = []
        #expect(!queue.hasPictures(forBatchOf: 8))
        #expect(queue.fillEnd == nil)
    }

    @Test("is prepared only while nothing waits or is being decoded")
    func idle() throws {
        #expect(try queue(0, arrived: .zero, undecoded: 0).isIdle)
        #expect(try !queue(0, arrived: .zero, undecoded: 1).isIdle)
        #expect(try !queue(1, arrived: .zero, undecoded: 0).isIdle)
        var busy = try queue(0, arrived: .zero, undecoded: 0)
        busy.tasks = [{}]
        #expect(!busy.isIdle)
    }
}
