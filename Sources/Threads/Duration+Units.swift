public import Glibc

extension Duration {
    /// The duration in milliseconds.
    public var milliseconds: Double { self / .milliseconds(1) }
    /// The duration in milliseconds, with one decimal.
    public var roundedMilliseconds: Double { (milliseconds * 10).rounded() / 10 }
    /// The duration in seconds.
    public var seconds: Double { self / .seconds(1) }
    /// In seconds, to the tenth.
    public var roundedSeconds: Double { (seconds * 10).rounded() / 10 }
    /// The duration as C's calls take it, in whole microseconds.
    public var timeval: Glibc.timeval {
        let (seconds, attoseconds) = components
        return Glibc.timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
