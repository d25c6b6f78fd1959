internal import Files
internal import Foundation
import Threads
public import Torch

/// CLIP (Radford et al., arXiv:2103.00020): texts and pictures as vectors in one space.
///
/// Immutable once it is loaded. Encode on one thread only: each thread that calls libtorch gets its own pool of OpenMP
/// threads, and the pools compete for the cores.
public final class CLIPModel: Sendable {
    /// The name shown to people: the given one, or the directory's.
    public let name: String
    /// 16 hexadecimal digits that change with anything that changes an embedding.
    public let fingerprint: String
    /// The model's `config.json`.
    public let configuration: CLIPConfiguration
    /// The numbers that the model computes with; never `auto`.
    public let precision: Precision
    /// Where it computes.
    public let device: Device
    /// What a cosine is multiplied by to give a logit: 100 for the released weights.
    public let logitScale: Float
    /// How many pictures the model computes at a time; its weights are packed for that number.
    public let imageBatchSize: Int
    /// Turns texts into tokens.
    public let tokenizer: CLIPTokenizer
    /// Turns pictures into pixel tensors.
    public let preprocessor: ImagePreprocessor

    private let text: TextTransformer
    let vision: VisionTransformer
    /// nil on the CPU.
    let gpu: GPUEncoder?

    /// The version of what is done to a JPEG's pixels before the model sees them; part of the fingerprint. Raise the
    /// number when the same file gives other pixels than before (decoding, orientation, scale, cropping, resizing):
    /// cached embeddings are not used then.
    private static let pixelPipeline = "pixels 3: upright, large files reduced, strips cut as Pillow does"

    /// The most texts in a batch.
    static let textBatchSize = 32
    /// The most frequent batch: few, short texts.
    private static let (usualTexts, usualTextLength) = (2, 8)
    /// Texts of at most this many tokens share a batch, however much their lengths differ.
    private static let similarLength = 16

    /// Numbers per embedding.
    public var dimension: Int { configuration.projectionDimension }
    /// How many tokens a text may have, including start and end.
    public var contextLength: Int { configuration.text.contextLength }
    /// Width and height of the model's input in pixels.
    public var imageSize: Int { configuration.vision.imageSize }

    /// Loads a model from a directory in Hugging Face's layout.
    ///
    /// - Parameters:
    ///   - directory: its path, as `FilePath` takes it. It contains config.json, model.safetensors (or an index and
    ///     several files), tokenizer.json (or vocab.json and merges.txt) and processor_config.json (or
    ///     preprocessor_config.json).
    ///   - name: the name shown to people; nil for the directory's own.
    ///   - precision: what to compute with.
    ///   - force: whether to allow a precision that the processor only emulates.
    ///   - device: where to compute.
    ///   - imageBatchSize: how many pictures to compute at a time; nil for the device's default.
    /// - Throws: `CLIPError` with the code `model` and one sentence that says which file is wrong and how.
    public init(
        directory: String, name: String? = nil, precision: Precision = .auto, force: Bool = false,
        device: Device = .cpu, imageBatchSize: Int? = nil
    ) throws(CLIPError) {
        if case .cuda = device {
            do { try Processor.findCUDA() } catch {
                throw CLIPError(.model, "The device is \(device), but \(error.description)")
            }
        }
        let files = try ModelFiles(path: directory)
        let configuration = try CLIPConfiguration(json: files.configuration.bytes, path: files.configuration.path)
        let precision = try precision.resolved(on: device, force: force)
        self.configuration = configuration
        self.precision = precision
        self.device = device
        self.imageBatchSize = max(1, imageBatchSize ?? (device == .cpu ? 8 : 256))
        self.name = name ?? FilePath(bytes: Array(FilePath(directory).withoutTrailingSlashes.name)).shown

        tokenizer = CLIPTokenizer(
            vocabulary: try Vocabulary(files.tokenizer, size: configuration.text.vocabularySize),
            contextLength: configuration.text.contextLength)
        let preprocessor = try ImagePreprocessor(
            json: files.preprocessor.bytes, path: files.preprocessor.path, imageSize: configuration.vision.imageSize)
        self.preprocessor = preprocessor

        let weights = Weights(files.checkpoint)
        let scale = try weights.tensor("logit_scale", [])
        logitScale = try encoding { () throws(TorchError) in exp(try scale.floats()[0]) }
        let imagePlacement = Placement(
            device: device, precision.ofPictures, sequences: self.imageBatchSize,
            tokens: configuration.vision.tokenCount)
        let textPlacement = Placement(
            device: device, precision.ofTexts, sequences: Self.usualTexts, tokens: Self.usualTextLength)
        // Converting and packing the weights takes most of the loading time, so the two sides load in parallel.
        let text = Future("model", stackSize: Thread.largeStack) { () throws(CLIPError) in
            // Otherwise this thread would start an OpenMP pool of its own.
            try? Processor.setThreadCount(1)
            return try TextTransformer(
                weights, configuration: configuration.text, dimension: configuration.projectionDimension,
                placement: textPlacement)
        }
        let vision = Result { () throws(CLIPError) in
            try VisionTransformer(
                weights, configuration: configuration.vision, dimension: configuration.projectionDimension,
                normalization: preprocessor.normalization, placement: imagePlacement)
        }
        self.text = try text.value()
        self.vision = try vision.get()
        gpu =
            device == .cpu
            ? nil
            : GPUEncoder(
                device: device, text: self.text, vision: self.vision, imageSize: configuration.vision.imageSize,
                batchSize: self.imageBatchSize)

        var fingerprint = Fingerprint()
        fingerprint.add(files.checkpoint)
        for file in [files.configuration] + files.tokenizer.all + [files.preprocessor] { fingerprint.add(file.bytes) }
        // Of pictures only: what texts are computed with moves a cosine by less than 0.00001, and processes that share a
        // cache may run on processors of different kinds.
        fingerprint.add(precision.ofPictures.rawValue.utf8)
        fingerprint.add(Self.pixelPipeline.utf8)
        if precision == .int8 {
            // With 8-bit weights, the attention's type and the weights' scales depend on the processor.
            fingerprint.add("scale per row, \(imagePlacement.attentionType), \(Int8Weight.hasExactSums)".utf8)
        }
        self.fingerprint = fingerprint.description
    }

