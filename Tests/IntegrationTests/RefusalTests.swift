import Foundation
import TestSupport
import Testing

extension Integration {
    /// A host of pictures that refuses for a while, through nginx, with a real Redis.
    @Suite struct RefusalTests {
        private let folder: TemporaryFolder
        private let standIn: StandIn
        private let search = "/search?t=mountains&s_query=snow&k=99"

        init() throws {
            folder = try TemporaryFolder()
            standIn = try .pixabay()
        }

        private func stack(_ environment: [String: String] = [:]) throws -> Stack {
            try Stack(in: folder, environment: standIn.environment.merging(environment) { $1 })
        }

        private func redis(_ arguments: String...) throws -> [Substring] {
            try ChildProcess.run("redis-cli", ["-s", folder.file("redis.sock")] + arguments).output
                .split(separator: "\n")
        }

        @Test(
            "what a host refuses during one search is there in the next process's search, for every keyword",
            arguments: [
                "picture-status-403", "picture-status-400", "picture-status-408", "picture-status-410", "404pictures",
                "picture-html", "picture-png", "picture-empty", "picture-half", "picture-500", "picture-redirect",
            ])
        func passes(mode: String) throws {
            let stack = try stack()
            try standIn.fault(mode)
            let refused = try stack.get(search)
            #expect(refused.status == 502)
            #expect(refused.string("detail")?.contains("30 pictures") == true)
            #expect(try redis("--scan", "--pattern", "*embedding*").isEmpty)

            try standIn.fault("none")
            try stack.restartDescry()
            for target in [search, "/search?t=lake&s_query=snow&k=99"] {
                let healed = try stack.get(target)
                #expect(healed.status == 200)
                #expect(healed.number("pool", "skipped") == 0)
                #expect(healed.number("pool", "ranked") == healed.number("pool", "size"))
                #expect(healed.bool("pool", "complete") == true)
            }
            #expect(try standIn.searches() == 2)
        }

        @Test("the keyword heals without a restart, soon after the host is well")
        func heals() throws {
            let stack = try stack()
            try standIn.fault("picture-status-403", hits: "0,1,2,3,4")
            let part = try stack.get(search)
            #expect(part.number("pool", "skipped") ?? 0 >= 5)
            #expect(part.bool("pool", "complete") == false)
            try standIn.fault("none")
            #expect(eventually { (try? stack.get(search).bool("pool", "complete")) == true })

            // Each picture left out has one line, and counts under its reason.
            let lines = stack.descry.log.split(separator: "\n").filter { $0.contains("picture left out") }
            #expect(lines.count == Int(part.number("pool", "skipped") ?? 0))
            #expect(lines.allSatisfy { $0.contains(#""picture":"pixabay:1"#) && $0.contains(#""reason":"refused""#) })
            let metrics = try stack.get("/metrics").body
            let count = metrics.firstMatch(of: /descry_pictures_left_out_total\{reason="refused"\} (\d+)/)
            #expect(count.flatMap { Int($0.1) } ?? 0 >= lines.count)
            #expect(metrics.contains(#"descry_pictures_left_out_total{reason="damaged"} 0"#))
        }

        @Test("bytes that no decoder takes are a fact about the picture: the host is not asked for them again")
        func remembersDamage() throws {
            let stack = try stack()
            try standIn.fault("picture-damaged", hits: "0")
            let damaged = Int(try #require(try stack.get(search).number("pool", "skipped")))
            #expect(damaged >= 1)
            let requests = try standIn.pictureRequests().reduce(0, +)
            try stack.restartDescry()
            let again = try stack.get(search)
            #expect(again.status == 200)
            #expect(again.number("pool", "skipped") == Double(damaged))
            #expect(try standIn.pictureRequests().reduce(0, +) == requests)
            // For minutes, until the same bytes are seen again.
            let marks = try redis("--scan", "--pattern", "*embedding*").filter {
                try redis("STRLEN", String($0)).first.flatMap { Int($0) }.map { !($0 - 13).isMultiple(of: 2) } == true
            }
            #expect(marks.count == damaged)
        }

        @Test("search in the terminal names what is left out, and is no success if that is everything")
        func namesLeftOut() throws {
            let search = ["search", "mountains", "snow", "--model", Checkout.model]
            try standIn.fault("picture-status-403", hits: "0")
            let part = try ChildProcess.run(Checkout.descry, search, environment: standIn.environment)
            #expect(part.status == 0)
            #expect(part.errors.contains("is left out: The picture's host answered HTTP 403."))
            try standIn.fault("picture-damaged")
            let nothing = try ChildProcess.run(Checkout.descry, search, environment: standIn.environment)
            #expect(nothing.status == 1)
            #expect(nothing.errors.contains("none of the 30 pictures could be used"))
        }

        @Test("a page of the API that fails after others came costs only itself, and the answer says so")
        func ranksParts() throws {
            let photos = folder.file("photos")
            let files = FileManager.default
            try files.createDirectory(atPath: photos, withIntermediateDirectories: false)
            let names = try files.contentsOfDirectory(atPath: Checkout.gallery).filter { $0.hasSuffix(".jpg") }.sorted()
            let hits = try (0..<210).map { number in
                try files.createSymbolicLink(
                    atPath: "\(photos)/\(number).jpg", withDestinationPath: "\(Checkout.gallery)/\(names[number])")
                return ["file": "\(number).jpg", "label": "number_\(number)"]
            }
            try JSONEncoder().encode(["many": hits]).write(to: URL(fileURLWithPath: photos + "/photos.json"))
            let many = try StandIn.pixabay(["--photos", photos])
            try many.tell("/__fault?mode=400html&page=2")
            let stack = try Stack(
                in: folder,
                environment: many.environment.merging(["DESCRY_POOL_SIZE": "210", "DESCRY_DEADLINE": "50"]) { $1 })
            let answer = try stack.get("/search?t=many&s_query=mountains&k=500")
            #expect(answer.status == 200)
            #expect(answer.number("pool", "size") == 105)
            #expect(answer.bool("pool", "complete") == false)
            #expect(answer.string("pool", "shortfall")?.contains("Page 2 of 2") == true)
        }
    }
}
