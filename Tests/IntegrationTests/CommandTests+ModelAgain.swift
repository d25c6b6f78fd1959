import Foundation
import TestSupport
import Testing

/// What `model fetch` makes of what earlier fetches have left.
extension Integration.CommandTests {
    @Test("model fetch keeps what has come while the hub refuses for a time, and goes on there")
    func resumesAfterRefusals() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        func fetch() throws -> ChildProcess.Outcome {
            try descry(
                ["model", "fetch", "demo/mini-clip"],
                environment: ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path])
        }
        try hub.tell("/__fault?mode=stop")
        let cut = try fetch()
        #expect(cut.status == 1, "\(cut.errors)")
        for status in [503, 429, 401, 200] {
            try hub.tell("/__fault?mode=busy&status=\(status)")
            let refused = try fetch()
            #expect(refused.status == 1)
            #expect(refused.errors.contains("could not be fetched"), "\(refused.errors)")
        }
        try hub.tell("/__fault?mode=none")
        let fetched = try fetch()
        #expect(fetched.status == 0, "\(fetched.errors)")
        #expect(try hub.stats().lastHeaders["range"] == "bytes=300000-")
        #expect(
            FileManager.default.contents(atPath: folder.file("demo/mini-clip/model.safetensors"))
                == FileManager.default.contents(atPath: "\(Checkout.model)/model.safetensors"))
    }

    @Test("model fetch of the older version again does not take weights that a cut fetch of a newer one has left")
    func ignoresOtherVersions() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        func fetch() throws -> Int32 {
            try descry(
                ["model", "fetch", "demo/modern"],
                environment: ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
            ).status
        }
        func weights() -> [Data?] {
            (1...3).map {
                FileManager.default.contents(
                    atPath: folder.file("demo/modern/model-0000\($0)-of-00003.safetensors"))
            }
        }
        #expect(try fetch() == 0)
        let older = weights()
        try hub.tell("/__fault?mode=gone&file=00002-of-00003.safetensors&version=2")
        #expect(try fetch() == 1)
        #expect(weights() == older)
        try hub.tell("/__fault?mode=none&version=1")
        #expect(try fetch() == 0)
        #expect(weights() == older)
        try hub.tell("/__fault?mode=none&version=2")
        #expect(try fetch() == 0)
        #expect(zip(weights(), older).allSatisfy { $0 != $1 })
    }
}
