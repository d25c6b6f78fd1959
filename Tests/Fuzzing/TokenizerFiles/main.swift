// A tokenizer's files: tokenizer.json, vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json, with
// a zero byte between them; an empty one is not there. What is accepted then has to encode texts.

import FuzzingDriver

@testable import CLIP

let texts = ["", "a photo of a cat", "Ünïcödé, 猫 <|endoftext|> it's 10 000!"]

fuzz { bytes in
    for (name, content) in zip(TokenizerFiles.names, files(bytes, TokenizerFiles.names.count)) {
        Scratch.write(content, to: name)
    }
    guard let found = try? TokenizerFiles(ModelFolder(Scratch.path)),
        let vocabulary = try? Vocabulary(found, size: 4096)
    else { return }
    let tokenizer = CLIPTokenizer(vocabulary: vocabulary, contextLength: 77)
    for text in texts {
        let tokens = tokenizer.tokens(of: text)
        require((2...77).contains(tokens.count), "as many tokens as the model takes")
        require(tokens.allSatisfy { (0..<4096).contains($0) }, "tokens that the model has embeddings for")
    }
}
