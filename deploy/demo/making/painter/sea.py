"""The sea: open water, islands, a beach, cliffs and a headland for lighthouses and houses."""

import math

from . import airborne, terrain, trees, water
from .boats import boat
from .bridges import bridge
from .buildings import house, lighthouse
from .canvas import EDGE
from .palette import CHOICES, SNOW, WHITE, mix, scale


def paint(p):
    buildings = [name for name in ("lighthouse", "house") if name in p.objects]
    if "bridge" in p.objects:
        hills = terrain.wavy(p, p.horizon - 0.05, 0.04, 6)
        terrain.fill(p, hills, p.land((92, 112, 108), 0.5), p.haze)
    elif p.chance(0.5):
        for _ in range(p.randint(1, 2)):
            _island(p, p.spread(0.6), p.uniform(0.14, 0.36), p.uniform(0.03, 0.09))
    airborne.paint(p)
    p.mist(p.horizon, 0.07, 0.5)
    water.paint(p, p.horizon, mirror=False)
    if "bridge" in p.objects:
        bridge(p, p.horizon + p.uniform(0.05, 0.1))
    water.swell(p, p.horizon)
    p.mist(p.horizon + 0.03)
    if buildings:
        _headland_with_boat(p, buildings[0])
    elif "boat" in p.objects:
        _cliffs(p, 0.25)
        boat(p, p.spread(0.28), p.horizon + p.uniform(0.14, 0.24), p.uniform(0.26, 0.36))
    elif "bridge" not in p.objects:
        if p.chance(0.5):
            _beach(p)
        else:
            _cliffs(p, 0.7)


def _headland_with_boat(p, building):
    x = p.stands[building]
    side = math.copysign(1, x)
    if "boat" in p.objects:
        boat(p, -side * p.uniform(0.18, 0.3), p.horizon + p.uniform(0.13, 0.22), p.uniform(0.24, 0.31))
        x = side * max(0.17, abs(x))
    top = p.horizon + p.uniform(-0.01, 0.1)
    _headland(p, x, top, side)
    if building == "lighthouse":
        lighthouse(p, x, top + 0.02, p.uniform(0.42, 0.52))
    else:
        house(p, x, top + 0.025, p.uniform(0.18, 0.23))


def _island(p, x, half, height):
    crest = terrain.wavy(p, 0, height * 0.5, 11, 0.01)
    xs = [x + half * (i / 12 - 1) for i in range(25)]
    shape = [(at, p.horizon - max(0, 1 - ((at - x) / half) ** 2) * max(0.01, height + crest(at))) for at in xs]
    p.polygon(shape + [(x + half, p.horizon), (x - half, p.horizon)], p.land((110, 124, 140), 0.55))


def _beach(p):
    """Sand along the lower edge or in a bay, foam before it, sometimes palms at the side."""
    shore = terrain.slope_or_waves(p, 0.5, (0.78, 0.84), (0.93, 0.98), (0.85, 0.9), 0.025, 2.6)
    foam = WHITE if p.light == "day" else mix(p.haze, WHITE, 0.4)
    for lift, share in ((0.034, 0.35), (0.016, 1)):
        terrain.fill(p, lambda x: shore(x) - lift - 0.004 * math.sin(x * 25), mix(p.haze, foam, share), p.haze)
    sand = p.snowed((238, 208, 158))
    terrain.fill(p, shore, p.land(sand), p.land(scale(sand, 0.82)))
    terrain.boulders(p, shore, p.randint(3, 8), (0.03, 0.1), (0.008, 0.02), (150, 136, 122))
    if p.weather not in ("snow", "fog") and p.chance(0.35):
        side = p.side()
        for x, size in ((0.66, 0.5), (0.54, 0.42)):
            at = side * (x + p.spread(0.03))
            trees.palm(p, at, shore(at) + 0.06, size * p.uniform(0.9, 1.15), -side * p.uniform(0.1, 0.3))


