import Foundation
import JPEG
import Testing

/// A file made by Tests/Fixtures/jpeg/make.py, with the pixels that Pillow read from it.
struct Fixture: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let width: Int
    let height: Int

    static let all: [Fixture] = {
        guard let index = try? Data(contentsOf: folder.appending(path: "index.json")) else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: index)) ?? []
    }()

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/jpeg")

    static func named(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: "\(name).jpg")))
    }

    var testDescription: String { name }

    func bytes() throws -> [UInt8] {
        try Self.named(name)
    }

    func expected() throws -> RGBImage {
        let pixels = try [UInt8](Data(contentsOf: Self.folder.appending(path: "\(name).rgb")))
        return RGBImage(width: width, height: height, pixels: pixels)
    }
}
