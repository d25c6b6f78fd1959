"""Adds to a file of plain queries the same queries with filler around them and with a typing mistake in them.

    python variations.py ../queries/strangers.json
"""

import json
import random
import sys
from pathlib import Path

from language.noise import mistype

FILLER = ["looking for {} for my website", "please show me {}, thanks", "i need a nice picture with {} as a wallpaper"]


def with_typing_mistake(rng: random.Random, text: str) -> str:
    while (changed := mistype(rng, text)) == text:
        pass
    return changed


def variations(plain: list[dict]) -> list[dict]:
    rng = random.Random(20)
    filler = [{**q, "text": FILLER[i % len(FILLER)].format(q["text"]), "group": "filler"} for i, q in enumerate(plain)]
    mistyped = [{**q, "text": with_typing_mistake(rng, q["text"]), "group": "typing mistake"} for q in plain]
    return filler + mistyped


def main() -> None:
    path = Path(sys.argv[1])
    file = json.loads(path.read_text())
    plain = [query for query in file["queries"] if query.get("group", "plain") == "plain"]
    lines = ",\n".join(json.dumps(query, ensure_ascii=False) for query in plain + variations(plain))
    head = ", ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in file.items() if k != "queries")
    path.write_text(f'{{{head}, "queries": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
