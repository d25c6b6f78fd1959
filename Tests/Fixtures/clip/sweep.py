"""Writes texts and ids like those of tokens/, too many to keep: all code points, and marks in many orders.

python3 Tests/Fixtures/clip/sweep.py FOLDER
DESCRY_TEST_TOKENS=FOLDER swift test -c release -Xswiftc -enable-testing --filter CLIPTokenizerTests
"""

import pathlib
import random
import sys
import tempfile
import unicodedata

from transformers import CLIPTokenizer

import make
import vocabulary


def texts():
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(characters), 32):
        yield " ".join(f"a{c}b1{c}" for c in characters[start:start + 32])
        yield "".join(characters[start:start + 32])
    dice = random.Random(7)
    marks = [c for c in characters if unicodedata.combining(c)]
    # Marks that are newer than this Python's tables too, and everything that composes or decomposes.
    marks += [chr(code) for code in [0x0F73, 0x0F75, 0x0F81, 0x0344, *range(0x10EFD, 0x10F00), *range(0x1E08F, 0x1E090),
                                     *range(0x10D69, 0x10D6E), *range(0x1ACF, 0x1AEC), *range(0x11F41, 0x11F43)]]
    composed = [c for c in characters if unicodedata.decomposition(c) and "<" not in unicodedata.decomposition(c)]
    parts = [chr(int(code, 16)) for c in composed for code in unicodedata.decomposition(c).split()]
    for _ in range(60000):
        pool = dice.choice([marks, marks, composed, parts])
        text = dice.choice([dice.choice(parts), dice.choice(composed), "a", chr(dice.randrange(0x1100, 0x1200))])
        yield text + "".join(dice.choice(pool) for _ in range(dice.randint(1, 5)))
    for c in composed:
        for form in ("NFD", "NFC"):
            yield unicodedata.normalize(form, c) + dice.choice(marks) + " " + unicodedata.normalize(form, c)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        vocabulary.write(pathlib.Path(temporary))
        make.write_tokens(folder, list(texts()), CLIPTokenizer.from_pretrained(temporary))
