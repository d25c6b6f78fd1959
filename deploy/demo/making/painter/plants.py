"""The cactus, and beds of flowers in the foreground."""

import math

from .palette import mix, scale


def cactus(p, x, y, size):
    """A saguaro of height `size` with one or two arms, sometimes with a small companion."""
    rng = p.rng
    colour = p.land((80, 152, 96) if p.night else (62, 128, 70))
    if rng.random() < 0.5:
        near = x + rng.choice((-1, 1)) * rng.uniform(0.3, 0.42) * size
        _prickly_pear(p, near, y + 0.02, 0.3 * size, scale(colour, 0.92))
    width = 0.17 * size
    p.ellipse(x, y, 0.24 * size, 0.018 * size, (0, 0, 10), 55)
    _stalk(p, [(x, y), (x, y - 0.9 * size)], width, colour)
    sides = rng.choice(((-1, 1), (1, -1), (-1,)))
    low = rng.uniform(0.28, 0.4)
    for i, side in enumerate(sides):
        at, up, out = low + 0.15 * i, rng.uniform(0.2, 0.32), rng.uniform(0.22, 0.27)
        elbow = (x + side * out * size, y - at * size)
        _stalk(p, [(x, y - at * size), elbow, (elbow[0], y - (at + up) * size)], width * 0.7, colour)


def _stalk(p, points, width, colour):
    p.limb(points, [width] * len(points), colour)
    (x0, y0), (x1, y1) = points[-2:]
    for share, tone in ((-0.22, mix(colour, (224, 244, 176), 0.28)), (0.2, scale(colour, 0.76))):
        p.line([(x0 + share * width, y0), (x1 + share * width, y1)], tone, 0.11 * width)


def _prickly_pear(p, x, y, size, colour):
    for dx, dy, rx, ry in ((0, 0.3, 0.24, 0.32), (-0.26, 0.7, 0.17, 0.22), (0.24, 0.74, 0.18, 0.24)):
        p.ellipse(x + dx * size, y - dy * size, rx * size, ry * size, colour)
        p.ellipse(
            x + (dx - 0.05) * size,
            y - (dy + 0.05) * size,
            rx * 0.55 * size,
            ry * 0.6 * size,
            mix(colour, (224, 244, 176), 0.14),
        )


def flower_bed(p):
    """The scene's flowers over the near ground: clumps of one kind, larger towards the viewer."""
    if "flowers" not in p.objects:
        return
    rng = p.rng
    name = p.objects["flowers"]
    colour, stem = p.colour_of("flowers"), p.land((60, 120, 50))
    heart = p.lit((150, 84, 30) if name == "yellow" else (250, 214, 80))
    blossom = rng.choice((_five_petals, _five_petals, _daisy, _cup))
    start = max(0.6, min(p.ground(x) for x in (-0.5, -0.25, 0, 0.25, 0.5)) + 0.02) if p.ground else 0.8
    middle = rng.uniform(-0.5, 0.5)
    for t in sorted(rng.random() ** 0.8 for _ in range(76)):
        x, y = rng.uniform(-0.75, 0.75), start + (1 - start) * t
        if rng.random() < 0.3:
            x = middle + rng.gauss(0, 0.12)
        size = 0.009 + 0.02 * t
        if p.ground and y < p.ground(x) + 0.02:
            continue
        p.line([(x, y), (x + rng.uniform(-0.004, 0.004), y + 2.2 * size)], stem, 0.15 * size + 0.001)
        tone = scale(colour, rng.uniform(0.88, 1.04))
        if t > 0.4:
            blossom(p, x, y, size, tone, heart)
        else:
            p.ellipse(x, y, size, size * 0.8, tone)


def _five_petals(p, x, y, size, colour, heart):
    for dx, dy in ((-0.6, -0.18), (0.6, -0.18), (0, -0.64), (-0.37, 0.5), (0.37, 0.5)):
        p.ellipse(x + dx * size, y + dy * size, size * 0.46, size * 0.44, colour)
    p.ellipse(x, y - 0.05 * size, size * 0.36, size * 0.34, heart)


def _daisy(p, x, y, size, colour, heart):
    for i in range(4):
        angle = math.pi * i / 4
        dx, dy = math.cos(angle) * size * 1.05, math.sin(angle) * size * 0.95
        p.line([(x - dx, y - dy), (x + dx, y + dy)], colour, size * 0.5)
    p.ellipse(x, y, size * 0.36, size * 0.34, heart)


def _cup(p, x, y, size, colour, heart):
    """A tulip or a poppy from the side."""
    top = y - 0.9 * size
    p.ellipse(x, y, size * 0.82, size * 0.8, colour)
    points = [(-0.82, 0), (-0.7, -1), (-0.3, -0.5), (0, -1.1), (0.3, -0.5), (0.7, -1), (0.82, 0)]
    p.polygon([(x + dx * size, y + dy * size) for dx, dy in points], colour)
    p.ellipse(x, top + 0.7 * size, size * 0.2, size * 0.3, mix(colour, heart, 0.35))
