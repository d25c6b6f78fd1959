import ArgumentParser
import CLIP
import Digest
import Encoding
import Files
import Formats
import Foundation
import HTTPClient
import ModelHub
import Search
import Threads

extension ModelCommand {
    /// `descry model verify`: whether a model is whole and works.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads all of a model, encodes with it, and prints its files' checksums.",
            discussion: """
                With --compare the hub is asked for its checksums of the weights; one that differs is an error. Ends with \
                0 if the model is sound, with 78 if it cannot be used, with 1 if it differs from the hub's.
                """)

        @Flag(help: "Compare the weights with the hub's checksums.") var compare = false
        @Option(help: "The branch, tag or commit to compare with; main if left out.") var revision: String?
        @Option(help: ArgumentHelp("The hub's address. [HF_ENDPOINT]", valueName: "url")) var hub: String?
        @Flag(help: "Print one JSON object.") var json = false
        @OptionGroup var settings: SettingsFileOptions
        @OptionGroup(title: "Model") var model: ModelOptions
        @OptionGroup(title: "Pictures") var source: SourceOptions

        private struct File {
            let name: String
            let bytes: Int
            let sha256: String
        }

        func run() throws {
            StartEnvironment.enter()
            try reportingSetupErrors {
                let environment = try settings.environment()
                let configuration = try model.resolved(
                    in: environment,
                    fallback: { () throws(SetupError) in try source.resolved(in: environment).standardModel }())
                let folder = try configuration.directory()
                let files = try Self.files(of: folder)
                let clip = try configuration.load()
                if let failure = Canary.failure(of: EncoderService(clip), deadline: .after(.seconds(60))) {
                    throw SetupError("the model \(clip.name) cannot be used: \(failure)")
                }
                if compare { try compare(files, with: configuration.name, environment) }
                show(files, clip, folder)
            }
        }

        private static func files(of folder: String) throws -> [File] {
            let names: [String]
            do throws(FileError) {
                names = try Folder.names(in: FilePath(folder)).map { FilePath(bytes: $0).argument }
                    .filter(ModelLayout.includes).sorted()
            } catch {
                throw SetupError(
                    "the model's folder \(FilePath(folder).shown) cannot be read: \(error)", kind: .init(error))
            }
            var bar = ProgressBar("checksums")
            defer { bar.clear() }
            return try names.enumerated().map { index, name in
                bar.show(index, of: names.count, note: name)
                let path = FilePath("\(folder)/\(name)")
                do {
                    return File(
                        name: name, bytes: try FileStatus(path).size,
                        sha256: try SHA256.digest(ofFile: path.text).hexadecimal)
                } catch {
                    throw SetupError("\(path.shown) cannot be read: \(error)")
                }
            }
        }

        private func compare(_ files: [File], with name: String, _ environment: Environment) throws {
            guard ModelLocation.isHubName(name) else {
                throw ValidationError("'\(FilePath(name).shown)' is no hub name, so there is nothing to compare with")
            }
            let address = environment.value(hub, "HF_ENDPOINT") ?? ModelHub.standardAddress
            let there: ModelHub.Revision
            do {
                there = try ModelHub(address: address).revision(of: name, named: revision)
            } catch let error where error is HTTPError || error is HubError {
                try Self.fail("\(name) could not be compared: \(error)", code: 1)
            }
            for file in files {
                guard let wanted = there.file(file.name)?.lfs?.sha256.lowercased() else { continue }
                guard wanted == file.sha256 else {
                    try Self.fail(
                        "\(file.name) of \(name) differs from the hub's (SHA-256 \(file.sha256), there \(wanted)); run: "
                            + "descry model fetch \(name)", code: 1)
                }
            }
        }

        private func show(_ files: [File], _ clip: CLIPModel, _ folder: String) {
            if json {
                let list = files.map { file -> JSON in
                    ["file": .string(file.name), "bytes": .integer(file.bytes), "sha256": .string(file.sha256)]
                }
                let model: JSON = [
                    "model": .string(clip.name), "folder": .string(FilePath(folder).text),
                    "fingerprint": .string(clip.fingerprint), "precision": .string(clip.precision.rawValue),
                    "compared": .bool(compare), "files": .array(list),
                ]
                return print(model.text)
            }
            for file in files { print("\(file.sha256)  \(file.name)".escapingControls) }
            StandardError.write(
                "\(clip.name) is sound: it encodes in \(clip.precision.rawValue)"
                    + "\(compare ? ", and its weights are the hub's" : "")\n")
        }
    }
}
