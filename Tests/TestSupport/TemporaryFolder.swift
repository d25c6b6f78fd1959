import Foundation

/// A folder of its own that is removed with this object; its path is short, since a socket's path has to be.
public final class TemporaryFolder: Sendable {
    /// Where it is, without a slash at the end.
    public let path = "/tmp/descry-test-\(UInt32.random(in: 0...UInt32.max))"

    public init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }
}
