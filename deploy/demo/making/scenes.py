#!/usr/bin/env python3
"""Chooses the gallery's scenes: writes ../gallery/scenes.json, which gallery.py paints and describes.

    python scenes.py

What the pictures show is drawn first, by the painter's own `sample_scene`, from a random stream that training does not
use: as many pictures of each place, and within a place every light in every weather in proportion to how often
`sample_scene` gives it. Of a few draws the one with the objects and colours that are rarest so far is kept. How each
picture looks, its scene's seed, is drawn apart from that, so that one painting that does not please can be replaced
(`DRAW`) and all others stay.
"""

import collections
import json
import pathlib
import random
import statistics
import sys

from language.attributes import ATTRIBUTES, attributes
from painter import LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS, sample_scene

FILE = pathlib.Path(__file__).resolve().parents[1] / "gallery" / "scenes.json"
COUNT = 320
CANDIDATES = 2
SURVEY = 4000

# Which draw of its seed a picture takes, by its place in `contents`, unless it is 0. Chosen by looking at them.
DRAW = {
    9: 2, 27: 3, 29: 2, 31: 2, 45: 1, 46: 2, 49: 1, 62: 1, 85: 1, 95: 1, 101: 3, 115: 1, 119: 1, 134: 2, 138: 1,
    152: 2, 156: 2, 158: 3, 161: 1, 167: 2, 169: 7, 175: 1, 176: 3, 182: 2, 206: 2, 209: 3, 212: 1, 218: 1, 219: 2,
    222: 2, 224: 1, 236: 1, 237: 1, 240: 1, 252: 1, 254: 3, 260: 2, 262: 3, 265: 3, 267: 1, 270: 3, 283: 3, 299: 3,
    305: 2, 309: 1, 311: 3, 312: 3, 313: 1, 315: 3,
}  # fmt: skip


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


def seed(number, draw):
    """The seed of a picture in one of its draws."""
    return random.Random(f"gallery {number} {draw}").randrange(1 << 30)


def choose():
    """The gallery's scenes.

    The first one of every place, light and weather comes before any second: a pool holds the first pictures of a tag,
    and 30 of a place show all of that place's lights and weathers.
    """
    scenes = contents(random.Random("gallery"))
    seen = collections.Counter()
    turns = []
    for i, scene in enumerate(scenes):
        kind = scene["place"], scene["light"], scene["weather"]
        turns.append((seen[kind] > 0, i, dict(scene, seed=seed(i, DRAW.get(i, 0)))))
        seen[kind] += 1
    return [scene for _, _, scene in sorted(turns, key=lambda turn: turn[:2])]


def shortfalls(scenes):
    """What the gallery has too few pictures of, a sentence each."""
    have = collections.Counter(attribute for scene in scenes for attribute in attributes(scene))
    least = {"place": 30, "light": 30, "weather": 30, "season": 15, "mood": 9}
    want = {attribute: least.get(attribute.split(":")[0], 10) for attribute in ATTRIBUTES}
    want |= {attribute: 4 for attribute in ATTRIBUTES if attribute.count(":") == 2}
    return [f"{a}: {have[a]} of at least {n}" for a, n in want.items() if have[a] < n]


def main():
    scenes = choose()
    lacking = shortfalls(scenes)
    if lacking:
        sys.exit("scenes.py: too few pictures: " + "; ".join(lacking))
    FILE.write_text("[\n" + ",\n".join(json.dumps(scene) for scene in scenes) + "\n]\n")
    print(f"{len(scenes)} scenes")


if __name__ == "__main__":
    main()
