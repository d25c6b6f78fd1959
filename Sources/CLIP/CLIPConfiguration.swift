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
    /// - Throws: `CLIPError` if it is not JSON, describes another architecture, or has an invalid value.
    public init(json: [UInt8], path: String) throws(CLIPError) {
        let file = try JSONSection(json: json, path: path)
        try Self.checkArchitecture(file)
        text = try TextConfiguration(Self.side("text", of: file))
        vision = try VisionConfiguration(Self.side("vision", of: file))
        try file.refuseNull(["projection_dim"])
        projectionDimension = try file.integer("projection_dim") ?? 512
        guard 1...1 << 20 ~= projectionDimension else {
            throw file.error("projection_dim", "is \(projectionDimension); it has to be between 1 and \(1 << 20)")
        }
    }

    /// The section of one side. In transformers the older `…_config_dict`, completed with defaults, overrides
    /// `…_config`.
    private static func side(_ name: String, of file: JSONSection) throws(CLIPError) -> JSONSection {
        if let older = try file.section("\(name)_config_dict") { return older }
        return try file.section("\(name)_config") ?? JSONSection(members: [:], path: file.path)
    }

    /// Refuses a model of another architecture.
    ///
    /// The name decides, since many other architectures also have a text and a vision side.
    static func checkArchitecture(_ file: JSONSection) throws(CLIPError) {
        let type = try file.string("model_type")
        var names: [String] = []
        switch file["architectures"] {
        case nil: break
        case .array(let values):
            for case .string(let name) in values { names.append(name) }
        default: throw file.mismatch("architectures", expected: "a list of names")
        }
        // transformers chooses the class by model_type: CLIPModel with another type is another model.
        guard names.isEmpty ? type == "clip" : names.contains("CLIPModel") && (type == nil || type == "clip") else {
            let found = names.first { $0 != "CLIPModel" } ?? type.map { "model of the type \($0)" }
            throw CLIPError(
                .model,
                "\(file.path) describes \(found.map { "a \($0)" } ?? "no architecture"); only CLIPModel is supported.")
        }
        if file["quantization_config"] != nil {
            throw file.error(
                "quantization_config",
                "says that the weights are quantized, which is not supported; save the model without it, in float32, "
                    + "float16 or bfloat16 (Descry quantizes by itself with DESCRY_PRECISION=int8)")
        }
        if let weights = try file.string("transformers_weights"), weights != "model.safetensors" {
            throw file.error(
                "transformers_weights",
                "is \"\(weights)\"; rename that file to model.safetensors and leave the member out")
        }
    }
}
