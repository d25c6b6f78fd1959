"""What can be true of a scene: the attributes that sentences speak of.

A scene (see painter) has a place, a light, a weather, perhaps a season, and objects, some with a colour. Beside these
there are moods: attributes that several scenes share ("gloomy" is true of rain and of storms). A sentence's meaning is
the set of attributes that a picture must have, all of them.
"""

from pathlib import Path

from language.tables import read
from painter import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS

MOODS = read(Path(__file__).with_name("moods.txt"))["moods"]
ATTRIBUTES = (
    [f"place:{p}" for p in PLACES]
    + [f"light:{l}" for l in LIGHTS]
    + [f"weather:{w}" for w in WEATHERS]
    + [f"season:{s}" for s in SEASONS]
    + [f"obj:{o}" for o in OBJECTS]
    + [f"obj:{o}:{c}" for o in COLOURED for c in COLOURS]
    + [f"mood:{m}" for m in MOODS]
)
INDEX = {attribute: i for i, attribute in enumerate(ATTRIBUTES)}
# Of each mood its alternatives, of each alternative the sets of attributes of which one must be true.
_CONDITIONS = {
    mood: [[{f"{kind}:{name}" for name in names.split(",")} for kind, names in (part.split(":") for part in way.split())]
           for way in ways]
    for mood, ways in MOODS.items()
}  # fmt: skip


def attributes(scene: dict) -> set[str]:
    """All that is true of a scene."""
    found = {f"{kind}:{scene[kind]}" for kind in ("place", "light", "weather", "season") if scene[kind]}
    for name, colour in scene["objects"]:
        found.add(f"obj:{name}")
        if colour:
            found.add(f"obj:{name}:{colour}")
    found |= {f"mood:{mood}" for mood, ways in _CONDITIONS.items() if any(all(one & found for one in way) for way in ways)}
    return found
