import Files
import Foundation
import TestSupport
import Testing

@testable import descry

@Suite struct SocketFolderTests {
    @Test("root's sockets are in /run/descry, a user's in the runtime folder")
    func followsRule() throws {
        let runtime = Environment(variables: ["XDG_RUNTIME_DIR": "/run/user/1000"])
        #expect(try SocketFolder(user: 0, environment: runtime).path == "/run/descry")
        #expect(try SocketFolder(user: 1000, environment: runtime).path == "/run/user/1000/descry")
    }

    @Test(
        "a user without a runtime folder gets an error that says what to set",
        arguments: [[:], ["XDG_RUNTIME_DIR": "relative"]])
    func saysWhatToSet(variables: [String: String]) {
        let error = #expect(throws: SetupError.self) {
            try SocketFolder(user: 1000, environment: Environment(variables: variables))
        }
        #expect(error?.description.contains("DESCRY_LISTEN") == true)
        #expect(error?.description.contains("XDG_RUNTIME_DIR") == true)
    }

    @Test("the folder is made for its owner alone, and an existing one is not changed")
    func makesFolder() throws {
        let temporary = try TemporaryFolder()
        let environment = Environment(variables: ["XDG_RUNTIME_DIR": temporary.path])
        let folder = try SocketFolder(user: 1000, environment: environment)
        for permissions in [0o700, 0o755] {
            try folder.make(group: nil)
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect(attributes[.posixPermissions] as? Int == permissions)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        }
        let nowhere = Environment(variables: ["XDG_RUNTIME_DIR": "/nowhere"])
        #expect(throws: SetupError.self) {
            try SocketFolder(user: 1000, environment: nowhere).make(group: nil)
        }
    }
}
