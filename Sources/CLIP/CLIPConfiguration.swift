internal import Foundation

/// A model's `config.json`, as Hugging Face's `CLIPModel` writes it; keys that are absent have its defaults.
public struct CLIPConfiguration: Sendable, Equatable {
    /// The text side.
    public let text: TextConfiguration
    /// The picture side.
    public let vision: VisionConfiguration
    /// Numbers per embedding.
    public let projectionDimension: Int

    /// Reads the file's bytes.
    ///
    /// - Parameter path: the file's name in messages.
    /// - Throws: `CLIPError` if it is no JSON, of another architecture, or makes no sense.
    public init(json: [UInt8], path: String) throws(CLIPError) {
        let kind: Kind = try decodeJSON(json, path: path)
        // Many models of other architectures also have a text and a vision side, so the name decides.
        guard kind.architectures?.contains("CLIPModel") ?? (kind.modelType == "clip") else {
            let name = kind.architectures?.first ?? kind.modelType
            throw CLIPError(
                .model, "\(path) describes \(name.map { "a \($0)" } ?? "no architecture"); only CLIPModel is supported."
            )
        }
        let sections: Sections = try decodeJSON(json, path: path)
        // The older `…_config_dict` wins over `…_config`, as in transformers.
        text = sections.textDictionary ?? sections.text ?? TextConfiguration()
        vision = sections.visionDictionary ?? sections.vision ?? VisionConfiguration()
        projectionDimension = sections.projectionDimension ?? 512
        if let complaint = text.complaint ?? vision.complaint {
            throw CLIPError(.model, "\(path): \(complaint).")
        }
        guard projectionDimension > 0 else {
            throw CLIPError(.model, "\(path): projection_dim is \(projectionDimension).")
        }
    }

    private struct Kind: Decodable {
        let architectures: [String]?
        let modelType: String?

        enum CodingKeys: String, CodingKey {
            case architectures
            case modelType = "model_type"
        }
    }

    private struct Sections: Decodable {
        let text: TextConfiguration?
        let textDictionary: TextConfiguration?
        let vision: VisionConfiguration?
        let visionDictionary: VisionConfiguration?
        let projectionDimension: Int?

        enum CodingKeys: String, CodingKey {
            case text = "text_config"
            case textDictionary = "text_config_dict"
            case vision = "vision_config"
            case visionDictionary = "vision_config_dict"
            case projectionDimension = "projection_dim"
        }
    }
}
