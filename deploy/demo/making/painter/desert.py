"""Deserts: dunes with sharp crests, or flat-topped mesas and buttes."""

import math

from . import airborne, standing, terrain
from .canvas import EDGE
from .palette import mix, multiply, scale

_SANDS = [(232, 186, 122), (226, 164, 104), (238, 202, 146), (216, 140, 92)]


def paint(p):
    rng = p.rng
    sand = rng.choice(_SANDS)
    kind = rng.choice(("mesas", "mesas", "dunes", "dunes", "hills"))
    if kind == "mesas":
        _mesas(p, sand)
    elif kind == "hills":
        terrain.far_ranges(p, p.horizon - 0.04, mix(sand, (190, 120, 110), 0.5), 2, jag=0.008)
    else:
        terrain.far_ranges(p, p.horizon - 0.01, mix(sand, (200, 150, 150), 0.4), jag=0.0)
    p.mist(p.horizon)
    airborne.paint(p)
    plain = terrain.wavy(p, p.horizon + 0.02, 0.02, 4)
    terrain.fill(p, plain, p.land(scale(sand, 1.03), 0.35), p.land(multiply(sand, (0.9, 0.86, 0.84)), 0.2))
    count = rng.randint(3, 5) if kind == "dunes" else rng.randint(1, 3)
    for i in range(count):
        t = (i + 1) / count
        height = rng.uniform(0.09, 0.15) * (0.8 + 0.5 * t) * (1 if kind == "dunes" else 0.7)
        _dune(p, rng.uniform(-0.6, 0.6), p.horizon + 0.06 + 0.14 * t, height, sand, 0.36 * (1 - t) + 0.06)
    p.mist(p.horizon + 0.13)
    _foreground(p, sand)


def _mesas(p, sand):
    rng = p.rng
    rock = mix(sand, (176, 84, 58), 0.6)
    x = rng.uniform(-0.7, -0.45)
    for _ in range(rng.randint(2, 4)):
        slim = rng.random() < 0.3  # a butte
        half = rng.uniform(0.03, 0.05) if slim else rng.uniform(0.08, 0.2)
        height = rng.uniform(0.16, 0.26) if slim else rng.uniform(0.1, 0.2)
        base, top = p.horizon + 0.05, p.horizon - height
        foot = half + 0.06
        outline = [
            (x - foot, base), (x - half * 1.1, p.horizon - height * 0.42), (x - half, top),
            (x + half * 0.9, top - 0.006), (x + half * 1.05, p.horizon - height * 0.4), (x + foot, base),
        ]  # fmt: skip
        p.gradient(outline, p.land(rock, 0.22), p.land(sand, 0.4), top, p.horizon)
        shade = [(x + half * 0.35, top), (x + half * 0.9, top - 0.006), (x + half * 1.05, p.horizon - height * 0.4)]
        p.polygon(
            shade + [(x + foot, base), (x + half * 0.5, base)], p.land(multiply(rock, (0.66, 0.6, 0.62)), 0.25), 120
        )
        for level in (0.72, 0.5):
            y = p.horizon - height * level
            p.rectangle(x - half * 1.02, y, x + half, y + 0.008, p.land(multiply(rock, (0.8, 0.74, 0.74)), 0.25), 150)
        x += half + rng.uniform(0.16, 0.5)


def _dune(p, x, base, height, sand, depth):
    """A crest with a long lit slope and a short shaded one, parted by a curved edge."""
    rng = p.rng
    side = rng.choice((-1, 1))
    long, short = height * rng.uniform(4, 6), height * rng.uniform(2.6, 3.8)
    lit, shaded = p.land(scale(sand, 1.06), depth), p.land(multiply(sand, (0.74, 0.67, 0.68)), depth)
    n = 14
    windward = [
        (x - side * long * (1 - i / n), base - height * (0.5 - 0.5 * math.cos(math.pi * i / n))) for i in range(n + 1)
    ]
    lee = [(x + side * short * i / n, base - height * (1 - i / n) ** 1.25) for i in range(1, n + 1)]
    edge = [
        (x + side * 0.5 * height * math.sin(math.pi * 1.3 * i / n), base - height * (1 - i / n)) for i in range(n + 1)
    ]
    floor = base + 0.05
    p.gradient(
        windward + edge[1:] + [(edge[-1][0], floor), (x - side * long, floor)],
        lit,
        p.land(sand, depth * 0.6),
        base - height,
        floor,
    )
    p.gradient(
        edge + [(x + side * short, base)] + lee[::-1], shaded, p.land(sand, depth * 0.6), base - height * 0.5, base
    )


def _foreground(p, sand):
    rng = p.rng
    if rng.random() < 0.4:
        ridge = terrain.slope(p, rng.uniform(0.74, 0.79), rng.uniform(0.83, 0.88))
    else:
        ridge = terrain.wavy(p, rng.uniform(0.75, 0.82), 0.035, 2.8)
    p.ground = ridge
    top = p.land(scale(sand, 1.02))
    terrain.fill(p, ridge, top, p.land(multiply(sand, (0.74, 0.68, 0.66))))
    ripple = p.land(multiply(sand, (0.7, 0.66, 0.64)))
    for i in range(16):
        x = rng.uniform(-EDGE, 0.6)
        y = ridge(x) + 0.05 + 0.012 * i
        p.line([(x + 0.03 * j, y + 0.006 * math.sin(j * 1.1 + i)) for j in range(7)], ripple, 0.003, 80)
    for _ in range(rng.choice((0, 3, 6))):
        x = rng.uniform(-0.7, 0.7)
        terrain.boulder(p, x, ridge(x) + rng.uniform(0.06, 0.17), rng.uniform(0.012, 0.03), p.land((146, 106, 80)))
    for _ in range(rng.choice((0, 3, 5))):  # dry grass
        x = rng.uniform(-0.7, 0.7)
        y = ridge(x) + rng.uniform(0.05, 0.16)
        for i in range(6):
            p.line([(x, y), (x + 0.008 * (i - 2.5), y - rng.uniform(0.015, 0.03))], p.land((150, 132, 72)), 0.003)
    standing.objects(p, ridge, top)
