extension Duration {
    /// The duration in milliseconds.
    public var milliseconds: Double { self / .milliseconds(1) }
    /// The duration in milliseconds, with one decimal.
    public var roundedMilliseconds: Double { (milliseconds * 10).rounded() / 10 }
    /// The duration in seconds.
    public var seconds: Double { self / .seconds(1) }
    /// In seconds, to the tenth.
    public var roundedSeconds: Double { (seconds * 10).rounded() / 10 }
}
