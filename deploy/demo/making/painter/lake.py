"""Lakes: calm water that mirrors hills or peaks and a wooded shore."""

import math

from . import airborne, standing, terrain, trees, water
from .boats import boat
from .bridges import bridge
from .buildings import house
from .palette import CHOICES, GRASS, LEAVES, NEEDLES, TABLES, mix, multiply, scale


def paint(p):
    grass, needles = p.choice(GRASS[p.season]), NEEDLES[p.season]
    _background(p)
    airborne.paint(p)
    shore = terrain.wavy(p, p.horizon - 0.025, 0.012, 6)
    bank = mix(grass, needles, 0.4)
    terrain.fill(p, shore, p.land(bank, 0.3), p.land(bank, 0.2))
    _wood(p, shore, needles)
    near = {name for name in ("tree", "house", "flowers") if name in p.objects}
    if "house" in near and p.chance(0.5) and "flowers" not in near:
        near.remove("house")
        house(p, p.stands["house"], p.horizon, p.uniform(0.16, 0.19))
    if "bridge" in p.objects:
        bridge(p, p.horizon + 0.005)
    p.mist(p.horizon - 0.02, 0.08, 0.5)
    water.paint(p, p.horizon, mirror=True)
    p.mist(p.horizon + 0.04, 0.07)
    if "boat" in p.objects:
        x = p.spread(0.28)
        for other in list(p.stands.values())[:1]:
            x = -math.copysign(p.uniform(0.12, 0.26), other)
        boat(p, x, p.horizon + p.uniform(0.12, 0.18), p.uniform(0.24, 0.31))
    if near or p.chance(0.45):
        _near_shore(p, grass, near)
    elif p.chance(0.5) and "boat" not in p.objects:
        _jetty(p, p.side() * p.uniform(0.1, 0.4))


def _background(p):
    rock = p.choice(CHOICES["lake_mountains"])
    kind = p.choice(("peaks", "peaks", "giant", "hills", "hills"))
    if kind == "hills":
        terrain.far_ranges(p, p.horizon - 0.09, rock, p.randint(1, 3))
        return
    if p.season == "winter":
        rock = mix(rock, (230, 236, 246), 0.3)
    terrain.far_ranges(p, p.horizon - 0.06, rock)
    giant = kind == "giant"
    sizes = [p.uniform(0.3, 0.4)] if giant else [p.uniform(0.16, 0.3) for _ in range(p.randint(2, 4))]
    for height in sorted(sizes):
        half = height * (p.uniform(1.1, 1.6) if giant else p.uniform(0.85, 1.25))
        x = p.spread(0.3 if giant else 0.7)
        terrain.peak(p, x, p.horizon + 0.04, height, half, rock, 0.38, TABLES["snowline"]["lake"][p.season])


def _wood(p, shore, needles):
    """Trees along the far shore, all over or in two groups."""
    groups = p.choice((None, None, (-0.62, 0.5), (-0.4, 0.66)))
    leafy = p.season in ("autumn", "spring") or p.chance(0.3) and p.season != "winter"
    for _ in range(54):
        x = p.choice(groups) + p.gauss(0, 0.13) if groups else p.spread()
        tone = p.uniform(0.85, 1.12)
        if leafy and p.chance(0.45):
            size = p.uniform(0.016, 0.03)
            colour = p.land(scale(p.choice(LEAVES[p.season]), tone), 0.22)
            p.ellipse(x, shore(x) - size, size * 0.8, size * 1.2, colour)
        else:
            trees.pine(p, x, shore(x) + 0.008, p.uniform(0.05, 0.1), p.land(scale(needles, tone), 0.25))


def _near_shore(p, grass, near):
    xs = [x for name, x in p.stands.items() if name in near]
    side = math.copysign(1, xs[0]) if xs else p.side()
    wave = terrain.wavy(p, 0.86, 0.012, 4)

    def ridge(x):
        if "flowers" in near or len(xs) > 1:
            return wave(x)
        return wave(x) + 0.1 * max(0, min(1, (0.14 - side * x) / 0.45))

    top = p.land(grass)
    terrain.near_ground(p, ridge, top, p.land(multiply(grass, (0.66, 0.7, 0.68))))
    terrain.grass(p, ridge, p.land(multiply(grass, (0.62, 0.68, 0.58))), 30)
    reed = p.land(multiply(grass, (0.6, 0.66, 0.5)))
    for _ in range(22):
        x = p.spread()
        tip = (x + p.spread(0.012), ridge(x) - p.uniform(0.02, 0.06))
        p.line([(x, ridge(x) + 0.01), tip], reed, 0.0035)
    terrain.boulders(p, ridge, p.randint(0, 4), (0.0, 0.03), (0.016, 0.036), (132, 132, 136), apart=0.16)
    if "tree" not in near and p.chance(0.3):
        for shift in (0.0, 0.07, 0.13):
            x = side * (0.56 + shift)
            trees.birch(p, x, ridge(x) + 0.05, p.uniform(0.42, 0.6))
    standing.objects(p, ridge, top, near, 0.95)


def _jetty(p, x):
    """A wooden landing stage that runs from the lower edge into the lake."""
    wood = p.land((142, 108, 80))
    far, near = p.horizon + 0.17, 1.01
    sway = -x * 0.25

    def rung(t):
        """Middle, y and half width at the share t of the way to the lower edge."""
        return x + sway * (1 - t), far + (near - far) * t, 0.03 + 0.07 * t

    for t in (0.0, 0.3, 0.65):
        middle, y, half = rung(t)
        for at in (middle - half, middle + half):
            thick = 0.006 + 0.004 * t
            p.rectangle(at - thick, y - 0.03 - 0.02 * t, at + thick, y + 0.05 + 0.03 * t, scale(wood, 0.62))
    p.polygon([(x + sway - 0.03, far), (x + sway + 0.03, far), (x + 0.1, near), (x - 0.1, near)], wood)
    for i in range(1, 12):
        t = (i / 12) ** 1.4
        middle, y, half = rung(t)
        p.line([(middle - half, y), (middle + half, y)], scale(wood, 0.72), 0.002 + 0.003 * t)
