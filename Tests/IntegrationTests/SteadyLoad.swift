import Foundation
import TestSupport

/// Clients that search one after the other without a pause, by curl, until they are stopped.
final class SteadyLoad {
    /// How many ask at the same time.
    static let connections = 4

    private let curl: ChildProcess

    init(_ stack: Stack) throws {
        let search = "https://localhost:\(stack.port)/search?t=mountains&s_query=snow+\(UInt16.random(in: 0...999))"
        // Behind everything else, so that processes start while it goes on; each line at once, so that none is missed.
        curl = try ChildProcess(
            "nice",
            [
                "-n", "10", "stdbuf", "-oL", "curl",
                // With -Z the progress meter ignores -s, and would come between the answers' lines.
                "-sk", "--stderr", "/dev/null", "--noproxy", "*", "--max-time", "60", "--http1.1", "-Z",
                "--parallel-immediate", "--parallel-max", "\(Self.connections)", "-w", "%{http_code}\\n",
                "-o", "/dev/null", "\(search)+[1-1000000]",
            ], log: stack.folder.file("load-\(UInt32.random(in: 0...UInt32.max)).log"))
    }

    /// The requests that are done, by status; 0 for those without an answer.
    var statuses: [Int: Int] {
        // A last line without its end is left out.
        let lines = curl.log.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return Dictionary(lines.compactMap { Int($0) }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    var answered: Int { statuses[200] ?? 0 }
    var failed: Int { statuses.filter { $0.key != 200 }.values.reduce(0, +) }

    /// Waits until so many more have been answered.
    @discardableResult
    func goesOn(for count: Int = 50) -> Bool {
        let before = answered
        // Reading all of it again and again would be a load by itself.
        return eventually {
            Thread.sleep(forTimeInterval: 0.2)
            return answered >= before + count
        }
    }

    func stop() { curl.stop() }
}
