"""The cactus, and beds of flowers in the foreground."""

import math

from .figure import FIGURES, Figure
from .palette import SHADOW, mix, scale

_SHINE = (224, 244, 176)


def cactus(p, x, y, size):
    """A saguaro of height `size` with one or two arms, sometimes with a small companion."""
    colour = p.land((80, 152, 96) if p.night else (62, 128, 70))
    if p.chance(0.5):
        near = x + p.side() * p.uniform(0.3, 0.42) * size
        skin = scale(colour, 0.92)
        pear = Figure(p, near, y + 0.02, 0.3 * size)
        pear.draw(FIGURES["cactus"]["pear"], {"skin": skin, "shine": mix(skin, _SHINE, 0.14)})
    figure = Figure(p, x, y, size)
    figure.ellipse(0, 0, 0.24, 0.018, SHADOW, 55)
    _stalk(figure, [(0, 0), (0, 0.9)], 0.17, colour)
    sides = p.choice(((-1, 1), (1, -1), (-1,)))
    low = p.uniform(0.28, 0.4)
    for i, side in enumerate(sides):
        at, up, out = low + 0.15 * i, p.uniform(0.2, 0.32), side * p.uniform(0.22, 0.27)
        _stalk(figure, [(0, at), (out, at), (out, at + up)], 0.17 * 0.7, colour)


def _stalk(figure, points, width, colour):
    figure.limb(points, [width] * len(points), colour)
    (x0, y0), (x1, y1) = points[-2:]
    for share, tone in ((-0.22, mix(colour, _SHINE, 0.28)), (0.2, scale(colour, 0.76))):
        figure.line([(x0 + share * width, y0), (x1 + share * width, y1)], tone, 0.11 * width)


def flower_bed(p):
    """The scene's flowers over the near ground: clumps of one kind, larger towards the viewer."""
    if "flowers" not in p.objects:
        return
    colour, stem = p.colour_of("flowers"), p.land((60, 120, 50))
    heart = p.lit((150, 84, 30) if p.objects["flowers"] == "yellow" else (250, 214, 80))
    kind = p.choice(("five petals", "five petals", "daisy", "cup"))
    start = max(0.6, min(p.ground(x) for x in (-0.5, -0.25, 0, 0.25, 0.5)) + 0.02) if p.ground else 0.8
    middle = p.spread(0.5)
    for t in sorted(p.random() ** 0.8 for _ in range(76)):
        x, y = p.spread(), start + (1 - start) * t
        if p.chance(0.3):
            x = middle + p.gauss(0, 0.12)
        size = 0.009 + 0.02 * t
        if p.ground and y < p.ground(x) + 0.02:
            continue
        p.line([(x, y), (x + p.spread(0.004), y + 2.2 * size)], stem, 0.15 * size + 0.001)
        tone = scale(colour, p.uniform(0.88, 1.04))
        if t > 0.4:
            _blossom(Figure(p, x, y, size), kind, tone, heart)
        else:
            p.ellipse(x, y, size, size * 0.8, tone)


def _blossom(figure, kind, colour, heart):
    if kind != "daisy":
        figure.draw(FIGURES["blossom"][kind], {"petal": colour, "heart": heart, "shade": mix(colour, heart, 0.35)})
        return
    for i in range(4):
        angle = math.pi * i / 4
        dx, dy = math.cos(angle) * 1.05, math.sin(angle) * 0.95
        figure.line([(-dx, dy), (dx, -dy)], colour, 0.5)
    figure.ellipse(0, 0, 0.36, 0.34, heart)
