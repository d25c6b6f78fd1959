public import ArgumentParser
import Files
public import Formats
import ImageSources

/// The options of ``SourceConfiguration``.
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

    func resolved(in environment: Environment) throws(SetupError) -> SourceConfiguration {
        let key = try environment.secret("PIXABAY_API_KEY")
        let kind =
            try environment.value(source, "DESCRY_SOURCE", expected: "pixabay or gallery", Kind.init(rawValue:))
            ?? (key == nil ? .gallery : .pixabay)
        let poolSize = try environment.number(poolSize, "DESCRY_POOL_SIZE", "the pool size", in: 3...500)
        switch kind {
        case .gallery:
            let folder = environment.value(gallery, "DESCRY_GALLERY") ?? Demo.gallery
            // A gallery's pictures cost no download, and all of them should be found.
            return SourceConfiguration(service: .gallery(folder: folder), poolSize: poolSize ?? 100)
        case .pixabay:
            let address = environment.value(pixabayURL, "DESCRY_PIXABAY_URL") ?? PixabaySource.defaultAPI
            let exception = try environment.value(
                allowSource, "DESCRY_ALLOW_SOURCE", expected: "host:port", { HostPort($0) })
            return SourceConfiguration(
                service: .pixabay(key: key, address: address, exception: exception), poolSize: poolSize ?? 30)
        }
    }
}

extension HostPort: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
