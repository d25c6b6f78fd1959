import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct PixabayTests {
        private let folder: TemporaryFolder
        private let standIn: StandIn
        private let search = "/search?t=mountains&s_query=mountains+with+dark+skies&k=10"

        init() throws {
            folder = try TemporaryFolder()
            standIn = try .pixabay()
        }

        private func stack(
            _ environment: [String: String] = [:], redis: Bool = true, nginx: [String: String] = [:]
        ) throws -> Stack {
            try Stack(
                in: folder, environment: standIn.environment.merging(environment) { $1 }, redis: redis, nginx: nginx)
        }

        @Test("the original client's call reads its top_urls")
        func answersOriginalClient() throws {
            let stack = try stack()
            let answer = try stack.get("/search?t=Mountains&s_query=mountains%20with%20gloomy%20ambiance&k=10")
            #expect(answer.status == 200)
            let urls = answer.strings("top_urls")
            #expect(urls.count == 10)
            #expect(
                urls.allSatisfy { $0.hasPrefix(standIn.url("/get/")) && $0.hasSuffix("_640.jpg") })
            #expect(answer.numbers("top_scores").count == 10)
            let result = try #require((answer.json["results"] as? [[String: Any]])?.first)
            #expect((result["page_url"] as? String)?.hasPrefix("https://pixabay.com/photos/") == true)
            #expect(((result["credit"] as? [String: Any])?["name"] as? String)?.isEmpty == false)
        }

        @Test("Pixabay needs a keyword", arguments: ["s_query=a", "t=&s_query=a", "t=+&s_query=a"])
        func needsKeyword(query: String) throws {
            let answer = try stack().get("/search?\(query)")
            #expect(answer.status == 400)
            #expect(answer.string("parameter") == "t")
            #expect(try standIn.searches() == 0)
        }

        @Test("memory, then Redis, then the source: each is asked only if the one before has nothing")
        func asksInOrder() throws {
            let stack = try stack()
            let cold = try stack.get(search)
            #expect(cold.number("pool", "ranked") == 30)
            #expect(try standIn.searches() == 1)
            #expect(try standIn.pictureRequests() == Array(repeating: 1, count: 30))
            _ = try stack.get(search)
            #expect(try standIn.searches() == 1)

            try stack.restartDescry()
            let fromRedis = try stack.get(search)
            #expect(fromRedis.strings("top_urls") == cold.strings("top_urls"))
            #expect(fromRedis.bool("pool", "cached") == true)
            #expect(try standIn.searches() == 1)
            #expect(try standIn.pictureRequests().reduce(0, +) == 30)
            #expect(stack.searchLog().last?["encoded_pictures"] as? Int == 0)
        }

        @Test("a pool of 500 comes in pages, is ranked whole, and comes back from Redis")
        func loadsLargePools() throws {
            let photos = folder.file("photos")
            let files = FileManager.default
            try files.createDirectory(atPath: photos, withIntermediateDirectories: false)
            let names = try files.contentsOfDirectory(atPath: Checkout.gallery).filter { $0.hasSuffix(".jpg") }.sorted()
            let hits = try (0..<510).map { number in
                let file = "\(number).jpg"
                try files.createSymbolicLink(
                    atPath: "\(photos)/\(file)",
                    withDestinationPath: "\(Checkout.gallery)/\(names[number % names.count])")
                return ["file": file, "label": "number_\(number)"]
            }
            try JSONEncoder().encode(["many": hits]).write(to: URL(fileURLWithPath: photos + "/photos.json"))
            let many = try StandIn.pixabay(["--photos", photos])
            let settings = ["DESCRY_POOL_SIZE": "500", "DESCRY_DEADLINE": "50"]
            let stack = try Stack(in: folder, environment: many.environment.merging(settings) { $1 })
            let target = "/search?t=many&s_query=mountains&k=500"
            var answer = try stack.get(target)
            // A slow machine has answered with a part, and the rest comes all the same.
            for _ in 0..<8 where answer.number("pool", "ranked") != 500 { answer = try stack.get(target) }
            #expect(answer.status == 200)
            #expect(Set(answer.strings("top_urls")).count == 500)
            let scores = answer.numbers("top_scores")
            #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 >= $1 })
            #expect(try many.searches() == 3)
            #expect(try many.pictureRequests() == Array(repeating: 1, count: 500))

            try stack.restartDescry()
            let again = try stack.get(target)
            #expect(again.strings("top_urls") == answer.strings("top_urls"))
            #expect(again.numbers("top_scores") == scores)
            #expect(stack.searchLog().last?["encoded_pictures"] as? Int == 0)
            #expect(try many.searches() == 3)
        }

        @Test("fifty equal cold searches at once: one call of the source, each picture once")
        func fliesOnce() throws {
            let stack = try stack()
            let target = "https://localhost:\(stack.port)\(search.replacing("&k=10", with: ""))&k=[1-50]"
            let outcome = try ChildProcess.run(
                "curl",
                ["-sk", "--noproxy", "*", "--parallel", "--parallel-immediate", "--parallel-max", "50", "-g"]
                    + (1...50).flatMap {
                        ["-o", "/dev/null", "-w", "%{http_code}\n", target.replacing("[1-50]", with: "\($0)")]
                    })
            #expect(outcome.output.split(separator: "\n") == Array(repeating: "200", count: 50))
            #expect(try standIn.searches() == 1)
            #expect(try standIn.pictureRequests() == Array(repeating: 1, count: 30))
        }

        @Test("the source's failures become JSON errors with Retry-After, and are not kept")
        func reportsFailures() throws {
            let stack = try stack(["DESCRY_DEADLINE": "2"])
            let cases = [
                ("429", [503]), ("429html", [503]), ("500", [502]), ("html", [502]), ("cutjson", [502]),
                ("reset", [502]), ("hang", [504]), ("slow", [504]), ("endless", [502, 504]), ("badkey", [502]),
                ("redirect-to-loopback", [502]),
            ]
            for (number, (mode, statuses)) in cases.enumerated() {
                // A process that has seen three failures in a row asks no more.
                if number % 2 == 0 { try stack.restartDescry() }
                try standIn.fault(mode)
                let answer = try stack.get("/search?t=lake&s_query=boats")
                #expect(statuses.contains(answer.status), "\(mode): \(answer.status) \(answer.body)")
                #expect(answer.header("Content-Type") == "application/problem+json")
                #expect(answer.header("Retry-After").flatMap { Int($0) } ?? 0 > 0, "\(mode)")
                #expect(answer.string("detail")?.isEmpty == false)
                // What is left of the limit keeps us from asking again; a new process has not heard of it.
                if mode.hasPrefix("429") { try stack.restartDescry() }
            }
            try stack.restartDescry()
            try standIn.fault("none")
            #expect(try stack.get("/search?t=lake&s_query=boats").status == 200)
            #expect(try standIn.trapped() == 0)
            #expect(!stack.allLogs().contains(StandIn.key))
            #expect(try !stack.get("/metrics").body.contains(StandIn.key))
        }

        @Test(
            "a picture that cannot be used is skipped and counted, the rest is ranked",
            arguments: [
                "picture-cut", "picture-huge-header", "picture-png", "picture-html", "picture-empty", "404pictures",
                "picture-endless", "picture-reset", "picture-redirect",
            ])
        func skipsPictures(mode: String) throws {
            let stack = try stack(redis: false)
            try standIn.fault(mode, hits: "0,7")
            let answer = try stack.get(search)
            #expect(answer.status == 200)
            #expect(answer.number("pool", "size") == 30)
            let ranked = try #require(answer.number("pool", "ranked"))
            #expect((15...28).contains(ranked))
            #expect(answer.number("pool", "skipped") == 30 - ranked)
            #expect(try standIn.trapped() == 0)
        }

        @Test("a picture of more pixels than Pixabay's format has is left out, with this reason")
        func refusesLargePictures() throws {
            let stack = try stack()
            try standIn.fault("picture-large", hits: "3", tag: "mountains")
            let answer = try stack.get(search)
            #expect(answer.number("pool", "ranked") == 29)
            #expect(answer.number("pool", "skipped") == 1)
            #expect(answer.bool("pool", "complete") == true)
            let counter = "descry_pictures_left_out_total{reason=\"too_large\"}"
            #expect(try stack.get("/metrics").body.contains("\(counter) 1\n"))
            #expect(stack.descry.log.contains("and the limit is 4 megapixels"))
            // Another process finds it in the cache.
            try stack.restartDescry()
            #expect(try stack.get(search).number("pool", "skipped") == 1)
            #expect(stack.descry.log.contains("\"reason\":\"too_large\""))
            #expect(try standIn.pictureRequests() == Array(repeating: 1, count: 30))
        }

        @Test("pictures that do not arrive by the deadline are left out")
        func ranksWhatIsThere() throws {
            let stack = try stack(["DESCRY_DEADLINE": "3"])
            try standIn.fault("picture-hang", hits: "3")
            let answer = try stack.get(search)
            #expect(answer.status == 200)
            #expect((15...29).contains(try #require(answer.number("pool", "ranked"))))
        }

        @Test("a search and a stream are answered before a picture that stalls; it follows into the pool")
        func leavesOutStalledPicture() throws {
            let stack = try stack()
            try standIn.fault("picture-gate", hits: "29", tag: "mountains")
            let answer = try stack.get(search)
            // The picture had not been given up yet.
            #expect(try standIn.stats().held == 1)
            #expect(answer.status == 200)
            #expect(answer.number("pool", "size") == 30)
            #expect(answer.number("pool", "ranked") == 29)
            #expect(answer.number("pool", "skipped") == 0)
            #expect(answer.bool("pool", "complete") == false)
            let stream = try stack.get(search.replacing("/search", with: "/search/stream"), ["-N"])
            #expect(try standIn.stats().held == 1)
            #expect(stream.body.contains("event: result"))
            try standIn.tell("/__open")
            #expect(eventually { (try? stack.get(search).bool("pool", "complete")) == true })
            #expect(try stack.get(search).number("pool", "ranked") == 30)
            #expect(try standIn.pictureRequests() == Array(repeating: 1, count: 30))
        }

        @Test(
            "a source whose answers have another form gives 502, never an empty answer, and nothing of it is kept",
            arguments: ["unreadable", "no-hits", "hits-object", "total-only", "other-version"])
        func reportsOtherForms(mode: String) throws {
            let stack = try stack()
            try standIn.fault(mode)
            let answer = try stack.get(search)
            #expect(answer.status == 502)
            #expect(answer.header("Content-Type") == "application/problem+json")
            #expect(answer.header("Retry-After") != nil)
            #expect(answer.string("detail")?.contains("could not be read") == true)
            let metrics = try stack.get("/metrics").body
            let counter = "descry_pictures_left_out_total{reason=\"bad_listing\"}"
            #expect(metrics.contains("\(counter) \(mode == "unreadable" ? 30 : 0)\n"))
            #expect(!stack.allLogs().contains(StandIn.key))
            try standIn.fault("none")
            #expect(try stack.get(search).number("pool", "ranked") == 30)
        }

        @Test("hits that point inside are never followed")
        func refusesEvilHits() throws {
            let stack = try stack()
            try standIn.fault("evil-hits")
            let answer = try stack.get(search)
            #expect(answer.status == 200)
            #expect(try standIn.trapped() == 0)
            #expect(!answer.body.contains("169.254"))
            #expect(!answer.body.contains("javascript:"))
        }

        @Test("the key is nowhere to be found")
        func hidesKey() throws {
            let stack = try stack()
            _ = try stack.get(search)
            try standIn.fault("badkey")
            let refused = try stack.get("/search?t=lake&s_query=boats")
            #expect(refused.string("detail")?.contains("PIXABAY_API_KEY") == true)
            #expect(!refused.body.contains(StandIn.key))
            #expect(!stack.allLogs().contains(StandIn.key))
            let socket = ["-s", stack.folder.file("redis.sock")]
            let keys = try ChildProcess.run("redis-cli", socket + ["--scan"]).output.split(separator: "\n")
            // The pool, pictures and embeddings, and the count of requests.
            #expect(keys.count == 62)
            for key in keys {
                #expect(!key.contains(StandIn.key))
                let read = key.contains(":budget:") ? ["ZRANGE", String(key), "0", "-1"] : ["GET", String(key)]
                let value = try ChildProcess.run("redis-cli", socket + read).output
                #expect(!value.contains(StandIn.key))
            }
            let commandLine = try String(contentsOfFile: "/proc/\(stack.descry.pid)/cmdline", encoding: .utf8)
            #expect(!commandLine.contains(StandIn.key))
        }
    }
}
