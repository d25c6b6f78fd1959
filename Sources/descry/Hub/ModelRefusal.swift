/// Why Descry cannot use a model of the hub, as far as its files show; trying again does not help.
struct ModelRefusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
