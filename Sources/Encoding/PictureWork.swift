/// What the encoder has to do for pictures, as far as it delays a sentence.
struct PictureWork: Sendable {
    /// How long the batch in hand has been taking; nil if there is none.
    let inHandFor: Duration?
    /// Whether pictures wait.
    let isWaiting: Bool

    static let none = PictureWork(inHandFor: nil, isWaiting: false)
}
