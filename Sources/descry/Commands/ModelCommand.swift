import ArgumentParser
import Digest
import Foundation
import HTTPClient

/// `descry model`: the models on this machine.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Brings models to this machine.", subcommands: [Fetch.self])

    /// `descry model fetch`: brings one from the hub.
    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings a CLIP model from Hugging Face's hub; goes on where it was cut off.",
            discussion: """
                Example: descry model fetch openai/clip-vit-base-patch32
                The model goes to $DESCRY_MODELS, else ~/.cache/descry/models, and can then be named by its hub name.
                """)

        @Argument(help: ArgumentHelp("The model's name in the hub.", valueName: "owner/name")) var name: String
        @Option(help: "A branch, tag, commit or refs/pr/N; main, or its conversion, if left out.")
        var revision: String?
        @Option(help: ArgumentHelp("The hub's address. [HF_ENDPOINT]", valueName: "url")) var hub: String?

        func validate() throws {
            guard ModelDirectory.isHubName(name) else {
                throw ValidationError("'\(name)' is no hub name; it must look like openai/clip-vit-base-patch32")
            }
        }

        func run() throws {
            try reportingConfigurationErrors {
                let environment = Environment.process
                let folder = ModelDirectory.folder(of: name, environment: environment)
                let hub = try ModelHub(
                    address: environment.value(hub, "HF_ENDPOINT") ?? ModelHub.standardAddress)
                do {
                    try fetch(from: hub, into: folder)
                } catch let error as HTTPError {
                    try Self.fail("\(name) could not be brought: \(error)", code: 1)
                } catch let error as HubError {
                    try Self.fail("\(name) could not be brought: \(error)", code: 1)
                }
                print(folder)
            }
        }

        private func fetch(from hub: ModelHub, into folder: String) throws {
            let revision = try hub.revision(of: name, named: self.revision)
            let files = try ModelHub.files.map { file in
                guard let found = revision.file(file) else {
                    throw HubError(
                        file == "model.safetensors"
                            ? "it has no model.safetensors (weights in other forms are not read)"
                            : "it has no \(file), so it is no CLIP model in Hugging Face's layout")
                }
                return found
            }
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw ConfigurationError("the folder \(folder) cannot be made: \(error.localizedDescription)")
            }
            for file in files {
                let path = "\(folder)/\(file.rfilename)"
                let size = file.lfs?.size ?? file.size
                if let wanted = file.lfs?.sha256, let there = try? SHA256.digest(ofFile: path),
                    SHA256.hexadecimal(there) == wanted
                {
                    StandardError.write("\(file.rfilename) is there\n")
                    continue
                }
                var bar = ProgressBar(file.rfilename)
                try hub.fetch(file, of: name, at: revision, to: path) { received, total in
                    bar.show(received, of: total ?? size ?? 0, note: Self.megabytes(received))
                }
                bar.clear()
                if let size, Self.size(of: path) != size {
                    try? FileManager.default.removeItem(atPath: path)
                    throw HubError("\(file.rfilename) is not as long as the hub says; please try again")
                }
                StandardError.write("\(file.rfilename) \(Self.megabytes(Self.size(of: path) ?? 0))\n")
            }
        }

        private static func size(of path: String) -> Int? {
            (try? FileManager.default.attributesOfItem(atPath: path))?[.size].flatMap { ($0 as? NSNumber)?.intValue }
        }

        private static func megabytes(_ bytes: Int) -> String {
            String(format: "%.1f MB", Double(bytes) / 1e6)
        }
    }
}
