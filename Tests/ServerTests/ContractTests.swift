import TestSupport
import Testing

/// The contract on the router in memory: no socket, no nginx, no model.
@Suite struct ContractTests {
    @Test("the router keeps the contract", arguments: Contract.Promise.allCases)
    func keeps(promise: Contract.Promise) throws {
        try promise.check(MemoryServer())
    }
}
