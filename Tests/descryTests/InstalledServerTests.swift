import ArgumentParser
import Files
import Foundation
import TestSupport
import Testing

@testable import descry

@Suite struct InstalledServerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var server: InstalledServer { InstalledServer(folder: folder.path) }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
    }

    @Test("without one there are no settings")
    func none() throws {
        #expect(try server.settings().isEmpty)
        #expect(server.nginxFolder == nil)
    }

    @Test("its settings are those of its file and its unit, with its secrets")
    func settings() throws {
        try write("# a comment\nDESCRY_WORKERS=\"12\" \nDESCRY_MODELS=/m\n", to: "descry.conf")
        try FileManager.default.createDirectory(atPath: folder.file("secrets"), withIntermediateDirectories: false)
        try write("key", to: "secrets/pixabay-api-key")
        let settings = try server.settings()
        #expect(settings["DESCRY_WORKERS"] == "12")
        #expect(settings["DESCRY_MODELS"] == "/m")
        #expect(settings["DESCRY_HEALTH_LISTEN"] == "unix:/run/descry/health.sock")
        #expect(settings["PIXABAY_API_KEY_FILE"] == folder.file("secrets/pixabay-api-key"))
        #expect(settings["REDIS_PASSWORD_FILE"] == nil)
    }

    // The same lines as in Tests/Deployment/test_installed.py, which asks systemd's own reader and the scripts.
    @Test(
        "a value is read as systemd and deploy/lib read it",
        arguments: [
            ("/a b", "/a b"), ("", ""), (" x\t ", "x"), ("\" x \"", " x "), ("'a\"b'", "a\"b"), ("\"\"", ""),
            ("\"a=b#c\" ", "a=b#c"), ("a # b", "a # b"), ("a'b", "a'b"), ("é%", "é%"), ("a;b", "a;b"),
            ("1\nDESCRY_WWW=2", "2"),
        ] as [(String, String)])
    func values(line: String, value: String) throws {
        try write("# x\n\nDESCRY_WWW=\(line)\n", to: "descry.conf")
        #expect(try server.settings()["DESCRY_WWW"] == value)
    }

    @Test("the environment wins over them, and a named file replaces them")
    func precedence() throws {
        try write("REDISHOST=installed\nDESCRY_WORKERS=12\n", to: "descry.conf")
        let environment = Environment(variables: ["REDISHOST": "mine"])
        let merged = try SettingsFileOptions.parse([]).environment(environment, installed: server)
        #expect(merged["REDISHOST"] == "mine")
        #expect(merged["DESCRY_WORKERS"] == "12")
        try write("REDISHOST=named\n", to: "settings")
        let named = try SettingsFileOptions.parse(["--settings-file", folder.file("settings")])
            .environment(environment, installed: server)
        #expect(named["REDISHOST"] == "named")
        #expect(named["DESCRY_WORKERS"] == nil)
    }

    @Test("lines are read as systemd reads them: a line that is not a setting has no effect, and its number is known")
    func asSystemd() throws {
        try write(
            "REDISHOST = a\r\nnonsense\n  DESCRY_WORKERS=12\n ; a comment\nexport REDISPORT=1\n\t# another\n",
            to: "descry.conf")
        let settings = try server.settings()
        #expect(settings["REDISHOST"] == "a")
        #expect(settings["DESCRY_WORKERS"] == "12")
        #expect(settings["REDISPORT"] == nil && settings["export REDISPORT"] == nil)
        let read = try SettingsFile(path: FilePath(folder.file("descry.conf"))).readAsSystemd()
        #expect(read.passedOver == [2, 5])
    }
}
