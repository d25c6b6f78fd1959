internal import Foundation
internal import JPEG
internal import Torch

/// Resizes a picture and computes only a part of the result.
///
/// Equal bit for bit to Pillow 11's `Image.resize` with the same filter (src/libImaging/Resample.c): first along rows,
/// then along columns, with fixed-point weights and an 8-bit intermediate result.
struct StripResampler {
    /// The input pixels that one output pixel is made of, and their weights.
    private struct Window {
        let start: Int
        let weights: [Int]
    }

    let filter: ResamplingFilter

    private static let fractionBits = 22

    /// - Parameters:
    ///   - height: that of the whole result.
    ///   - width: that of the whole result.
    ///   - rows: which rows of the result to compute.
    ///   - columns: which of its columns.
    /// - Returns: RGB, row by row.
    func resize(
        _ image: RGBImage, height: Int, width: Int, rows: Range<Int>, columns: Range<Int>
    ) -> [UInt8] {
        let vertical = windows(from: image.height, to: height, wanted: rows)
        let horizontal = windows(from: image.width, to: width, wanted: columns)
        let first = vertical.map(\.start).min() ?? 0
        let end = vertical.map { $0.start + $0.weights.count }.max() ?? 0
        var between: [UInt8] = []
        between.reserveCapacity((end - first) * columns.count * 3)
        for row in first..<end {
            for window in horizontal {
                let start = (row * image.width + window.start) * 3
                for channel in 0..<3 { between.append(sum(image.pixels, from: start + channel, by: 3, window)) }
            }
        }
        var result: [UInt8] = []
        result.reserveCapacity(rows.count * columns.count * 3)
        let stride = columns.count * 3
        for window in vertical {
            for column in 0..<stride {
                result.append(sum(between, from: (window.start - first) * stride + column, by: stride, window))
            }
        }
        return result
    }

    private func sum(_ bytes: [UInt8], from start: Int, by stride: Int, _ window: Window) -> UInt8 {
        var sum = 1 << (Self.fractionBits - 1)
        var at = start
        for weight in window.weights {
            sum += Int(bytes[at]) * weight
            at += stride
        }
        return UInt8(min(255, max(0, sum >> Self.fractionBits)))
    }

    private func windows(from input: Int, to output: Int, wanted: Range<Int>) -> [Window] {
        // Pillow skips a pass that changes nothing.
        if input == output { return wanted.map { Window(start: $0, weights: [1 << Self.fractionBits]) } }
        let scale = Double(input) / Double(output)
        let spread = max(1, scale)
        return wanted.map { index in
            let center = (Double(index) + 0.5) * scale
            let start = max(0, Int(center - filter.reach * spread + 0.5))
            let end = min(input, Int(center + filter.reach * spread + 0.5))
            let weights = (start..<end).map { filter.weight(at: (Double($0) - center + 0.5) / spread) }
            let total = weights.reduce(0, +)
            return Window(
                start: start,
                weights: weights.map { weight in
                    Int((weight / total * Double(1 << Self.fractionBits)).rounded(.toNearestOrAwayFromZero))
                })
        }
    }
}

extension ResamplingFilter {
    /// How far the filter reaches, in pixels of the smaller scale.
    fileprivate var reach: Double {
        switch self {
        case .bilinear: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    /// The weight of a pixel at a distance, not normalised.
    fileprivate func weight(at distance: Double) -> Double {
        let x = abs(distance)
        guard x < reach else { return 0 }
        switch self {
        case .bilinear: return 1 - x
        case .bicubic:
            // Keys' cubic convolution with a = -0.5 (IEEE Trans. ASSP 29, 1981).
            let a = -0.5
            return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : (((x - 5) * x + 8) * x - 4) * a
        case .lanczos:
            // The sinc function, windowed by its own main lobe (Duchon, J. Applied Meteorology 18, 1979).
            let sinc = { (x: Double) in x == 0 ? 1 : sin(.pi * x) / (.pi * x) }
            return sinc(x) * sinc(x / 3)
        }
    }
}
