"""CLIP's vocab.json from its merges.txt, as OpenAI's tokenizer generates it."""

import json
import pathlib

HERE = pathlib.Path(__file__).parent
START, END = "<|startoftext|>", "<|endoftext|>"


def byte_characters():
    """The characters that stand for bytes, in the vocabulary's order: the printable bytes first."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    return [chr(byte) for byte in printable] + [chr(0x100 + n) for n in range(256 - len(printable))]


def merges(count=None):
    """The first `count` lines of merges.txt, without its header."""
    lines = (HERE / "vocabulary" / "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
    return lines[:count]


def write(folder, count=None):
    """Writes vocab.json and merges.txt with so many merges into a folder; answers the number of tokens."""
    lines = merges(count)
    characters = byte_characters()
    tokens = characters + [c + "</w>" for c in characters] + [line.replace(" ", "") for line in lines] + [START, END]
    ids = {token: index for index, token in enumerate(tokens)}
    assert len(ids) == len(tokens)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return len(tokens)
