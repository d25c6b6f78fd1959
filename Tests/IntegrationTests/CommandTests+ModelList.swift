import Foundation
import TestSupport
import Testing

extension Integration.CommandTests {
    @Test("model list names what was fetched, whole or not, and its size")
    func listsModels() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        let none = try descry(["model", "list"], environment: environment)
        #expect(none.status == 0)
        #expect(none.errors.contains("no model was fetched to \(folder.path)"), "\(none.errors)")
        #expect(try descry(["model", "fetch", "demo/mini-clip"], environment: environment).status == 0)
        try FileManager.default.createDirectory(
            atPath: folder.file("demo/part/.incoming"), withIntermediateDirectories: true)
        let models = try lines(try descry(["model", "list", "--json"], environment: environment))
        #expect(models.map { $0["name"] as? String } == ["demo/mini-clip", "demo/part"])
        #expect(models.map { $0["complete"] as? Bool } == [true, false])
        #expect(models[0]["bytes"] as? Int ?? 0 > 100_000)
        #expect(models[0]["folder"] as? String == folder.file("demo/mini-clip"))
        #expect(try descry(["model", "list"], environment: environment).output.contains("incomplete"))
    }

    @Test("model verify reads all of a model, and compares it with the hub's checksums")
    func verifiesModel() throws {
        let folder = try TemporaryFolder()
        let hub = try StandIn("hub.py")
        let environment = ["HF_ENDPOINT": hub.url(""), "DESCRY_MODELS": folder.path]
        #expect(try descry(["model", "fetch", "demo/mini-clip"], environment: environment).status == 0)
        let verify = ["model", "verify", "--model", "demo/mini-clip"]
        let sound = try descry(verify + ["--compare", "--json"], environment: environment)
        #expect(sound.status == 0, "\(sound.errors)")
        let report = try #require(try lines(sound).first)
        let weights = try #require(
            (report["files"] as? [[String: Any]])?.first { $0["file"] as? String == "model.safetensors" })
        let path = folder.file("demo/mini-clip/model.safetensors")
        let sum = try ChildProcess.run("sha256sum", [path]).output.prefix(64)
        #expect(weights["sha256"] as? String == String(sum))

        // One bit of the last weight: the file is a model still, but not the hub's.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(try descry(verify, environment: environment).status == 0)
        let changed = try descry(verify + ["--compare"], environment: environment)
        #expect(changed.status == 1)
        #expect(
            changed.errors.contains("model.safetensors of demo/mini-clip differs from the hub's"), "\(changed.errors)")

        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        let cut = try descry(verify, environment: environment)
        #expect(cut.status == 78)
        #expect(cut.errors.contains("model.safetensors"), "\(cut.errors)")
        #expect(try descry(["model", "verify", "--model", "/nowhere"], environment: environment).status == 78)
    }
}
