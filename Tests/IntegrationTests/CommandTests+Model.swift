import Foundation
import TestSupport
import Testing

extension Integration.CommandTests {
    @Test("model fetch brings, checks, goes on where it was cut off, and keeps what is there")
    func fetchesModel() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        try hub.tell("/__fault?mode=cut&times=2")
        let fetched = try descry(["model", "fetch", "demo/mini-clip"], environment: environment)
        #expect(fetched.status == 0, "\(fetched.errors)")
        #expect(fetched.output == folder.file("demo/mini-clip") + "\n")
        for file in ["model.safetensors", "config.json", "vocab.json", "merges.txt", "preprocessor_config.json"] {
            #expect(
                FileManager.default.contents(atPath: folder.file("demo/mini-clip/\(file)"))
                    == FileManager.default.contents(atPath: "\(Checkout.model)/\(file)"))
        }
        let weights = "/demo/mini-clip/resolve/\(String(repeating: "a", count: 40))/model.safetensors"
        #expect(try hub.stats().requests[weights] == 3)

        let again = try descry(["model", "fetch", "demo/mini-clip"], environment: environment)
        #expect(again.status == 0)
        #expect(try hub.stats().requests[weights] == 3)
        let search = try descry(
            ["embed", "--text", "snow", "--model", "demo/mini-clip"], environment: environment)
        #expect(search.status == 0, "\(search.errors)")
    }

    @Test("model fetch takes the hub's conversion where main has no safetensors")
    func fetchesConversion() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        #expect(try descry(["model", "fetch", "demo/converted"], environment: environment).status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.file("demo/converted/model.safetensors")))
    }

    @Test("model fetch refuses what is damaged or does not exist, with one sentence")
    func refusesModels() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        try hub.tell("/__fault?mode=flip")
        let damaged = try descry(["model", "fetch", "demo/mini-clip"], environment: environment)
        #expect(damaged.status == 1)
        #expect(damaged.errors.contains("SHA-256"), "\(damaged.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("demo/mini-clip/model.safetensors")))
        try hub.tell("/__fault?mode=none")
        for (name, word) in [("demo/pickled", "model.safetensors"), ("demo/nothing", "no public model")] {
            let refused = try descry(["model", "fetch", name], environment: environment)
            #expect(refused.status == 1)
            #expect(refused.errors.contains(word), "\(refused.errors)")
        }
        #expect(try descry(["model", "fetch", "../evil"], environment: environment).status == 64)
    }

    @Test("model fetch brings the files of transformers 5, and weights in several files")
    func fetchesModernFiles() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        let fetched = try descry(["model", "fetch", "demo/modern"], environment: environment)
        #expect(fetched.status == 0, "\(fetched.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("demo/modern")).sorted()
        let shards = (1...3).map { "model-0000\($0)-of-00003.safetensors" }
        #expect(
            files == ["config.json"] + shards + [
                "model.safetensors.index.json", "processor_config.json", "tokenizer.json", "tokenizer_config.json",
            ])
        let again = try descry(["model", "fetch", "demo/modern"], environment: environment)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("demo/modern")).sorted() == files)
        let embedded = try descry(["embed", "--text", "snow", "--model", "demo/modern"], environment: environment)
        #expect(embedded.status == 0, "\(embedded.errors)")
    }

    @Test(
        "model fetch refuses a model that Descry cannot read before it asks for the weights",
        arguments: [
            (
                "demo/siglip",
                "Descry cannot read this model: demo/siglip/config.json describes a model of the type siglip; only "
                    + "CLIPModel is supported"
            ),
            ("demo/bert", "Descry cannot read this model: demo/bert/tokenizer.json: pre_tokenizer is"),
            (
                "demo/pickled",
                "it lacks model.safetensors and has only pytorch_model.bin, which is not read. Where Python has torch and "
                    + "transformers, this writes model.safetensors: python3 -c \"from transformers import"
            ),
            ("demo/inner", "it lacks config.json but has 0_CLIPModel/config.json"),
        ])
    func refusesEarly(model: String, words: String) throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        let refused = try descry(["model", "fetch", model], environment: environment)
        #expect(refused.status == 1)
        #expect(refused.errors.contains(words), "\(refused.errors)")
        #expect(!refused.errors.contains(".incoming") && !refused.errors.contains("/proc"), "\(refused.errors)")
        #expect(try !hub.stats().requests.keys.contains { $0.hasSuffix("model.safetensors") })
        #expect(!FileManager.default.fileExists(atPath: folder.file(model)))
        let used = try descry(["embed", "--text", "snow", "--model", model], environment: environment)
        #expect(used.errors.contains("nor fetched yet"), "\(used.errors)")
    }

    @Test("model fetch calls a Git LFS pointer in place of the weights that")
    func refusesPointer() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let refused = try descry(
            ["model", "fetch", "demo/pointer"],
            environment: ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("Git LFS pointer in place of model.safetensors"), "\(refused.errors)")
        #expect(refused.errors.contains("HF_ENDPOINT"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("demo/pointer/config.json")))
    }

    @Test("model fetch of a newer version leaves the older one whole until all of the newer one is there")
    func replacesModel() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        func fetch() throws -> ChildProcess.Outcome {
            try descry(["model", "fetch", "demo/moving"], environment: environment)
        }
        func embedding() throws -> String {
            let outcome = try descry(
                ["embed", "--precision", "float32", "--text", "snow", "--model", "demo/moving"],
                environment: environment)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }
        #expect(try fetch().status == 0)
        let older = try embedding()

        try hub.tell("/__fault?mode=gone&version=2")
        let failed = try fetch()
        #expect(failed.status == 1)
        #expect(failed.errors.contains("404"), "\(failed.errors)")
        #expect(try embedding() == older)

        try hub.tell("/__fault?mode=none&version=2")
        #expect(try fetch().status == 0)
        #expect(try embedding() != older)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("demo/moving")).sorted()
        #expect(
            files == [
                "config.json", "model.safetensors", "processor_config.json", "tokenizer.json",
                "tokenizer_config.json",
            ])
    }

    @Test("model fetch without a network says which files to put where, or leaves a complete model as it is")
    func withoutNetwork() throws {
        let folder = try TemporaryFolder()
        var environment = [
            "HF_ENDPOINT": "http://127.0.0.1:1", "DESCRY_MODELS": folder.path, "https_proxy": "http://proxy:3128",
        ]
        let away = try descry(["model", "fetch", "demo/modern"], environment: environment)
        #expect(away.status == 1)
        for words in [
            "no connection", "HF_ENDPOINT", "http://127.0.0.1:1/demo/modern/tree/main", folder.file("demo/modern"),
            "config.json, model.safetensors", "tokenizer.json", "preprocessor_config.json",
            "does not use the proxy of https_proxy",
        ] { #expect(away.errors.contains(words), "\(words): \(away.errors)") }

        let hub = try StandIn("hub.py")
        environment["HF_ENDPOINT"] = hub.url("")
        #expect(try descry(["model", "fetch", "demo/modern"], environment: environment).status == 0)
        environment["HF_ENDPOINT"] = "http://127.0.0.1:1"
        let kept = try descry(["model", "fetch", "demo/modern"], environment: environment)
        #expect(kept.status == 0)
        #expect(kept.output == folder.file("demo/modern") + "\n")
        #expect(kept.errors.contains("stays as it was fetched earlier"), "\(kept.errors)")
        let other = try descry(
            ["model", "fetch", "demo/modern", "--revision", "v2"], environment: environment)
        #expect(other.status == 1)
    }
}
