public import Files

/// Which pictures of a gallery are relevant for each query of a file.
public struct RelevanceJudgments {
    /// A list of alternative attributes, of which a relevant picture has at least one.
    struct Clause {
        let attributes: [String]
        let pictures: Set<String>
    }

    public struct Query {
        public let query: EvaluationFile.Query
        /// The pictures that are ranked; nil for all.
        let candidates: Set<String>?
        /// The relevant ones among them; never empty.
        let relevant: Set<String>
        /// Their attributes; empty if the file names the pictures themselves.
        let clauses: [Clause]

        /// Whether all clauses but one are true of a picture of the pool.
        ///
        /// Of a single clause nothing would be left.
        func holdsNearlyRight(_ pool: Set<String>) -> Bool {
            clauses.count > 1
                && pool.contains { name in clauses.count { !$0.pictures.contains(name) } <= 1 }
        }
    }

    /// A query that nothing can be measured with.
    public struct LeftOut {
        public let query: EvaluationFile.Query
        public let reason: String
    }

    public let queries: [Query]
    public let leftOut: [LeftOut]

    /// A query with an attribute that no picture has is left out, since that is probably a typing mistake.
    ///
    /// - Throws: a ``SetupError`` that names every query that does not fit the gallery: with a file that does not exist,
    ///   or with attributes where there is no `gallery.json`.
    public init(of file: EvaluationFile, in gallery: AnnotatedGallery) throws(SetupError) {
        let names = Set(gallery.names)
        var faults: [String] = []
        var queries: [Query] = []
        var leftOut: [LeftOut] = []
        for query in file.queries {
            if let fault = Self.fault(of: query, in: gallery, names: names) {
                faults.append("\(query.label): \(fault)")
                continue
            }
            let candidates = query.tag.map(gallery.names(tagged:))
            let clauses = Self.clauses(of: query, in: gallery)
            let unknown = clauses.flatMap(\.attributes).filter { gallery.names(withAttribute: $0).isEmpty }
            var relevant = candidates ?? names
            for clause in clauses { relevant.formIntersection(clause.pictures) }
            if case .pictures(let pictures) = query.relevance { relevant.formIntersection(pictures) }
            if let tag = query.tag, candidates?.isEmpty == true {
                leftOut.append(LeftOut(query: query, reason: "no picture has the tag '\(tag)'"))
            } else if !unknown.isEmpty {
                let list = unknown.map { "'\($0.onOneLine)'" }.joined(separator: ", ")
                leftOut.append(LeftOut(query: query, reason: "no picture has \(list): a typing mistake?"))
            } else if relevant.isEmpty {
                leftOut.append(LeftOut(query: query, reason: "no picture is right"))
            } else {
                queries.append(Query(query: query, candidates: candidates, relevant: relevant, clauses: clauses))
            }
        }
        try EvaluationFile.check(faults, path: file.path)
        self.queries = queries
        self.leftOut = leftOut
    }

    private static func fault(
        of query: EvaluationFile.Query, in gallery: AnnotatedGallery, names: Set<String>
    ) -> String? {
        var needsAnnotations = query.tag != nil
        switch query.relevance {
        case .attributes: needsAnnotations = true
        case .pictures(let pictures):
            let missing = pictures.filter { !names.contains($0) }
            if !missing.isEmpty {
                return "\(gallery.shownFolder) has no picture " + missing.map { "'\($0)'" }.joined(separator: ", ")
            }
        }
        return needsAnnotations && !gallery.hasAnnotations
            ? "it asks for tags or attributes, but \(gallery.shownFolder) has no gallery.json" : nil
    }

    private static func clauses(of query: EvaluationFile.Query, in gallery: AnnotatedGallery) -> [Clause] {
        guard case .attributes(let clauses) = query.relevance else { return [] }
        return clauses.map { attributes in
            Clause(
                attributes: attributes,
                pictures: attributes.reduce(into: []) { $0.formUnion(gallery.names(withAttribute: $1)) })
        }
    }
}
