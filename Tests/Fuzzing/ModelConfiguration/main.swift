// A model's config.json and preprocessor_config.json, after a zero byte, by the parser of our own.

import FuzzingDriver

@testable import CLIP

fuzz { bytes in
    let parts = files(bytes, 2)
    if let configuration = try? CLIPConfiguration(json: parts[0], path: "config.json") {
        require(configuration.projectionDimension > 0, "a projection of some width")
    }
    _ = try? ImagePreprocessor(json: parts[1], path: "preprocessor_config.json", imageSize: 224)
}
