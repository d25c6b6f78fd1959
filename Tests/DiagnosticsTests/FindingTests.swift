import Files
import Formats
import Testing

@testable import Diagnostics

@Suite struct FindingTests {
    @Test("a line has the state where something is wrong, and what to do")
    func line() {
        #expect(Finding("redis", .ok, "it answers").line == "redis: it answers")
        #expect(
            Finding("redis", .warning, "It is full.", advice: "grow it").line == "redis: warning: It is full; grow it")
        #expect(Finding("redis", .error, "a\nb").line == "redis: error: a\\x0Ab")
    }

    @Test("an error is found with its sentence and its kind")
    func errors() {
        let finding = Finding("model") { throw SetupError("no model", kind: .permission) }
        #expect(finding.state == .error && finding.detail == "no model" && finding.kind == .permission)
        #expect(Finding("model") { "there" }.state == .ok)
    }

    @Test("a report has the worst state of its findings, and shows each as it is added")
    func report() {
        var shown: [String] = []
        var report = CheckReport { shown.append($0.check) }
        #expect(report.json.text == #"{"state":"ok","checks":[]}"#)
        for (check, state) in [("a", Finding.State.warning), ("b", .error), ("c", .skipped)] {
            report.add(Finding(check, state, "d"))
        }
        #expect(shown == ["a", "b", "c"])
        #expect(report.firstError?.check == "b")
        #expect(report.json.text.hasPrefix(#"{"state":"error","checks":[{"check":"a","state":"warning","detail":"d","#))
    }
}
