import Files
import Foundation
import TestSupport
import Testing
import Threads
import Tracing

/// One after the other, since a process has one trace.
@Suite(.serialized)
struct TraceTests {
    private struct Event: Decodable {
        struct Details: Decodable {
            let name: String
        }

        let name: String
        let ph: String
        let tid: Int
        let ts: Double?
        let dur: Double?
        let id: Int?
        let args: Details?
    }

    private struct Failure: Error {}

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func events() throws -> [Event] {
        let text = try String(contentsOfFile: folder.file("trace.json"), encoding: .utf8)
        #expect(text.hasPrefix("[\n") && text.hasSuffix(",\n"))
        return try JSONDecoder().decode([Event].self, from: Data((text.dropLast(2) + "]").utf8))
    }

    private func traced(_ work: () throws -> Void) throws -> [Event] {
        try Trace.begin(writingTo: Trace.file(at: FilePath(folder.file("trace.json"))))
        defer { Trace.end() }
        try work()
        return try events()
    }

    @Test("a span has its name, its thread, and ends where it began or later")
    func span() throws {
        let events = try traced {
            let sum = Trace.span("outer") { Trace.span("inner \(1)") { 1 + 1 } }
            #expect(sum == 2)
        }
        let spans = events.filter { $0.ph == "X" }
        #expect(spans.map(\.name) == ["inner 1", "outer"])
        let (inner, outer) = try (#require(spans.first), #require(spans.last))
        let (start, length) = try (#require(outer.ts), #require(outer.dur))
        #expect(try start <= #require(inner.ts) && #require(inner.dur) <= length)
        #expect(inner.tid == outer.tid)
    }

    @Test("each thread is named once")
    func threads() throws {
        let events = try traced {
            let isDone = DispatchSemaphore(value: 0)
            Thread.start("worker") {
                for _ in 0..<2 { Trace.span("work") {} }
                isDone.signal()
            }
            isDone.wait()
            Trace.span("here") {}
        }
        let worker = try #require(events.first { $0.name == "thread_name" && $0.args?.name == "worker" })
        #expect(events.filter { $0.name == "work" }.map(\.tid) == [worker.tid, worker.tid])
        #expect(events.last?.tid != worker.tid)
    }

    @Test("work that fails leaves its span, and its error")
    func failure() throws {
        let events = try traced {
            #expect(throws: Failure.self) { try Trace.span("failing") { throw Failure() } }
        }
        #expect(events.contains { $0.name == "failing" && $0.ph == "X" })
    }

    @Test("spans that overlap on a thread are told apart")
    func overlapping() throws {
        let start = ContinuousClock.now
        let events = try traced {
            Trace.ended("request", since: start)
            Trace.ended("request", since: start)
        }
        #expect(events.filter { $0.name == "request" }.map(\.ph) == ["b", "e", "b", "e"])
        #expect(Set(events.compactMap(\.id)).count == 2)
    }

    @Test("without a trace nothing is named or written, and a second one goes on in the file")
    func off() throws {
        var named = 0
        func name() -> String {
            named += 1
            return "span"
        }
        Trace.span(name()) {}
        Trace.ended(name(), since: .now)
        #expect(named == 0)
        for _ in 0..<2 { _ = try traced { Trace.span(name()) {} } }
        Trace.span(name()) {}
        #expect(try events().count { $0.name == "span" } == 2)
    }

    @Test("a file that cannot be opened is named")
    func unopenable() throws {
        let error = #expect(throws: SetupError.self) {
            try Trace.begin(writingTo: Trace.file(at: FilePath(folder.file("missing/trace.json"))))
        }
        #expect(error?.description.contains("missing/trace.json cannot be opened") == true)
        #expect(error?.description.contains("DESCRY_TRACE_FILE") == true)
    }
}
