/// The encoder's work on pictures, as far as it delays a sentence.
struct PictureWork: Sendable {
    /// How long the current batch has been running; nil if there is none.
    let inHandFor: Duration?
    /// Whether pictures wait.
    let isWaiting: Bool

    static let none = PictureWork(inHandFor: nil, isWaiting: false)
}
