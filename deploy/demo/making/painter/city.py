"""Cities: skylines of several profiles, at a river or behind a park."""

import math

from . import airborne, trees, water
from .boats import boat
from .bridges import bridge
from .canvas import EDGE
from .palette import CHOICES, SHARES, mix, scale

# From the far row to the near one: depth, ranges of height and width.
_ROWS = ((0.62, (0.2, 0.42), (0.05, 0.1)), (0.34, (0.16, 0.42), (0.06, 0.12)), (0.06, (0.1, 0.32), (0.07, 0.14)))


def paint(p):
    river = "bridge" in p.objects or "boat" in p.objects or p.chance(0.45)
    base = p.horizon + p.uniform(0.09, 0.15) if river else 0.93
    walls = p.choice(CHOICES["city"])
    profile = _profile(p)
    for i, row in enumerate(_ROWS):
        _row(p, i, row, base, river, walls, profile)
        if i == 0 and p.chance(0.7):
            _landmark(p, p.spread(0.4), base if river else base - 0.1, p.land(p.choice(walls), 0.45))
        if i < 2:
            p.mist(base - 0.1 + 0.03 * i, 0.1, 0.55)
    airborne.paint(p)
    if river:
        _river(p, base)
    else:
        _park(p)


def _profile(p):
    """How high the skyline rises along x: in the middle, to one side, twice, or evenly."""
    kind = p.choice(("middle", "side", "twice", "even"))
    centre = p.spread(0.25)
    side = p.side() if kind == "side" else 0
    return {
        "middle": lambda x: 1.12 - 0.55 * min(1, abs(x - centre) / 0.7),
        "side": lambda x: 0.82 + 0.36 * side * x,
        "twice": lambda x: 0.72 + 0.38 * abs(math.sin((x - centre) * 3.4)),
        "even": lambda x: 0.86,
    }[kind]


def _row(p, i, row, base, river, walls, profile):
    depth, heights, widths = row
    x = -0.8 - p.uniform(0, 0.05)
    while x < 0.78:
        width = p.uniform(*widths)
        height = p.uniform(*heights) * profile(x + width / 2)
        if i == 2 and not river:
            height *= 1.15
        top = base - height - (0.1 if i < 2 and not river else 0)
        colour = p.land(p.choice(walls), depth)
        _tower(p, x, top, width, base + 0.005, colour, depth, detail=i > 0)
        if i > 0:
            _windows(p, i, x, top, width, base, colour)
        x += width * (p.uniform(0.95, 1.2) if i else 0.9)


def _tower(p, x, top, width, foot, colour, depth, detail):
    """One building with one of several roofs."""
    right = x + width
    p.rectangle(x, top, right, foot, colour)
    p.rectangle(x + width * 0.7, top, right, foot, scale(colour, 0.87))
    roof = p.random()
    if roof < 0.12:
        p.polygon([(x, top), (x + width / 2, top - width * 0.8), (right, top)], colour)
    elif roof < 0.3:  # set back, with a mast
        p.rectangle(x + width * 0.18, top - 0.03, x + width * 0.82, top, colour)
        p.rectangle(x + width * 0.34, top - 0.05, x + width * 0.66, top - 0.03, colour)
        p.line([(x + width / 2, top - 0.05), (x + width / 2, top - 0.11)], colour, 0.004)
    elif roof < 0.4:
        p.polygon([(x, top), (right, top - width * 0.6), (right, top)], colour)
    elif roof < 0.48:
        p.ellipse(x + width / 2, top, width / 2, width * 0.42, colour)
    elif p.weather == "snow":
        p.rectangle(x - 0.003, top - 0.012, right + 0.003, top, p.land((244, 248, 255), depth * 0.7))
    elif detail:
        p.rectangle(x - 0.002, top - 0.005, right + 0.002, top + 0.004, scale(colour, 0.8))


