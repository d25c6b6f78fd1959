import ArgumentParser
import Files
import Foundation
import TestSupport
import Testing

@testable import descry

@Suite struct SuperviseOptionsTests {
    @Test(
        "serve gets all arguments but those of supervise itself",
        arguments: [
            (["--verbose", "--workers", "3"], ["--verbose", "--workers", "3"]),
            (["--watchdog", "3", "--model", "m"], ["--model", "m"]),
            (["--start-limit=5", "--settings-file", "f", "--watchdog=2"], []),
            (["--redis-host", "--watchdogs"], ["--redis-host", "--watchdogs"]),
        ] as [([String], [String])])
    func passesOn(arguments: [String], kept: [String]) {
        #expect(SupervisionOptions.forServe(arguments) == kept)
    }

    @Test("values in a file of settings are not changed, bytes that are not UTF-8 included")
    func readsSettings() throws {
        let folder = try TemporaryFolder()
        let file = SettingsFile(path: FilePath(folder.file("settings")))
        let bytes = Array("# comment\n\nDESCRY_A=b = c \"d\"\nE=\nDESCRY_MODEL=/m\u{e9}/".utf8) + [0xE9]
        try Data(bytes).write(to: URL(fileURLWithPath: folder.file("settings")))
        let settings = try file.read()
        #expect(settings["DESCRY_A"] == "b = c \"d\"")
        #expect(settings["E"] == "")
        #expect(FilePath(try #require(settings["DESCRY_MODEL"])).bytes == Array("/m\u{e9}/".utf8) + [0xE9])
        for wrong in ["A", "=b", "A B=c", "DESCRY_MODEL"] {
            try "X=1\n\(wrong)\n".write(toFile: folder.file("settings"), atomically: true, encoding: .utf8)
            #expect { try file.read() } throws: { "\($0)".contains("line 2 of ") }
        }
    }

    @Test("a key or password is in its variable, or in the file that the variable with _FILE names")
    func readsSecrets() throws {
        let folder = try TemporaryFolder()
        func secret(_ variables: [String: String]) throws -> String? {
            try Environment(variables: variables).secret("REDIS_PASSWORD")
        }
        try "in the file\n".write(toFile: folder.file("secret"), atomically: true, encoding: .utf8)
        try "\n".write(toFile: folder.file("empty"), atomically: true, encoding: .utf8)
        #expect(try secret([:]) == nil)
        #expect(try secret(["REDIS_PASSWORD_FILE": folder.file("secret")]) == "in the file")
        #expect(try secret(["REDIS_PASSWORD": "x", "REDIS_PASSWORD_FILE": folder.file("secret")]) == "x")
        for (name, word) in [("empty", "is empty"), ("no-file", "cannot be read")] {
            #expect { try secret(["REDIS_PASSWORD_FILE": folder.file(name)]) } throws: { "\($0)".contains(word) }
        }
    }

    @Test("a long-lived process starts again for any variable that is missing, and leaves those that are set")
    func missingVariables() {
        let all = StartEnvironment.missing(in: [:])
        #expect(all["MALLOC_ARENA_MAX"] == "2" && all["GOMP_SPINCOUNT"] != nil && all["SWIFT_BACKTRACE"] != nil)
        #expect(StartEnvironment.missing(in: all).isEmpty)
        // As `descry supervise` and operators set them.
        var some = all
        some["MALLOC_ARENA_MAX"] = nil
        #expect(StartEnvironment.missing(in: some) == ["MALLOC_ARENA_MAX": "2"])
        #expect(StartEnvironment.missing(in: ["OMP_WAIT_POLICY": "passive"])["GOMP_SPINCOUNT"] == nil)
    }

    @Test(
        "root is refused unless it is allowed; others are not",
        arguments: [(0, "", false), (0, "1", true), (7, "", true)])
    func refusesRoot(user: Int, setting: String, isAllowed: Bool) throws {
        let options = try ProcessOptions.parse([])
        let environment = Environment(variables: ["DESCRY_ALLOW_ROOT": setting])
        #expect((try? options.refuseRoot(user: uid_t(user), in: environment)) != nil || !isAllowed)
        if !isAllowed {
            #expect { try options.refuseRoot(user: uid_t(user), in: environment) } throws: {
                "\($0)".contains("DESCRY_ALLOW_ROOT=1")
            }
        }
    }
}
