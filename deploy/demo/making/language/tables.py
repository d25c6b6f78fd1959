"""Reads tables of phrases, which are plain text:

    # a comment
    [table]
    key = phrase; phrase
        more phrases of the same key

A phrase that is there twice is drawn twice as often.
"""

from collections.abc import Collection
from pathlib import Path

Tables = dict[str, dict[str, list[str]]]


class TableError(ValueError):
    """A line that cannot be read, with its file and number."""


def read(path: Path, keys: Collection[str] | None = None) -> Tables:
    """The tables of a file, whose keys are of `keys`, if given: one of them, or several with blanks between."""
    tables: Tables = {}
    table, phrases = None, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        try:
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("["):
                table, phrases = _new(tables, line.strip().strip("[]"), {}), None
            elif not line.startswith(" "):
                key, _, line = line.partition("=")
                phrases = _new(table, _known(key.strip(), keys), [])
                phrases += _phrases(line)
            elif phrases is None:
                raise ValueError("there is no key above these phrases")
            else:
                phrases += _phrases(line)
        except ValueError as error:
            raise TableError(f"{path}:{number}: {error}") from None
    return tables


def _new(within: dict | None, key: str, value):
    """Adds a key, which must not be there yet."""
    if within is None:
        raise ValueError("there is no [table] above this line")
    if key in within:
        raise ValueError(f"'{key}' is there already")
    within[key] = value
    return value


def _known(key: str, keys: Collection[str] | None) -> str:
    for name in [] if keys is None or key in keys else key.split() or [key]:
        if name not in keys:
            raise ValueError(f"expected 'key = phrases'; '{name}' is not one of the keys {', '.join(keys)}")
    return key


def _phrases(text: str) -> list[str]:
    """What semicolons separate; one at the end of a line separates it from the next."""
    found = [phrase.strip() for phrase in text.rstrip().removesuffix(";").split(";")]
    if "" in found and found != [""]:
        raise ValueError("nothing between two semicolons")
    return [phrase for phrase in found if phrase]
