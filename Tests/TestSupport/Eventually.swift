import Foundation

/// Waits until a condition is true, for at most 30 s, since the machine may be busy; false if it stays false.
@discardableResult
public func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
        if try condition() { return true }
        Thread.sleep(forTimeInterval: 0.01)
    }
    return try condition()
}
