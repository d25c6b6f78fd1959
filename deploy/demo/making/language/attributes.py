"""What can be true of a scene: the attributes that sentences speak of.

A scene (see painter) has a place, a light, a weather, perhaps a season, and objects, some with a colour. Beside these
there are moods: attributes that several scenes share ("gloomy" is true of rain and of storms). A sentence's meaning is
the set of attributes that a picture must have, all of them.
"""

from painter import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS

WATERY = {"sea", "lake"}
FAIR = {"clear", "clouds"}

# Each mood with its condition on place, light, weather, season and the set of objects' names.
MOODS = {
    "gloomy": lambda p, l, w, s, o: w in ("storm", "rain"),
    "darksky": lambda p, l, w, s, o: w == "storm" or (w == "rain" and l == "night"),
    "dark": lambda p, l, w, s, o: l == "night" or w == "storm",
    "bright": lambda p, l, w, s, o: l == "day" and w in FAIR,
    "calm": lambda p, l, w, s, o: w in ("clear", "clouds", "fog"),
    "cold": lambda p, l, w, s, o: w == "snow" or s == "winter",
    "warm": lambda p, l, w, s, o: l in ("sunset", "dawn") and w in FAIR,
    "eerie": lambda p, l, w, s, o: w == "fog" or (w == "storm" and l == "night"),
    "sunny": lambda p, l, w, s, o: w == "clear" and l == "day",
    "snowy": lambda p, l, w, s, o: w == "snow" or s == "winter",
    "starry": lambda p, l, w, s, o: l == "night" and w in FAIR,
    "water": lambda p, l, w, s, o: p in WATERY or "boat" in o or "bridge" in o,
    "pink sky": lambda p, l, w, s, o: l == "dawn" and w != "storm" and w != "rain",
    "orange sky": lambda p, l, w, s, o: l == "sunset" and w != "storm" and w != "rain",
    "low sun": lambda p, l, w, s, o: l in ("dawn", "sunset") and w in FAIR,
    "hot": lambda p, l, w, s, o: p == "desert" and l in ("day", "sunset") and w in FAIR,
    "green": lambda p, l, w, s, o: s in ("spring", "summer") and l == "day" and w in FAIR,
    "city lights": lambda p, l, w, s, o: p == "city" and l == "night",
    "reflection": lambda p, l, w, s, o: p == "lake",
    "wooded": lambda p, l, w, s, o: p == "forest" or "tree" in o,
    "flying": lambda p, l, w, s, o: bool(o & {"balloon", "birds"}),
    "animal": lambda p, l, w, s, o: bool(o & {"horse", "birds"}),
    "vehicle": lambda p, l, w, s, o: bool(o & {"boat", "balloon"}),
    "building": lambda p, l, w, s, o: p == "city" or bool(o & {"house", "lighthouse"}),
}

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


def attributes(scene: dict) -> set[str]:
    """All that is true of a scene."""
    place, light, weather, season = scene["place"], scene["light"], scene["weather"], scene["season"]
    found = {f"place:{place}", f"light:{light}", f"weather:{weather}"}
    if season:
        found.add(f"season:{season}")
    for name, colour in scene["objects"]:
        found.add(f"obj:{name}")
        if colour:
            found.add(f"obj:{name}:{colour}")
    names = {name for name, _ in scene["objects"]}
    found |= {f"mood:{mood}" for mood, holds in MOODS.items() if holds(place, light, weather, season, names)}
    return found
