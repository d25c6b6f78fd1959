import ArgumentParser
import Foundation
import Search
import Supervision
import Synchronization

extension CacheCommand {
    /// `descry cache warm`: loads the pools of many tags into Redis.
    struct Warm: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Loads the pools of the tags in a file, so that the first search for each is fast.",
            discussion: """
                It loads as a server does, and keeps to the source's limit together with all servers that use the same \
                key and Redis: of the 100 calls a minute it takes half of what searches leave, and waits for the rest. \
                What is fresh already costs no call. Ctrl-C stops after the tag in hand (a second one at once); run \
                again, it goes on where it was. Ends with 1 if a tag failed, with 130 if it was stopped.
                Example: descry cache warm tags.txt
                """)

        @Argument(help: ArgumentHelp("A file with a tag on each line; - for standard input.", valueName: "file"))
        var file: String
        @Flag(help: "Print one JSON object for each tag, on a line.") var json = false
        @OptionGroup(title: "Model") var model: ModelOptions
        @OptionGroup(title: "Pictures") var source: SourceOptions
        @OptionGroup var options: Options

        func run() throws {
            // As in the server.
            StartEnvironment.enter()
            // Before any other thread, since those inherit that it is blocked.
            let signals = SignalQueue([SIGINT, SIGTERM])
            try reportingConfigurationErrors {
                let tags = try TagFile.tags(in: file)
                let (_, environment) = try options.open()
                let clip = try model.load(
                    fallback: try source.fallbackModel(environment: environment), environment: environment)
                let wiring = try Wiring(
                    clip: clip, source: source, redis: options.redis, deadline: .seconds(15), workers: 1,
                    environment: environment)
                let isStopped = Self.stopping(on: signals)
                let counts = warm(tags, wiring.pools, isStopped)
                StandardError.write("descry: \(Self.summary(counts, of: tags.count))\n")
                if counts[.left] != nil { throw ExitCode(130) }
                if counts[.failed] != nil { throw ExitCode(1) }
            }
        }

        private func warm(
            _ tags: [String], _ pools: PoolStore, _ isStopped: @escaping @Sendable () -> Bool
        ) -> [CacheWarming.Outcome: Int] {
            let bar = Mutex(ProgressBar("tags"))
            var counts: [CacheWarming.Outcome: Int] = [:]
            for (index, tag) in tags.enumerated() {
                let warming = CacheWarming(pools: pools, isStopped: isStopped) { note in
                    bar.withLock {
                        $0.show(
                            index, of: tags.count, note: "\(index) of \(tags.count), \(tag.escapingControls): \(note)")
                    }
                }
                let (outcome, detail) = warming.load(tag)
                counts[outcome, default: 0] += 1
                if outcome == .left { continue }
                bar.withLock { $0.clear() }
                report(tag, outcome, detail)
            }
            return counts
        }

        private func report(_ tag: String, _ outcome: CacheWarming.Outcome, _ detail: String) {
            if json {
                print(
                    JSON.object([
                        ("tag", .string(tag)), ("outcome", .string(outcome.rawValue)), ("detail", .string(detail)),
                    ]).text)
            } else {
                print(
                    "\(outcome.rawValue)\t\(tag)\t\(detail)".split(separator: "\t").map { String($0).escapingControls }
                        .joined(separator: "\t"))
            }
            fflush(nil)
        }

        /// Whether a signal has come; the second one ends the process.
        private static func stopping(on signals: SignalQueue) -> @Sendable () -> Bool {
            let flag = Monitor(false)
            let thread = Thread {
                _ = signals.next()
                flag.update { $0 = true }
                StandardError.write("\ndescry: stopping after the tag in hand\n")
                _ = signals.next()
                _exit(130)
            }
            thread.name = "signals"
            thread.start()
            return { flag.update { $0 } }
        }

        private static func summary(_ counts: [CacheWarming.Outcome: Int], of total: Int) -> String {
            let parts = [
                (CacheWarming.Outcome.loaded, "loaded"), (.fresh, "fresh already"), (.empty, "without pictures"),
                (.failed, "failed"), (.left, "left; run again to go on"),
            ].compactMap { outcome, words in counts[outcome].map { "\($0) \(words)" } }
            return "\(total) tags: \(parts.isEmpty ? "nothing to do" : parts.joined(separator: ", "))"
        }
    }
}
