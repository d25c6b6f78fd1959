import Foundation
import Testing

@testable import CLIP

@Suite("A broken model directory", .serialized)
struct BrokenModelTests {
    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Must be in the message.
        let complaint: String
        let damage: @Sendable (URL) throws -> Void

        init(_ description: String, _ complaint: String, _ damage: @escaping @Sendable (URL) throws -> Void) {
            testDescription = description
            self.complaint = complaint
            self.damage = damage
        }

        init(_ description: String, without file: String, _ complaint: String) {
            self.init(description, complaint) { directory in
                try FileManager.default.removeItem(at: directory.appending(path: file))
            }
        }

        init(_ description: String, in file: String, _ old: String, _ new: String, _ complaint: String) {
            self.init(description, complaint) { directory in
                let url = directory.appending(path: file)
                let text = try String(contentsOf: url, encoding: .utf8)
                try #require(text.contains(old))
                try text.replacingOccurrences(of: old, with: new).write(to: url, atomically: true, encoding: .utf8)
            }
        }
    }

    /// Changes bytes of the safetensors file; its header's length does not change.
    private static func rename(_ old: String, _ new: String) -> @Sendable (URL) throws -> Void {
        { directory in
            precondition(old.utf8.count == new.utf8.count)
            let url = directory.appending(path: "model.safetensors")
            var data = try Data(contentsOf: url)
            let range = try #require(data.range(of: Data(old.utf8)))
            data.replaceSubrange(range, with: Data(new.utf8))
            try data.write(to: url)
        }
    }

    /// Replaces a file by a FIFO: opening it for reading would wait for a writer.
    private static func fifo(_ file: String) -> @Sendable (URL) throws -> Void {
        { directory in
            let url = directory.appending(path: file)
            try FileManager.default.removeItem(at: url)
            try #require(mkfifo(url.path(), 0o600) == 0)
        }
    }

    private static let weights = "model.safetensors"
    private static let position = "text_model.embeddings.position_embedding.weight"

    static let all = [
        Broken("no config", without: "config.json", "lacks config.json"),
        Broken("a FIFO for config", "config.json cannot be used: it is a FIFO, not", fifo("config.json")),
        Broken("a FIFO for weights", "safetensors cannot be used: it is a FIFO, not a regular file", fifo(weights)),
        Broken("a FIFO for the vocabulary", "vocab.json cannot be used: it is a FIFO", fifo("vocab.json")),
        Broken("a folder for merges", "merges.txt cannot be used: it is a folder, not a regular file") { directory in
            let url = directory.appending(path: "merges.txt")
            try FileManager.default.removeItem(at: url)
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        },
        Broken("the folder above", "lacks config.json, but ") { directory in
            let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            let inner = directory.appending(path: "snapshots/3d74acf9a28c67741b2f4f2ea7635f0aaf6f0268")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            for file in files {
                try FileManager.default.moveItem(at: file, to: inner.appending(path: file.lastPathComponent))
            }
        },
        Broken("OpenCLIP's layout", "its layout is OpenCLIP's, and Hugging Face's is needed") { directory in
            try FileManager.default.moveItem(
                at: directory.appending(path: "config.json"), to: directory.appending(path: "open_clip_config.json"))
        },
        Broken("no weights", without: weights, "lacks model.safetensors"),
        Broken("no vocabulary", without: "vocab.json", "lacks vocab.json"),
        Broken("another architecture without a vocabulary", "describes a BertModel; only CLIPModel is supported") {
            directory in
            try FileManager.default.removeItem(at: directory.appending(path: "vocab.json"))
            try Data(#"{"architectures": ["BertModel"], "model_type": "bert"}"#.utf8)
                .write(to: directory.appending(path: "config.json"))
        },
        Broken("no merges", without: "merges.txt", "lacks merges.txt"),
        Broken("no preprocessor", without: "preprocessor_config.json", "lacks preprocessor_config.json"),
        Broken("pytorch_model.bin only", "has only pytorch_model.bin, which is not read. Where Python has") {
            directory in
            try FileManager.default.moveItem(
                at: directory.appending(path: weights), to: directory.appending(path: "pytorch_model.bin"))
        },
        Broken("weights in parts without their index", "model.safetensors.index.json, which says where") { directory in
            try FileManager.default.moveItem(
                at: directory.appending(path: weights),
                to: directory.appending(path: "model-00001-of-00002.safetensors"))
        },
        Broken("cut weights", "is cut: the tensor ") { directory in
            let url = directory.appending(path: weights)
            try Data(contentsOf: url).dropLast(1000).write(to: url)
        },
        Broken("weights cut in the header", "is cut: its header ends at byte") { directory in
            let url = directory.appending(path: weights)
            try Data(contentsOf: url).prefix(100).write(to: url)
        },
        Broken("empty weights", "is cut: its 0 bytes hold no header") { directory in
            try Data().write(to: directory.appending(path: weights))
        },
        Broken(
            "missing tensor", "lacks the tensor \(position)",
            rename(position, position.replacingOccurrences(of: "position_e", with: "pozition_e"))),
        Broken(
            "wrong shape", in: "config.json", #""max_position_embeddings": 77"#, #""max_position_embeddings": 76"#,
            "the tensor \(position) has the shape [77, 48], but [76, 48] follows from config.json"),
        Broken(
            "more layers than there are", in: "config.json", #""num_hidden_layers": 2"#, #""num_hidden_layers": 3"#,
            "lacks the tensor text_model.encoder.layers.2."),
        Broken("config that is no JSON", in: "config.json", "{", "[", "config.json is not valid JSON: line "),
        Broken("config that is empty", "config.json is not valid JSON: line ") { directory in
            try Data().write(to: directory.appending(path: "config.json"))
        },
        Broken(
            "another architecture", in: "config.json", #""CLIPModel""#, #""SiglipModel""#,
            "describes a SiglipModel; only CLIPModel is supported"),
        Broken(
            "only one half of CLIP", in: "config.json", #""CLIPModel""#, #""CLIPTextModelWithProjection""#,
            "describes a CLIPTextModelWithProjection"),
        Broken("no architecture", "describes no architecture") { directory in
            try Data("{}".utf8).write(to: directory.appending(path: "config.json"))
        },
        Broken(
            "wrong type", in: "config.json", #""patch_size": 8"#, #""patch_size": "eight""#,
            #"vision_config.patch_size is "eight"; it has to be a whole number, or be left out"#),
        Broken(
            "unknown activation", in: "config.json", "quick_gelu", "gelu_10",
            #"text_config.hidden_act is "gelu_10", which is not supported; supported are quick_gelu, gelu, "#),
        Broken(
            "heads that do not divide the width", in: "config.json", #""num_attention_heads": 4"#,
            #""num_attention_heads": 5"#, "text_config.hidden_size 48 is not a multiple of num_attention_heads 5"),
        Broken(
            "no end token", in: "vocab.json", "<|endoftext|>", "<|nowhere|>",
            "vocab.json lacks the special token <|endoftext|>"),
        Broken(
            "no start token", in: "vocab.json", "<|startoftext|>", "<|nowhere|>",
            "vocab.json lacks the special token <|startoftext|>"),
        Broken(
            "vocabulary larger than the model", in: "config.json", #""vocab_size": 814"#, #""vocab_size": 813"#,
            "has the id 813, but config.json's vocab_size is 813"),
        Broken("vocabulary that is no JSON", in: "vocab.json", "{", "", "vocab.json is not valid JSON: line "),
        Broken("merges of other tokens", in: "merges.txt", "i n\n", "i zzz\n", "merges.txt, line 2: i and zzz"),
        Broken("merges that are none", in: "merges.txt", "i n\n", "in\n", "merges.txt, line 2: two tokens"),
        Broken(
            "pictures of another size", in: "preprocessor_config.json", "32", "48",
            "makes 48 x 48, but config.json's image_size is 32"),
        Broken("preprocessor that is no JSON", in: "preprocessor_config.json", "{", "", "is not valid JSON: line "),
        Broken(
            "another filter", in: "preprocessor_config.json", #""resample": 3"#, #""resample": 0"#,
            "resample is 0, a filter that is not supported; supported are 1 (lanczos), 2 (bilinear), 3 (bicubic)"),
    ]

    @Test("is refused in one sentence that says what is wrong", arguments: all)
    func refused(broken: Broken) throws {
        try BrokenModel.with(copyOf: Fixtures.folder.appending(path: "models/quick-gelu")) { directory in
            try broken.damage(directory)
            let error = try #require(throws: CLIPError.self) {
                try CLIPModel(directory: directory.path(), precision: .float32)
            }
            #expect(error.code == .model)
            #expect(error.description.contains(broken.complaint), "\(error)")
            #expect(error.description.contains(directory.path()), "names the directory: \(error)")
            #expect(error.description.hasSuffix("."))
            #expect(!error.description.contains("\n"))
        }
    }

    @Test("that does not exist, or is a file, is refused")
    func noDirectory() throws {
        #expect(throws: CLIPError.self) { try CLIPModel(directory: "/nowhere/at/all") }
        let error = #expect(throws: CLIPError.self) { try CLIPModel(directory: #filePath) }
        #expect(error?.description.hasSuffix("is not a directory.") == true)
    }
}
