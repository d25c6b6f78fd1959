"""What a painting can show, and how scenes are drawn at random.

A scene is a dict with the keys place, light, weather, season (or None), objects (pairs of a name and a colour's name
or None) and seed. The names are those of scene.toml.
"""

import tomllib
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_name("scene.toml").read_text())
PLACES, OBJECTS = _TABLES["places"], _TABLES["objects"]  # places with what they can hold
LIGHTS, WEATHERS, SEASONS = _TABLES["lights"], _TABLES["weathers"], _TABLES["seasons"]  # with their weights
COLOURS, COLOURED, HORIZONS = _TABLES["colours"], _TABLES["coloured"], _TABLES["horizons"]
_ON_LAND = {"house", "tree", "horse", "cactus", "lighthouse"}
_MOON_CHANCE = {"night": 0.6, "dawn": 0.15}


def sample_scene(rng, place=None, light=None, weather=None):
    """A random scene, drawn from `rng` but for what is given."""
    place = place or rng.choice(list(PLACES))
    weather = weather or _weighted(rng, WEATHERS)
    if place == "desert" and weather == "snow":
        weather = rng.choice(["clear", "clouds", "storm"])
    light = light or _weighted(rng, LIGHTS)
    season = None
    if place not in ("sea", "desert", "city"):
        season = "winter" if weather == "snow" else _weighted(rng, SEASONS)
    objects = _objects(rng, place, light, weather, season)
    return {
        "place": place, "light": light, "weather": weather, "season": season, "objects": objects,
        "seed": rng.randrange(1 << 30),
    }  # fmt: skip


def _weighted(rng, weights):
    return rng.choices(list(weights), weights.values())[0]


def _objects(rng, place, light, weather, season):
    count = rng.choices([0, 1, 2], [10, 50, 40])[0]
    absent = {"birds"} if light == "night" else set()
    if season == "winter":
        absent |= {"flowers"}
    if weather in ("storm", "rain"):
        absent |= {"balloon", "birds"}
    pool = [name for name in PLACES[place] if name not in absent]
    if weather in ("storm", "rain") and light != "night":
        pool.append("birds")
    objects = []
    for _ in range(count):
        name = rng.choice(pool)
        present = {other for other, _ in objects}
        # At sea one headland carries one building, and a bridge leaves no room for it.
        clash = name in _ON_LAND and present & _ON_LAND or name == "bridge" and present & {"lighthouse", "boat"}
        if name in present or place == "sea" and clash:
            continue
        objects.append((name, rng.choice(list(COLOURS)) if name in COLOURED else None))
    if weather in ("clear", "clouds", "snow") and rng.random() < _MOON_CHANCE.get(light, 0):
        objects = objects[:1] + [("moon", None)]
    return objects