def _windows(p, i, x, top, width, base, colour):
    share = max(SHARES["lit_windows"][p.light], 0.0 if p.weather in ("clear", "clouds") else 0.3)
    near = i == 2
    lamp = (255, 214, 120) if near else mix((255, 210, 120), p.haze, 0.25)
    dark = mix(colour, (225, 240, 250), 0.3) if p.light == "day" else scale(colour, 0.76)
    rows = [top + 0.02 + j * 0.036 for j in range(int((base - top - 0.02) / 0.036))]
    if p.chance(0.2):  # bands of glass
        for y in rows:
            p.rectangle(x + width * 0.08, y, x + width * 0.92, y + 0.015, dark)
            if p.chance(share):
                start = p.uniform(0.08, 0.5)
                p.rectangle(x + width * start, y, x + width * (start + p.uniform(0.15, 0.4)), y + 0.015, lamp)
        return
    columns = max(2, int(width / 0.026))
    pane = width * 0.42 / columns
    for c in range(columns):
        for j, y in enumerate(rows):
            lit = p.chance(share)
            if lit or near or (c + j) % 2 == 0:
                left = x + width * (c + 0.28) / columns
                p.rectangle(left, y, left + pane, y + 0.017, lamp if lit else dark)


def _landmark(p, x, base, colour):
    """One tower that stands out: a needle with a pod, a stepped tower, or a curved one."""
    kind = p.choice(("needle", "stepped", "sail"))
    height = p.uniform(0.38, 0.46)
    top = base - height
    if kind == "needle":
        p.polygon([(x - 0.018, base), (x - 0.006, top), (x + 0.006, top), (x + 0.018, base)], colour)
        p.ellipse(x, top + 0.1, 0.036, 0.018, colour)
        p.ellipse(x, top + 0.06, 0.02, 0.012, colour)
    elif kind == "stepped":
        for half, share in ((0.065, 0.6), (0.048, 0.8), (0.03, 0.92), (0.012, 1.0)):
            p.rectangle(x - half, base - height * share, x + half, base, colour)
            p.rectangle(x + half * 0.4, base - height * share, x + half, base, scale(colour, 0.9))
    else:
        curve = [(x - 0.06 + 0.1 * (i / 10) ** 2.2, base - height * i / 10) for i in range(11)]
        p.polygon([(x + 0.06, base), (x + 0.055, top)] + curve[::-1], colour)
        p.polygon([(x + 0.06, base), (x + 0.055, top), (x + 0.04, top), (x + 0.02, base)], scale(colour, 0.9))
    if kind != "sail":
        p.line([(x, top), (x, top - 0.05)], colour, 0.004)
    if p.dim:
        p.ellipse(x, top - 0.002, 0.005, 0.005, (255, 96, 80))


def _river(p, base):
    quay = base + 0.018
    p.rectangle(-EDGE, base, EDGE, base + 0.02, p.land(p.snowed((96, 96, 102))))
    if p.chance(0.6):  # trees along the quay
        leaf = p.land(p.snowed((70, 116, 74)), 0.1)
        for i in range(22):
            trees.shrub(p, -0.74 + 0.07 * i + p.spread(0.015), base + 0.004, p.uniform(0.012, 0.02), leaf)
    if p.dim:
        for i in range(11):
            p.ellipse(-0.7 + 0.14 * i, base - 0.012, 0.006, 0.006, (255, 230, 160))
    water.paint(p, quay, mirror=True)
    if "bridge" in p.objects:
        bridge(p, quay + 0.08)
    if "boat" in p.objects:
        boat(p, p.spread(0.26), min(0.92, quay + p.uniform(0.13, 0.18)), p.uniform(0.24, 0.3))


def _park(p):
    """A row of trees and a lawn or a street at the lower edge."""
    if p.chance(0.5):
        p.rectangle(-EDGE, 0.925, EDGE, 1.01, p.land(p.snowed((78, 84, 92))))
        for i in range(9):
            p.rectangle(-0.72 + 0.18 * i, 0.965, -0.64 + 0.18 * i, 0.972, p.land((226, 222, 206)))
    else:
        lawn = p.land(p.snowed((96, 146, 78)))
        shape = [(-EDGE, 0.93), (-0.3, 0.9), (0.2, 0.91), (EDGE, 0.89), (EDGE, 1.01), (-EDGE, 1.01)]
        p.gradient(shape, lawn, scale(lawn, 0.75), 0.89, 1.0)
    leaf = p.land((58, 108, 66))
    for _ in range(16):
        x, size = p.spread(), p.uniform(0.022, 0.042)
        p.rectangle(x - 0.003, 0.9, x + 0.003, 0.935, p.land((70, 54, 46)))
        if p.weather == "snow":
            trees.shrub(p, x, 0.91, size, leaf, snowy=True)
        else:
            trees.shrub(p, x, 0.915, size, scale(leaf, p.uniform(0.85, 1.15)))
