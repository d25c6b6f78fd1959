import ArgumentParser
import CLIP
import Files
import Formats
import Foundation

extension ModelCommand {
    /// `descry model list`: the models that were fetched.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the models in $DESCRY_MODELS, else ~/.cache/descry/models.")

        @Flag(help: "Print one JSON object for each model, on a line.") var json = false
        @OptionGroup var settings: SettingsFileOptions

        func run() throws {
            try reportingSetupErrors {
                let environment = try settings.environment()
                let models = FetchedModel.all(in: environment)
                if json {
                    for model in models { print(model.json.text) }
                    return
                }
                var table = Table(["model", "MB", "state", "folder"], alignRight: [1])
                for model in models {
                    table.add([
                        model.name, String(model.bytes / 1_000_000), model.isComplete ? "complete" : "incomplete",
                        FilePath(model.folder).shown,
                    ])
                }
                print(table.text, terminator: "")
                if models.isEmpty {
                    StandardError.write(
                        "no model was fetched to \(FilePath(ModelLocation.fetchedFolder(environment)).shown); "
                            + "run: descry model fetch \(ModelLocation.standardModel)\n")
                }
            }
        }
    }
}

/// A model that `descry model fetch` has fetched, whole or in part.
private struct FetchedModel {
    let name: String
    let folder: String
    let isComplete: Bool
    let bytes: Int

    static func all(in environment: Environment) -> [FetchedModel] {
        let root = ModelLocation.fetchedFolder(environment)
        let manager = FileManager.default
        let names = { (folder: String) in ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
        return names(root).flatMap { owner in
            names("\(root)/\(owner)").compactMap { model -> FetchedModel? in
                let name = "\(owner)/\(model)"
                guard ModelLocation.isHubName(name) else { return nil }
                let folder = "\(root)/\(name)"
                let sizes = names(folder).filter(ModelLayout.includes).map { file in
                    (try? FileStatus(FilePath("\(folder)/\(file)")))?.size ?? 0
                }
                return FetchedModel(
                    name: name, folder: folder, isComplete: ModelLocation.isComplete(folder),
                    bytes: Int(clamped: sizes.reduce(0) { $0 + Double($1) }))
            }
        }
    }

    var json: JSON {
        [
            "name": .string(name), "folder": .string(FilePath(folder).text), "bytes": .integer(bytes),
            "complete": .bool(isComplete),
        ]
    }
}
