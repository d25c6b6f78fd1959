import JPEG
import Testing

@Suite("Average colour")
struct AverageColorTests {
    private func image(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> [UInt8]) -> RGBImage {
        let rows = (0..<height).map { row in (0..<width).flatMap { pixel($0, row) } }
        return RGBImage(width: width, height: height, pixels: rows.flatMap(\.self))
    }

    @Test("is the mean of each channel, rounded", arguments: [(1, 1), (2, 1), (7, 5)])
    func averages(width: Int, height: Int) {
        let all = image(width, height) { column, row in
            [UInt8(column * 30), UInt8(row * 50), UInt8((column + row) % 2 * 255)]
        }
        func mean(_ channel: Int) -> Double {
            let values = stride(from: channel, to: all.pixels.count, by: 3).map { Double(all.pixels[$0]) }
            return values.reduce(0, +) / Double(values.count)
        }
        let color = all.averageColor
        #expect(abs(Double(color.red) - mean(0)) <= 0.5)
        #expect(abs(Double(color.green) - mean(1)) <= 0.5)
        #expect(abs(Double(color.blue) - mean(2)) <= 0.5)
    }

    @Test("of a large picture is that of a sample of all columns and rows", arguments: [640, 641, 1024, 4096])
    func samples(width: Int) {
        let stripes = image(width, 400) { column, row in
            [column % 2 == 0 ? 200 : 100, row % 2 == 0 ? 0 : 80, column < width / 2 ? 10 : 250]
        }
        let color = stripes.averageColor
        #expect((145...155).contains(color.red))
        #expect((36...44).contains(color.green))
        #expect((125...135).contains(color.blue))
    }

    @Test("white and black stay what they are, and a picture without pixels is black")
    func extremes() {
        #expect(image(300, 300) { _, _ in [255, 255, 255] }.averageColor == (255, 255, 255))
        #expect(image(300, 300) { _, _ in [0, 0, 0] }.averageColor == (0, 0, 0))
        #expect(RGBImage(width: 0, height: 0, pixels: []).averageColor == (0, 0, 0))
    }
}
