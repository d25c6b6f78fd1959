#!/usr/bin/env python3
"""Chooses the gallery's scenes: writes ../gallery/scenes.json, which gallery.py paints and describes.

    python scenes.py

What the pictures show is drawn first, by the painter's own `sample_scene`, from a random stream that training does not
use: as many pictures of each place, and within a place every light in every weather in proportion to how often
`sample_scene` gives it. Of a few draws the one with the objects and colours that are rarest so far is kept. How each
picture looks, its scene's seed, is drawn apart from that, so that one painting that does not please can be replaced
(`scenes.toml`) and all others stay.
"""

import collections
import json
import random
import statistics
import sys
import tomllib
from pathlib import Path

from language.attributes import ATTRIBUTES, attributes
from painter import PLACES, sample_scene

FILE = Path(__file__).resolve().parents[1] / "gallery" / "scenes.json"
COUNT = 320
CANDIDATES = 2
SURVEY = 4000
# Which draw of its seed a picture takes, unless it is 0.
_DRAWS = tomllib.loads(Path(__file__).with_name("scenes.toml").read_text())["pictures_of_draw"]
DRAW = {picture: int(draw) for draw, pictures in _DRAWS.items() for picture in pictures}


def shares(place, rng):
    """How often `sample_scene` gives each pair of light and weather in a place."""
    drawn = [sample_scene(rng, place=place) for _ in range(SURVEY)]
    return {pair: n / SURVEY for pair, n in collections.Counter((s["light"], s["weather"]) for s in drawn).items()}


def apportioned(shares, count):
    """Whole numbers that sum up to `count`, in proportion to the shares (largest remainders), none below 1."""
    whole = {key: max(1, int(share * count)) for key, share in shares.items()}
    by_remainder = sorted(shares, key=lambda key: (whole[key] - shares[key] * count, key))
    for key in by_remainder[: count - sum(whole.values())]:
        whole[key] += 1
    return whole


def contents(rng):
    """What each picture shows: scenes whose seeds do not count yet."""
    slots = []
    for i, place in enumerate(PLACES):
        count = COUNT * (i + 1) // len(PLACES) - COUNT * i // len(PLACES)
        for (light, weather), times in sorted(apportioned(shares(place, rng), count).items()):
            slots += [{"place": place, "light": light, "weather": weather}] * times
    rng.shuffle(slots)
    seen = collections.Counter()

    def things(scene):
        return [thing for name, colour in scene["objects"] for thing in (name, (name, colour))] or [None]

    def rarity(scene):
        return statistics.mean(1 / (1 + seen[thing]) for thing in things(scene))

    scenes = []
    for slot in slots:
        scenes.append(max((sample_scene(rng, **slot) for _ in range(CANDIDATES)), key=rarity))
        seen.update(things(scenes[-1]))
    return scenes


def choose():
    """The gallery's scenes.

    The first one of every place, light and weather comes before any second: a pool holds the first pictures of a tag,
    and 30 of a place show all of that place's lights and weathers.
    """
    first, further = [], []
    seen = set()
    for i, scene in enumerate(contents(random.Random("gallery"))):
        kind = scene["place"], scene["light"], scene["weather"]
        seed = random.Random(f"gallery {i} {DRAW.get(i, 0)}").randrange(1 << 30)
        (further if kind in seen else first).append(scene | {"seed": seed})
        seen.add(kind)
    return first + further


def shortfalls(scenes):
    """What the gallery has too few pictures of, a sentence each."""
    have = collections.Counter(attribute for scene in scenes for attribute in attributes(scene))
    least = {"place": 30, "light": 30, "weather": 30, "season": 15, "mood": 9}
    want = {attribute: least.get(attribute.split(":")[0], 10) for attribute in ATTRIBUTES}
    want |= {attribute: 4 for attribute in ATTRIBUTES if attribute.count(":") == 2}
    return [f"{a}: {have[a]} of at least {n}" for a, n in want.items() if have[a] < n]


def main():
    scenes = choose()
    if lacking := shortfalls(scenes):
        sys.exit("scenes.py: too few pictures: " + "; ".join(lacking))
    FILE.write_text("[\n" + ",\n".join(json.dumps(scene) for scene in scenes) + "\n]\n")
    print(f"{len(scenes)} scenes")


if __name__ == "__main__":
    main()
