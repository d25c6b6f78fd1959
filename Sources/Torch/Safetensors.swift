internal import Files
internal import Foundation

/// A file of named tensors in the safetensors format: a header length of 8 bytes (little-endian), a JSON header, then
/// the tensors' bytes (<https://github.com/huggingface/safetensors#format>).
///
/// The file is mapped, not read, for as long as this object lives.
public final class Safetensors: Sendable {
    /// A tensor as the header describes it.
    public struct Entry: Sendable, Equatable {
        /// The type as the header writes it, for example `F32`.
        public let type: String
        /// The lengths of the dimensions.
        public let shape: [Int]
        /// The range of the tensor's bytes in the file.
        public let range: Range<Int>
    }

    /// The tensors by name.
    public let entries: [String: Entry]
    /// Length of the file.
    public var byteCount: Int { file.byteCount }
    /// The part of the file before the tensors: the header's length and the header.
    public let headerRange: Range<Int>

    /// The file's path, for messages.
    public let path: String
    private let file: MappedFile

    /// The longest header that the reference implementation accepts.
    private static let headerLimit = 100_000_000

    /// Maps a file and reads its header.
    ///
    /// - Parameter argument: the path, as `FilePath` takes it.
    /// - Throws: `TorchError` with the code `file` or `format`, and a sentence that names the path and what is wrong.
    public init(path argument: String) throws(TorchError) {
        let file = try MappedFile(path: FilePath(argument))
        let path = FilePath(argument).shown
        guard file.byteCount >= 8 else {
            throw TorchError(.format, "\(path) is cut: its \(file.byteCount) bytes hold no header.")
        }
        if GitLFS.isPointer(file.bytes(in: 0..<min(file.byteCount, GitLFS.prefixLength))) {
            throw TorchError(.format, GitLFS.complaint(path))
        }
        let length = file.bytes(in: 0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= Self.headerLimit else {
            throw TorchError(.format, "\(path) is no safetensors file: its header would be \(length) bytes long.")
        }
        headerRange = 0..<8 + Int(length)
        guard headerRange.upperBound <= file.byteCount else {
            throw TorchError(
                .format, "\(path) is cut: its header ends at byte \(headerRange.upperBound) of \(file.byteCount).")
        }
        let header = Data(file.bytes(in: 8..<headerRange.upperBound))
        let parsed: [String: SafetensorsHeaderEntry]
        do {
            parsed = try JSONDecoder().decode([String: SafetensorsHeaderEntry].self, from: header)
        } catch {
            throw TorchError(.format, "\(path) is no safetensors file: its header is not the JSON that it should be.")
        }
        self.path = path
        self.file = file
        entries = try Self.checked(parsed, start: headerRange.upperBound, end: file.byteCount, path: path)
    }

    /// Copies a tensor out of the file.
    ///
    /// - Throws: `TorchError` if there is none of that name, or its type is not F64, F32, F16, BF16, I64 or U8.
    public func tensor(named name: String) throws(TorchError) -> Tensor {
        guard let entry = entries[name] else { throw TorchError(.format, "\(path) lacks the tensor \(name).") }
        guard let type = DType(safetensors: entry.type) else {
            throw TorchError(.format, "\(path): the tensor \(name) is of the type \(entry.type), which is not read.")
        }
        return try file.withBytes(in: entry.range) { bytes throws(TorchError) in
            try LibTorch.tensor(copying: bytes, type: type, shape: entry.shape)
        }
    }

    /// Copies some of the file's bytes.
    ///
    /// - Precondition: the range lies within `0..<byteCount`.
    public func bytes(in range: Range<Int>) -> [UInt8] {
        file.bytes(in: range)
    }

    private static func checked(
        _ header: [String: SafetensorsHeaderEntry], start: Int, end: Int, path: String
    ) throws(TorchError) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        for (name, tensor) in header {
            guard case .tensor(let type, let shape, let offsets) = tensor else { continue }
            guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], shape.allSatisfy({ $0 >= 0 }) else {
                throw TorchError(.format, "\(path): the header's entry for \(name) makes no sense.")
            }
            guard offsets[1] <= end - start else {
                throw TorchError(
                    .format,
                    "\(path) is cut: the tensor \(name) ends at byte \(offsets[1]) of the \(end - start) there are.")
            }
            if let size = DType(safetensors: type)?.size {
                let (bytes, overflow) = shape.reduce((size, false)) { product, length in
                    let (next, overflow) = product.0.multipliedReportingOverflow(by: length)
                    return (next, product.1 || overflow)
                }
                guard !overflow, bytes == offsets[1] - offsets[0] else {
                    throw TorchError(
                        .format,
                        "\(path): the tensor \(name) of shape \(shape) does not have \(offsets[1] - offsets[0]) bytes.")
                }
            }
            entries[name] = Entry(type: type, shape: shape, range: start + offsets[0]..<start + offsets[1])
        }
        let ordered = entries.sorted {
            ($0.value.range.lowerBound, $0.value.range.upperBound)
                < ($1.value.range.lowerBound, $1.value.range.upperBound)
        }
        for (first, second) in zip(ordered, ordered.dropFirst())
        where second.value.range.lowerBound < first.value.range.upperBound {
            throw TorchError(.format, "\(path): the tensors \(first.key) and \(second.key) overlap.")
        }
        return entries
    }
}

extension DType {
    fileprivate init?(safetensors name: String) {
        switch name {
        case "F32": self = .float32
        case "F16": self = .float16
        case "BF16": self = .bfloat16
        case "F64": self = .float64
        case "I64": self = .int64
        case "U8": self = .uint8
        default: return nil
        }
    }
}
