import ArgumentParser
import Formats
import Foundation
import Processes
import Search
import Server
import SharedCache
import Synchronization
import Threads

extension CacheCommand {
    /// `descry cache warm`: loads the pools of many tags into Redis.
    struct Warm: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Loads the pools of the tags in a file, so that the first search for each is fast.",
            discussion: """
                Empty lines and those that begin with # are passed over. \
                It loads as a server does, and keeps to the source's limit together with all servers that use the same \
                key and Redis: of the 100 calls a minute it takes half of what searches leave, and waits for the rest. \
                A pool that is fresh already costs no call. It ends after three tags in a row that the source \
                refuses, as with a wrong key. Ctrl-C stops after the current tag (a second one at once); the next run \
                continues from there. Ends with 1 if a tag failed, with 130 if it was stopped.
                Root is refused, as by descry serve. On a server that deploy/install has set up, root runs \
                'descry-warm FILE', which does this with the rights and the secrets of descry.service.
                Example: descry cache warm tags.txt
                """)

        @Argument(help: ArgumentHelp("A file with a tag on each line; - for standard input.", valueName: "file"))
        var file: String
        @Flag(help: "Print one JSON object for each tag, on a line.") var json = false
        @OptionGroup var options: SearchOptions
        @OptionGroup var settings: SettingsFileOptions
        @OptionGroup(title: "Process") var root: RootOptions

        /// That many refusals in a row mean that the source refuses the program, not these tags.
        private static let longestRefusal = 3

        func run() throws {
            // As in the server.
            StartEnvironment.enter()
            try reportingSetupErrors {
                let environment = try settings.environment()
                try root.refuseRoot(
                    advice:
                        "on a server that deploy/install has set up run 'descry-warm FILE', elsewhere run it as the "
                        + "user of the server (`setpriv --reuid descry --regid descry --clear-groups` in a shell, with - "
                        + "for FILE)", in: environment)
                let tags = try TagFile.tags(in: file)
                // After the tags, which may be typed until Ctrl-C; before any other thread, since threads inherit the
                // blocking.
                let signals = SignalQueue([SIGINT, SIGTERM])
                let configuration = try options.configuration(in: environment, server: ServerConfiguration(workers: 1))
                _ = try CacheCommand.inventory(of: configuration.redis)
                let backends = try Wiring.Backends(configuration)
                let wiring = Wiring(configuration, backends, clip: try configuration.model.load())
                let isStopped = Self.stopping(on: signals)
                let counts = warm(tags, wiring.pools, isStopped)
                StandardError.write("descry: \(Self.summary(counts, of: tags.count))\n")
                if isStopped(), counts[.left] != nil { throw ExitCode(130) }
                if counts[.failed] != nil { throw ExitCode(1) }
            }
        }

        private func warm(
            _ tags: [String], _ pools: PoolStore, _ isStopped: @escaping @Sendable () -> Bool
        ) -> [CacheWarming.Outcome: Int] {
            let bar = Mutex(ProgressBar("tags"))
            var counts: [CacheWarming.Outcome: Int] = [:]
            var refusals = 0
            for (index, tag) in tags.enumerated() {
                let warming = CacheWarming(
                    pools: pools, isStopped: isStopped,
                    note: { note in
                        let done = "\(index) of \(tags.count), \(tag.escapingControls): \(note)"
                        bar.withLock { $0.show(index, of: tags.count, note: done) }
                    }, sentence: { Problem($0).detail })
                let (outcome, detail) = warming.load(tag)
                counts[outcome == .refused ? .failed : outcome, default: 0] += 1
                if outcome == .left { continue }
                bar.withLock { $0.clear() }
                report(tag, outcome, detail)
                refusals = outcome == .refused ? refusals + 1 : 0
                if refusals == Self.longestRefusal, index + 1 < tags.count {
                    counts[.left] = tags.count - index - 1
                    break
                }
            }
            return counts
        }

        private func report(_ tag: String, _ outcome: CacheWarming.Outcome, _ detail: String) {
            if json {
                let line: JSON = [
                    "tag": .string(tag), "outcome": .string(outcome.word), "detail": .string(detail),
                ]
                print(line.text)
            } else {
                print([outcome.word, tag, detail].map(\.escapingControls).joined(separator: "\t"))
            }
            fflush(nil)
        }

        /// Whether a signal has arrived; the second one ends the process.
        private static func stopping(on signals: SignalQueue) -> @Sendable () -> Bool {
            let flag = Monitor(false)
            Thread.start("signals") {
                _ = signals.next()
                flag.update { $0 = true }
                StandardError.write("\ndescry: stopping after the current tag\n")
                _ = signals.next()
                _exit(130)
            }
            return { flag.read { $0 } }
        }

        private static func summary(_ counts: [CacheWarming.Outcome: Int], of total: Int) -> String {
            let parts = [
                (CacheWarming.Outcome.loaded, "loaded"), (.fresh, "fresh already"), (.empty, "without pictures"),
                (.failed, "failed"), (.left, "left; run again to continue"),
            ].compactMap { outcome, words in counts[outcome].map { "\($0) \(words)" } }
            return "\(total) tags: \(parts.isEmpty ? "nothing to do" : parts.joined(separator: ", "))"
        }
    }
}
