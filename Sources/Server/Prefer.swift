import Foundation

/// A client's preferences, from the header `Prefer` (RFC 7240).
enum Prefer {
    /// How long the client waits for the answer, by `wait=SECONDS` (section 4.3).
    ///
    /// - Returns: nil if it is missing, or not in whole seconds; other preferences are ignored (section 2).
    static func wait(in field: String) -> Duration? {
        if field.isEmpty { return nil }
        for preference in field.split(separator: ",") {
            let parts = preference.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            ).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, parts[0].lowercased() == "wait" else { continue }
            let digits = parts[1].trimmingCharacters(in: ["\""])
            guard digits.count <= 9, digits.allSatisfy({ ("0"..."9").contains($0) }), let seconds = Int(digits)
            else { continue }
            return .seconds(seconds)
        }
        return nil
    }
}
