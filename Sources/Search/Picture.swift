/// A picture of a pool, as its source describes it.
public struct Picture: Codable, Sendable, Equatable {
    /// The maker, to be named beside the picture.
    public struct Credit: Codable, Sendable, Equatable {
        /// The maker's name.
        public let name: String
        /// The maker's page, if there is one.
        public let url: String?

        public init(name: String, url: String?) {
            self.name = name
            self.url = url
        }
    }

    /// The source's name and its own id, as in `pixabay:195893`.
    public let id: String
    /// The address of the picture for people. A path from the root (`/gallery/…`) belongs to the server that answers.
    public let url: String
    /// The address of a larger picture, in the form of `url`; nil if there is none, and in listings of older versions.
    public let largeURL: String?
    /// The page to link to where the picture is shown.
    public let pageURL: String?
    /// The maker, to be named where the picture is shown.
    public let credit: Credit?
    /// A description for people who cannot see the picture.
    public let alt: String
    /// Width in pixels of the picture at `url`.
    public let width: Int
    /// Height in pixels of the picture at `url`.
    public let height: Int

    public init(
        id: String, url: String, largeURL: String? = nil, pageURL: String?, credit: Credit?, alt: String, width: Int,
        height: Int
    ) {
        self.id = id
        self.url = url
        self.largeURL = largeURL
        self.pageURL = pageURL
        self.credit = credit
        self.alt = alt
        self.width = width
        self.height = height
    }
}
