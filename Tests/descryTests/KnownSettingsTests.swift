import Foundation
import Testing

@testable import descry

@Suite struct KnownSettingsTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "a variable that is nearly a setting is named, with the setting",
        arguments: [
            ("DESCRY_POOLSIZE", "DESCRY_POOL_SIZE"), ("DESCRY_POOL_SZIE", "DESCRY_POOL_SIZE"),
            ("DESCRY_CORS_ORIGINS", "DESCRY_CORS_ORIGIN"), ("descry_model", "DESCRY_MODEL"),
            ("DESRCY_MODEL", "DESCRY_MODEL"), ("DESCRYMODEL", "DESCRY_MODEL"), ("DESCRY_UNHEARD_OF", nil),
            ("DESCRY_FOO", nil), ("REDIS_HOST", "REDISHOST"), ("REDIS_PORT", "REDISPORT"),
            ("REDISPASSWORD", "REDIS_PASSWORD"), ("PIXABAY_KEY", "PIXABAY_API_KEY"),
            ("PIXABAY_APIKEY", "PIXABAY_API_KEY"), ("PIXABAY_API_KEYFILE", "PIXABAY_API_KEY_FILE"),
            ("HF_ENDPOINTS", "HF_ENDPOINT"), ("HFENDPOINT", "HF_ENDPOINT"),
        ] as [(String, String?)])
    func namesMistakes(variable: String, nearest: String?) throws {
        let mistakes = KnownSettings.mistakes(in: Environment(variables: [variable: "x", "DESCRY_MODEL": "y"]))
        #expect(mistakes == [.init(variable: variable, nearest: nearest)])
    }

    @Test(
        "settings, and variables of other programs, are not mistakes",
        arguments: [
            ["DESCRY_POOL_SIZE"], ["REDISHOST", "REDIS_PASSWORD"], ["REDIS_URL"], ["HF_HOME"],
            ["PATH", "HOME", "HOSTNAME"],
            ["DESCRY_SERVICE_HOST", "DESCRY_SERVICE_PORT_HTTPS", "DESCRY_PORT", "DESCRY_PORT_8443_TCP_ADDR"],
            ["REDIS_SERVICE_HOST", "REDIS_PORT"], ["DESCRY_REDIS_SERVICE_HOST", "DESCRY_REDIS_PORT"],
        ])
    func ignoresOthers(variables: [String]) {
        let environment = Environment(variables: Dictionary(uniqueKeysWithValues: variables.map { ($0, "x") }))
        #expect(KnownSettings.mistakes(in: environment).isEmpty)
    }

    @Test("nginx/configure and deploy/run know the same settings and find the same mistakes")
    func agreesWithScripts() throws {
        let file = Self.root.appendingPathComponent("nginx/settings-names")
        #expect(try String(contentsOf: file, encoding: .utf8) == KnownSettings.names.joined(separator: "\n") + "\n")

        let variables = [
            "DESCRY_POOLSIZE": "sekrit", "descry_model": "sekrit", "DESCRY_FOO": "sekrit", "PIXABAY_KEY": "sekrit",
            "REDIS_PORT": "sekrit", "HF_ENDPOINTS": "sekrit", "DESCRY_SERVICE_HOST": "x", "DESCRY_PORT": "x",
            "REDIS_URL": "x", "DESCRY_MODEL": "x", "DESRCY_RATE": "sekrit", "PATH": "/usr/bin:/bin",
        ]
        let script = Process()
        let output = Pipe()
        script.executableURL = Self.root.appendingPathComponent("nginx/check-settings")
        script.arguments = ["test"]
        script.environment = variables
        script.standardError = output
        try script.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        script.waitUntilExit()
        #expect(script.terminationStatus == 0)
        #expect(!text.contains("sekrit"))
        let expected = KnownSettings.mistakes(in: Environment(variables: variables)).map { "test: warning: \($0)" }
        #expect(text.split(separator: "\n").map(String.init).sorted() == expected.sorted())
        #expect(expected.count == 7)
    }

    @Test("every setting that any part reads is known")
    func knowsAll() throws {
        var unknown: Set<String> = []
        for folder in ["Sources", "nginx", "deploy"] {
            let files = FileManager.default.enumerator(atPath: Self.root.appendingPathComponent(folder).path)
            while let name = files?.nextObject() as? String {
                let isScript = !name.contains(".") || [".swift", ".py", ".conf"].contains { name.hasSuffix($0) }
                let file = Self.root.appendingPathComponent(folder).appendingPathComponent(name)
                // Foundation leaks what it reads of a folder.
                guard isScript, try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
                    let text = try? String(contentsOf: file, encoding: .utf8)
                else { continue }
                for match in text.matches(of: /\bDESCRY_[A-Z_]*[A-Z]\b/) { unknown.insert(String(match.output)) }
            }
        }
        #expect(unknown.count > 30)
        #expect(unknown.subtracting(KnownSettings.names).isEmpty)
    }
}
