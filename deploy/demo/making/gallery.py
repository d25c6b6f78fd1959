#!/usr/bin/env python3
"""Writes ../gallery/gallery.json, which GallerySource reads, from ../gallery/scenes.json, which scenes.py chose.

    python gallery.py                    gallery.json; needs nothing but Python
    python gallery.py --paint            the pictures again as well; needs numpy and pillow
    python gallery.py --check            only says whether gallery.json, the pictures and the tables of words are right

`tags`, `alt` and `caption` come from gallery_words.py, and `attributes` is all that is true of the scene: GallerySource
ignores it, the model's evaluation counts right answers with it.
"""

import argparse
import json
import multiprocessing
import pathlib
import sys

from gallery_words import alt, tags, titles
from language.attributes import attributes
from language.grammar import check_sentences
from painter import paint

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "gallery"
CREDIT = {"name": "Descry's painter", "url": "/painter.html"}
LICENCE = json.dumps({"name": "Apache License 2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"})
SIZE = {"width": 640, "height": 426}
# 320 pictures at this quality, with colour at half the resolution, take 7.9 MB.
JPEG = {"quality": 76, "subsampling": "4:2:0", "optimize": True}


def file_name(index):
    return f"{index:03d}.jpg"


def picture(index, scene, title):
    """What gallery.json says about a picture."""
    return {
        "file": file_name(index), "tags": tags(scene), "alt": alt(scene), "caption": title, **SIZE, "credit": CREDIT,
        "attributes": sorted(attributes(scene)),
    }  # fmt: skip


def gallery(scenes):
    """The text of gallery.json."""
    pictures = [picture(i, scene, title) for i, (scene, title) in enumerate(zip(scenes, titles(scenes), strict=True))]
    # A picture a line: short, and a change shows as one line.
    lines = ",\n".join(json.dumps(p) for p in pictures)
    return f'{{"name": "Descry\'s painted gallery", "licence": {LICENCE}, "pictures": [\n{lines}\n]}}\n'


def paint_one(index, scene):
    paint(scene, SIZE["height"], SIZE["width"] / SIZE["height"]).save(FOLDER / file_name(index), **JPEG)


def paint_all(scenes):
    for old in FOLDER.glob("*.jpg"):
        old.unlink()
    with multiprocessing.Pool() as pool:
        pool.starmap(paint_one, enumerate(scenes))


def check(text, scenes):
    there = sorted(p.name for p in FOLDER.glob("*.jpg"))
    if there != [file_name(i) for i in range(len(scenes))]:
        sys.exit("making/gallery.py: the pictures in gallery/ are not those of scenes.json: run gallery.py --paint")
    if (FOLDER / "gallery.json").read_text() != text:
        sys.exit("making/gallery.py: gallery.json is not what scenes.json gives: run gallery.py")
    check_sentences(1000)
    print(f"{len(there)} pictures")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paint", action="store_true", help="paint the pictures again")
    parser.add_argument("--check", action="store_true", help="only check")
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
