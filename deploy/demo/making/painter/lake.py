"""Lakes: calm water that mirrors hills or peaks and a wooded shore."""

import math

from . import airborne, standing, terrain, trees, water
from .boats import boat
from .bridges import bridge
from .buildings import house
from .palette import GRASS, LEAVES, NEEDLES, mix, multiply, scale

_SNOWLINE = {"winter": 0.5, "spring": 0.3, "autumn": 0.25, "summer": 0.0}


def paint(p):
    rng = p.rng
    grass, needles = rng.choice(GRASS[p.season]), NEEDLES[p.season]
    _background(p)
    airborne.paint(p)
    shore = terrain.wavy(p, p.horizon - 0.025, 0.012, 6)
    bank = mix(grass, needles, 0.4)
    terrain.fill(p, shore, p.land(bank, 0.3), p.land(bank, 0.2))
    _wood(p, shore, needles)
    far_house = "house" in p.objects and rng.random() < 0.5 and "flowers" not in p.objects
    if far_house:
        house(p, p.stands["house"], p.horizon, rng.uniform(0.16, 0.19))
    if "bridge" in p.objects:
        bridge(p, p.horizon + 0.005)
    p.mist(p.horizon - 0.02, 0.08, 0.5)
    water.paint(p, p.horizon, mirror=True)
    p.mist(p.horizon + 0.04, 0.07)
    if "boat" in p.objects:
        x = rng.uniform(-0.28, 0.28)
        if p.stands:
            x = -math.copysign(rng.uniform(0.12, 0.26), next(iter(p.stands.values())))
        boat(p, x, p.horizon + rng.uniform(0.12, 0.18), rng.uniform(0.24, 0.31))
    near = {name for name in ("tree", "house", "flowers") if name in p.objects} - ({"house"} if far_house else set())
    if near or rng.random() < 0.45:
        _near_shore(p, grass, far_house, near)
    elif rng.random() < 0.5 and "boat" not in p.objects:
        _jetty(p, rng.choice((-1, 1)) * rng.uniform(0.1, 0.4))


def _background(p):
    rng = p.rng
    rock = rng.choice([(112, 126, 150), (124, 120, 138), (100, 124, 140)])
    kind = rng.choice(("peaks", "peaks", "giant", "hills", "hills"))
    if kind == "hills":
        terrain.far_ranges(p, p.horizon - 0.09, rock, rng.randint(1, 3))
        return
    if p.season == "winter":
        rock = mix(rock, (230, 236, 246), 0.3)
    terrain.far_ranges(p, p.horizon - 0.06, rock)
    sizes = [rng.uniform(0.3, 0.4)] if kind == "giant" else [rng.uniform(0.16, 0.3) for _ in range(rng.randint(2, 4))]
    for height in sorted(sizes):
        half = height * (rng.uniform(1.1, 1.6) if kind == "giant" else rng.uniform(0.85, 1.25))
        x = rng.uniform(-0.3, 0.3) if kind == "giant" else rng.uniform(-0.7, 0.7)
        terrain.peak(p, x, p.horizon + 0.04, height, half, rock, 0.38, _SNOWLINE.get(p.season, 0.0))


def _wood(p, shore, needles):
    """Trees along the far shore, all over or in two groups."""
    rng = p.rng
    groups = rng.choice((None, None, (-0.62, 0.5), (-0.4, 0.66)))
    leaves = p.season in ("autumn", "spring") or rng.random() < 0.3 and p.season != "winter"
    for _ in range(54):
        x = rng.uniform(-0.75, 0.75) if groups is None else rng.choice(groups) + rng.gauss(0, 0.13)
        tone = rng.uniform(0.85, 1.12)
        if leaves and rng.random() < 0.45:
            size = rng.uniform(0.016, 0.03)
            colour = p.land(scale(rng.choice(LEAVES[p.season]), tone), 0.22)
            p.ellipse(x, shore(x) - size, size * 0.8, size * 1.2, colour)
        else:
            trees.pine(p, x, shore(x) + 0.008, rng.uniform(0.05, 0.1), p.land(scale(needles, tone), 0.25))


def _near_shore(p, grass, far_house, near):
    rng = p.rng
    xs = [x for name, x in p.stands.items() if name in near]
    side = math.copysign(1, xs[0]) if xs else rng.choice((-1, 1))
    wave = terrain.wavy(p, 0.86, 0.012, 4)

    def ridge(x):
        if "flowers" in p.objects or len(xs) > 1:
            return wave(x)
        return wave(x) + 0.1 * max(0, min(1, (0.14 - side * x) / 0.45))

    p.ground = ridge
    top = p.land(grass)
    terrain.fill(p, ridge, top, p.land(multiply(grass, (0.66, 0.7, 0.68))))
    terrain.grass(p, ridge, p.land(multiply(grass, (0.62, 0.68, 0.58))), 30)
    reed = p.land(multiply(grass, (0.6, 0.66, 0.5)))
    for _ in range(22):
        x = rng.uniform(-0.75, 0.75)
        tip = (x + rng.uniform(-0.012, 0.012), ridge(x) - rng.uniform(0.02, 0.06))
        p.line([(x, ridge(x) + 0.01), tip], reed, 0.0035)
    for _ in range(rng.randint(0, 4)):
        x = rng.uniform(-0.7, 0.7)
        if not standing.taken(p, x, 0.16):
            terrain.boulder(p, x, ridge(x) + rng.uniform(0.0, 0.03), rng.uniform(0.016, 0.036), p.land((132, 132, 136)))
    if "tree" not in p.objects and p.season and rng.random() < 0.3:
        for shift in (0.0, 0.07, 0.13):
            x = side * (0.56 + shift)
            trees.birch(p, x, ridge(x) + 0.05, rng.uniform(0.42, 0.6))
    standing.objects(p, ridge, top, 0.95, leave_out=("house",) if far_house else ())


def _jetty(p, x):
    """A wooden landing stage that runs from the lower edge into the lake."""
    wood = p.land((142, 108, 80))
    far, near = p.horizon + 0.17, 1.01
    sway = -x * 0.25
    for t in (0.0, 0.3, 0.65):
        y = far + (near - far) * t
        half = 0.03 + 0.07 * t
        for side in (-1, 1):
            at = x + sway * (1 - t) + side * half
            p.rectangle(
                at - 0.006 - 0.004 * t,
                y - 0.03 - 0.02 * t,
                at + 0.006 + 0.004 * t,
                y + 0.05 + 0.03 * t,
                scale(wood, 0.62),
            )
    corners = [(x + sway - 0.03, far), (x + sway + 0.03, far), (x + 0.1, near), (x - 0.1, near)]
    p.polygon(corners, wood)
    for i in range(1, 12):
        t = (i / 12) ** 1.4
        y, half, middle = far + (near - far) * t, 0.03 + 0.07 * t, x + sway * (1 - t)
        p.line([(middle - half, y), (middle + half, y)], scale(wood, 0.72), 0.002 + 0.003 * t)
