import Foundation

/// A copy of a model directory to break.
enum BrokenModel {
    static func with(copyOf directory: URL, _ body: (URL) throws -> Void) throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "descry-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: directory, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        try body(copy)
    }
}
