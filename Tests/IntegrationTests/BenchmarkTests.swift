import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct BenchmarkTests {
        private func object(_ outcome: ChildProcess.Outcome) throws -> [String: Any] {
            try #require(
                JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome.errors)")
        }

        @Test("benchmark encoder times each precision and batch, and its figures agree with each other")
        func timesEncoder() throws {
            let outcome = try ChildProcess.run(
                Checkout.descry,
                [
                    "benchmark", "encoder", "--model", Checkout.model, "--batch", "1", "3", "--repeats", "3", "--json",
                    "--image", "\(Checkout.gallery)/000.jpg",
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let report = try object(outcome)
            let precisions = try #require(report["precisions"] as? [[String: Any]])
            #expect(precisions.first?["precision"] as? String == "float32")
            for precision in precisions {
                let rows = try #require(precision["rows"] as? [[String: Any]])
                #expect(rows.map { $0["input"] as? String } == ["picture", "picture", "text", "text"])
                #expect(rows.map { $0["batch"] as? Int } == [1, 3, 1, 3])
                for row in rows {
                    let median = try #require((row["latency"] as? [String: Double])?["p50_ms"])
                    let batch = try #require(row["batch"] as? Int)
                    let perSecond = try #require((row["per_second"] as? NSNumber)?.doubleValue)
                    #expect(abs(perSecond * median / 1000 / Double(batch) - 1) < 0.01)
                    #expect((row["samples"] as? Int).map { (1...3).contains($0) } == true)
                    #expect((row["share_of_product"] is Double) == (row["input"] as? String == "picture"))
                }
            }
        }

        @Test("benchmark encoder times what a search of a new pool asks of the model")
        func timesSearch() throws {
            let outcome = try ChildProcess.run(
                Checkout.descry,
                [
                    "benchmark", "encoder", "--model", Checkout.model, "--precision", "float32", "--device", "cpu",
                    "--input", "search", "text", "--batch", "2", "--repeats", "2", "--json",
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let precisions = try #require(try object(outcome)["precisions"] as? [[String: Any]])
            let rows = try #require(precisions.first?["rows"] as? [[String: Any]])
            #expect(rows.map { $0["input"] as? String } == ["search", "text"])
            let latency = try #require(rows[0]["latency"] as? [String: Double])
            let mean = try #require(latency["mean_ms"])
            #expect(mean >= latency["best_ms"] ?? .infinity && mean <= latency["p99_ms"] ?? 0)
        }

        @Test("benchmark encoder names what it cannot use")
        func refusesEncoder() throws {
            for (arguments, status, word) in [
                (["--batch", "0"], Int32(64), "batch size"), (["--model", "/nowhere"], 78, "/nowhere"),
                (["--precision", "float7"], 64, "float7"), (["--input", "sound"], 64, "sound"),
                (["--image", "/nowhere.jpg"], 64, "/nowhere.jpg"),
                (["--image", "\(Checkout.model)/config.json"], 1, "config.json"),
            ] {
                let outcome = try ChildProcess.run(
                    Checkout.descry, ["benchmark", "encoder", "--repeats", "1"] + arguments)
                #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
                #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)")
            }
        }

        @Test("benchmark search asks new sentences, one that is known, and one that nginx knows")
        func timesSearches() throws {
            let stack = try Stack(nginx: ["DESCRY_ANSWER_CACHE": "60"])
            let outcome = try ChildProcess.run(
                Checkout.descry,
                [
                    "benchmark", "search", "--url", "https://localhost:\(stack.port)", "--insecure", "--json",
                    "--cold", "sea", "--requests", "6", "--connections", "2", "--seconds", "60", "--seed", "5",
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let report = try object(outcome)
            #expect(report["pool"] as? Int == (try Checkout.pictures(tagged: "mountains")))
            let rows = try #require(report["rows"] as? [[String: Any]])
            #expect(
                rows.map { $0["search"] as? String } == [
                    "cold", "new", "new", "known", "known", "repeated", "repeated",
                ])
            #expect(rows.map { $0["connections"] as? Int } == [1, 1, 2, 1, 2, 1, 2])
            #expect(rows.map { $0["answers"] as? Int } == [1, 6, 6, 6, 6, 6, 6])
            let cached = rows.compactMap { $0["answered_by_nginx"] as? Int }
            #expect(cached[..<5].allSatisfy { $0 == 0 })
            // The new sentences' first is the one that is repeated, so nginx has it.
            #expect(cached[5...].allSatisfy { $0 == 6 })
            // The pool's own search, the new keyword, 12 new sentences and 12 times the known one.
            #expect(stack.searchLog().count == 26)
            #expect(stack.searchLog().count { $0["encoded_pictures"] as? Int != 0 } == 2)
        }

        @Test("benchmark search counts and explains what a server's limits refuse")
        func explainsLimits() throws {
            let stack = try Stack(nginx: ["DESCRY_RATE": "1", "DESCRY_BURST": "0", "DESCRY_UNLIMITED": ""])
            let outcome = try ChildProcess.run(
                Checkout.descry,
                [
                    "benchmark", "search", "--url", "https://localhost:\(stack.port)", "--insecure", "--json",
                    "--requests", "20", "--connections", "2",
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let rows = try #require(try object(outcome)["rows"] as? [[String: Any]])
            let refused = rows.compactMap { ($0["statuses"] as? [String: Int])?["429"] }.reduce(0, +)
            #expect(refused > 0)
            #expect(outcome.errors.contains("\(refused) searches were refused with 429"))
        }

        @Test("benchmark search says why a server cannot be measured")
        func refusesServers() throws {
            let stack = try Stack(redis: false)
            let url = "https://localhost:\(stack.port)"
            for (arguments, status, word) in [
                (["--url", url], Int32(1), "--insecure"),
                (["--url", url, "--insecure", "--tag", "zeppelins"], 1, "no pictures for 'zeppelins'"),
                (["--url", url, "--insecure", "--tag", String(repeating: "x", count: 101)], 1, "400"),
                (["--url", "https://localhost:1"], 1, "no connection"),
                (["--url", "nonsense"], 64, "nonsense"), (["--connections", "0"], 64, "--connections"),
            ] {
                let outcome = try ChildProcess.run(Checkout.descry, ["benchmark", "search"] + arguments)
                #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
                #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)")
            }
        }
    }
}
