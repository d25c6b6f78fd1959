import ArgumentParser
import Encoding
import Files
import Formats
import Foundation
import PictureFiles
import Search
import Threads

/// `descry rank`: local pictures against a sentence.
struct Rank: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ranks pictures in files against a sentence.",
        discussion: """
            \(LocalPictures.discussion)
            In the table, a path's bytes that are not UTF-8 and its control characters stand as \\xE9; in JSON, a path \
            that is not UTF-8 has its bytes as "image_base64" too.
            Example: descry rank "a dog on a beach" ~/Pictures
            """)

    @Argument(help: "The sentence that describes the picture.") var query: String
    @Argument(help: ArgumentHelp(LocalPictures.argumentHelp)) var files: [String]
    @Option(name: [.customShort("k"), .long], help: "How many pictures; all if left out.") var count: Int?
    @Flag(help: "Print one JSON object per picture, a line each.") var json = false
    @OptionGroup(title: "Model") var model: ModelOptions

    func validate() throws {
        try ValidationError.checkText(query)
        if let count { try ValidationError.check(count, in: 1...Int.max, "the number of pictures") }
    }

    func run() throws {
        try reportingSetupErrors {
            let local = try LocalPictures(files)
            local.reportPassedOver()
            let encoder = EncoderService(try model.resolvedForLocalPictures().load(), picturesAreOwn: true)
            defer { encoder.stop(by: .after(.seconds(5))) }
            let sentence = try Self.embedding(of: query, with: encoder)
            let pool = try local.pool(with: encoder)
            print(
                pool.best(count ?? pool.pictures.count, for: sentence, logitScale: encoder.model.logitScale))
        }
    }

    private func print(_ ranking: [RankedPicture]) {
        if json {
            for ranked in ranking {
                Swift.print(
                    JSON.object(
                        LocalPictures.json(ranked.picture.id) + [
                            ("score", .rounded(Double(ranked.score), decimals: 3)),
                            ("probability", .rounded(Double(ranked.probability), decimals: 4)),
                        ]
                    ).text)
            }
            return
        }
        Swift.print(Table(ranking: ranking, columns: ["picture"]) { [FilePath($0.id).shown] }.text, terminator: "")
    }
}
