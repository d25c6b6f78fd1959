/// Why a JPEG file was not decoded; `detail` is for people, and mostly libjpeg's own message.
public enum JPEGError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The bytes are empty, another picture format, a web page.
    case notJPEG(detail: String)
    case damaged(detail: String)
    /// It is of a kind that is not decoded: 12 bits, lossless, two components.
    case unsupported(detail: String)
    /// It needs more pixels, scans or memory than the limits allow.
    case tooLarge(detail: String)
    case outOfMemory

    public var description: String {
        switch self {
        case .notJPEG(let detail): "not a JPEG: \(detail)"
        case .damaged(let detail): "damaged JPEG: \(detail)"
        case .unsupported(let detail): "unsupported JPEG: \(detail)"
        case .tooLarge(let detail): "JPEG too large: \(detail)"
        case .outOfMemory: "no memory left to decode a JPEG"
        }
    }
}
