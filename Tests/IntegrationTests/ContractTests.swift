import TestSupport
import Testing

extension Stack: ContractServer {
    var tag: String { "mountains" }

    func answer(_ method: String, _ target: String) throws -> Answer {
        try get(target, method == "HEAD" ? ["-I"] : ["-X", method])
    }
}

extension Integration {
    /// The contract through nginx, by the whole program.
    @Suite struct ContractTests {
        @Test("the program behind nginx keeps the contract", arguments: Contract.Promise.allCases)
        func keeps(promise: Contract.Promise) throws {
            try promise.check(Stack())
        }
    }
}
