internal import Torch

/// What `preprocessor_config.json`, or the section `image_processor` of `processor_config.json`, says to Hugging Face's
/// `CLIPImageProcessor`; members that are absent or null have its defaults.
struct PreprocessorConfiguration: Sendable {
    /// The size that a picture is resized to.
    enum Size: Sendable, Equatable {
        /// The shorter side has this length; the longer one keeps the aspect ratio.
        case shortestEdge(Int)
        /// Both sides are given; the picture's aspect ratio is not kept.
        case exact(height: Int, width: Int)
    }

    /// nil: pictures are not resized.
    let size: Size?
    /// The filter for resizing.
    let filter: ResamplingFilter
    /// nil: pictures are not cropped.
    let crop: (height: Int, width: Int)?
    /// What each 8-bit value is multiplied by.
    let rescale: Double
    /// Per channel, subtracted after rescaling.
    let mean: [Float]
    /// Per channel, divided by after that.
    let deviation: [Float]

    /// OpenAI's own numbers (CLIP repository, clip.py), which are transformers' defaults.
    private static let (openAIMean, openAIDeviation): ([Float], [Float]) = (
        [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
    )

    /// Names of the image processors that work in the same way; the older ones were called feature extractors.
    private static let types = [
        "CLIPImageProcessor", "CLIPImageProcessorFast", "CLIPImageProcessorPil", "CLIPFeatureExtractor",
    ]

    init(_ section: JSONSection) throws(CLIPError) {
        let typeKey = section["image_processor_type"] == nil ? "feature_extractor_type" : "image_processor_type"
        if let type = try section.string(typeKey), !Self.types.contains(type) {
            throw section.error(typeKey, "is \"\(type)\", which is not supported; only CLIPImageProcessor is")
        }
        if try section.flag("do_pad") ?? false, section["pad_size"] != nil {
            throw section.error("pad_size", "is not supported; leave it out, and give the size in crop_size")
        }
        size = try section.flag("do_resize") ?? true ? try Self.size(section) : nil
        filter = size == nil ? .bicubic : try Self.filter(section)
        crop = try section.flag("do_center_crop") ?? true ? try Self.crop(section) : nil
        rescale = try section.flag("do_rescale") ?? true ? try section.number("rescale_factor") ?? 1 / 255 : 1
        let normalizes = try section.flag("do_normalize") ?? true
        mean = normalizes ? try Self.channels("image_mean", of: section) ?? Self.openAIMean : [0, 0, 0]
        deviation = normalizes ? try Self.channels("image_std", of: section) ?? Self.openAIDeviation : [1, 1, 1]
        guard deviation.allSatisfy({ $0 > 0 }) else {
            throw section.error("image_std", "is \((section["image_std"] ?? .null).summary); it has to be positive")
        }
    }

    private static func size(_ section: JSONSection) throws(CLIPError) -> Size {
        if try section.flag("use_square_size") ?? false { return .exact(height: 224, width: 224) }
        switch try EdgeLengths("size", of: section) {
        case nil: return .shortestEdge(224)
        case .number(let edge):
            let isSquare = try section.flag("default_to_square") ?? false
            return isSquare ? .exact(height: edge, width: edge) : .shortestEdge(edge)
        case .shortestEdge(let edge): return .shortestEdge(edge)
        case .exact(let height, let width): return .exact(height: height, width: width)
        }
    }

    private static func crop(_ section: JSONSection) throws(CLIPError) -> (height: Int, width: Int) {
        switch try EdgeLengths("crop_size", of: section) {
        case nil: return (224, 224)
        case .number(let edge): return (edge, edge)
        case .exact(let height, let width): return (height, width)
        case .shortestEdge: throw section.error("crop_size", "has a shortest_edge; it needs height and width")
        }
    }

    private static func filter(_ section: JSONSection) throws(CLIPError) -> ResamplingFilter {
        let supported = ResamplingFilter.allCases.map { "\($0.rawValue) (\($0))" }.joined(separator: ", ")
        switch section["resample"] {
        case nil: return .bicubic
        case .string(let name):
            // For the same name, transformers uses bilinear with Pillow and another filter with torchvision.
            throw section.error(
                "resample",
                "is \"\(name)\"; it has to be the filter's number, since transformers does not read names. Supported are "
                    + supported)
        default:
            guard let filter = try section.integer("resample").flatMap(ResamplingFilter.init(rawValue:)) else {
                throw section.error(
                    "resample",
                    "is \((section["resample"] ?? .null).summary), a filter that is not supported; supported are \(supported)"
                )
            }
            return filter
        }
    }

    /// One number for each of the three channels; the file may give one number for all.
    private static func channels(_ key: String, of section: JSONSection) throws(CLIPError) -> [Float]? {
        switch section[key] {
        case nil: return nil
        case .array(let values):
            let numbers = values.compactMap(\.finiteNumber).map(Float.init)
            guard numbers.count == 3, values.count == 3 else { break }
            return numbers
        case let value?:
            guard let number = value.finiteNumber else { break }
            return Array(repeating: Float(number), count: 3)
        }
        throw section.mismatch(key, expected: "three finite numbers, or one for all three")
    }
}
