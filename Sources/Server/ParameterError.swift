/// A parameter of a request that cannot be used.
struct ParameterError: Error, Equatable {
    /// The parameter's name in the contract, as in `s_query`; of one that does not exist, its beginning.
    let parameter: String
    /// What is wrong with it, as in `is missing`; nil for a parameter that does not exist.
    let fault: String?
    /// What is wrong, as a sentence.
    let detail: String

    init(_ parameter: String, _ fault: String) {
        (self.parameter, self.fault, detail) = (parameter, fault, "\(parameter) \(fault)")
    }

    /// A parameter that does not exist.
    init(unknown parameter: String, detail: String) {
        (self.parameter, fault, self.detail) = (parameter, nil, detail)
    }

    /// The detail without text that the client sent, which is personal: it may be part of a sentence.
    var logDetail: String { fault == nil ? "a parameter that does not exist" : detail }
}
