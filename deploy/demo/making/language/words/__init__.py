"""Words for all that sentences speak of: the tables of the files in this folder."""

from collections import defaultdict
from pathlib import Path
from string import ascii_lowercase

from language.attributes import ATTRIBUTES, MOODS
from language.tables import Tables, read
from painter import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS

ANY = "any"  # the key of words that suit everything


def _file(name: str, *keys: str) -> Tables:
    return read(Path(__file__).parent / f"{name}.txt", keys)


def _objects() -> Tables:
    """The tables of the kinds of objects, of which each has other keys."""
    whole: Tables = defaultdict(dict)
    for kind in ("vehicles", "buildings", "animals", "plants", "moon", "objects"):
        for title, table in _file(kind, *OBJECTS, *COLOURS, ANY).items():
            whole[title] |= table
    return whole


def _together() -> dict[str, list[tuple[frozenset, list[str]]]]:
    """Phrases that mean several attributes, by the first of them, so that few are looked at for a scene."""
    found = defaultdict(list)
    for kind in ("together_places", "together_objects", "together_times"):
        for attributes, phrases in _file(kind, *ATTRIBUTES)["together"].items():
            found[attributes.split()[0]].append((frozenset(attributes.split()), phrases))
    return found


PLACE = _file("places", *PLACES)
CONDITION = {
    "light": _file("light", *LIGHTS), "weather": _file("weather", *WEATHERS),
    "season": _file("seasons", *SEASONS, "snowy"),
}  # fmt: skip
MOOD = _file("moods", *MOODS, ANY)
OBJECT = _objects()
COLOUR = _file("colours", *COLOURS, *COLOURED, ANY)
DETAILS = _file("details", *ATTRIBUTES, ANY)["details"]
KEYBOARD = _file("keyboard", *ascii_lowercase)["beside"]
GRAMMAR = _file("grammar", "joint", "relative", "preposition", "nowhere", "stop word")["grammar"]
FILLER = _file("filler", "before", "behind", "praise", "neutral")["filler"]
TOGETHER = _together()
