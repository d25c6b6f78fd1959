import ArgumentParser
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
        let settings = try options.settings(environment: environment)
        #expect(settings.workers == 9)
        #expect(settings.deadline == .seconds(2.5))
        #expect(settings.textWait == .milliseconds(40))
        #expect(settings.nearby == 0.95)
        #expect(settings.listen == nil)
        #expect(try ServerOptions.parse([]).settings(environment: environment).workers == 7)
    }

    @Test("a sentence waits for 2 s if nothing is set")
    func standardWait() throws {
        let settings = try ServerOptions.parse([]).settings(environment: Environment(variables: [:]))
        #expect(settings.textWait == .seconds(2))
    }

    @Test("an empty variable counts as not set")
    func emptyVariable() throws {
        let environment = Environment(variables: ["DESCRY_WORKERS": "", "REDISHOST": ""])
        #expect(try ServerOptions.parse([]).settings(environment: environment).workers == 384)
        #expect(try RedisOptions.parse([]).settings(environment: environment) == nil)
    }

    @Test(
        "a value that cannot be used is named",
        arguments: [
            ["DESCRY_WORKERS": "many"], ["DESCRY_WORKERS": "0"], ["DESCRY_DEADLINE": "-1"],
            ["DESCRY_LOG_QUERIES": "maybe"], ["DESCRY_QUEUE_MS": "0"], ["DESCRY_QUEUE_MS": "soon"],
            ["DESCRY_NEARBY": "0.2"], ["DESCRY_NEARBY": "1"], ["DESCRY_NEARBY": "near"],
        ])
    func refuses(variables: [String: String]) {
        #expect(throws: ValidationError.self) {
            try ServerOptions.parse([]).settings(environment: Environment(variables: variables))
        }
    }

    @Test("Redis' user, password and database come from the environment")
    func redis() throws {
        let variables = [
            "REDISHOST": "redis", "REDIS_USERNAME": "searcher", "REDIS_PASSWORD": "secret", "REDIS_DB": "3",
            "REDIS_TLS": "0",
        ]
        let settings = try RedisOptions.parse([]).settings(environment: Environment(variables: variables))
        let configuration = try #require(settings?.configuration)
        #expect(configuration.endpoint == .tcp(host: "redis", port: 6379))
        #expect(configuration.username == "searcher")
        #expect(configuration.password == "secret")
        #expect(configuration.database == 3)
    }

    @Test("what Redis' settings cannot mean is named", arguments: ["x", "-1", "3000000000"])
    func refusesRedisDatabase(number: String) {
        let environment = Environment(variables: ["REDISHOST": "redis", "REDIS_DB": number])
        #expect(throws: ValidationError.self) { try RedisOptions.parse([]).settings(environment: environment) }
    }

    @Test(
        "a Redis that this program cannot reach is said, with what to do",
        arguments: [
            (["REDISHOST": "redis", "REDIS_TLS": "1"], "stunnel"), (["REDISHOST": "rediss://redis:6379"], "stunnel"),
            (["REDISHOST": "redis", "REDIS_USERNAME": "searcher"], "REDIS_PASSWORD"),
            (["REDISHOST": "redis://redis:6379"], "REDISPORT"),
        ])
    func refusesRedis(variables: [String: String], what: String) {
        let error = #expect(throws: SetupError.self) {
            try RedisOptions.parse([]).settings(environment: Environment(variables: variables))
        }
        #expect("\(error as Any)".contains(what))
    }

    @Test("the source is Pixabay where there is a key, and the gallery elsewhere")
    func impliesSource() throws {
        let options = try SourceOptions.parse([])
        #expect(try options.settings(environment: Environment(variables: [:])).kind == .gallery)
        #expect(try options.settings(environment: Environment(variables: ["PIXABAY_API_KEY": "x"])).kind == .pixabay)
        let chosen = Environment(variables: ["PIXABAY_API_KEY": "x", "DESCRY_SOURCE": "gallery"])
        #expect(try options.settings(environment: chosen).kind == .gallery)
        #expect(throws: SetupError.self) {
            try options.settings(environment: Environment(variables: ["PIXABAY_API_KEY_FILE": "/nowhere/key"]))
        }
        #expect(throws: ValidationError.self) {
            try options.settings(environment: Environment(variables: ["DESCRY_POOL_SIZE": "501"]))
        }
    }

    @Test("a pool holds more of a gallery than of Pixabay, unless it is said how many")
    func poolSizes() throws {
        func size(_ variables: [String: String]) throws -> Int {
            try SourceOptions.parse([]).settings(environment: Environment(variables: variables)).poolSize
        }
        #expect(try size([:]) == 100)
        #expect(try size(["PIXABAY_API_KEY": "x"]) == 30)
        #expect(try size(["DESCRY_POOL_SIZE": "7"]) == 7)
    }

    @Test(
        "hub names are told from paths",
        arguments: [
            ("openai/clip-vit-base-patch32", true), ("a/b", true), ("/a/b", false), ("a", false), ("a/b/c", false),
            ("../b", false), ("a/..", false), ("a/b..c", false),
        ])
    func tellsHubNames(name: String, isHubName: Bool) {
        #expect(ModelLocation.isHubName(name) == isHubName)
    }

    @Test("a model that is nowhere is answered with what to do")
    func missingModel() {
        let environment = Environment(variables: ["DESCRY_MODELS": "/nowhere"])
        let error = #expect(throws: SetupError.self) {
            try ModelLocation.path(of: "openai/clip-vit-base-patch32", environment: environment)
        }
        #expect(error?.description.contains("descry model fetch openai/clip-vit-base-patch32") == true)
    }
}
