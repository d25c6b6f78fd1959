import Foundation

/// The paths of the tests' files.
enum Fixtures {
    /// The package's root.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = package.appending(path: "Tests/Fixtures/clip")
    /// Published values of the released models, beside the repository on some machines only.
    static let references =
        environment["DESCRY_TEST_REFERENCES"].map { URL(filePath: $0) }
        ?? package.deletingLastPathComponent().appending(path: "shared/references")
    /// A folder that full_size.py made.
    static let fullModel = environment["DESCRY_TEST_FULL_MODEL"]
    /// A snapshot of openai/clip-vit-base-patch32.
    static let releasedModel = environment["DESCRY_TEST_MODEL"]

    private static let environment = ProcessInfo.processInfo.environment

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: path))
    }

    static func json<Value: Decodable>(_ path: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: data(path))
    }

    /// Numbers of a little-endian file.
    static func numbers<Number: BitwiseCopyable>(_ data: Data, as type: Number.Type) -> [Number] {
        data.withUnsafeBytes { bytes in
            (0..<bytes.count / MemoryLayout<Number>.size).map {
                bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Number>.size, as: type)
            }
        }
    }

    /// A float32 tensor of NumPy's format, version 1: magic, header length, header, numbers.
    static func floats(npy url: URL) throws -> [Float] {
        let data = try Data(contentsOf: url)
        let header = Int(data[8]) + Int(data[9]) << 8
        return numbers(Data(data[(10 + header)...]), as: Float.self)
    }
}
