import Formats
import Foundation
import Search

struct PixabayHit: Decodable {
    let id: Int
    let pageURL: String?
    let tags: String?
    let webformatURL: String
    let largeImageURL: String?
    let webformatWidth: Int
    let webformatHeight: Int
    let userID: Int?
    let user: String?

    private enum CodingKeys: String, CodingKey {
        case id, pageURL, tags, webformatURL, webformatWidth, webformatHeight, largeImageURL, user
        case userID = "user_id"
    }

    struct Objection: Error {
        /// Pixabay's id, if it could be read.
        let id: Int?
        let detail: String
    }

    /// The picture.
    ///
    /// - Parameter allowed: returns an address that people and requests may be sent to, in its normal form; nil for
    ///   others.
    /// - Throws: an `Objection` if a value is out of range or the address is not allowed.
    func picture(allowed: (String) -> String?) throws(Objection) -> Picture {
        guard id > 0 else { throw Objection(id: id, detail: "The hit's id is not positive.") }
        guard (1...10_000).contains(webformatWidth), (1...10_000).contains(webformatHeight) else {
            throw Objection(id: id, detail: "The hit's width or height is not between 1 and 10,000 pixels.")
        }
        guard webformatURL.utf8.count <= Self.longestAddress else {
            throw Objection(id: id, detail: "The hit's address has more than \(Self.longestAddress) bytes.")
        }
        guard let url = allowed(webformatURL) else {
            throw Objection(id: id, detail: "The hit's address is not https on one of Pixabay's hosts.")
        }
        func link(_ address: String?) -> String? {
            address.flatMap { $0.utf8.count <= Self.longestAddress ? allowed($0) : nil }
        }
        return Picture(
            id: "pixabay:\(id)", url: url, largeURL: link(largeImageURL), pageURL: link(pageURL),
            credit: credit,
            alt: Self.shortened(tags ?? "", to: 500), width: webformatWidth, height: webformatHeight)
    }

    private static let longestAddress = 2000

    /// A character can have any number of scalars, which take the memory.
    private static func shortened(_ text: String, to limit: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
    }

    private var credit: Picture.Credit? {
        guard let name = user, !name.isEmpty else { return nil }
        let user = Self.shortened(name, to: 100)
        let page = userID.map { "https://pixabay.com/users/\(percentEncoded(user))-\($0)/" }
        return Picture.Credit(name: user, url: page)
    }
}
