import ArgumentParser
import Files

extension ValidationError {
    /// Checks an argument's range.
    static func check<Number: Comparable>(_ number: Number, in range: ClosedRange<Number>, _ what: String) throws {
        if let fault = range.fault(of: number) { throw ValidationError("\(what) \(fault)") }
    }

    /// Checks that an argument is a sentence: bytes that are not UTF-8 mean nothing to a model, and an empty one is a
    /// script's variable that was not set.
    static func checkText(_ sentence: String, mayBeEmpty: Bool = false) throws {
        let path = FilePath(sentence)
        guard path.isText else { throw ValidationError("the sentence '\(path.shown)' is not UTF-8") }
        guard mayBeEmpty || !sentence.allSatisfy(\.isWhitespace) else { throw ValidationError("a sentence is empty") }
    }
}
