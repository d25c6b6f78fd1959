"""Deserts: dunes with sharp crests, or flat-topped mesas and buttes."""

import math

from . import airborne, standing, terrain
from .canvas import EDGE
from .palette import CHOICES, mix, multiply, scale


def paint(p):
    sand = p.choice(CHOICES["desert"])
    kind = p.choice(("mesas", "mesas", "dunes", "dunes", "hills"))
    dunes = kind == "dunes"
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
    count = p.randint(3, 5) if dunes else p.randint(1, 3)
    for i in range(count):
        t = (i + 1) / count
        height = p.uniform(0.09, 0.15) * (0.8 + 0.5 * t) * (1 if dunes else 0.7)
        _dune(p, p.spread(0.6), p.horizon + 0.06 + 0.14 * t, height, sand, 0.36 * (1 - t) + 0.06)
    p.mist(p.horizon + 0.13)
    _foreground(p, sand)


def _mesas(p, sand):
    rock = mix(sand, (176, 84, 58), 0.6)
    base = p.horizon + 0.05
    x = p.uniform(-0.7, -0.45)
    for _ in range(p.randint(2, 4)):
        butte = p.chance(0.3)
        half = p.uniform(0.03, 0.05) if butte else p.uniform(0.08, 0.2)
        height = p.uniform(0.16, 0.26) if butte else p.uniform(0.1, 0.2)
        top, foot = p.horizon - height, half + 0.06
        left = [(x - foot, base), (x - half * 1.1, p.horizon - height * 0.42), (x - half, top)]
        right = [(x + half * 0.9, top - 0.006), (x + half * 1.05, p.horizon - height * 0.4), (x + foot, base)]
        p.gradient(left + right, p.land(rock, 0.22), p.land(sand, 0.4), top, p.horizon)
        shade = p.land(multiply(rock, (0.66, 0.6, 0.62)), 0.25)
        p.polygon([(x + half * 0.35, top), *right, (x + half * 0.5, base)], shade, 120)
        for level in (0.72, 0.5):
            y = p.horizon - height * level
            p.rectangle(x - half * 1.02, y, x + half, y + 0.008, p.land(multiply(rock, (0.8, 0.74, 0.74)), 0.25), 150)
        x += half + p.uniform(0.16, 0.5)


def _dune(p, x, base, height, sand, depth):
    """A crest with a long lit slope and a short shaded one, parted by a curved edge."""
    side = p.side()
    long, short = side * height * p.uniform(4, 6), side * height * p.uniform(2.6, 3.8)
    lit, shaded = p.land(scale(sand, 1.06), depth), p.land(multiply(sand, (0.74, 0.67, 0.68)), depth)
    low = p.land(sand, depth * 0.6)
    ts = [i / 14 for i in range(15)]
    windward = [(x - long * (1 - t), base - height * (0.5 - 0.5 * math.cos(math.pi * t))) for t in ts]
    lee = [(x + short * t, base - height * (1 - t) ** 1.25) for t in ts[1:]]
    edge = [(x + side * 0.5 * height * math.sin(math.pi * 1.3 * t), base - height * (1 - t)) for t in ts]
    floor = base + 0.05
    p.gradient(windward + edge[1:] + [(edge[-1][0], floor), (x - long, floor)], lit, low, base - height, floor)
    p.gradient(edge + [(x + short, base)] + lee[::-1], shaded, low, base - height * 0.5, base)


def _foreground(p, sand):
    ridge = terrain.slope_or_waves(p, 0.4, (0.74, 0.79), (0.83, 0.88), (0.75, 0.82), 0.035, 2.8)
    top = p.land(scale(sand, 1.02))
    terrain.near_ground(p, ridge, top, p.land(multiply(sand, (0.74, 0.68, 0.66))))
    ripple = p.land(multiply(sand, (0.7, 0.66, 0.64)))
    for i in range(16):
        x = p.uniform(-EDGE, 0.6)
        y = ridge(x) + 0.05 + 0.012 * i
        p.line([(x + 0.03 * j, y + 0.006 * math.sin(j * 1.1 + i)) for j in range(7)], ripple, 0.003, 80)
    terrain.boulders(p, ridge, p.choice((0, 3, 6)), (0.06, 0.17), (0.012, 0.03), (146, 106, 80))
    for _ in range(p.choice((0, 3, 5))):  # dry grass
        x = p.spread(0.7)
        y = ridge(x) + p.uniform(0.05, 0.16)
        for i in range(6):
            p.line([(x, y), (x + 0.008 * (i - 2.5), y - p.uniform(0.015, 0.03))], p.land((150, 132, 72)), 0.003)
    standing.objects(p, ridge, top, p.objects)
