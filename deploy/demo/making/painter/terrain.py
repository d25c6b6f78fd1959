"""The shapes of land: ridges, peaks, and what grows or lies on the near ground."""

import math

from .canvas import EDGE, across
from .palette import grey, mix, multiply, scale


def wavy(p, y, height, frequency, jag=0.0):
    """A random ridge around y as a function of x: sines of about the given amplitude, with teeth of size `jag`."""
    waves = [(p.uniform(0.6, 1.4) * frequency * k, p.uniform(0, 6.28), 0.6 * height / k**0.9) for k in (1, 2, 3.3)]
    teeth = [p.uniform(-1, 1) for _ in range(97)] if jag else None

    def ridge(x):
        value = y + sum(a * math.sin(w * x + phase) for w, phase, a in waves)
        if teeth:
            u = (x + 0.8) * 60
            i = max(0, min(95, int(u)))
            value += jag * (teeth[i] + (teeth[i + 1] - teeth[i]) * (u - i))
        return value

    return ridge


def slope(p, low, high):
    """A ridge that rises from `low` on one side to `high` on the other in one sweep, with a little unrest."""
    side, steep, middle = p.side(), p.uniform(2.5, 5), p.spread(0.2)
    rest = wavy(p, 0, 0.012, 6)
    return lambda x: low + (high - low) / (1 + math.exp(-steep * 2 * (side * x - middle))) + rest(x)


def slope_or_waves(p, share, low, high, y, height, frequency):
    """A slope in a share of the paintings, else waves; low, high and y are ranges."""
    if p.chance(share):
        return slope(p, p.uniform(*low), p.uniform(*high))
    return wavy(p, p.uniform(*y), height, frequency)


def fill(p, ridge, top, bottom, steps=60, depth=0.3):
    """Fills everything below a ridge, from the colour `top` to `bottom` over `depth`."""
    points = [(x, ridge(x)) for x in across(steps)]
    start = min(y for _, y in points)
    p.gradient(points + [(EDGE, 1.01), (-EDGE, 1.01)], top, bottom, start, start + depth)


def near_ground(p, ridge, top, bottom):
    """The ground on which the scene's objects stand."""
    p.ground = ridge
    fill(p, ridge, top, bottom)


def far_ranges(p, y, colour, count=1, jag=0.012):
    """Pale ridges at the horizon, one behind the other; darker below heavy clouds, where the sky is dark too."""
    heavy = p.weather in ("storm", "rain")
    for i in range(count):
        t = (i + 1) / count
        ridge = wavy(p, y - 0.055 * (1 - t) * count, 0.045, 6.5, jag)
        top = p.land(mix(colour, (110, 130, 190), 0.4), (0.42 if heavy else 0.84) - 0.2 * t)
        fill(p, ridge, top, mix(p.haze, top, 0.5) if heavy else p.haze, steps=80, depth=0.16)


def peak(p, x, base, height, half_width, rock, depth, snowline, rounded=False):
    """A mountain with a lit left face, a shaded right one and, above `snowline` of its height, snow."""
    top = base - height
    bulge = 0.16 if rounded else 0.0

    def rough():
        return p.uniform(-0.012, 0.012)

    def flank(t):  # the distance from the axis at the share t of the way down
        return half_width * (t + bulge * math.sin(math.pi * t))

    up, down = (0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9), (0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1)
    left = [(x - flank(1 - t) + rough(), base - height * t + rough()) for t in up]
    right = [(x + flank(t) + rough(), top + height * t + rough()) for t in down]
    bend = p.uniform(0.08, 0.24)
    rows = (0.15, 0.3, 0.45, 0.6, 0.8, 1)
    spine = [(x + half_width * (0.12 * math.sin(t * 9 + height * 40) + bend) * t, top + height * t) for t in rows]
    lit, dark = p.land(rock, depth), p.land(multiply(rock, (0.68, 0.68, 0.76)), depth)
    p.gradient(left + [(x, top)] + spine, lit, mix(lit, p.haze, 0.45), top, base)
    p.gradient([(x, top)] + right + spine[::-1], dark, mix(dark, p.haze, 0.45), top, base)
    if snowline > 0:
        _snow(p, x, top, height, flank, snowline, depth)


def _snow(p, x, top, height, flank, snowline, depth):
    """The snow on a peak, with a ragged lower edge."""
    white = p.land((250, 252, 255), depth * 0.6)
    shadow = mix(white, p.land((120, 150, 200), depth), 0.45)
    teeth = [p.uniform(0.7, 1.15) for _ in range(6)]
    west = [(1.0, -0.98), (teeth[0] * 0.8, -0.62), (teeth[1], -0.4), (teeth[2] * 0.8, -0.12), (teeth[5], 0.05)]
    east = [(teeth[5], 0.05), (teeth[3], 0.34), (teeth[4] * 0.8, 0.58), (1.0, 0.98)]
    for edge, colour in ((west, white), (east, shadow)):
        zigzag = [(x + side * flank(snowline * k), top + height * snowline * k) for k, side in edge]
        p.polygon([(x, top - 0.004)] + zigzag, colour)


def grass(p, ridge, colour, count=50):
    """Short blades that lean at random, larger towards the viewer."""
    for _ in range(count):
        x, t = p.spread(), p.random()
        y = ridge(x) + 0.03 + (1.0 - ridge(x)) * t
        size = 0.008 + 0.018 * t
        p.line([(x, y), (x + p.uniform(-0.4, 0.4) * size, y - size)], colour, 0.0022 + 0.002 * t, 120)


def path(p, ridge, colour, x_end, x_near):
    """A winding path from the ridge at x_end to the lower edge at x_near."""
    top = ridge(x_end) + 0.004
    sway = p.side() * p.uniform(0.05, 0.11)

    def edge(t, side):
        x = x_end + (x_near - x_end) * t + sway * math.sin(t * math.pi * 1.6) * (0.3 + 0.7 * t)
        return (x + side * (0.006 + 0.062 * t**1.6), top + (1.01 - top) * t)

    ts = [i / 14 for i in range(15)]
    p.polygon([edge(t, -1) for t in ts] + [edge(t, 1) for t in reversed(ts)], colour, 235)


def boulder(p, x, y, size, rock):
    """A stone with a lit top."""
    points = []
    for i in range(9):
        angle = math.pi * i / 8
        reach = size * p.uniform(0.85, 1.1)
        points.append((x - reach * math.cos(angle), y - 0.62 * reach * math.sin(angle)))
    p.polygon(points, scale(rock, 0.7))
    lit = [(px - 0.12 * size, y + (py - y) * 0.98 - 0.02 * size) for px, py in points[1:6]]
    p.polygon(lit, mix(rock, grey(rock, 1), 0.2))


def boulders(p, ridge, count, below, size, rock, apart=0.0):
    """Stones on the near ground, in ranges of distance below its ridge and of size, `apart` from the objects."""
    for _ in range(count):
        x = p.spread(0.7)
        if not p.taken(x, apart):
            boulder(p, x, ridge(x) + p.uniform(*below), p.uniform(*size), p.land(rock))
