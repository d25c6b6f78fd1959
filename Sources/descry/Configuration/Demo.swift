import Foundation

/// The demo gallery and the demo model, found from the program's own path, so that a checkout works with no setting.
enum Demo {
    /// The `deploy/demo` folder of the checkout that the program was built in, or of the folder that deploy/package
    /// made.
    static let folder: String? = {
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            for path in ["deploy/demo", "share/descry/deploy/demo"] {
                let demo = folder.appendingPathComponent(path).path
                if FileManager.default.fileExists(atPath: "\(demo)/gallery/gallery.json") { return demo }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    static var gallery: String? { folder.map { "\($0)/gallery" } }
    static var model: String? { folder.map { "\($0)/model" } }

    /// Whether a file or folder is inside the demo's folder.
    static func contains(_ path: String) -> Bool {
        guard let folder else { return false }
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().path.hasPrefix("\(folder)/")
    }
}
