/// How a picture is resized: the filters of Pillow that libtorch has, with Pillow's numbers
/// (<https://pillow.readthedocs.io/en/stable/reference/Image.html#PIL.Image.Resampling>).
public enum ResamplingFilter: Int, Sendable, CaseIterable {
    case lanczos = 1
    case bilinear = 2
    case bicubic = 3
}
