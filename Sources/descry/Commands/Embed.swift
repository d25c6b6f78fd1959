import ArgumentParser
import Encoding
import Formats
import Foundation
import PictureFiles
import Ranking
import Search
import Threads

/// `descry embed`: embeddings for other programs.
struct Embed: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints embeddings of sentences or pictures, one JSON object per line.",
        discussion: """
            Each line is {"text": …, "embedding": […]} or {"image": …, "embedding": […]}; embeddings have length 1, \
            so that the inner product of two is their cosine. A path that is not UTF-8 has \\xE9 for such a byte, and \
            its bytes as "image_base64".
            \(LocalPictures.discussion)
            Example: descry embed --text "a dog" "a cat" > dogs-and-cats.jsonl
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Sentences.", valueName: "sentence")) var text: [String] = []
    @Option(parsing: .upToNextOption, help: ArgumentHelp(LocalPictures.argumentHelp, valueName: "file"))
    var image: [String] = []
    @OptionGroup(title: "Model") var model: ModelOptions

    func validate() throws {
        guard !text.isEmpty || !image.isEmpty else {
            throw ValidationError("nothing to embed: give --text SENTENCE… or --image FILE…")
        }
        for sentence in text { try ValidationError.checkText(sentence) }
    }

    func run() throws {
        try reportingSetupErrors {
            let local = try LocalPictures(image)
            local.reportPassedOver()
            let encoder = EncoderService(try model.resolvedForLocalPictures().load(), picturesAreOwn: true)
            defer { encoder.stop(by: .after(.seconds(5))) }
            for sentence in text {
                Self.print([("text", .string(sentence))], try Self.embedding(of: sentence, with: encoder))
            }
            try local.encode(with: encoder) { path, embedding in
                Self.print(LocalPictures.json(path), embedding)
            }
        }
    }

    private static func print(_ name: [(String, JSON)], _ embedding: Embedding) {
        // A Float's own digits: as doubles they would be twice as long and no more exact.
        let numbers = embedding.values.map(\.description).joined(separator: ",")
        Swift.print("\(JSON.object(name).text.dropLast()),\"embedding\":[\(numbers)]}")
    }
}
