import ArgumentParser
import CLIP
import Files
import Redis
import Testing

@testable import descry

@Suite struct SettingsTests {
    @Test("a flag wins over its variable, the variable over the default")
    func precedence() throws {
        let environment = Environment(
            variables: [
                "DESCRY_WORKERS": "7", "DESCRY_DEADLINE": "2.5", "DESCRY_QUEUE_MS": "40", "DESCRY_NEARBY": "0.95",
            ])
        let options = try ServerOptions.parse(["--workers", "9"])
        let settings = try options.resolved(in: environment)
        #expect(settings.workers == 9)
        #expect(settings.deadline == .seconds(2.5))
        #expect(settings.maximumTextWait == .milliseconds(40))
        #expect(settings.nearby == 0.95)
        #expect(settings.listen == nil)
        #expect(try ServerOptions.parse([]).resolved(in: environment).workers == 7)
    }

    @Test("a sentence waits for 2 s if nothing is set")
    func standardWait() throws {
        let settings = try ServerOptions.parse([]).resolved(in: Environment(variables: [:]))
        #expect(settings.maximumTextWait == .seconds(2))
    }

    @Test("an empty variable counts as not set")
    func emptyVariable() throws {
        let environment = Environment(variables: ["DESCRY_WORKERS": "", "REDISHOST": ""])
        #expect(try ServerOptions.parse([]).resolved(in: environment).workers == 384)
        #expect(try RedisOptions.parse([]).resolved(in: environment) == nil)
    }

    @Test(
        "a value that cannot be used is named",
        arguments: [
            ["DESCRY_WORKERS": "many"], ["DESCRY_WORKERS": "0"], ["DESCRY_DEADLINE": "-1"],
            ["DESCRY_LOG_QUERIES": "maybe"], ["DESCRY_QUEUE_MS": "0"], ["DESCRY_QUEUE_MS": "soon"],
            ["DESCRY_NEARBY": "0.2"], ["DESCRY_NEARBY": "1"], ["DESCRY_NEARBY": "near"],
        ])
    func refuses(variables: [String: String]) {
        #expect(throws: SetupError.self) {
            try ServerOptions.parse([]).resolved(in: Environment(variables: variables))
        }
    }

    @Test("Redis' user, password and database come from the environment")
    func redis() throws {
        let variables = [
            "REDISHOST": "redis", "REDIS_USERNAME": "searcher", "REDIS_PASSWORD": "secret", "REDIS_DB": "3",
            "REDIS_TLS": "0",
        ]
        let resolved = try RedisOptions.parse([]).resolved(in: Environment(variables: variables))
        let configuration = try #require(resolved)
        #expect(configuration.endpoint == .tcp(host: "redis", port: 6379))
        #expect(configuration.username == "searcher")
        #expect(configuration.password == "secret")
        #expect(configuration.database == 3)
    }

    @Test("what Redis' settings cannot mean is named", arguments: ["x", "-1", "3000000000"])
    func refusesRedisDatabase(number: String) {
        let environment = Environment(variables: ["REDISHOST": "redis", "REDIS_DB": number])
        #expect(throws: SetupError.self) { try RedisOptions.parse([]).resolved(in: environment) }
    }

    @Test(
        "a Redis that this program cannot reach is an error that says what to do",
        arguments: [
            (["REDISHOST": "redis", "REDIS_TLS": "1"], "stunnel"), (["REDISHOST": "rediss://redis:6379"], "stunnel"),
            (["REDISHOST": "redis", "REDIS_USERNAME": "searcher"], "REDIS_PASSWORD"),
            (["REDISHOST": "redis://redis:6379"], "REDISPORT"),
        ])
    func refusesRedis(variables: [String: String], what: String) {
        let error = #expect(throws: SetupError.self) {
            try RedisOptions.parse([]).resolved(in: Environment(variables: variables))
        }
        #expect("\(error as Any)".contains(what))
    }

    @Test("the source is Pixabay where there is a key, and the gallery elsewhere")
    func impliesSource() throws {
        func isPixabay(_ variables: [String: String]) throws -> Bool {
            let source = try SourceOptions.parse([]).resolved(in: Environment(variables: variables))
            if case .pixabay = source.service { return true }
            return false
        }
        #expect(try !isPixabay([:]))
        #expect(try isPixabay(["PIXABAY_API_KEY": "x"]))
        #expect(try isPixabay(["DESCRY_SOURCE": "pixabay"]))
        #expect(try !isPixabay(["PIXABAY_API_KEY": "x", "DESCRY_SOURCE": "gallery"]))
        for wrong in [["PIXABAY_API_KEY_FILE": "/nowhere/key"], ["DESCRY_POOL_SIZE": "501"], ["DESCRY_SOURCE": "x"]] {
            #expect(throws: SetupError.self) { try isPixabay(wrong) }
        }
    }

    @Test("a source that lacks its key or folder cannot be opened, and the sentence says what to set")
    func cannotOpen() {
        for (service, setting) in [
            (SourceConfiguration.Service.gallery(folder: nil), "DESCRY_GALLERY"),
            (.pixabay(key: nil, address: "https://pixabay.com/api/", exception: nil), "PIXABAY_API_KEY_FILE"),
        ] {
            let error = #expect(throws: SetupError.self) {
                try SourceConfiguration(service: service, poolSize: 3).open(redis: nil)
            }
            #expect(error?.description.contains(setting) == true)
        }
    }

    @Test("all settings of a server are resolved together, each from its flag or its variable")
    func resolvesAll() throws {
        let environment = Environment(
            variables: [
                "DESCRY_MODEL": "/m", "DESCRY_DEVICE": "cpu", "DESCRY_POOL_SIZE": "7", "REDISHOST": "redis",
                "DESCRY_WORKERS": "9",
            ])
        let options = try ServingOptions.parse(["--precision", "int8", "--queue-ms", "5"])
        let configuration = try options.configuration(in: environment)
        #expect(configuration.model.name == "/m")
        #expect(configuration.model.precision == .int8)
        #expect(configuration.model.device == .cpu)
        #expect(configuration.source.poolSize == 7)
        #expect(configuration.redis?.endpoint == .tcp(host: "redis", port: 6379))
        #expect(configuration.server.workers == 9)
        #expect(configuration.server.maximumTextWait == .milliseconds(5))
    }

    @Test("a pool holds more of a gallery than of Pixabay, unless it is said how many")
    func poolSizes() throws {
        func size(_ variables: [String: String]) throws -> Int {
            try SourceOptions.parse([]).resolved(in: Environment(variables: variables)).poolSize
        }
        #expect(try size([:]) == 100)
        #expect(try size(["PIXABAY_API_KEY": "x"]) == 30)
        #expect(try size(["DESCRY_POOL_SIZE": "7"]) == 7)
    }

    @Test(
        "hub names are distinguished from paths",
        arguments: [
            ("openai/clip-vit-base-patch32", true), ("a/b", true), ("/a/b", false), ("a", false), ("a/b/c", false),
            ("../b", false), ("a/..", false), ("a/b..c", false),
        ])
    func tellsHubNames(name: String, isHubName: Bool) {
        #expect(ModelLocation.isHubName(name) == isHubName)
    }

    @Test("a missing model is an error that says what to do")
    func missingModel() {
        let error = #expect(throws: SetupError.self) {
            try ModelLocation.path(of: "openai/clip-vit-base-patch32", fetchedFolder: "/nowhere")
        }
        #expect(error?.description.contains("descry model fetch openai/clip-vit-base-patch32") == true)
    }
}
