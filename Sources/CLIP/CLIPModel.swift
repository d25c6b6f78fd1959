internal import Files
internal import Foundation
import Threads
public import Torch

/// CLIP (Radford et al., arXiv:2103.00020): texts and pictures as vectors in one space.
///
/// It changes nothing once it is loaded. One thread should do all the encoding: threads that call libtorch at once
/// each get a pool of OpenMP threads and fight over the cores.
public final class CLIPModel: Sendable {
    /// The name for people: what was given, or the directory's.
    public let name: String
    /// 16 hexadecimal digits that change with anything that changes an embedding.
    public let fingerprint: String
    /// The model's `config.json`.
    public let configuration: CLIPConfiguration
    /// What the model computes with; never `auto`.
    public let precision: Precision
    /// Where it computes.
    public let device: Device
    /// What a cosine is multiplied by to give a logit: 100 for the released weights.
    public let logitScale: Float
    /// How many pictures at a time the model computes, and its weights are packed for.
    public let imageBatchSize: Int
    /// Makes tokens of texts.
    public let tokenizer: CLIPTokenizer
    /// Makes pixel tensors of pictures.
    public let preprocessor: ImagePreprocessor

    private let text: TextTransformer
    private let vision: VisionTransformer
    /// nil on the CPU.
    let gpu: GPUEncoder?

    /// What is done to a JPEG's pixels before the model sees them. Raise the number when the same file gives other
    /// pixels than before (decoding, orientation, scale, cutting, resizing): cached embeddings are not used then.
    private static let pixelPipeline = "pixels 2: upright, strips cut as Pillow does"

    /// Texts that go through the model at once.
    static let textBatchSize = 32
    /// What most often goes through it at once: few texts, and short ones.
    private static let (usualTexts, usualTextLength) = (2, 8)
    /// Tokens up to which texts are batched together whatever their lengths.
    private static let similarLength = 16

    /// Numbers per embedding.
    public var dimension: Int { configuration.projectionDimension }
    /// How many tokens a text may have, with the start and the end.
    public var contextLength: Int { configuration.text.contextLength }
    /// Width and height in pixels of what the model looks at.
    public var imageSize: Int { configuration.vision.imageSize }

    /// Loads a model from a directory in Hugging Face's layout.
    ///
    /// - Parameters:
    ///   - directory: its path, as `FilePath` takes it; it holds config.json, model.safetensors (or an index and several
    ///     files), tokenizer.json (or vocab.json and merges.txt) and processor_config.json (or
    ///     preprocessor_config.json).
    ///   - name: the name for people; nil for the directory's own.
    ///   - precision: what to compute with.
    ///   - device: where to compute.
    ///   - imageBatchSize: how many pictures at a time to compute; nil for what suits the device.
    /// - Throws: `CLIPError` with the code `model` and one sentence that says which file is wrong and how.
    public init(
        directory: String, name: String? = nil, precision: Precision = .auto, device: Device = .cpu,
        imageBatchSize: Int? = nil
    ) throws(CLIPError) {
        if case .cuda = device {
            do { try Processor.findCUDA() } catch {
                throw CLIPError(.model, "The device is \(device), but \(error.description)")
            }
        }
        let files = try ModelFiles(path: directory)
        let configuration = try CLIPConfiguration(json: files.configuration.bytes, path: files.configuration.path)
        let precision = try precision.resolved(on: device)
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
            device: device, precision, sequences: self.imageBatchSize, tokens: configuration.vision.tokenCount)
        let textPlacement = Placement(
            device: device, precision, sequences: Self.usualTexts, tokens: Self.usualTextLength)
        // Converting and packing the weights is most of the time that loading takes.
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
        fingerprint.add(precision.rawValue.utf8)
        fingerprint.add(Self.pixelPipeline.utf8)
        // In 8 bits, attention is in bfloat16 where the processor has it.
        if precision == .int8 { fingerprint.add("\(imagePlacement.attentionType)".utf8) }
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
    /// - Parameter pixels: what `preprocessor` made: `[3, size, size]` each, in uint8.
    /// - Throws: `CLIPError` with the code `encoding`.
    public func encode(pixels: [Tensor]) throws(CLIPError) -> [[Float]] {
        try normalized(features(pixels: pixels))
    }

    /// The embeddings of texts given as token ids, as they leave the projection: not of length 1.
    ///
    /// - Parameter tokens: what `tokenizer` made of each text.
    /// - Returns: `[dimension]` numbers for each text.
    public func features(tokens: [[Int]]) throws(CLIPError) -> [[Float]] {
        for ids in tokens where ids.isEmpty || ids.count > contextLength {
            throw CLIPError(.encoding, "A text of \(ids.count) tokens does not fit a context of \(contextLength).")
        }
        // A GPU does not say so: it stops for good.
        let vocabulary = 0..<configuration.text.vocabularySize
        if let id = tokens.joined().first(where: { !vocabulary.contains($0) }) {
            throw CLIPError(.encoding, "The token \(id) is not in a vocabulary of \(vocabulary.count).")
        }
        // By length, so that a long text does not make short ones long.
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

    /// The embeddings of pictures as they leave the projection: not of length 1.
    ///
    /// - Parameter pixels: what `preprocessor` made: `[3, size, size]` each, in uint8.
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

    /// As `features(pixels:)`, of numbers that are normalised already, in float32.
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
                throw CLIPError(.encoding, "The model \(name) answered an embedding of length \(length).")
            }
            normalized.append(vector.map { $0 / length })
        }
        return normalized
    }
}