    /// The texts' embeddings, each of length 1.
    ///
    /// - Throws: `CLIPError` with the code `encoding`.
    public func encode(texts: [String]) throws(CLIPError) -> [[Float]] {
        try normalized(features(tokens: texts.map(tokenizer.tokens)))
    }

    /// The pictures' embeddings, each of length 1.
    ///
    /// - Parameter pixels: tensors from `preprocessor`: `[3, size, size]` each, in uint8.
    /// - Throws: `CLIPError` with the code `encoding`.
    public func encode(pixels: [Tensor]) throws(CLIPError) -> [[Float]] {
        try normalized(features(pixels: pixels))
    }

    /// The embeddings of texts given as token ids: the projection's output, not normalised to length 1.
    ///
    /// - Parameter tokens: each text's tokens, from `tokenizer`.
    /// - Returns: `[dimension]` numbers for each text.
    public func features(tokens: [[Int]]) throws(CLIPError) -> [[Float]] {
        for ids in tokens where ids.isEmpty || ids.count > contextLength {
            throw CLIPError(.encoding, "A text of \(ids.count) tokens does not fit a context of \(contextLength).")
        }
        // A GPU reports no such id: its kernel aborts, and this process can never use the device again.
        let vocabulary = 0..<configuration.text.vocabularySize
        if let id = tokens.joined().first(where: { !vocabulary.contains($0) }) {
            throw CLIPError(.encoding, "The token \(id) is not in a vocabulary of \(vocabulary.count).")
        }
        // By length, so that short texts are not padded to a long one's length.
        let order = tokens.indices.sorted { tokens[$0].count < tokens[$1].count }
        var features = [[Float]](repeating: [], count: tokens.count)
        var start = 0
        while start < order.count {
            let longest = max(Self.similarLength, 2 * tokens[order[start]].count)
            let batch = order[start...].prefix(Self.textBatchSize).prefix { tokens[$0].count <= longest }
            let answers = try encoding { () throws(TorchError) in
                try vectors(of: transform(batch.map { tokens[$0] }))
            }
            for (index, vector) in zip(batch, answers) { features[index] = vector }
            start += batch.count
        }
        return features
    }

    /// The embeddings of pictures: the projection's output, not normalised to length 1.
    ///
    /// - Parameter pixels: tensors from `preprocessor`: `[3, size, size]` each, in uint8.
    /// - Returns: `[dimension]` numbers for each picture.
    public func features(pixels: [Tensor]) throws(CLIPError) -> [[Float]] {
        try check(pixels, are: .uint8)
        return try encoding { () throws(TorchError) in
            guard let gpu else { return try inBatches(pixels) { (batch) throws(TorchError) in try vision(batch) } }
            var features: [[Float]] = []
            for batch in try gpu.features(pixels) { features += try vectors(of: batch) }
            return features
        }
    }

    /// As `features(pixels:)`, for pixels that are already normalised, in float32.
    func features(normalized: [Tensor]) throws(CLIPError) -> [[Float]] {
        try check(normalized, are: .float32)
        return try encoding { () throws(TorchError) in
            try inBatches(normalized) { (batch) throws(TorchError) in try vision(normalized: .stack(batch)) }
        }
    }

    private func check(_ pictures: [Tensor], are type: DType) throws(CLIPError) {
        for picture in pictures where picture.shape != [3, imageSize, imageSize] || picture.type != type {
            throw CLIPError(
                .encoding, "A picture's pixels are \(picture.type) of the shape \(picture.shape), not \(type).")
        }
    }

    private func inBatches(
        _ pictures: [Tensor], _ encode: ([Tensor]) throws(TorchError) -> Tensor
    ) throws(TorchError) -> [[Float]] {
        var features: [[Float]] = []
        for start in stride(from: 0, to: pictures.count, by: imageBatchSize) {
            features += try vectors(of: encode(Array(pictures[start...].prefix(imageBatchSize))))
        }
        return features
    }

    /// - Returns: `[texts, dimension]`.
    private func transform(_ texts: [[Int]]) throws(TorchError) -> Tensor {
        if let gpu { return try gpu.features(texts) }
        let batch = text.batch(texts)
        return try text(Tensor.of(indices: batch.indices(padded: false)), batch.shape)
    }

    private func vectors(of matrix: Tensor) throws(TorchError) -> [[Float]] {
        let numbers = try matrix.floats()
        return (0..<matrix.shape[0]).map { Array(numbers[$0 * dimension..<($0 + 1) * dimension]) }
    }

    private func normalized(_ vectors: [[Float]]) throws(CLIPError) -> [[Float]] {
        var normalized: [[Float]] = []
        for vector in vectors {
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length.isFinite, length > 0 else {
                throw CLIPError(.encoding, "The model \(name) returned an embedding of length \(length).")
            }
            normalized.append(vector.map { $0 / length })
        }
        return normalized
    }
}
