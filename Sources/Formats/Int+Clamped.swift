extension Int {
    /// The nearest integer to a number that another program wrote: 0 for NaN, the largest for infinity.
    public init(clamped number: Double) {
        self = Int(exactly: number.rounded(.towardZero)) ?? (number.isNaN ? 0 : number < 0 ? .min : .max)
    }
}
