public import JPEG
public import Torch

/// Turns a decoded picture into what the model takes, as Hugging Face's `CLIPImageProcessor` does with Pillow: resize,
/// then centre crop. The model rescales and normalises all of a batch at once.
///
/// Any number of threads may use one preprocessor; each should first call `Processor.setThreadCount(1)`.
public struct ImagePreprocessor: Sendable {
    let configuration: PreprocessorConfiguration
    let normalization: PixelNormalization

    /// If the longer side is more than this many times the shorter one, only the middle that the centre crop keeps is
    /// resized: the whole resized picture would not fit into memory.
    private static let largestAspect = 32

    /// Reads the bytes of `preprocessor_config.json`, or of a `processor_config.json` with an `image_processor` in it.
    ///
    /// - Parameters:
    ///   - path: the file's name in messages.
    ///   - imageSize: width and height of the input that the model takes.
    init(json: [UInt8], path: String, imageSize: Int) throws(CLIPError) {
        let file = try JSONSection(json: json, path: path)
        let configuration = try PreprocessorConfiguration(file.section("image_processor") ?? file)
        try configuration.check(imageSize: imageSize, path: path)
        self.configuration = configuration
        normalization = try encoding { () throws(TorchError) in try PixelNormalization(configuration) }
    }

    /// How large the shorter side of a picture has to be so that resizing it gives the pixels that the whole picture gives,
    /// after libjpeg reduced it to a half, a quarter or an eighth in both directions; nil if pictures are not resized.
    ///
    /// Three times what it is resized to: 99.7 % of the values are then at most 2 of 255 levels off, with twice the size
    /// 98.6 % (photographs at full detail; the tolerance of the tests is 99 %).
    public var sufficientSide: Int? {
        switch configuration.size {
        case nil: nil
        case .exact(let height, let width): 3 * max(height, width)
        case .shortestEdge(let edge): 3 * edge
        }
    }

    /// The picture as `[3, size, size]` in uint8.
    public func pixels(of image: RGBImage) throws(CLIPError) -> Tensor {
        guard image.width > 0, image.height > 0 else { throw CLIPError(.encoding, "The picture has no pixels.") }
        return try encoding { () throws(TorchError) in
            let resized: Tensor
            if let strip = try middleOfStrip(image) {
                resized = strip
            } else {
                resized = try resize(Self.tensor(image))
            }
            // A copy of the crop, so that the memory of the whole picture is freed.
            return try crop(resized).selected(0, along: 0).contiguous()
        }
    }

    private func resize(_ image: Tensor) throws(TorchError) -> Tensor {
        switch configuration.size {
        case nil:
            return image
        case .exact(let height, let width):
            return try image.resized(height: height, width: width, filter: configuration.filter)
        case .shortestEdge(let edge):
            let (height, width) = (image.shape[2], image.shape[3])
            let size = Self.size(height: height, width: width, shortestEdge: edge)
            if size == (height, width) { return image }
            return try image.resized(height: size.0, width: size.1, filter: configuration.filter)
        }
    }

    /// The middle of a strip, resized as all of it would be; nil if the picture is not a strip.
    private func middleOfStrip(_ image: RGBImage) throws(TorchError) -> Tensor? {
        guard case .shortestEdge(let edge) = configuration.size, let crop = configuration.crop,
            max(image.height, image.width) > min(image.height, image.width) * Self.largestAspect
        else { return nil }
        let (height, width) = Self.size(height: image.height, width: image.width, shortestEdge: edge)
        let rows = middle(of: height, min(height, crop.height))
        let columns = middle(of: width, min(width, crop.width))
        let pixels = StripResampler(filter: configuration.filter)
            .resize(image, height: height, width: width, rows: rows, columns: columns)
        return try Self.tensor(RGBImage(width: columns.count, height: rows.count, pixels: pixels))
    }

    /// `[1, 3, height, width]`; channels stay last in memory, the fastest layout for libtorch's resizing.
    private static func tensor(_ image: RGBImage) throws(TorchError) -> Tensor {
        try Tensor.of(bytes: image.pixels, type: .uint8, shape: [1, image.height, image.width, 3])
            .permuted([0, 3, 1, 2])
    }

    /// The size with this shorter side; the longer one is rounded down to a whole number, as in transformers.
    private static func size(height: Int, width: Int, shortestEdge edge: Int) -> (Int, Int) {
        let long = Int(Double(edge * max(height, width)) / Double(min(height, width)))
        return width <= height ? (long, edge) : (edge, long)
    }

    private func crop(_ image: Tensor) throws(TorchError) -> Tensor {
        guard let size = configuration.crop else { return image }
        var image = image
        let missing = (height: max(0, size.height - image.shape[2]), width: max(0, size.width - image.shape[3]))
        if missing.height > 0 || missing.width > 0 {
            // The extra pixel of an odd difference goes to the top or left, as in transformers' center_crop.
            let (top, left) = ((missing.height + 1) / 2, (missing.width + 1) / 2)
            image = try image.padded([left, missing.width - left, top, missing.height - top])
        }
        return try image.narrowed(middle(of: image.shape[2], size.height), along: 2)
            .narrowed(middle(of: image.shape[3], size.width), along: 3)
    }

    private func middle(of length: Int, _ part: Int) -> Range<Int> {
        let start = (length - part) / 2
        return start..<start + part
    }
}

extension PreprocessorConfiguration {
    /// Throws if the configuration does not give pictures of the model's input size.
    fileprivate func check(imageSize: Int, path: String) throws(CLIPError) {
        let edges =
            switch size {
            case .shortestEdge(let edge): [edge]
            case .exact(let height, let width): [height, width]
            case nil: [Int]()
            }
        guard (edges + [crop?.height, crop?.width].compactMap(\.self)).allSatisfy({ 1...1 << 14 ~= $0 }) else {
            throw CLIPError(.model, "\(path) has a size that is not between 1 and \(1 << 14) pixels.")
        }
        var output = crop
        if case .exact(let height, let width) = size, output == nil { output = (height, width) }
        guard let output, output == (imageSize, imageSize) else {
            let found = output.map { "\($0.height) x \($0.width)" } ?? "pictures of any size"
            throw CLIPError(
                .model, "\(path) makes \(found), but config.json's image_size is \(imageSize).")
        }
    }
}
