extension BytePairs {
    /// The most tokens that may be neither special nor made by a merge: a few may be additions, many mean a truncated
    /// file.
    private static let addedTokens = 16

    /// Refuses a vocabulary or merges that would encode texts into wrong tokens without an error.
    ///
    /// Gaps between the ids and missing letters are accepted: neither silently gives different texts the same tokens.
    ///
    /// - Parameter specials: the special tokens, which no merge makes.
    func check(specials: Set<String>) throws(CLIPError) {
        try checkIDs()
        let letters = ByteAlphabet.characters.map(String.init)
        let bytes = Set(letters + letters.map { $0 + Vocabulary.wordEnd })
        guard ids.keys.contains(where: bytes.contains) else {
            throw CLIPError(
                .model,
                "\(idsPath) has none of the \(bytes.count) tokens for single bytes, so it is not CLIP's vocabulary; "
                    + "fetch the model's files again.")
        }
        guard !merges.isEmpty else {
            throw CLIPError(.model, "\(mergesPath) has no merges, so it is cut; fetch it again.")
        }
        let made = Set(merges.map { $0.left + $0.right })
        let unmade = ids.keys.filter { !made.contains($0) && !bytes.contains($0) && !specials.contains($0) }
        guard unmade.count <= Self.addedTokens else {
            throw CLIPError(
                .model,
                "\(mergesPath) is cut: no merge makes \(unmade.count) of the vocabulary's tokens, "
                    + "\(unmade.min() ?? "") for example; fetch it again.")
        }
    }

    private func checkIDs() throws(CLIPError) {
        var tokens: [Int32: String] = [:]
        tokens.reserveCapacity(ids.count)
        for (token, id) in ids {
            guard let other = tokens.updateValue(token, forKey: id) else { continue }
            let (first, second) = token < other ? (token, other) : (other, token)
            throw CLIPError(
                .model,
                "\(idsPath): the tokens \(first) and \(second) both have the id \(id): each token needs its own; fetch the "
                    + "file again.")
        }
    }
}
