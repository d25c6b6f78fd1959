"""What can be true of a scene: the attributes that sentences speak of.

A scene (see painter) has a place, a light, a weather, perhaps a season, and objects, some with a colour. Beside these
there are moods: attributes that several scenes share ("gloomy" is true of rain and of storms). A sentence's meaning is
the set of attributes that a picture must have, all of them.
"""

from pathlib import Path

from language.tables import read
from painter import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS

MOODS = read(Path(__file__).with_name("moods.txt"))["moods"]
_NAMES = {"place": PLACES, "light": LIGHTS, "weather": WEATHERS, "season": SEASONS, "obj": OBJECTS}
ATTRIBUTES = [f"{kind}:{name}" for kind, names in _NAMES.items() for name in names]
ATTRIBUTES += [f"obj:{name}:{colour}" for name in COLOURED for colour in COLOURS]
ATTRIBUTES += [f"mood:{mood}" for mood in MOODS]
INDEX = {attribute: i for i, attribute in enumerate(ATTRIBUTES)}


def _alternative(way: str) -> list[set[str]]:
    """The sets of attributes of which one each must be true."""
    parts = (part.split(":") for part in way.split())
    return [{f"{kind}:{name}" for name in names.split(",")} for kind, names in parts]


_CONDITIONS = {mood: [_alternative(way) for way in ways] for mood, ways in MOODS.items()}


def attributes(scene: dict) -> set[str]:
    """All that is true of a scene."""
    found = {f"{kind}:{scene[kind]}" for kind in ("place", "light", "weather", "season") if scene[kind]}
    for name, colour in scene["objects"]:
        found.add(f"obj:{name}")
        if colour:
            found.add(f"obj:{name}:{colour}")
    found |= {f"mood:{mood}" for mood in MOODS if any(all(one & found for one in way) for way in _CONDITIONS[mood])}
    return found
