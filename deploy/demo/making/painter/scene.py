"""What a painting can show, and how scenes are drawn at random.

A scene is a dict with the keys place, light, weather, season (or None), objects (pairs of a name and a colour's name
or None) and seed. The names below are the vocabulary that `language/` puts into words.
"""

PLACES = ["mountains", "sea", "desert", "meadow", "forest", "city", "lake"]
LIGHTS = ["dawn", "day", "sunset", "night"]
WEATHERS = ["clear", "clouds", "rain", "snow", "storm", "fog"]
SEASONS = ["spring", "summer", "autumn", "winter"]
OBJECTS = [
    "boat", "house", "tree", "flowers", "balloon", "moon", "birds", "lighthouse", "horse", "cactus", "bridge",
]  # fmt: skip
COLOURS = {"red": (208, 48, 44), "white": (246, 244, 238), "yellow": (250, 200, 40), "blue": (40, 98, 200)}
COLOURED = ["boat", "house", "balloon", "flowers"]

# What a place can hold; a name that stands twice is drawn twice as often.
_HOLDS = {
    "mountains": ["house", "tree", "flowers", "balloon", "birds", "horse"],
    "sea": ["boat", "boat", "lighthouse", "lighthouse", "balloon", "birds", "house", "bridge"],
    "desert": ["cactus", "cactus", "balloon", "birds", "horse", "house"],
    "meadow": ["house", "tree", "flowers", "balloon", "birds", "horse"],
    "forest": ["house", "birds", "balloon", "horse", "flowers"],
    "city": ["balloon", "birds", "bridge", "bridge", "boat"],
    "lake": ["boat", "boat", "house", "tree", "balloon", "birds", "bridge", "flowers"],
}
_STANDS_ON_LAND = {"house", "tree", "horse", "cactus", "lighthouse"}
_WEATHER_WEIGHTS = [30, 20, 12, 13, 12, 13]
_LIGHT_WEIGHTS = [22, 34, 25, 19]
_SEASON_WEIGHTS = [22, 34, 28, 16]
_OBJECT_COUNT_WEIGHTS = [10, 50, 40]
_MOON_CHANCE = {"night": 0.6, "dawn": 0.15}


def sample_scene(rng, **fix):
    """A random scene. `fix` may set place, light, weather, season and objects; the rest is drawn from `rng`."""
    place = fix.get("place") or rng.choice(PLACES)
    weather = fix.get("weather") or rng.choices(WEATHERS, _WEATHER_WEIGHTS)[0]
    if place == "desert" and weather == "snow" and "weather" not in fix:
        weather = rng.choice(["clear", "clouds", "storm"])
    light = fix.get("light") or rng.choices(LIGHTS, _LIGHT_WEIGHTS)[0]
    season = _season(rng, place, weather, fix)
    count = rng.choices([0, 1, 2], _OBJECT_COUNT_WEIGHTS)[0]
    if "objects" in fix:
        objects = list(fix["objects"])
    else:
        objects = _objects(rng, count, place, light, weather, season)
    return {
        "place": place, "light": light, "weather": weather, "season": season, "objects": objects,
        "seed": rng.randrange(1 << 30),
    }  # fmt: skip


def _season(rng, place, weather, fix):
    if place in ("sea", "desert", "city"):
        return None
    if weather == "snow":
        return "winter"
    return fix.get("season") or rng.choices(SEASONS, _SEASON_WEIGHTS)[0]


def _objects(rng, count, place, light, weather, season):
    pool = list(_HOLDS[place])
    if light == "night":
        pool = [o for o in pool if o != "birds"]
    if season == "winter":
        pool = [o for o in pool if o != "flowers"]
    if weather in ("storm", "rain"):
        pool = [o for o in pool if o not in ("balloon", "birds")] + ["birds"] * (light != "night")
    objects = []
    for _ in range(count):
        name = rng.choice(pool)
        present = {other for other, _ in objects}
        if name in present or place == "sea" and _clash_at_sea(name, present):
            continue
        objects.append((name, rng.choice(list(COLOURS)) if name in COLOURED else None))
    if weather in ("clear", "clouds", "snow") and rng.random() < _MOON_CHANCE.get(light, 0):
        objects = objects[:1] + [("moon", None)]
    return objects


def _clash_at_sea(name, present):
    """One headland carries one building, and a bridge leaves no room for it."""
    if name in _STANDS_ON_LAND and present & _STANDS_ON_LAND:
        return True
    return name == "bridge" and bool(present & {"lighthouse", "boat"})
