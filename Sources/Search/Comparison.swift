/// How the scores of one sentence become words.
public struct Comparison: Sendable {
    let background: Background
    /// Whether the model knows most of the sentence's words; if not, no picture matches.
    let isReadable: Bool
}
