#!/usr/bin/env python3
"""Makes strips/: what Pillow makes of pictures with very unequal sides, for ImagePreprocessorTests.

Usage: python3 strips.py    (needs numpy and Pillow 11; writes beside itself)

Pillow 11 resizes along rows first, as libtorch does; later ones choose the order by the size, and round otherwise in
between.

expected.json lists the pictures of pictures.py and how each is resized and cropped; levels.bin holds the levels of 255
that come out, channel by channel. The size and the crop are those of transformers' CLIPImageProcessor: the longer side
is cut off to a whole number, and the crop begins at half of what is too much, rounded down.
"""

import json
import pathlib

import numpy
from PIL import Image

import pictures

HERE = pathlib.Path(__file__).parent

SIZES = [
    (33, 1), (1, 33), (129, 4), (131, 4), (257, 8), (8, 259), (660, 20), (661, 20), (20, 661), (20, 663), (1600, 50),
    (1601, 50), (50, 1603), (3201, 100), (20001, 2), (3, 9001), (2311, 71), (71, 2312), (32, 1), (97, 3), (3, 96),
]
# The shorter side, and the crop: as CLIP has it, with a crop smaller than that, an odd one.
CONFIGURATIONS = [(32, 32), (40, 32), (33, 31)]
# With the other filters: a few shapes, and a small crop.
FILTERED_SIZES = [(131, 4), (8, 259), (1601, 50), (3, 97)]
FILTERED = (24, 16)


def middle(length, part):
    start = (length - part) // 2
    return start, start + part


def levels(width, height, edge, crop, resample):
    long = int(edge * max(width, height) / min(width, height))
    size = (edge, long) if width <= height else (long, edge)
    image = Image.fromarray(pictures.picture(width, height)).resize(size, resample)
    (left, right), (top, bottom) = middle(size[0], crop), middle(size[1], crop)
    return numpy.asarray(image.crop((left, top, right, bottom))).transpose(2, 0, 1)


def main():
    expected, data = [], b""

    def add(width, height, edge, crop, resample):
        expected.append({"width": width, "height": height, "edge": edge, "crop": crop, "resample": int(resample)})
        return levels(width, height, edge, crop, resample).tobytes()

    for index, (width, height) in enumerate(SIZES):
        edge, crop = CONFIGURATIONS[index % len(CONFIGURATIONS)]
        data += add(width, height, edge, crop, Image.Resampling.BICUBIC)
    for resample in (Image.Resampling.BILINEAR, Image.Resampling.LANCZOS):
        for width, height in FILTERED_SIZES:
            data += add(width, height, *FILTERED, resample)
    folder = HERE / "strips"
    lines = ",\n".join("  " + json.dumps(entry) for entry in expected)
    (folder / "expected.json").write_text(f"[\n{lines}\n]\n")
    (folder / "levels.bin").write_bytes(data)


main()
