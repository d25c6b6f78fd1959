import Supervision
import Testing

@testable import descry

@Suite struct ServingSocketsTests {
    @Test(
        "each of the two servers has a socket of its own, by name, else by order",
        arguments: [
            (["search", "health"], [0, 1]), (["health", "search"], [1, 0]), (["", ""], [0, 1]), (["x", "y"], [0, 1]),
            (["health", "x"], [1, 0]), (["x", "search"], [1, 0]), (["search", "search"], [0, 1]),
            (["health", "health"], [1, 0]), (["x", "y", "health"], [0, 2]), (["search"], [0, nil]),
            (["health"], [nil, 0]), (["x"], [0, nil]), ([], [nil, nil]),
        ] as [([String], [Int?])])
    func assigns(names: [String], expected: [Int?]) {
        let activated = names.enumerated().map { (name: $0.element, socket: $0.offset) }
        #expect(ServingSockets.chosen(from: activated) == expected)
    }
}
