/// Members of a JSON object as text, in the order in which they are added.
///
/// For objects that are written for every request: a list of values takes several times as long.
public struct JSONMembers: Sendable {
    /// The text, without braces.
    public private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes there is room for at first.
    public init(capacity: Int) { bytes.reserveCapacity(capacity) }

    public mutating func add(_ name: String, _ value: JSON) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        JSON.string(name).append(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        value.append(to: &bytes)
    }

    public mutating func add(_ others: JSONMembers) {
        if !bytes.isEmpty, !others.bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        bytes += others.bytes
    }
}
