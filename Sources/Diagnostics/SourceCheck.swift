public import Search
import Threads

/// Whether the picture source has pictures.
public enum SourceCheck {
    /// The check's name, also where the source cannot be opened.
    public static let name = "source"

    /// - Parameter asks: whether a service is really asked, which counts as one request.
    public static func finding(_ source: any ImageSource, asks: Bool) -> Finding {
        if let warning = source.warnings.first { return Finding(name, .warning, warning) }
        guard source.isLocal || asks else {
            return Finding(name, .skipped, "\(source.name) has a key; it was not asked")
        }
        let tag = source.hasUntaggedPool ? "" : "flower"
        do throws(SourceError) {
            let found = try source.listing(
                tagged: tag, limit: source.isLocal ? .max : 3, for: "", deadline: .after(.seconds(15)))
            guard !found.pictures.isEmpty else {
                return Finding(name, .warning, "\(source.name) has no pictures\(tag.isEmpty ? "" : " for '\(tag)'")")
            }
            let pictures = "\(found.pictures.count) pictures"
            return Finding(
                name, .ok,
                source.isLocal
                    ? "\(source.name): \(pictures)"
                    : "\(source.name) answers, with \(pictures) for '\(tag)'; that was a request")
        } catch {
            let advice =
                if case .refused = error { "check PIXABAY_API_KEY or its file" } else {
                    "check the way to the source (DNS, firewall), and try again later"
                }
            return Finding(name, .error, error.sentence, advice: advice)
        }
    }
}
