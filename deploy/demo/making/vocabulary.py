"""A byte-level BPE vocabulary in CLIP's format (vocab.json, merges.txt), learnt from sentences of the grammar.

Byte pair encoding: Sennrich et al., 2016; dropout of merges while training, which teaches a model to read words in
pieces and so to bear typing mistakes: Provilkov et al., 2020.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

CONFIGURATION = json.loads(Path(__file__).with_name("model.json").read_text())["tokenizer"]
START, END = CONFIGURATION["bos_token"], CONFIGURATION["eos_token"]
END_OF_WORD = "</w>"
PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
LONGEST = CONFIGURATION["model_max_length"]


def tokenizer(model: models.BPE) -> Tokenizer:
    """The steps of CLIP's tokenizer around a BPE."""
    made = Tokenizer(model)
    blanks = normalizers.Replace(Regex(r"\s+"), " ")
    made.normalizer = normalizers.Sequence([normalizers.NFC(), blanks, normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PATTERN), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    ])
    return made


def learn(sentences: Iterable[str], merges: int, folder: Path) -> None:
    """Learns `merges` merges and writes the tokenizer's files into the folder."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    learning = tokenizer(models.BPE(end_of_word_suffix=END_OF_WORD, continuing_subword_prefix="", fuse_unk=False))
    learning.train_from_iterator(
        sentences,
        trainers.BpeTrainer(vocab_size=2 * len(alphabet) + merges, initial_alphabet=alphabet,
                            end_of_word_suffix=END_OF_WORD, min_frequency=5, show_progress=False),
    )  # fmt: skip
    found = json.loads(learning.to_str())["model"]["merges"]
    pairs = [tuple(pair.split(" ")) if isinstance(pair, str) else tuple(pair) for pair in found][:merges]
    vocabulary: dict[str, int] = {}
    for token in [*alphabet, *(c + END_OF_WORD for c in alphabet), *("".join(p) for p in pairs), START, END]:
        vocabulary.setdefault(token, len(vocabulary))
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(" ".join(pair) + "\n" for pair in pairs))
    (folder / "tokenizer_config.json").write_text(json.dumps(CONFIGURATION, indent=1))


class Encoder:
    """Sentences into ids, with dropout of merges where training asks for it."""

    def __init__(self, folder: Path, dropout: float = 0):
        vocabulary = json.loads((folder / "vocab.json").read_text())
        lines = (folder / "merges.txt").read_text().splitlines()[1:]
        self.start, self.end, self.size = vocabulary[START], vocabulary[END], len(vocabulary)
        self._tokenizer = tokenizer(
            models.BPE(vocab=vocabulary, merges=[tuple(line.split(" ")) for line in lines], dropout=dropout or None,
                       end_of_word_suffix=END_OF_WORD, continuing_subword_prefix="", fuse_unk=False)
        )  # fmt: skip

    def ids(self, sentences: list[str]) -> list[list[int]]:
        """Start, the tokens, end; at most LONGEST of them."""
        encoded = self._tokenizer.encode_batch(sentences, add_special_tokens=False)
        return [[self.start, *one.ids[: LONGEST - 2], self.end] for one in encoded]
