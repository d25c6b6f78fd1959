extension Int {
    /// The nearest integer to a number of others, which need not be one: 0 for NaN, the largest for infinity.
    init(clamped number: Double) {
        self = Int(exactly: number.rounded(.towardZero)) ?? (number.isNaN ? 0 : number < 0 ? .min : .max)
    }
}
