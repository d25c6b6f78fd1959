import ArgumentParser
import CLIP
import Files
import Foundation
import HTTPClient
import ModelHub

/// `descry model`: the models on this machine.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Lists, fetches and verifies models on this machine.",
        subcommands: [List.self, Fetch.self, Verify.self])

    /// `descry model fetch`: fetches one from the hub.
    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Downloads a CLIP model from Hugging Face's hub; continues a download that was cut off.",
            discussion: """
                Example: descry model fetch openai/clip-vit-base-patch32
                The model goes to $DESCRY_MODELS, else ~/.cache/descry/models, and can then be named by its hub name. On a
                server that deploy/install has set up it goes to that server's models, /var/lib/descry/models. A
                model that Descry cannot read is refused before its weights are downloaded.
                """)

        @Argument(help: ArgumentHelp("The model's name in the hub.", valueName: "owner/name")) var name: String
        @Option(help: "A branch, tag, commit or refs/pr/N; main, or its conversion, if left out.")
        var revision: String?
        @Option(help: ArgumentHelp("The hub's address. [HF_ENDPOINT]", valueName: "url")) var hub: String?
        @OptionGroup var settings: SettingsFileOptions

        func validate() throws {
            guard ModelLocation.isHubName(name) else {
                throw ValidationError("'\(name)' is no hub name; it must look like openai/clip-vit-base-patch32")
            }
        }

        func run() throws {
            try reportingSetupErrors {
                let environment = try settings.environment()
                let folder = "\(ModelLocation.fetchedFolder(environment))/\(name)"
                let address = environment.value(hub, "HF_ENDPOINT") ?? ModelHub.standardAddress
                let hub = try ModelHub(address: address)
                do {
                    try ModelDownload(
                        name: name, hub: hub, destination: FilePath(folder), report: Self.progressReport()
                    ).run(revision: revision)
                } catch let error as HTTPError {
                    try report(error, hub: address, folder: folder, environment: environment)
                } catch let error where error is HubError || error is ModelRefusal {
                    try Self.fail("\(name) could not be fetched: \(error)", code: 1)
                }
                try FileHandle.standardOutput.write(contentsOf: FilePath(folder).bytes + [UInt8(ascii: "\n")])
            }
        }

        /// Shows a bar for each file that is downloaded, and a line for each that was there before.
        private static func progressReport() -> (_ file: String, ModelDownload.Event) -> Void {
            var bars: [String: ProgressBar] = [:]
            func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
            return { file, event in
                switch event {
                case .receiving(let received, let total):
                    bars[file, default: ProgressBar(file)].show(received, of: total ?? 0, note: megabytes(received))
                case .received(let bytes):
                    bars[file]?.clear()
                    StandardError.write("\(file) \(megabytes(bytes))\n")
                case .present: StandardError.write("\(file) is there\n")
                }
            }
        }

        /// Says what to do where the hub cannot be reached; a model that is complete can be used without it.
        private func report(_ error: HTTPError, hub: String, folder: String, environment: Environment) throws {
            guard error.isWithoutConnection else {
                let isRestricted = [.status(401), .status(403)].contains(error.reason)
                let advice =
                    " The owner may ask for an account: download the files there and put them into \(FilePath(folder).shown)."
                try Self.fail("\(name) could not be fetched: \(error)\(isRestricted ? advice : "")", code: 1)
            }
            if revision == nil, ModelLocation.isComplete(folder) {
                StandardError.write("\(error) \(name) stays as it was fetched earlier.\n")
                return
            }
            let proxy = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].first { environment[$0] != nil }
            try Self.fail(
                """
                \(name) could not be fetched: \(error) Either name a mirror of the hub with --hub or HF_ENDPOINT\
                \(proxy.map { " (Descry does not use the proxy of \($0))" } ?? ""), or download these files of \
                \(hub)/\(name)/tree/main elsewhere and put them into \(FilePath(folder).shown): \(ModelLayout.summary). Put config.json \
                there last: its presence marks a complete model.
                """, code: 1)
        }
    }
}

extension HTTPError {
    /// Whether the server was not reached, or was lost on the way.
    fileprivate var isWithoutConnection: Bool {
        switch reason {
        case .unresolved, .unreachable, .insecure, .timedOut, .interrupted: true
        default: false
        }
    }
}
