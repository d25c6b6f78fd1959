/// Why Descry cannot use a model of the hub; trying again does not help.
public struct ModelRefusal: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
