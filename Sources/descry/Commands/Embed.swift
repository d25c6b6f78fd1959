import ArgumentParser
import Foundation
import Search

/// `descry embed`: embeddings for other programs.
struct Embed: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints embeddings of sentences or pictures, one JSON object per line.",
        discussion: """
            Each line is {"text": …, "embedding": […]} or {"image": …, "embedding": […]}; embeddings have length 1, \
            so that the inner product of two is their cosine.
            Example: descry embed --text "a dog" "a cat" > dogs-and-cats.jsonl
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Sentences.", valueName: "sentence")) var text: [String] = []
    @Option(parsing: .upToNextOption, help: ArgumentHelp("JPEG files, or folders of them.", valueName: "file"))
    var image: [String] = []
    @OptionGroup(title: "Model") var model: ModelOptions

    func validate() throws {
        guard !text.isEmpty || !image.isEmpty else {
            throw ValidationError("nothing to embed: give --text SENTENCE… or --image FILE…")
        }
    }

    func run() throws {
        try reportingConfigurationErrors {
            let local = try LocalPictures(image)
            let encoder = EncoderService(try model.load(fallback: ModelOptions.localFallback()))
            defer { encoder.stop(by: .after(.seconds(5))) }
            for sentence in text {
                Self.print("text", sentence, try Self.embedding(of: sentence, with: encoder))
            }
            var failures = 0
            local.encode(with: encoder) { path, result in
                switch result {
                case .success(let embedding): Self.print("image", path, embedding)
                case .failure(let error):
                    failures += 1
                    StandardError.write("descry: \(path) is left out: \(error.sentence)\n")
                }
            }
            if failures > 0 { throw ExitCode(1) }
        }
    }

    private static func print(_ kind: String, _ name: String, _ embedding: Embedding) {
        // A Float's own digits: as doubles they would be twice as long and no more exact.
        let numbers = embedding.values.map(\.description).joined(separator: ",")
        Swift.print("{\"\(kind)\":\(JSON.string(name).text),\"embedding\":[\(numbers)]}")
    }
}
