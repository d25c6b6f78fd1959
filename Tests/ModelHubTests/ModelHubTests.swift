import Files
import Foundation
import TestSupport
import Testing

@testable import ModelHub

@Suite struct ModelHubTests {
    @Test(
        "an address that is none of http or https is refused by name", arguments: ["", "hub", "ftp://hub", "https://"])
    func refusesAddress(address: String) {
        let error = #expect(throws: SetupError.self) { try ModelHub(address: address) }
        #expect(error?.description.contains("'\(address)'") == true)
    }

    @Test("a revision names its files, those with a checksum among them")
    func readsRevision() throws {
        let json = """
            {"sha": "0123abc", "siblings": [
                {"rfilename": "config.json", "size": 12},
                {"rfilename": "model.safetensors", "size": 99, "lfs": {"sha256": "ab", "size": 99}}]}
            """
        let revision = try JSONDecoder().decode(ModelHub.Revision.self, from: Data(json.utf8))
        #expect(revision.hasWeights)
        #expect(revision.file("model.safetensors")?.lfs?.sha256 == "ab")
        #expect(revision.file("config.json")?.lfs == nil)
        #expect(revision.file("vocab.json") == nil)
    }

    @Test("a folder that cannot be made is refused before anything is asked for")
    func refusesFolder() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(fileURLWithPath: folder.file("file")))
        let hub = try ModelHub(address: "http://localhost:9")
        #expect(throws: SetupError.self) {
            try ModelDownload(name: "a/b", hub: hub, destination: FilePath("\(folder.file("file"))/model")) { _, _ in }
        }
    }
}
