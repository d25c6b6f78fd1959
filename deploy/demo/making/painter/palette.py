"""Colours: arithmetic on (red, green, blue) of 0 to 255, and the tables of palette.toml."""

import tomllib
from pathlib import Path

TABLES = tomllib.loads(Path(__file__).with_name("palette.toml").read_text())
SHARES, CHOICES = TABLES["share"], TABLES["choices"]
GRASS, LEAVES, NEEDLES = TABLES["grass"], TABLES["leaves"], TABLES["needles"]
SNOW = (238, 244, 250)
WHITE = (255, 255, 255)
SHADOW = (0, 0, 10)  # of what stands on the ground


def mix(a, b, t):
    """From a (t = 0) to b (t = 1)."""
    return tuple(x + (y - x) * t for x, y in zip(a, b))


def multiply(a, factors):
    return tuple(min(255.0, x * y) for x, y in zip(a, factors))


def scale(a, factor):
    return tuple(min(255.0, x * factor) for x in a)


def grey(colour, t):
    """Nearer to the grey of the same luminance (t = 1)."""
    return mix(colour, (luma(colour),) * 3, t)


def luma(colour):
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def ink(colour, alpha=None):
    """The triple as Pillow wants it."""
    rgb = tuple(max(0, min(255, int(v))) for v in colour)
    return rgb if alpha is None else (*rgb, int(alpha))
