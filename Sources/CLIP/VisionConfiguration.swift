/// The `vision_config` of a model.
public struct VisionConfiguration: Sendable, Equatable, Decodable {
    /// The transformer's size.
    public let encoder: EncoderConfiguration
    /// Width and height of a picture in pixels.
    public let imageSize: Int
    /// Width and height of a patch in pixels.
    public let patchSize: Int

    private enum CodingKeys: String, CodingKey {
        case imageSize = "image_size"
        case patchSize = "patch_size"
        case channels = "num_channels"
    }

    private static let defaultEncoder = EncoderConfiguration(width: 768, intermediateWidth: 3072, layers: 12, heads: 12)

    /// Patches along one side; what is left over at the right and bottom is not looked at.
    public var gridSize: Int {
        imageSize / patchSize
    }

    /// Tokens per picture: one per patch and the class token.
    public var tokenCount: Int {
        gridSize * gridSize + 1
    }

    init() {
        encoder = Self.defaultEncoder
        imageSize = 224
        patchSize = 32
    }

    public init(from decoder: any Decoder) throws {
        let base = VisionConfiguration()
        let container = try decoder.container(keyedBy: CodingKeys.self)
        encoder = try EncoderConfiguration(from: decoder, default: base.encoder)
        imageSize = try container.decodeIfPresent(Int.self, forKey: .imageSize) ?? base.imageSize
        patchSize = try container.decodeIfPresent(Int.self, forKey: .patchSize) ?? base.patchSize
        let channels = try container.decodeIfPresent(Int.self, forKey: .channels) ?? 3
        guard channels == 3 else {
            throw DecodingError.dataCorruptedError(
                forKey: .channels, in: container, debugDescription: "pictures have 3 channels here, not \(channels).")
        }
    }

    /// What makes no sense, if anything does not.
    var complaint: String? {
        if let complaint = encoder.complaint { return "vision_config: \(complaint)" }
        if imageSize < 1 || imageSize > 1 << 14 { return "vision_config: image_size is \(imageSize)" }
        if patchSize < 1 || patchSize > imageSize { return "vision_config: patch_size is \(patchSize)" }
        return nil
    }
}
