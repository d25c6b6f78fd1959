/// A model's `preprocessor_config.json`, as Hugging Face's `CLIPImageProcessor` writes it; keys that are absent have
/// its defaults.
struct PreprocessorConfiguration: Sendable, Decodable {
    /// To what a picture is resized.
    enum Size: Sendable, Equatable {
        /// The shorter side to this; the longer one follows.
        case shortestEdge(Int)
        /// Both sides, whatever the picture's shape was.
        case exact(height: Int, width: Int)
    }

    /// nil: pictures are not resized.
    let size: Size?
    /// nil: pictures are not cropped.
    let crop: (height: Int, width: Int)?
    /// What each 8-bit value is multiplied by.
    let rescale: Double
    /// Per channel, subtracted after rescaling.
    let mean: [Float]
    /// Per channel, divided by after that.
    let deviation: [Float]

    private enum CodingKeys: String, CodingKey {
        case resizes = "do_resize"
        case size
        case resample
        case crops = "do_center_crop"
        case crop = "crop_size"
        case rescales = "do_rescale"
        case rescale = "rescale_factor"
        case normalizes = "do_normalize"
        case mean = "image_mean"
        case deviation = "image_std"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func flag(_ key: CodingKeys) throws -> Bool { try container.decodeIfPresent(Bool.self, forKey: key) ?? true }

        if try flag(.resizes) {
            let size = try container.decodeIfPresent(EdgeLengths.self, forKey: .size) ?? .init(shortestEdge: 224)
            if let edge = size.shortestEdge {
                self.size = .shortestEdge(edge)
            } else if let height = size.height, let width = size.width {
                self.size = .exact(height: height, width: width)
            } else {
                throw DecodingError.dataCorruptedError(
                    forKey: .size, in: container, debugDescription: "neither a shortest edge nor height and width.")
            }
            let filter = try container.decodeIfPresent(Int.self, forKey: .resample) ?? 3
            guard filter == 3 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .resample, in: container, debugDescription: "only bicubic (3) is supported, not \(filter).")
            }
        } else {
            size = nil
        }
        if try flag(.crops) {
            let size = try container.decodeIfPresent(EdgeLengths.self, forKey: .crop) ?? .init(shortestEdge: 224)
            guard let height = size.height ?? size.shortestEdge, let width = size.width ?? size.shortestEdge else {
                throw DecodingError.dataCorruptedError(
                    forKey: .crop, in: container, debugDescription: "no height and width.")
            }
            crop = (height, width)
        } else {
            crop = nil
        }
        rescale = try flag(.rescales) ? try container.decodeIfPresent(Double.self, forKey: .rescale) ?? 1 / 255 : 1
        if try flag(.normalizes) {
            // OpenAI's own numbers, CLIP repository, clip.py.
            mean =
                try container.decodeIfPresent([Float].self, forKey: .mean) ?? [0.48145466, 0.4578275, 0.40821073]
            deviation =
                try container.decodeIfPresent([Float].self, forKey: .deviation)
                ?? [0.26862954, 0.26130258, 0.27577711]
            guard mean.count == 3, deviation.count == 3, deviation.allSatisfy({ $0 > 0 }) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .mean, in: container,
                    debugDescription: "image_mean and image_std must be three numbers, those of image_std positive.")
            }
        } else {
            (mean, deviation) = ([0, 0, 0], [1, 1, 1])
        }
    }

}
