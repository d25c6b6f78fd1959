import Foundation
import Testing

@testable import Torch

@Suite("A safetensors file")
struct SafetensorsTests {
    private func file(header: String, length: UInt64? = nil, data: [UInt8] = []) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "descry-\(UUID().uuidString).safetensors")
        let count = length ?? UInt64(header.utf8.count)
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8) + data
        try Data(bytes).write(to: url)
        return url
    }

    private func withFile<Result>(
        header: String, length: UInt64? = nil, data: [UInt8] = [], _ body: (String) throws -> Result
    ) throws -> Result {
        let url = try file(header: header, length: length, data: data)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path())
    }

    @Test("is read in every type that models are stored in, aligned or not")
    func types() throws {
        // 1.5 in each of the three types; float16 is at an odd address.
        let header = #"""
            {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},
            "skip":{"dtype":"BOOL","shape":[1],"data_offsets":[4,5]},
            "b":{"dtype":"F16","shape":[1],"data_offsets":[5,7]},
            "c":{"dtype":"BF16","shape":[],"data_offsets":[7,9]},
            "ids":{"dtype":"I64","shape":[1],"data_offsets":[9,17]},
            "none":{"dtype":"F32","shape":[0,4],"data_offsets":[17,17]},
            "d":{"dtype":"F64","shape":[1],"data_offsets":[17,25]}}
            """#
        let data: [UInt8] =
            [0, 0, 0xC0, 0x3F, 1, 0x00, 0x3E, 0xC0, 0x3F] + [9, 0, 0, 0, 0, 0, 0, 0]
            + [0, 0, 0, 0, 0, 0, 0xF8, 0x3F]
        try withFile(header: header, data: data) { path in
            let file = try Safetensors(path: path)
            #expect(Set(file.entries.keys) == ["a", "b", "c", "skip", "ids", "none", "d"])
            #expect(try file.tensor(named: "a").floats() == [1.5])
            #expect(try file.tensor(named: "a").shape == [1, 1])
            #expect(try file.tensor(named: "b").to(.float32).floats() == [1.5])
            #expect(try file.tensor(named: "c").to(.float32).floats() == [1.5])
            #expect(try file.tensor(named: "d").to(.float32).floats() == [1.5])
            #expect(try file.tensor(named: "ids").type == .int64)
            #expect(try file.tensor(named: "none").shape == [0, 4])
            #expect(file.bytes(in: file.byteCount - 16..<file.byteCount).first == 9)
            let error = #expect(throws: TorchError.self) { try file.tensor(named: "skip") }
            #expect(error?.description.contains("BOOL") == true)
            #expect(throws: TorchError.self) { try file.tensor(named: "nowhere") }
        }
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let header: String
        var length: UInt64?
        var data: [UInt8] = []
        let complaint: String
    }

    @Test(
        "that is broken is refused with a message",
        arguments: [
            Broken(
                testDescription: "header beyond the end", header: "{}", length: 500, complaint: "is cut: its header"),
            Broken(
                testDescription: "header without end", header: "{}", length: .max,
                complaint: "is no safetensors file: its header would be 18446744073709551615 bytes"),
            Broken(testDescription: "no JSON", header: "{\"a\"", complaint: "its header is not the JSON"),
            Broken(testDescription: "other JSON", header: #"{"a":{"dtype":"F32"}}"#, complaint: "is not the JSON"),
            Broken(
                testDescription: "cut tensor", header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
                data: [0, 0, 0, 0], complaint: "is cut: the tensor a ends at byte 8 of the 4 there are"),
            Broken(
                testDescription: "wrong count", header: #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
                data: [0, 0, 0, 0], complaint: "the tensor a of shape [2] does not have 4 bytes"),
            Broken(
                testDescription: "backwards", header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
                data: [0, 0, 0, 0], complaint: "the header's entry for a makes no sense"),
            Broken(
                testDescription: "negative", header: #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
                data: [0, 0, 0, 0], complaint: "makes no sense"),
            Broken(
                testDescription: "endless shape",
                header: #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#,
                complaint: "does not have 0 bytes"),
            Broken(
                testDescription: "overlap",
                header: #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"#
                    + #""b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#,
                data: [0, 0, 0, 0], complaint: "the tensors a and b overlap"),
        ])
    func broken(file: Broken) throws {
        try withFile(header: file.header, length: file.length, data: file.data) { path in
            let error = try #require(throws: TorchError.self) { try Safetensors(path: path) }
            #expect(error.code == .format)
            #expect(error.description.contains(file.complaint) && error.description.hasPrefix(path), "\(error)")
        }
    }

    @Test("that is a Git LFS pointer is refused with a message that says so")
    func pointer() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "descry-\(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 605157884\n".utf8).write(to: url)
        let error = #expect(throws: TorchError.self) { try Safetensors(path: url.path()) }
        #expect(error?.description.contains("is a Git LFS pointer") == true)
        #expect(error?.description.contains("git lfs pull") == true)
    }

    @Test("that is too short, missing or a folder is refused")
    func unreadable() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "descry-\(UUID().uuidString)")
        #expect(throws: TorchError.self) { try Safetensors(path: url.path()) }
        try Data([1, 2, 3]).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(throws: TorchError.self) { try Safetensors(path: url.path()) }
        try Data().write(to: url)
        #expect(throws: TorchError.self) { try Safetensors(path: url.path()) }
        let error = #expect(throws: TorchError.self) {
            try Safetensors(path: FileManager.default.temporaryDirectory.path())
        }
        #expect(error?.code == .file)
    }
}
