// A picture's bytes as a source, or a folder of one's own, may hold them: the header, EXIF, and the pixels.

import FuzzingDriver
import JPEG

// Small, so that an input costs milliseconds; what is larger is refused by the same code.
let decoders = [
    JPEGDecoder(limits: JPEGLimits(dimension: 512, pixels: 1 << 16, scannedPixels: 1 << 20, memory: 1 << 22)),
    JPEGDecoder(
        limits: JPEGLimits(dimension: 512, scannedPixels: 1 << 20, memory: 1 << 22, reducedSide: 8)),
]

fuzz { bytes in
    let orientation = EXIFOrientation(jpeg: bytes)
    _ = FileFormat.phrase(for: bytes)
    for decoder in decoders {
        guard let image = try? decoder.decode(bytes) else { continue }
        require(image.pixels.count == image.width * image.height * 3, "as many pixels as the size says")
    }
    require((1...8).contains(orientation.rawValue), "an orientation of EXIF's")
}
