import Foundation

extension Duration {
    /// The time from a date until a later one; negative if it is an earlier one.
    ///
    /// At most a hundred years either way: a date in the shared cache may be any number, and making a `Duration` of it
    /// could end the process.
    init(from date: Date, to later: Date = Date()) {
        let century = 3.2e9
        self = .seconds(max(-century, min(later.timeIntervalSince(date), century)))
    }
}
