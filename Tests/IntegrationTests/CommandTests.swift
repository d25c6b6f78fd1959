import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct CommandTests {
        func descry(
            _ arguments: [String], environment: [String: String] = [:]
        ) throws -> ChildProcess.Outcome {
            try ChildProcess.run(Checkout.descry, arguments, environment: environment)
        }

        func lines(_ outcome: ChildProcess.Outcome) throws -> [[String: Any]] {
            try outcome.output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }

        @Test("search prints a table, or the server's JSON")
        func searches() throws {
            let table = try descry(["search", "mountains", "mountains with dark skies", "-k", "3"])
            #expect(table.status == 0)
            #expect(table.output.split(separator: "\n").count == 4)
            #expect(table.output.contains("/gallery/"))
            let json = try descry(["search", "mountains", "mountains with dark skies", "-k", "3", "--json"])
            let answer = Answer("HTTP/1.1 200 OK\n\n" + json.output)
            #expect(answer.strings("top_urls").count == 3)
            #expect(answer.strings("top_urls").allSatisfy { table.output.contains($0) })
        }

        @Test("search ranks all of a gallery without a keyword")
        func searchesWholeGallery() throws {
            let outcome = try descry(["search", "", "a lighthouse in a storm", "-k", "999", "--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(Answer("HTTP/1.1 200 OK\n\n" + outcome.output).strings("top_urls").count == 320)
        }

        @Test("search names what is wrong with its arguments")
        func refusesArguments() throws {
            let empty = try descry(["search", "mountains", " "])
            #expect(empty.status == 64)
            #expect(empty.errors.contains("sentence"))
            let none = try descry(["search", "", "x"], environment: ["PIXABAY_API_KEY": "x"])
            #expect(none.status == 64)
            #expect(none.errors.contains("keyword"))
            let standIn = try StandIn.pixabay(["--fault", "500"])
            let failed = try descry(
                ["search", "mountains", "snow"],
                environment: standIn.environment.merging(
                    ["DESCRY_MODEL": Checkout.model]) { $1 })
            #expect(failed.status == 1)
            #expect(failed.errors.hasPrefix("descry: "))
        }

        @Test("rank and embed agree: scores are the scaled inner products of the embeddings")
        func ranksAndEmbeds() throws {
            let files = ["000.jpg", "001.jpg", "002.jpg"].map { "\(Checkout.gallery)/\($0)" }
            let ranked = try lines(try descry(["rank", "--json", "--precision", "float32", "snow at night"] + files))
            #expect(ranked.count == 3)
            let pictures = try lines(try descry(["embed", "--precision", "float32", "--image"] + files))
            #expect(pictures.compactMap { $0["image"] as? String } == files)
            let texts = try lines(try descry(["embed", "--precision", "float32", "--text", "snow at night", "a lake"]))
            #expect(texts.compactMap { $0["text"] as? String } == ["snow at night", "a lake"])

            func vector(_ line: [String: Any]) -> [Double] {
                (line["embedding"] as? [NSNumber] ?? []).map(\.doubleValue)
            }
            func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
            for line in pictures + texts {
                #expect(vector(line).count == 128)
                #expect(abs(dot(vector(line), vector(line)) - 1) < 1e-4)
            }
            let scores = Dictionary(
                uniqueKeysWithValues: ranked.map {
                    ($0["image"] as? String ?? "", ($0["score"] as? NSNumber)?.doubleValue ?? 0)
                })
            let cosines = pictures.map { dot(vector($0), vector(texts[0])) }
            // One scale for all, whatever the model's is; the largest cosine gives it best, since scores are rounded.
            let clearest = try #require(cosines.indices.max { abs(cosines[$0]) < abs(cosines[$1]) })
            let scale = try #require(scores[files[clearest]]) / cosines[clearest]
            for (file, cosine) in zip(files, cosines) {
                #expect(abs(try #require(scores[file]) - scale * cosine) < 0.01)
            }
        }

        @Test("files that are no pictures are named and left out")
        func leavesOutFiles() throws {
            let folder = try TemporaryFolder()
            try "no picture".write(toFile: folder.file("bad.jpg"), atomically: true, encoding: .utf8)
            try FileManager.default.copyItem(atPath: "\(Checkout.gallery)/000.jpg", toPath: folder.file("good.JPG"))
            let ranked = try descry(["rank", "snow", folder.path])
            #expect(ranked.status == 0)
            #expect(ranked.output.contains("good.JPG"))
            #expect(ranked.errors.contains("bad.jpg"))
            let embedded = try descry(["embed", "--image", folder.path])
            #expect(embedded.status == ranked.status)
            #expect(embedded.output.contains("good.JPG"))
            #expect(try descry(["rank", "snow", folder.file("nowhere")]).status == 64)
            #expect(try descry(["embed"]).status == 64)
        }
    }
}
