import Files
import Foundation

/// Where models are: a directory by its path, or one fetched from the hub by its name.
enum ModelLocation {
    /// The hub's name of the model that Descry was made for.
    static let standardModel = "openai/clip-vit-base-patch32"

    /// The directory of a model that is named by path or by hub name.
    ///
    /// - Throws: a ``SetupError`` if there is neither.
    static func path(of name: String, fetchedFolder: String) throws(SetupError) -> String {
        if isDirectory(name) { return name }
        let fetched = "\(fetchedFolder)/\(name)"
        if isHubName(name), isComplete(fetched) { return fetched }
        throw SetupError(
            isHubName(name)
                ? "the model '\(name)' is neither a directory nor fetched yet; run: descry model fetch \(name)"
                : "the model directory '\(FilePath(name).shown)' does not exist")
    }

    /// The folder of the models from the hub: `$DESCRY_MODELS`, else `descry/models` in the user's cache folder
    /// (XDG Base Directory Specification).
    static func fetchedFolder(_ environment: Environment) -> String {
        let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? NSHomeDirectory())/.cache"
        return environment["DESCRY_MODELS"] ?? "\(cache)/descry/models"
    }

    /// Whether a model's folder has all of it: config.json goes last, so that its presence marks a complete model.
    static func isComplete(_ folder: String) -> Bool {
        (try? FileStatus(FilePath("\(folder)/config.json"))) != nil
    }

    /// Whether a name has the hub's form, `owner/name`.
    static func isHubName(_ name: String) -> Bool {
        name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._-]*/) != nil && !name.contains("..")
    }

    private static func isDirectory(_ path: String) -> Bool {
        (try? FileStatus(FilePath(path)))?.kind == .folder
    }
}
