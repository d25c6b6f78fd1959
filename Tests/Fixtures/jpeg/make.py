#!/usr/bin/env python3
"""Makes the JPEG fixtures: small pictures of each kind, and the pixels that Pillow reads from them.

Usage: python3 make.py    (needs Pillow; writes beside itself)

NAME.jpg is a file, NAME.rgb what Pillow's exif_transpose and convert("RGB") make of it (8 bits, interleaved, row by
row), and index.json lists them with the sizes of the upright pictures.
"""
import io
import json
import math
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent


def paint(width, height, mode):
    """Waves of different lengths per channel, with a hard-edged square: smooth parts, detail and an edge."""
    channels = len(Image.new(mode, (1, 1)).getbands())
    data = bytearray()
    for y in range(height):
        for x in range(width):
            inside = width // 3 < x < 2 * width // 3 and height // 4 < y < height // 2
            for channel in range(channels):
                wave = math.sin(x / (3 + 2 * channel)) + math.cos(y / (7 - channel) + channel)
                level = 250 - 60 * channel if inside else 128 + 62 * wave
                data.append(max(0, min(255, round(level))))
    return Image.frombytes(mode, (width, height), bytes(data))


def encode(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return bytearray(file.getvalue())


def segment(data, marker):
    """Where a marker segment begins, and its length with the marker."""
    at = 2
    while data[at + 1] != marker:
        at += 2 + int.from_bytes(data[at + 2:at + 4], "big")
    return at, 2 + int.from_bytes(data[at + 2:at + 4], "big")


def ycck(data):
    """Declares four channels to be YCCK: the last byte of Adobe's segment names the colour transform."""
    at, length = segment(data, 0xEE)
    data[at + length - 1] = 2
    return data


def without_adobe(data):
    at, length = segment(data, 0xEE)
    del data[at:at + length]
    return data


def turned(orientation, endian="<"):
    exif = Image.Exif()
    exif.endian = endian
    exif[0x0112] = orientation
    return exif


def mpo(orientation):
    """Two pictures in one file, as phones store depth or a second lens (CIPA DC-007)."""
    file = io.BytesIO()
    paint(45, 31, "RGB").save(
        file, "MPO", save_all=True, append_images=[paint(17, 3, "RGB")], quality=85, exif=turned(orientation))
    return bytearray(file.getvalue())


ORIENTATIONS = {
    f"orientation-{n}": lambda n=n: encode(paint(45, 31, "RGB"), quality=85, exif=turned(n, "<>"[n % 2]))
    for n in range(1, 9)
}


FILES = {
    "ycbcr-420": lambda: encode(paint(45, 31, "RGB"), quality=85, subsampling="4:2:0"),
    "ycbcr-422": lambda: encode(paint(45, 31, "RGB"), quality=85, subsampling="4:2:2"),
    "ycbcr-444": lambda: encode(paint(45, 31, "RGB"), quality=95, subsampling="4:4:4"),
    "rgb": lambda: encode(paint(40, 24, "RGB"), quality=85, keep_rgb=True),
    "progressive-420": lambda: encode(paint(45, 31, "RGB"), quality=85, progressive=True),
    "progressive-444": lambda: encode(paint(33, 47, "RGB"), quality=60, progressive=True, subsampling="4:4:4"),
    "grey": lambda: encode(paint(45, 31, "L"), quality=85),
    "progressive-grey": lambda: encode(paint(45, 31, "L"), quality=85, progressive=True),
    "cmyk": lambda: encode(paint(37, 29, "CMYK"), quality=90),
    "cmyk-without-adobe": lambda: without_adobe(encode(paint(37, 29, "CMYK"), quality=90)),
    "progressive-cmyk": lambda: encode(paint(37, 29, "CMYK"), quality=90, progressive=True),
    "ycck": lambda: ycck(encode(paint(37, 29, "CMYK"), quality=90)),
    "restarts": lambda: encode(paint(64, 40, "RGB"), quality=85, restart_marker_blocks=2),
    "turned": lambda: encode(paint(45, 31, "RGB"), quality=85, exif=turned(6)),
    "turned-cmyk": lambda: encode(paint(37, 29, "CMYK"), quality=90, exif=turned(8)),
    "turned-progressive": lambda: encode(paint(33, 97, "L"), quality=85, progressive=True, exif=turned(7)),
    "mpo": lambda: mpo(6),
    **ORIENTATIONS,
    "1x1": lambda: encode(paint(1, 1, "RGB")),
    "1x1-grey": lambda: encode(paint(1, 1, "L")),
    "17x3": lambda: encode(paint(17, 3, "RGB"), quality=85),
    "3x65": lambda: encode(paint(3, 65, "RGB"), quality=85),
}


def main():
    index = []
    for name, make in FILES.items():
        data = bytes(make())
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
        (HERE / f"{name}.jpg").write_bytes(data)
        (HERE / f"{name}.rgb").write_bytes(image.tobytes())
        index.append({"name": name, "width": image.width, "height": image.height})
    lines = ",\n".join("  " + json.dumps(entry) for entry in index)
    (HERE / "index.json").write_text(f"[\n{lines}\n]\n")


main()
