import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct ProcessTests {
        @Test("SIGTERM: /ready says 503, the request in hand is finished, exit code 0")
        func drains() throws {
            let folder = try TemporaryFolder()
            let standIn = try StandIn.pixabay(["--latency-ms", "1500"])
            let stack = try Stack(in: folder, environment: standIn.environment)
            let target = "https://localhost:\(stack.port)/search?t=mountains&s_query=snow"
            let inHand = try ChildProcess(
                "curl", ["-sk", "--noproxy", "*", "-w", "%{http_code}", target], log: folder.file("in-hand"))
            #expect(eventually { ((try? standIn.searches()) ?? 0) > 0 })
            stack.descry.signal(SIGTERM)
            let ready = try stack.get("/ready")
            #expect(ready.status == 503)
            #expect(ready.string("status") == "draining")
            #expect(inHand.wait() == 0)
            #expect(inHand.log.hasSuffix("200"))
            // On a busy machine without some that had not come after 8 s.
            #expect(inHand.log.contains("\"size\":30"))
            #expect(stack.descry.wait() == 0)
            #expect(stack.descry.log.contains("\"message\":\"stopped\""))
            #expect(!FileManager.default.fileExists(atPath: folder.file("descry.sock")))
        }

        private func environment(_ stack: Stack) throws -> [Substring] {
            let bytes = try #require(FileManager.default.contents(atPath: "/proc/\(stack.descry.pid)/environ"))
            return String(decoding: bytes, as: UTF8.self).split(separator: "\0")
        }

        @Test("its libraries keep little memory, unless whoever starts it says otherwise")
        func limitsMemory() throws {
            let stack = try Stack(environment: ["LRU_CACHE_CAPACITY": "99"], redis: false)
            let environment = try environment(stack)
            #expect(environment.contains("MALLOC_ARENA_MAX=2"))
            #expect(environment.contains("ONEDNN_PRIMITIVE_CACHE_CAPACITY=256"))
            #expect(environment.contains("LRU_CACHE_CAPACITY=99"))
        }

        @Test("its OpenMP threads sleep soon when they wait, unless whoever starts it says otherwise")
        func spinsShortly() throws {
            let stack = try Stack(redis: false)
            #expect(try environment(stack).contains("GOMP_SPINCOUNT=1000"))
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
            try stack.restartDescry(environment: ["OMP_WAIT_POLICY": "passive"])
            #expect(try !environment(stack).contains { $0.hasPrefix("GOMP_SPINCOUNT") })
        }

        @Test("with DESCRY_NEARBY a sentence may take the ranking of another, and says so")
        func takesNearbyRanking() throws {
            let stack = try Stack(environment: ["DESCRY_NEARBY": "0.5"], redis: false)
            let first = try stack.get("/search?t=mountains&s_query=snow+upon+the+mountains")
            #expect(first.number("nearby") == nil)
            let second = try stack.get("/search?t=mountains&s_query=snow+on+mountains")
            #expect(second.number("nearby") ?? 0 >= 0.5)
            #expect(second.strings("top_urls") == first.strings("top_urls"))
            // What others have asked is nobody's business.
            #expect(!second.body.contains("upon"))
        }

        @Test("a broken model directory gives one sentence and exit code 78, and nothing listens")
        func refusesBrokenModels() throws {
            let folder = try TemporaryFolder()
            let files = FileManager.default
            func model(_ name: String, _ change: (String) throws -> Void) throws -> String {
                let path = folder.file(name)
                try files.copyItem(atPath: Checkout.model, toPath: path)
                try change(path)
                return path
            }
            let models = [
                (try model("missing") { try files.removeItem(atPath: "\($0)/vocab.json") }, "vocab.json"),
                (
                    try model("cut") { path in
                        let weights = try FileHandle(forUpdating: URL(fileURLWithPath: "\(path)/model.safetensors"))
                        try weights.truncate(atOffset: 1_000_000)
                    }, "model.safetensors"
                ),
                (
                    try model("shape") { path in
                        let config = try String(contentsOfFile: "\(path)/config.json", encoding: .utf8)
                        try config.replacing("\"projection_dim\": 128", with: "\"projection_dim\": 64")
                            .write(toFile: "\(path)/config.json", atomically: true, encoding: .utf8)
                    }, "shape"
                ),
                (
                    try model("architecture") { path in
                        try #"{"model_type": "bert", "architectures": ["BertModel"]}"#
                            .write(toFile: "\(path)/config.json", atomically: true, encoding: .utf8)
                    }, "bert"
                ),
                (
                    try model("pickled") { path in
                        try files.moveItem(
                            atPath: "\(path)/model.safetensors", toPath: "\(path)/pytorch_model.bin")
                    }, "safetensors"
                ),
                (folder.file("nowhere"), "does not exist"), ("openai/clip-not-fetched", "descry model fetch"),
            ]
            for (path, word) in models {
                let outcome = try ChildProcess.run(
                    Checkout.descry, ["serve"],
                    environment: [
                        "DESCRY_MODEL": path, "DESCRY_LISTEN": "unix:\(folder.file("descry.sock"))",
                        "DESCRY_HEALTH_LISTEN": "unix:\(folder.file("health.sock"))", "DESCRY_MODELS": folder.path,
                    ])
                #expect(outcome.status == 78, "\(path): \(outcome.errors)")
                #expect(outcome.errors.lowercased().contains(word.lowercased()), "\(path): \(outcome.errors)")
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
                #expect(!files.fileExists(atPath: folder.file("descry.sock")))
            }
        }

        @Test(
            "settings that cannot work are named",
            arguments: [
                (["DESCRY_WORKERS": "none"], "DESCRY_WORKERS", 64),
                (["DESCRY_PRECISION": "int3"], "DESCRY_PRECISION", 64),
                (["DESCRY_SOURCE": "flickr"], "DESCRY_SOURCE", 64),
                (["DESCRY_SOURCE": "pixabay"], "PIXABAY_API_KEY", 78),
                (["DESCRY_GALLERY": "/nowhere"], "gallery.json", 78), (["DESCRY_LISTEN": "here"], "here", 78),
                (["DESCRY_LISTEN": "unix:/nowhere/descry.sock"], "/nowhere/descry.sock", 78),
            ] as [([String: String], String, Int32)])
        func namesSettings(variables: [String: String], word: String, status: Int32) throws {
            let outcome = try ChildProcess.run(
                Checkout.descry, ["serve"],
                environment: ["DESCRY_MODEL": Checkout.model, "DESCRY_HEALTH_LISTEN": "127.0.0.1:0"].merging(variables)
                {
                    $1
                })
            #expect(outcome.status == status, "\(outcome.errors)")
            #expect(outcome.errors.contains(word), "\(outcome.errors)")
        }
    }
}