def _cliffs(p, share):
    """Cliffs that come in from one side or both, and rocks in the water, in a share of the paintings."""
    if not p.chance(share):
        return
    rock = p.land(p.choice(CHOICES["cliff"]), 0.12)
    for side in p.choice(((-1,), (1,), (-1, 1))):
        _cliff(p, side, rock)
    for _ in range(p.randint(0, 3)):
        x, y = p.spread(0.5), p.uniform(p.horizon + 0.12, 0.92)
        size = 0.02 + 0.1 * (y - p.horizon)
        terrain.boulder(p, x, y, size, rock)
        p.ellipse(x, y + 0.002, size * 1.2, size * 0.1, WHITE, 120)


def _cliff(p, side, rock):
    """A cliff from the edge of the picture on that side: x runs outwards from its foremost point."""
    reach, top = p.uniform(0.18, 0.4), p.horizon - p.uniform(0.06, 0.2)
    foot = p.horizon + p.uniform(0.05, 0.1)
    middle, outside = (top + foot) / 2, reach + 0.01

    def outwards(points):
        return [(side * (EDGE - reach + dx), y) for dx, y in points]

    face = [(outside, top - 0.03), (0.12, top), (0.02, top + 0.02), (0.04, middle), (-0.02, foot)]
    p.gradient(outwards([*face, (outside, foot + 0.03)]), rock, scale(rock, 0.6), top, foot)
    for i in range(5):
        x = 0.05 + 0.07 * i
        p.line(outwards([(x, top + 0.04), (x - 0.015, middle), (x + 0.01, foot - 0.02)]), scale(rock, 0.66), 0.005, 130)
    turf = [(outside, top - 0.034), (0.12, top - 0.004), (0.02, top + 0.018), (0.1, top + 0.026), (outside, top + 0.01)]
    p.polygon(outwards(turf), p.land(p.snowed((104, 138, 82)), 0.12))
    p.line(outwards([(-0.05, foot + 0.004), (outside, foot + 0.033)]), WHITE, 0.006, 120)


def _headland(p, x, y, side):
    """Rock that carries a building at (x, y) and runs out of the picture on that side."""
    rock = p.land(p.choice(CHOICES["headland"]))
    turf = SNOW if p.weather == "snow" else p.choice(((106, 140, 84), (122, 142, 82)))
    edge = x - side * p.uniform(0.18, 0.24)
    tall = p.choice((p.uniform(0.14, 0.24), p.uniform(0.24, 0.36), 0.6))
    top = [(side * 0.77, y - 0.02), (x + side * 0.12, y), (x - side * 0.1, y + 0.005), (edge, y + 0.18 * tall)]
    flank = [(-0.03, 0.45), (0.01, 0.6), (-0.05, 0.9), (-0.03, 1)]
    flank = [(edge + side * dx, y + share * tall) for dx, share in flank]
    p.gradient(top + flank + [(side * 0.77, y + tall + 0.07)], rock, scale(rock, 0.55), y, y + 0.3)
    for i in range(9):
        px = edge + side * (0.03 + (0.72 - abs(edge)) * i / 9 + p.uniform(0, 0.05))
        py = y + p.uniform(0.3, 0.75) * tall
        w, h = p.uniform(0.03, 0.06), p.uniform(0.02, 0.045)
        crack = [(px, py), (px + w, py + 0.2 * h), (px + 0.7 * w, py + h), (px - 0.2 * w, py + 0.8 * h)]
        p.polygon(crack, scale(rock, 0.72), 150)
    below = [(edge + side * 0.02, y + 0.2 * tall), (x - side * 0.06, y + 0.03), (x + side * 0.1, y + 0.04)]
    p.polygon(top + below + [(side * 0.77, y + 0.035)], p.land(turf))
    for i in range(3):
        at = y + tall + 0.005 + 0.012 * i
        p.line([(edge - side * (0.1 - 0.02 * i), at), (side * 0.77, at + 0.07)], WHITE, 0.004, 110 - 30 * i)
