import HTTPClient
import TestSupport
import Testing

@Suite("Downloads side by side")
struct DownloadTests {
    let server: StandIn
    let client: HTTPClient

    init() throws {
        server = try StandIn("web.py")
        client = HTTPClient(policy: AddressPolicy(hosts: .only([]), allowing: [server.place]))
    }

    func request(_ path: String) -> HTTPRequest {
        HTTPRequest(server.url(path), limit: 10_000)
    }

    @Test("all arrive, each with its own index, over no more connections than allowed")
    func many() throws {
        let requests = (0..<40).map { request("/jpeg-like?ms=20&text=\($0)") }
        for _ in 0..<2 {
            var texts: [Int: String] = [:]
            client.download(requests, concurrency: 8, until: .now + .seconds(60)) { index, result in
                texts[index] = (try? result.get()).map { String(decoding: $0.body.dropFirst(3), as: UTF8.self) }
                return nil
            }
            #expect(texts == Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, String($0)) }))
        }
        let stats = try server.stats()
        #expect(stats.peak <= 8)
        #expect(stats.peak > 1)
        #expect(stats.connections <= 8)
    }

    @Test("are returned as they arrive")
    func order() throws {
        var order: [Int] = []
        // Each but the last waits for a gate that the arrival of another opens.
        let requests = [request("/gate?name=a"), request("/gate?name=b"), request("/jpeg-like")]
        client.download(requests, concurrency: 3, until: .now + .seconds(60)) { index, result in
            #expect((try? result.get())?.status == 200)
            order.append(index)
            if index > 0 { #expect(throws: Never.self) { try server.tell("/__open?name=\(index == 2 ? "b" : "a")") } }
            return nil
        }
        #expect(order == [2, 1, 0])
    }

    @Test("that are slow do not delay others")
    func slowOnes() throws {
        var order: [Int] = []
        // The only place is taken by one that waits for the arrival of the other.
        let requests = [request("/gate?name=a"), request("/jpeg-like")]
        client.download(requests, concurrency: 1, until: .now + .seconds(60)) { index, result in
            #expect((try? result.get())?.status == 200)
            order.append(index)
            if index == 1 { #expect(throws: Never.self) { try server.tell("/__open?name=a") } }
            return nil
        }
        #expect(order == [1, 0])
    }

    @Test("have time limits of their own, redirects included, and the others go on")
    func timeLimits() throws {
        var slow = request("/redirect?to=/redirect%3Fto%3D/gate%3Fname%3Da")
        slow.timeLimit = .seconds(1)
        let requests = [slow, request("/gate?name=b")]
        var order: [Int] = []
        client.download(requests, concurrency: 2, until: .now + .seconds(60)) { index, result in
            order.append(index)
            if index == 0 {
                #expect(throws: HTTPError(host: "127.0.0.1", reason: .timedOut)) { try result.get() }
                #expect(throws: Never.self) { try server.tell("/__open?name=b") }
            } else {
                #expect((try? result.get())?.status == 200)
            }
            return nil
        }
        #expect(order == [0, 1])
    }

    @Test("fail one by one")
    func failures() {
        let paths = ["/jpeg-like", "/endless", "/cut", "/reset", "/status?code=404", "/rubbish", "/jpeg-like"]
        var requests = paths.map { request($0) }
        requests.append(HTTPRequest("https://169.254.169.254/", limit: 10))
        requests.append(HTTPRequest("not an address", limit: 10))
        var outcomes: [Int: String] = [:]
        client.download(requests, concurrency: 4, until: .now + .seconds(60)) { index, result in
            #expect(outcomes[index] == nil)
            switch result {
            case .success(let response): outcomes[index] = "\(response.status)"
            case .failure(let error): outcomes[index] = "\(error.reason)"
            }
            return nil
        }
        #expect(
            outcomes == [
                0: "200", 1: "tooLarge(limit: 10000)", 2: "interrupted", 3: "interrupted", 4: "404", 5: "malformed",
                6: "200", 7: "forbidden(\"the host is not listed\")", 8: "invalidURL",
            ])
    }

    @Test("end at the deadline, running and waiting ones, and what arrived stays")
    func deadline() {
        let requests = [request("/jpeg-like"), request("/hang"), request("/slow"), request("/hang"), request("/hang")]
        var outcomes: [Int: Bool] = [:]
        client.download(requests, concurrency: 2, until: .now + .seconds(3)) { index, result in
            if case .failure(let error) = result { #expect(error.reason == .timedOut) }
            outcomes[index] = (try? result.get()) != nil
            return nil
        }
        #expect(outcomes == [0: true, 1: false, 2: false, 3: false, 4: false])
    }

    @Test("another request may take the place of one that ended")
    func replacement() throws {
        var arrivals: [Int: [Int]] = [:]
        let requests = (0..<6).map { request("/status?code=\($0 % 2 == 0 ? 404 : 200)") }
        client.download(requests, concurrency: 2, until: .now + .seconds(60)) { index, result in
            let status = (try? result.get())?.status ?? 0
            arrivals[index, default: []].append(status)
            return status == 404 ? request("/status?code=203") : nil
        }
        #expect(arrivals == [0: [404, 203], 1: [200], 2: [404, 203], 3: [200], 4: [404, 203], 5: [200]])
        client.download([], concurrency: 2, until: .now) { _, _ in
            Issue.record("nothing was asked")
            return nil
        }
    }

    @Test("a callback may make requests of its own with the same client")
    func nested() {
        var inner: [Int] = []
        client.download([request("/jpeg-like"), request("/jpeg-like")], concurrency: 2, until: .now + .seconds(60)) {
            _, _ in
            inner.append((try? client.get(request("/status?code=203"), until: .now + .seconds(60)))?.status ?? 0)
            return nil
        }
        #expect(inner == [203, 203])
    }
}
