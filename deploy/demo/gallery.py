#!/usr/bin/env python3
"""Writes gallery/gallery.json, which GallerySource reads, from gallery/scenes.json, which the painter painted.

    python gallery.py                    gallery.json; needs nothing but Python
    python gallery.py --paint            the pictures again as well; needs numpy and pillow
    python gallery.py --check            says whether gallery.json and the pictures belong together, changes nothing

Each picture gets the words that people type for what it shows as its tags, in singular and plural: the place first,
then objects, light, weather and season. `alt` tells in one sentence what is to be seen, `caption` is its title.
"""
import argparse
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent / "gallery"
CREDIT = {"name": "Descry's painter", "url": "/painter.html"}
SIZE = {"width": 640, "height": 426}

PLACE_TAGS = {
    "mountains": ["mountains", "mountain", "peaks", "alps"],
    "sea": ["sea", "ocean", "coast", "beach", "seaside"],
    "desert": ["desert", "deserts", "dunes", "sand"],
    "meadow": ["meadow", "meadows", "fields", "field", "hills", "countryside"],
    "forest": ["forest", "forests", "woods", "wood", "trees"],
    "city": ["city", "cities", "skyline", "skyscrapers", "town"],
    "lake": ["lake", "lakes", "pond"],
}
OBJECT_TAGS = {
    "boat": ["boat", "boats", "sailboat", "ship", "ships"],
    "house": ["house", "houses", "cottage", "cabin"],
    "tree": ["tree", "trees"],
    "flowers": ["flowers", "flower"],
    "balloon": ["balloon", "balloons", "hot air balloon"],
    "moon": ["moon", "moonlight"],
    "birds": ["birds", "bird"],
    "lighthouse": ["lighthouse", "lighthouses"],
    "horse": ["horse", "horses"],
    "cactus": ["cactus", "cacti"],
    "bridge": ["bridge", "bridges"],
}
LIGHT_TAGS = {
    "dawn": ["dawn", "sunrise", "morning"],
    "day": ["day"],
    "sunset": ["sunset", "sunsets", "dusk", "evening"],
    "night": ["night"],
}
WEATHER_TAGS = {
    "clear": [],
    "clouds": ["clouds", "cloud"],
    "rain": ["rain"],
    "snow": ["snow"],
    "storm": ["storm", "storms", "thunderstorm"],
    "fog": ["fog", "mist"],
}
SEASON_TAGS = {None: [], "spring": ["spring"], "summer": ["summer"], "autumn": ["autumn", "fall"], "winter": ["winter"]}

PLACE = {
    "mountains": ("mountains", "in the mountains", "over the mountains"),
    "sea": ("the sea", "by the sea", "over the sea"),
    "desert": ("a desert", "in the desert", "over the desert"),
    "meadow": ("meadows", "in a meadow", "over a meadow"),
    "forest": ("a forest", "in a forest", "over a forest"),
    "city": ("a city", "in front of a city", "over a city"),
    "lake": ("a lake", "by a lake", "over a lake"),
}
OBJECT = {
    "boat": "{} sailing boat",
    "house": "{} house",
    "tree": "lone tree",
    "flowers": "{} flowers",
    "balloon": "{} hot air balloon",
    "moon": "the moon",
    "birds": "birds in flight",
    "lighthouse": "lighthouse",
    "horse": "horse",
    "cactus": "tall cactus",
    "bridge": "long bridge",
}
LIGHT = {"dawn": "at dawn", "day": "by day", "sunset": "at sunset", "night": "at night"}
WEATHER = {
    "clear": "a clear sky",
    "clouds": "clouds",
    "rain": "rain",
    "snow": "falling snow",
    "storm": "storm clouds",
    "fog": "fog",
}
NO_ARTICLE = {"flowers", "moon", "birds"}
IN_THE_AIR = {"balloon", "moon", "birds"}


def tags(scene):
    """The words for a scene, the place's first, none twice."""
    words = list(PLACE_TAGS[scene["place"]])
    for name, _ in scene["objects"]:
        words += OBJECT_TAGS[name]
    words += LIGHT_TAGS[scene["light"]] + WEATHER_TAGS[scene["weather"]] + SEASON_TAGS[scene["season"]]
    if scene["weather"] != "snow" and scene["season"] == "winter":
        words.append("snow")  # winter is painted white
    return list(dict.fromkeys(words))


def noun(name, colour):
    text = " ".join(OBJECT[name].format(colour or "").split())
    return text if name in NO_ARTICLE else f"a {text}"


def where(scene, name):
    _, among, above = PLACE[scene["place"]]
    if name == "boat" and scene["place"] in ("sea", "lake"):
        return among.replace("by", "on", 1)
    return above if name in IN_THE_AIR or name == "bridge" and scene["place"] != "city" else among


def when(scene):
    season = f" in {scene['season']}" if scene["season"] else ""
    return f"{season} {LIGHT[scene['light']]}"


def alt(scene):
    """A sentence for those who cannot see the picture."""
    objects = scene["objects"]
    with_what = [noun(*o) for o in objects[1:]] + [WEATHER[scene["weather"]]]
    seen = f"{noun(*objects[0])} {where(scene, objects[0][0])}" if objects else PLACE[scene["place"]][0]
    listed = " and ".join(filter(None, [", ".join(with_what[:-1]), with_what[-1]]))
    return capitalised(f"{seen}{when(scene)}, with {listed}.")


def caption(scene):
    """A title."""
    return capitalised(PLACE[scene["place"]][0].removeprefix("a ").removeprefix("the ") + when(scene))


def capitalised(text):
    return text[0].upper() + text[1:]


def file_name(index):
    return f"{index:03d}.jpg"


def gallery(scenes):
    pictures = [
        {"file": file_name(i), "tags": tags(s), "alt": alt(s), "caption": caption(s), **SIZE, "credit": CREDIT}
        for i, s in enumerate(scenes)
    ]
    # A picture a line: short, and a change shows as one line.
    lines = ",\n".join(json.dumps(p) for p in pictures)
    return f'{{"name": "Descry\'s painted gallery", "pictures": [\n{lines}\n]}}\n'


def paint_all(scenes):
    from painter import paint

    for i, scene in enumerate(scenes):
        paint(scene).save(FOLDER / file_name(i), quality=86)
        print(f"\rpainting {i + 1} of {len(scenes)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def check(text, scenes):
    there = sorted(p.name for p in FOLDER.glob("*.jpg"))
    if there != [file_name(i) for i in range(len(scenes))]:
        sys.exit("gallery.py: the pictures in gallery/ are not those of scenes.json: run gallery.py --paint")
    if (FOLDER / "gallery.json").read_text() != text:
        sys.exit("gallery.py: gallery.json is not what scenes.json gives: run gallery.py")
    print(f"{len(there)} pictures")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--paint", action="store_true", help="paint the pictures again")
    choice.add_argument("--check", action="store_true", help="check only")
    arguments = parser.parse_args()
    scenes = json.loads((FOLDER / "scenes.json").read_text())
    text = gallery(scenes)
    if arguments.check:
        return check(text, scenes)
    if arguments.paint:
        paint_all(scenes)
    (FOLDER / "gallery.json").write_text(text)


if __name__ == "__main__":
    main()
