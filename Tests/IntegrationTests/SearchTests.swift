import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct SearchTests {
        @Test("the demo gallery answers the README's request; an equal one encodes nothing")
        func searchesGallery() throws {
            let stack = try Stack()
            let target = "/search?t=mountains&s_query=mountains+with+dark+skies&k=5"
            let cold = try stack.get(target)
            #expect(cold.status == 200)
            #expect(cold.header("Content-Type") == "application/json")
            #expect(cold.strings("top_urls").count == 5)
            #expect(cold.numbers("top_scores") == cold.numbers("top_scores").sorted(by: >))
            #expect(cold.body.hasPrefix(#"{"top_urls":["https://localhost:\#(stack.port)/gallery/"#))
            let mountains = try Checkout.pictures(tagged: "mountains")
            #expect(cold.number("pool", "ranked") == Double(mountains))
            #expect(cold.bool("pool", "cached") == false)
            #expect(cold.header("X-Request-Id")?.isEmpty == false)
            #expect(cold.headerCount("X-Request-Id") == 1)
            #expect(cold.header("Server-Timing")?.contains("encode;dur=") == true)

            let picture = try #require(cold.strings("top_urls").first)
            #expect(try stack.get(picture.replacing("https://localhost:\(stack.port)", with: "")).status == 200)

            let warm = try stack.get(target)
            #expect(warm.strings("top_urls") == cold.strings("top_urls"))
            #expect(warm.bool("pool", "cached") == true)
            let log = stack.searchLog()
            #expect(log.count == 2)
            #expect(log[0]["encoded_pictures"] as? Int == mountains)
            #expect(log[1]["encoded_pictures"] as? Int == 0)
            #expect(log[1]["pool"] as? String == "memory")
            #expect(log[1]["id"] as? String == warm.header("X-Request-Id"))
            #expect(!stack.allLogs().contains("dark"), "what people search for is personal")
            #expect(!stack.allLogs().contains("mountains"))
        }

        @Test("each result has everything that the contract promises")
        func fillsResults() throws {
            let stack = try Stack()
            let answer = try stack.get("/search?t=Mountains&s_query=%20SNOW%20&k=999")
            #expect(answer.string("tag") == "mountains")
            #expect(answer.string("query") == "snow")
            let results = try #require(answer.json["results"] as? [[String: Any]])
            #expect(results.count == (try Checkout.pictures(tagged: "mountains")))
            let probabilities = results.compactMap { ($0["probability"] as? NSNumber)?.doubleValue }
            #expect(abs(probabilities.reduce(0, +) - 1) < 0.01)
            for result in results {
                #expect((result["id"] as? String)?.hasPrefix("gallery:") == true)
                #expect(result["width"] as? Int == 640)
                #expect((result["alt"] as? String)?.isEmpty == false)
                #expect((result["credit"] as? [String: Any])?["name"] is String)
            }
            #expect(results.compactMap { ($0["score"] as? NSNumber)?.doubleValue } == answer.numbers("top_scores"))
            for field in ["pool", "encode", "rank", "total"] { #expect(answer.number("timing_ms", field) != nil) }
        }

        @Test("a result has the members that README lists, null where nothing is known")
        func keepsMembers() throws {
            let folder = try TemporaryFolder()
            let gallery = folder.file("gallery")
            try FileManager.default.createDirectory(atPath: gallery, withIntermediateDirectories: false)
            let files = ["000.jpg", "001.jpg", "002.jpg"]
            for file in files {
                try FileManager.default.copyItem(atPath: "\(Checkout.gallery)/\(file)", toPath: "\(gallery)/\(file)")
            }
            let credits = [
                "", #", "credit": {"name": "A"}"#, #", "credit": {"name": "B", "url": "https://b.example"}"#,
            ]
            let entries = zip(files, credits).map { file, credit in
                #"{"file": "\#(file)", "tags": ["all"], "width": 640, "height": 426\#(credit)}"#
            }
            try #"{"pictures": [\#(entries.joined(separator: ","))]}"#.write(
                toFile: "\(gallery)/gallery.json", atomically: true, encoding: .utf8)
            let stack = try Stack(in: folder, environment: ["DESCRY_GALLERY": gallery], redis: false)
            let results = try #require(
                try stack.get("/search?t=all&s_query=snow").json["results"] as? [[String: Any]])
            let readme = try String(contentsOfFile: "\(Checkout.root)/README.md", encoding: .utf8)
            let table = try #require(readme.components(separatedBy: "| member of a result |").last)
            let rows = table.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst(2)
            let members = rows.flatMap { row in
                row.split(separator: "|")[0].matches(of: /`(\w+)`/).map { String($0.output.1) }
            }
            #expect(results.count == 3)
            for result in results {
                #expect(result.keys.sorted() == members.sorted())
                #expect(result["page_url"] is NSNull)
                switch result["id"] as? String {
                case "gallery:000": #expect(result["credit"] is NSNull)
                case "gallery:001": #expect((result["credit"] as? [String: Any])?["url"] is NSNull)
                default: #expect((result["credit"] as? [String: String])?["url"] == "https://b.example")
                }
            }
        }

        @Test("a sentence with an & that is not escaped is refused, and no part of it is logged")
        func logsNoSentence() throws {
            let stack = try Stack(redis: false)
            let answer = try stack.get("/search?t=lake&s_query=a+secret+wonderword+&+another+wonderword")
            #expect(answer.status == 400)
            #expect(answer.string("detail")?.contains("wonderword") == true)
            #expect(stack.searchLog().last?["detail"] as? String == "a parameter that does not exist")
            #expect(!stack.allLogs().contains("wonderword"))
        }

        @Test("a keyword without pictures is an empty answer")
        func answersEmpty() throws {
            let answer = try Stack().get("/search?t=zeppelins&s_query=x")
            #expect(answer.status == 200)
            #expect(answer.strings("top_urls").isEmpty)
            #expect(answer.number("pool", "size") == 0)
        }

        @Test("without a keyword all of the gallery is ranked")
        func ranksWholeGallery() throws {
            let stack = try Stack()
            let query = "s_query=a+lighthouse+in+a+storm&k=999"
            let answer = try stack.get("/search?\(query)")
            #expect(answer.status == 200)
            #expect(answer.string("tag") == "")
            #expect(answer.number("pool", "size") == 320)
            #expect(answer.strings("top_urls").count == 320)
            // It is a pool like others: known the second time, and the keyword's own order is that of all pictures.
            let again = try stack.get("/search?t=+&\(query)")
            #expect(again.bool("pool", "cached") == true)
            #expect(again.strings("top_urls") == answer.strings("top_urls"))
            let sea = try stack.get("/search?t=sea&\(query)").strings("top_urls")
            #expect(!sea.isEmpty)
            #expect(answer.strings("top_urls").filter(sea.contains) == sea)
        }

        @Test("a bad query's answer has CORS headers and nothing of the query in its header; long queries pass")
        func namesBadParameters() throws {
            let stack = try Stack()
            /// As browsers send them: 12 bytes each.
            func horses(_ count: Int) -> String { String(repeating: "%F0%9F%90%8E", count: count) }
            let bad = try stack.get("/search?t=a%0d%0aX-Injected:%201&s_query=%0d%0a")
            #expect(bad.status == 400)
            #expect(bad.header("Access-Control-Allow-Origin") == "*")
            #expect(bad.header("X-Injected") == nil)
            for protocolOption in ["--http1.1", "--http2"] {
                let answer = try stack.get("/search?t=\(horses(100))&s_query=\(horses(1000))", [protocolOption])
                #expect(answer.status == 200)
                #expect(answer.string("query")?.unicodeScalars.count == 1000)
            }
            #expect(stack.descry.isRunning)
        }

        @Test("without Redis everything works")
        func worksWithoutRedis() throws {
            let stack = try Stack(redis: false)
            #expect(try stack.get("/search?t=mountains&s_query=snow").strings("top_urls").count == 10)
            #expect(try stack.get("/ready").string("checks", "redis") == "none set")
        }

        @Test("Redis killed, gone and back: every search is answered")
        func survivesRedis() throws {
            let stack = try Stack()
            let expected = try stack.get("/search?t=mountains&s_query=snow").strings("top_urls")
            stack.redis?.signal(SIGKILL)
            _ = stack.redis?.wait()
            #expect(try stack.get("/search?t=mountains&s_query=snow").strings("top_urls") == expected)
            // Another keyword has to ask Redis.
            #expect(try stack.get("/search?t=forest&s_query=fog").status == 200)
            let ready = try stack.get("/ready")
            #expect(ready.status == 200)
            #expect(ready.string("checks", "redis")?.contains("away") == true)
            try stack.restartRedis()
            #expect(eventually { (try? stack.get("/ready").string("checks", "redis")) == "up" })
            try stack.restartDescry()
            #expect(try stack.get("/search?t=mountains&s_query=snow").strings("top_urls") == expected)
        }

        @Test("a gallery whose picture was replaced is encoded anew, whatever Redis has")
        func noticesNewPictures() throws {
            let folder = try TemporaryFolder()
            let gallery = folder.file("gallery")
            try FileManager.default.copyItem(atPath: Checkout.gallery, toPath: gallery)
            let stack = try Stack(in: folder, environment: ["DESCRY_GALLERY": gallery])
            let before = try stack.get("/search?t=mountains&s_query=snow&k=999")
            let best = try #require(before.strings("top_urls").first.map { "\(gallery)/\($0.suffix(7))" })
            let worst = try #require(before.strings("top_urls").last.map { "\(gallery)/\($0.suffix(7))" })
            try FileManager.default.removeItem(atPath: best)
            try FileManager.default.copyItem(atPath: worst, toPath: best)
            try stack.restartDescry()
            let after = try stack.get("/search?t=mountains&s_query=snow&k=999")
            #expect(after.strings("top_urls").first?.suffix(7) != before.strings("top_urls").first?.suffix(7))
        }

        @Test("rubbish in Redis is a miss")
        func survivesRubbish() throws {
            let stack = try Stack()
            let expected = try stack.get("/search?t=mountains&s_query=snow").strings("top_urls")
            let redis = ["-s", stack.folder.file("redis.sock")]
            let keys = try ChildProcess.run("redis-cli", redis + ["--scan"]).output.split(separator: "\n")
            let pictures = try Checkout.pictures(tagged: "mountains")
            #expect(keys.count == pictures + 1, "their embeddings and one list; the pictures are files anyway")
            for (index, key) in keys.enumerated() {
                let rubbish = index % 2 == 0 ? ["SET", String(key), "rubbish"] : ["APPEND", String(key), "x"]
                _ = try ChildProcess.run("redis-cli", redis + rubbish)
            }
            let list = try #require(keys.first { $0.contains(":pool:") })
            _ = try ChildProcess.run("redis-cli", redis + ["DEL", String(list)])
            _ = try ChildProcess.run("redis-cli", redis + ["LPUSH", String(list), "of another type"])
            try stack.restartDescry()
            #expect(try stack.get("/search?t=mountains&s_query=snow").strings("top_urls") == expected)
        }
    }
}
