/// A picture of a pool, as its source describes it.
public struct Picture: Codable, Sendable, Equatable {
    /// Whom to name beside the picture.
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
    /// The picture that people are shown. A path from the root (`/gallery/…`) belongs to the server that answers.
    public let url: String
    /// The page to link to wherever the picture is shown.
    public let pageURL: String?
    /// Whom to name wherever the picture is shown.
    public let credit: Credit?
    /// What stands in place of the picture for those who cannot see it.
    public let alt: String
    /// Width in pixels of the picture at `url`.
    public let width: Int
    /// Height in pixels of the picture at `url`.
    public let height: Int

    public init(
        id: String, url: String, pageURL: String?, credit: Credit?, alt: String, width: Int, height: Int
    ) {
        self.id = id
        self.url = url
        self.pageURL = pageURL
        self.credit = credit
        self.alt = alt
        self.width = width
        self.height = height
    }
}
