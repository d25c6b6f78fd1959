import ArgumentParser
import Encoding
import Evaluation
import Files
import Formats
import Foundation
import PictureFiles
import Search
import Threads

/// `descry evaluate`: how well a model finds pictures of one's own.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures how well a model finds the right pictures for sentences of your own.",
        discussion: """
            FILE is JSON: a gallery (a folder, relative to FILE's) and sentences, each with the pictures that are right for it.

              {"name": "My pictures", "gallery": "pictures", "queries": [
                {"text": "my red boat", "pictures": ["004.jpg", "017.jpg"]},
                {"text": "a storm above hills", "group": "weather",
                 "expect": [["storm"], ["meadow", "mountains"]]},
                {"text": "a dark sky", "tag": "lake", "expect": [["night"]]}]}

            'pictures' names the right files. 'expect' is a list of clauses: a picture is right if it has at least one \
            attribute of every clause. A picture's attributes are its 'tags' and 'attributes' in the gallery's \
            gallery.json. With a 'tag', only the pictures that a search with this tag finds are ranked. The sentences \
            of a 'group' are averaged. A sentence is left out, with a message, if no picture is right for it, or if \
            no picture has one of its attributes, since that looks like a typing mistake.

            All measures are from 0 to 1, and more is better. Every sentence counts the same in the means:

              P@1   precision at 1: 1 if the first picture is right, else 0
              P@5   precision at 5: the right ones among the first 5, divided by 5,
                    or by the number of right ones if that is less
              R@10  recall at 10: the share of all right ones among the first 10
              MRR   mean reciprocal rank: 1 / (rank of the first right one)
              MAP   mean average precision: the precision down to the rank of a
                    right one, averaged over all right ones

            \(LocalPictures.discussion) It is 1 as well if no sentence is left to measure, 64 if FILE or the folder \
            does not exist, and 78 if FILE or gallery.json cannot be used.

            (Manning, Raghavan, Schütze: Introduction to Information Retrieval, chapter 8; MRR: Voorhees, TREC-8, 1999.)

            Example: descry evaluate my-pictures.json --worst 10
            """)

    @Argument(help: ArgumentHelp("The evaluation file.", valueName: "file")) var file: String
    @Option(help: ArgumentHelp("The pictures' folder, in place of the one that FILE names.", valueName: "folder"))
    var gallery: String?
    @Option(
        help: ArgumentHelp(
            "Print the worst sentences too, and the pictures that were ranked above the right ones.", valueName: "n"))
    var worst: Int?
    @Flag(
        help: """
            Also measure strong, fair and weak: how often the best picture is called so, in pools with and without a \
            right one. A sentence with a tag is not searched elsewhere.
            """) var matches = false
    @Flag(help: "Print JSON: the means, and a row for every sentence.") var json = false
    @OptionGroup(title: "Model") var model: ModelOptions

    func validate() throws {
        guard let worst else { return }
        try ValidationError.check(worst, in: 1...Int.max, "the number of worst sentences")
        if json { throw ValidationError("--worst is for the table; --json has a row for every sentence anyway") }
    }

    func run() throws {
        try reportingSetupErrors {
            let file = try EvaluationFile(path: self.file)
            guard let folder = gallery ?? file.galleryFolder else {
                throw SetupError(
                    "\(FilePath(file.path).shown) names no gallery; add \"gallery\" to it, or give --gallery FOLDER")
            }
            let path = try AnnotatedGallery.folder(named: folder)
            let pictures = try LocalPictures([path])
            let gallery = try AnnotatedGallery(folder: path, paths: pictures.paths)
            pictures.reportPassedOver()
            let judgments = try RelevanceJudgments(of: file, in: gallery)
            guard !judgments.queries.isEmpty else {
                report(judgments.leftOut, of: file)
                try Self.fail("nothing is left to measure", code: 1)
            }
            if gallery.unannotatedCount > 0 {
                StandardError.write(
                    "descry: \(gallery.unannotatedCount) of \(gallery.paths.count) pictures are not in "
                        + "gallery.json, so they have no attributes\n")
            }
            let encoder = EncoderService(try configuredModel(folder).load(), picturesAreOwn: true)
            defer { encoder.stop(by: .after(.seconds(5))) }
            let pool = try pictures.pool(with: encoder)
            let background = matches ? encoder.background(within: .seconds(60)) : nil
            if matches, background == nil {
                try Self.fail("the model cannot encode the background's sentences", code: 1)
            }
            let (evaluation, matches) = try evaluate(
                judgments, in: gallery, pool, with: encoder, comparedWith: background)
            report(evaluation.leftOut, of: file)
            StandardError.write(
                "\(evaluation.results.count) queries, \(pool.pictures.count) pictures, model \(encoder.model.name)\n")
            guard !evaluation.results.isEmpty else { try Self.fail("nothing is left to measure", code: 1) }
            show(
                evaluation, matches,
                [
                    ("name", .optional(file.name)), ("gallery", .string(FilePath(gallery.folder).text)),
                    ("model", .string(encoder.model.name)), ("pictures", .integer(pool.pictures.count)),
                    ("pictures_left_out", .integer(pool.skipped)), ("passed_over", pictures.passedOver.json),
                ])
        }
    }

    /// The demo's own model for the demo's own pictures.
    private func configuredModel(_ folder: String) throws(SetupError) -> ModelConfiguration {
        if let demo = Demo.model, Demo.contains(file) || Demo.contains(folder) {
            return try model.resolved(in: .process, fallback: demo)
        }
        return try model.resolvedForLocalPictures()
    }

    private func evaluate(
        _ judgments: RelevanceJudgments, in gallery: AnnotatedGallery, _ pool: ImagePool, with encoder: EncoderService,
        comparedWith background: Background?
    ) throws -> (Evaluation, MatchEvaluation?) {
        var evaluation = Evaluation(leftOut: judgments.leftOut)
        var matches = background.map { _ in MatchEvaluation() }
        let pools = gallery.pools
        var bar = ProgressBar("sentences")
        defer { bar.clear() }
        for (index, judged) in judgments.queries.enumerated() {
            let sentence = try Self.embedding(of: judged.query.sentence, with: encoder)
            let ranking = pool.best(
                pool.pictures.count, for: sentence, logitScale: encoder.model.logitScale,
                comparison: background.map { $0.comparison(for: judged.query.sentence, with: encoder) })
            let names = ranking.map { gallery.name(of: $0.picture.id) }
            evaluation.add(judged, ranking: names)
            matches?.add(judged, ranking: Array(zip(names, ranking.map(\.match))), pools: pools)
            bar.show(index + 1, of: judgments.queries.count)
        }
        return (evaluation, matches)
    }

    /// - Parameter description: what was evaluated, for the JSON.
    private func show(_ evaluation: Evaluation, _ matches: MatchEvaluation?, _ description: [(String, JSON)]) {
        if json {
            print(evaluation.json(description + (matches.map { [("matches", $0.json)] } ?? [])).text)
        } else {
            print(evaluation.table, terminator: "")
            if let matches { print("\n\(matches.table)", terminator: "") }
            if let worst { print("\n\(evaluation.worstTable(worst))", terminator: "") }
        }
    }

    private func report(_ leftOut: [RelevanceJudgments.LeftOut], of file: EvaluationFile) {
        guard !leftOut.isEmpty else { return }
        for query in leftOut { StandardError.write("descry: \(query.query.label) is left out: \(query.reason)\n") }
        StandardError.write("descry: \(leftOut.count) of \(file.queries.count) queries are left out\n")
    }
}
