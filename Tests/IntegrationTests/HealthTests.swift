import Foundation
import TestSupport
import Testing

extension Integration {
    @Suite struct HealthTests {
        @Test("the health paths answer as the contract says")
        func answers() throws {
            let stack = try Stack()
            let alive = try stack.get("/alive")
            #expect(alive.status == 200)
            #expect(alive.string("status") == "alive")
            let ready = try stack.get("/ready")
            #expect(ready.status == 200)
            #expect(ready.string("checks", "canary") == "encoded")
            #expect(ready.string("checks", "redis") == "up")
            #expect(ready.string("device") == "cpu")
            let test = try stack.get("/test")
            #expect(test.body == #"{"result":"good to go"}"#)
            for answer in [alive, ready, test] {
                #expect(answer.header("Cache-Control") == "no-store")
                #expect(answer.headerCount("X-Request-Id") == 1)
                #expect(answer.header("Access-Control-Allow-Origin") == "*")
            }
        }

        @Test("metrics are Prometheus text with what happened")
        func tellsMetrics() throws {
            let stack = try Stack()
            _ = try stack.get("/search?t=mountains&s_query=snow")
            _ = try stack.get("/search?t=mountains&s_query=snow")
            _ = try stack.get("/search?t=mountains")
            let metrics = try stack.get("/metrics")
            let mountains = try Checkout.pictures(tagged: "mountains")
            #expect(metrics.header("Content-Type")?.hasPrefix("text/plain") == true)
            for line in [
                #"descry_requests_total{path="/search",status="200"} 2"#,
                #"descry_requests_total{path="/search",status="400"} 1"#,
                #"descry_request_duration_seconds_count{path="/search",status_class="4xx",pool="none"} 1"#,
                "descry_pool_memory_hits_total 1.0",
                "descry_pictures_encoded_total \(Double(mountains))", "descry_cache_up 1.0",
            ] {
                #expect(metrics.body.contains(line + "\n"), "\(line)")
            }
        }

        @Test("metrics are for this machine alone")
        func hidesMetrics() throws {
            // With the proxy's word for it, the client is not on this machine.
            let stack = try Stack(nginx: ["DESCRY_TRUSTED_PROXIES": "127.0.0.1"])
            let answer = try stack.get("/metrics", ["-H", "X-Forwarded-For: 203.0.113.7"])
            #expect(answer.status == 403 || answer.status == 404)
            #expect(!answer.body.contains("descry_"))
        }

        @Test("other paths and methods are refused, with JSON and CORS headers")
        func refuses() throws {
            let stack = try Stack()
            let nowhere = try stack.get("/nowhere")
            #expect(nowhere.status == 404)
            #expect(nowhere.header("Content-Type") == "application/problem+json")
            for method in ["POST", "PUT", "DELETE"] {
                let answer = try stack.get("/search?t=a&s_query=b", ["-X", method])
                #expect(answer.status == 405)
                #expect(answer.header("Allow")?.contains("GET") == true)
                #expect(answer.header("Access-Control-Allow-Origin") == "*")
                #expect(answer.number("status") == 405)
            }
            let preflight = try stack.get(
                "/search",
                ["-X", "OPTIONS", "-H", "Origin: https://example.org", "-H", "Access-Control-Request-Method: GET"])
            #expect(preflight.status == 204)
            #expect(preflight.header("Access-Control-Allow-Methods")?.contains("GET") == true)
            let head = try stack.get("/search?t=mountains&s_query=snow", ["-I"])
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            let tooLong = try stack.get("/search?t=\(String(repeating: "a", count: 40_000))&s_query=b")
            #expect(tooLong.status == 414)
            #expect(tooLong.header("Content-Type") == "application/problem+json")
        }

        @Test("with the process away nginx answers 503 in JSON with Retry-After, and the page still comes")
        func answersForTheDead() throws {
            let stack = try Stack()
            stack.descry.signal(SIGKILL)
            _ = stack.descry.wait()
            for path in ["/search?t=mountains&s_query=snow", "/ready", "/alive"] {
                let answer = try stack.get(path)
                #expect(answer.status == 503, "\(path)")
                #expect(answer.header("Content-Type") == "application/problem+json")
                #expect(answer.header("Retry-After") != nil)
                #expect(answer.header("Access-Control-Allow-Origin") == "*")
            }
            #expect(try stack.get("/").status == 200)
            try stack.restartDescry()
            #expect(try stack.get("/search?t=mountains&s_query=snow").status == 200)
        }

        @Test("the page comes with a strict content security policy, over HTTP/2 and TLS 1.2 or later only")
        func servesPage() throws {
            let stack = try Stack()
            let page = try stack.get("/")
            #expect(page.status == 200)
            #expect(page.header("Content-Security-Policy")?.contains("default-src 'self'") == true)
            #expect(page.header("Content-Security-Policy")?.contains("unsafe-inline") == false)
            #expect(try stack.get("/", ["--http2"]).status == 200)
            let old = try ChildProcess.run(
                "openssl", ["s_client", "-connect", "127.0.0.1:\(stack.port)", "-tls1_1", "-brief"])
            #expect(old.status != 0)
        }

        @Test("equal requests within seconds are one for the process, with the micro-cache")
        func cachesAnswers() throws {
            let stack = try Stack(nginx: ["DESCRY_ANSWER_CACHE": "60"])
            let answers = try (0..<5).map { _ in try stack.get("/search?t=mountains&s_query=snow") }
            #expect(Set(answers.map(\.body)).count == 1)
            #expect(stack.searchLog().count == 1)
            #expect(Set(answers.map { $0.header("X-Request-Id") }).count == 5)
        }
    }
}
