public import ArgumentParser
import Files
import Foundation
public import HTTPClient
import ImageSources
import Search

/// Where pictures come from.
struct SourceOptions: ParsableArguments {
    enum Kind: String, ExpressibleByArgument {
        case pixabay, gallery
    }

    @Option(
        help: """
            The picture source: pixabay or gallery. [DESCRY_SOURCE; default: pixabay if there is a key, else gallery]
            """)
    var source: Kind?

    @Option(help: "Pictures per pool, 3 to 500. [DESCRY_POOL_SIZE; default: 30, of a gallery 100]")
    var poolSize: Int?

    @Option(
        help: ArgumentHelp(
            "The gallery's folder, with its gallery.json. [DESCRY_GALLERY; default: the demo gallery]",
            valueName: "folder"))
    var gallery: String?

    @Option(
        help: ArgumentHelp(
            """
            The address of Pixabay's API, or of a stand-in. The key itself is no flag, since others could read it: \
            it comes from PIXABAY_API_KEY, or from the file that PIXABAY_API_KEY_FILE names. \
            [DESCRY_PIXABAY_URL; default: https://pixabay.com/api/]
            """, valueName: "url"))
    var pixabayURL: String?

    @Option(
        help: ArgumentHelp(
            """
            A host:port that the address policy lets through although it is no public https address: a stand-in's. \
            [DESCRY_ALLOW_SOURCE]
            """, valueName: "host:port"))
    var allowSource: HostPort?

    /// The options with the environment's values filled in.
    struct Settings {
        let kind: Kind
        let poolSize: Int
    }

    func settings(environment: Environment = .process) throws -> Settings {
        let kind = try environment.value(
            source, "DESCRY_SOURCE", expected: "pixabay or gallery", Kind.init(rawValue:))
        let implied: Kind = try key(environment) == nil ? .gallery : .pixabay
        // A gallery's pictures cost no download, and who has put them there expects all of them to be found.
        let usual = (kind ?? implied) == .gallery ? 100 : 30
        let size = try environment.value(poolSize, "DESCRY_POOL_SIZE", expected: "a whole number", Int.init) ?? usual
        try ValidationError.check(size, in: 3...500, "DESCRY_POOL_SIZE, the pool size,")
        return Settings(kind: kind ?? implied, poolSize: size)
    }

    /// The model to take if none is named.
    func fallbackModel(environment: Environment = .process) throws -> String {
        switch try settings(environment: environment).kind {
        case .pixabay: return ModelLocation.standardModel
        case .gallery: return Demo.model ?? ModelLocation.standardModel
        }
    }

    /// The source that the options name.
    ///
    /// - Parameter sharedBudget: makes the budget of all processes that use a key, for the service at an address.
    func open(
        environment: Environment = .process,
        sharedBudget: (_ key: String, _ address: String) -> (any SharedBudget)? = { _, _ in nil }
    ) throws -> any ImageSource {
        do {
            switch try settings(environment: environment).kind {
            case .gallery:
                guard let folder = environment.value(gallery, "DESCRY_GALLERY") ?? Demo.gallery else {
                    throw SetupError("no gallery: set DESCRY_GALLERY to a folder with a gallery.json")
                }
                return try GallerySource(folder: folder)
            case .pixabay:
                guard let key = try key(environment) else {
                    throw SetupError(
                        "Pixabay needs a key (https://pixabay.com/api/docs/): set PIXABAY_API_KEY or "
                            + "PIXABAY_API_KEY_FILE")
                }
                let exception = try environment.value(
                    allowSource, "DESCRY_ALLOW_SOURCE", expected: "host:port",
                    { HostPort($0) })
                let address = environment.value(pixabayURL, "DESCRY_PIXABAY_URL") ?? PixabaySource.defaultAPI
                return try PixabaySource(
                    key: key, api: address, allowing: exception.map { [$0] } ?? [],
                    budget: RequestBudget(shared: sharedBudget(key, address)))
            }
        } catch let error as SourceSetupError {
            throw SetupError("\(error)")
        }
    }

    private func key(_ environment: Environment) throws -> String? {
        try environment.secret("PIXABAY_API_KEY")
    }
}

extension HostPort: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
