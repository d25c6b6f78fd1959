// A sentence, whatever people or programs send as one.

import Foundation
import FuzzingDriver

@testable import CLIP

let model = URL(fileURLWithPath: #filePath).appending(path: "../../../../deploy/demo/model").standardized.path
let tokenizer: CLIPTokenizer
let size = 1 << 20
do {
    tokenizer = CLIPTokenizer(
        vocabulary: try Vocabulary(TokenizerFiles(ModelFolder(model)), size: size), contextLength: 77)
} catch {
    fatalError("\(error)")
}

fuzz { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let tokens = tokenizer.tokens(of: text)
    require((2...77).contains(tokens.count), "as many tokens as the model takes")
    require(tokens.allSatisfy { (0..<size).contains($0) }, "tokens of the vocabulary")
    require(tokens == tokenizer.tokens(of: text), "the same tokens again, from the cache of words")
}
