/// The `vision_config` of a model.
public struct VisionConfiguration: Sendable, Equatable {
    /// The transformer's size.
    public let encoder: EncoderConfiguration
    /// Width and height of a picture in pixels.
    public let imageSize: Int
    /// Width and height of a patch in pixels.
    public let patchSize: Int

    private static let defaultEncoder = EncoderConfiguration(width: 768, intermediateWidth: 3072, layers: 12, heads: 12)

    /// Patches along one side; pixels left over at the right and bottom are ignored.
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

    /// Reads the section of `config.json`.
    init(_ section: JSONSection) throws(CLIPError) {
        let base = VisionConfiguration()
        try section.refuseNull(["image_size", "patch_size", "num_channels"])
        encoder = try EncoderConfiguration(section, default: base.encoder)
        imageSize = try section.integer("image_size") ?? base.imageSize
        patchSize = try section.integer("patch_size") ?? base.patchSize
        if let channels = try section.integer("num_channels"), channels != 3 {
            throw section.error("num_channels", "is \(channels); only 3, for pictures in RGB, is supported")
        }
        if imageSize < 1 || imageSize > 1 << 14 {
            throw section.error("image_size", "is \(imageSize); it has to be between 1 and \(1 << 14)")
        }
        if patchSize < 1 || patchSize > imageSize {
            throw section.error("patch_size", "is \(patchSize); it has to be between 1 and image_size \(imageSize)")
        }
    }
}
