import Foundation
import TestSupport
import Testing

extension Integration.CommandTests {
    private func object(_ outcome: ChildProcess.Outcome) throws -> [String: Any] {
        try #require(try lines(outcome).first, "\(outcome.errors)")
    }

    private func rows(_ answer: [String: Any]) -> [[String: Any]] { answer["results"] as? [[String: Any]] ?? [] }

    @Test("evaluate measures the ranking that rank gives, by the tags of gallery.json")
    func evaluates() throws {
        let evaluated = try descry(["evaluate", Checkout.evaluation, "--json", "--precision", "float32"])
        #expect(evaluated.status == 0, "\(evaluated.errors)")
        #expect(evaluated.errors.contains("'dessert'"))
        #expect(evaluated.errors.contains("2 of 9 queries are left out"))
        let answer = try object(evaluated)
        #expect((answer["left_out"] as? [[String: Any]])?.compactMap { $0["query"] as? Int } == [8, 9])
        #expect(answer["pictures"] as? Int == 320)

        let galleryFile = try #require(FileManager.default.contents(atPath: "\(Checkout.gallery)/gallery.json"))
        let entries = try JSONSerialization.jsonObject(with: galleryFile) as? [String: Any]
        let tags = Dictionary(
            uniqueKeysWithValues: (entries?["pictures"] as? [[String: Any]] ?? []).map {
                ($0["file"] as? String ?? "", Set($0["tags"] as? [String] ?? []))
            })
        func check(_ row: [String: Any], isCandidate: (Set<String>) -> Bool, isRight: (Set<String>) -> Bool) throws {
            let text = try #require(row["text"] as? String)
            let ranked = try lines(
                try descry(
                    ["rank", "--json", "--precision", "float32", "--model", Checkout.model, text, Checkout.gallery])
            )
            let ranking = try ranked.compactMap { ($0["image"] as? String)?.split(separator: "/").last }
                .map(String.init).filter { isCandidate(try #require(tags[$0])) }
            var right = 0
            var precisions = 0.0
            var first = 0
            for (index, name) in ranking.enumerated() where isRight(tags[name] ?? []) {
                right += 1
                precisions += Double(right) / Double(index + 1)
                if first == 0 { first = index + 1 }
            }
            #expect(row["relevant"] as? Int == right)
            #expect(row["first_relevant_rank"] as? Int == first)
            let averagePrecision = try #require((row["average_precision"] as? NSNumber)?.doubleValue)
            #expect(abs(averagePrecision - precisions / Double(right)) < 1e-4)
            #expect(row["best"] as? [String] == Array(ranking.prefix(5)))
        }
        let rows = rows(answer)
        #expect(rows.compactMap { $0["query"] as? Int } == Array(1...7))
        try check(
            rows[3], isCandidate: { _ in true },
            isRight: { $0.contains("snow") && !$0.isDisjoint(with: ["sea", "lake"]) })
        try check(
            rows[4], isCandidate: { $0.contains("mountains") },
            isRight: { !$0.isDisjoint(with: ["storm", "night"]) })
    }

    @Test("evaluate tells what the demo model knows from what is said wrongly of it, as a table too")
    func evaluatesGroups() throws {
        let evaluated = try descry(["evaluate", Checkout.evaluation, "--worst", "2"])
        #expect(evaluated.status == 0, "\(evaluated.errors)")
        let lines = evaluated.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].split(separator: " ") == ["group", "queries", "P@1", "P@5", "R@10", "MRR", "MAP"])
        #expect(lines[1].hasPrefix("right        3  1.000  1.000"), "\(lines[1])")
        #expect(lines[3].hasPrefix("wrong        2  0.000"), "\(lines[3])")
        #expect(lines[4].hasPrefix("all          7"), "\(lines[4])")
        // The two that are judged wrongly are the worst.
        #expect(lines[7...8].allSatisfy { $0.contains("a city at night") || $0.contains("a forest in the fog") })
        #expect(lines[7...8].allSatisfy { $0.contains(".jpg (not ") })
    }

    @Test("evaluate names what cannot be used, and leaves damaged pictures out")
    func evaluateLeavesOut() throws {
        let folder = try TemporaryFolder()
        let pictures = folder.file("pictures")
        try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: false)
        try "no picture".write(toFile: "\(pictures)/bad.jpg", atomically: true, encoding: .utf8)
        try FileManager.default.copyItem(atPath: "\(Checkout.gallery)/000.jpg", toPath: "\(pictures)/good.jpg")
        func evaluate(_ queries: String) throws -> ChildProcess.Outcome {
            try "{\"gallery\": \"pictures\", \"queries\": [\(queries)]}".write(
                toFile: folder.file("e.json"), atomically: true, encoding: .utf8)
            return try descry(["evaluate", folder.file("e.json"), "--json", "--model", Checkout.model])
        }
        let bad = "{\"text\": \"the bad one\", \"pictures\": [\"bad.jpg\"]}"
        let good = "{\"text\": \"the good one\", \"pictures\": [\"good.jpg\", \"bad.jpg\"]}"
        let measured = try evaluate("\(bad), \(good)")
        #expect(measured.status == 0, "\(measured.errors)")
        #expect(measured.errors.contains("bad.jpg is left out"))
        #expect(measured.errors.contains("query 1 ('the bad one') is left out"))
        #expect(rows(try object(measured)).compactMap { $0["relevant"] as? Int } == [1])
        #expect(try evaluate(bad).status == 1)
        let unknown = try evaluate("\(good), {\"text\": \"x\", \"pictures\": [\"none.jpg\"]}")
        #expect(unknown.status == 78)
        #expect(unknown.errors.contains("query 2 ('x')") && unknown.errors.contains("'none.jpg'"))
        #expect(unknown.output.isEmpty)
        #expect(try descry(["evaluate", folder.file("e.json"), "--json", "--worst", "3"]).status == 64)
    }
}
