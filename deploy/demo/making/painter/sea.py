"""The sea: open water, islands, a beach, cliffs and a headland for lighthouses and houses."""

import math

from . import airborne, terrain, trees, water
from .boats import boat
from .bridges import bridge
from .buildings import house, lighthouse
from .canvas import EDGE
from .palette import SNOW, mix, scale


def paint(p):
    rng = p.rng
    buildings = [name for name in ("lighthouse", "house") if name in p.objects]
    if "bridge" in p.objects:
        hills = terrain.wavy(p, p.horizon - 0.05, 0.04, 6)
        terrain.fill(p, hills, p.land((92, 112, 108), 0.5), p.haze)
    elif rng.random() < 0.5:
        for _ in range(rng.randint(1, 2)):
            _island(p, rng.uniform(-0.6, 0.6), rng.uniform(0.14, 0.36), rng.uniform(0.03, 0.09))
    airborne.paint(p)
    p.mist(p.horizon, 0.07, 0.5)
    water.paint(p, p.horizon, mirror=False)
    if "bridge" in p.objects:
        bridge(p, p.horizon + rng.uniform(0.05, 0.1))
    water.swell(p, p.horizon)
    p.mist(p.horizon + 0.03)
    if "boat" in p.objects and not buildings:
        _cliff(p, 0.25)
        boat(p, rng.uniform(-0.28, 0.28), p.horizon + rng.uniform(0.14, 0.24), rng.uniform(0.26, 0.36))
    elif buildings:
        x = p.stands[buildings[0]] or 0.1
        side = math.copysign(1, x)
        if "boat" in p.objects:
            far = -side * rng.uniform(0.18, 0.3)
            boat(p, far, p.horizon + rng.uniform(0.13, 0.22), rng.uniform(0.24, 0.31))
            x = side * max(0.17, abs(x))
        _headland(p, x, side, buildings[0])
    elif "bridge" not in p.objects:
        if rng.random() < 0.5:
            _beach(p)
        else:
            _cliff(p, 0.7)


def _island(p, x, half, height):
    crest = terrain.wavy(p, 0, height * 0.5, 11, 0.01)
    xs = [x + half * (i / 12 - 1) for i in range(25)]
    shape = [(at, p.horizon - max(0, 1 - ((at - x) / half) ** 2) * max(0.01, height + crest(at))) for at in xs]
    p.polygon(shape + [(x + half, p.horizon), (x - half, p.horizon)], p.land((110, 124, 140), 0.55))


def _beach(p):
    """Sand along the lower edge or in a bay, foam before it, sometimes palms at the side."""
    rng = p.rng
    if rng.random() < 0.5:
        shore = terrain.slope(p, rng.uniform(0.78, 0.84), rng.uniform(0.93, 0.98))
    else:
        shore = terrain.wavy(p, rng.uniform(0.85, 0.9), 0.025, 2.6)
    foam = (255, 255, 255) if p.light == "day" else mix(p.haze, (255, 255, 255), 0.4)
    for lift, share in ((0.034, 0.35), (0.016, 1)):
        terrain.fill(
            p, lambda x, lift=lift: shore(x) - lift - 0.004 * math.sin(x * 25), mix(p.haze, foam, share), p.haze
        )
    sand = SNOW if p.weather == "snow" else (238, 208, 158)
    terrain.fill(p, shore, p.land(sand), p.land(scale(sand, 0.82)))
    for _ in range(rng.randint(3, 8)):
        x = rng.uniform(-0.7, 0.7)
        terrain.boulder(p, x, shore(x) + rng.uniform(0.03, 0.1), rng.uniform(0.008, 0.02), p.land((150, 136, 122)))
    if p.weather not in ("snow", "fog") and rng.random() < 0.35:
        side = rng.choice((-1, 1))
        for x, size in ((0.66, 0.5), (0.54, 0.42)):
            at = side * (x + rng.uniform(-0.03, 0.03))
            trees.palm(p, at, shore(at) + 0.06, size * rng.uniform(0.9, 1.15), -side * rng.uniform(0.1, 0.3))


def _cliff(p, chance):
    """Cliffs that come in from one side or both, and rocks in the water; by chance nothing at all."""
    rng = p.rng
    if rng.random() > chance:
        return
    rock = p.land(rng.choice(((128, 116, 106), (112, 108, 110), (196, 188, 176))), 0.12)
    grass = p.land(SNOW if p.weather == "snow" else (104, 138, 82), 0.12)
    for side in rng.choice(((-1,), (1,), (-1, 1))):
        reach, top = rng.uniform(0.18, 0.4), p.horizon - rng.uniform(0.06, 0.2)
        foot = p.horizon + rng.uniform(0.05, 0.1)
        edge = side * (EDGE - reach)
        face = [
            (side * 0.77, top - 0.03), (edge + side * 0.12, top), (edge + side * 0.02, top + 0.02),
            (edge + side * 0.04, (top + foot) / 2), (edge - side * 0.02, foot), (side * 0.77, foot + 0.03),
        ]  # fmt: skip
        p.gradient(face, rock, scale(rock, 0.6), top, foot)
        for i in range(5):
            x = edge + side * (0.05 + 0.07 * i)
            p.line(
                [(x, top + 0.04), (x - side * 0.015, (top + foot) / 2), (x + side * 0.01, foot - 0.02)],
                scale(rock, 0.66),
                0.005,
                130,
            )
        p.polygon(
            [
                (side * 0.77, top - 0.034),
                (edge + side * 0.12, top - 0.004),
                (edge + side * 0.02, top + 0.018),
                (edge + side * 0.1, top + 0.026),
                (side * 0.77, top + 0.01),
            ],
            grass,
        )
        p.line([(edge - side * 0.05, foot + 0.004), (side * 0.77, foot + 0.033)], (255, 255, 255), 0.006, 120)
    for _ in range(rng.randint(0, 3)):
        x, y = rng.uniform(-0.5, 0.5), rng.uniform(p.horizon + 0.12, 0.92)
        size = 0.02 + 0.1 * (y - p.horizon)
        terrain.boulder(p, x, y, size, rock)
        p.ellipse(x, y + 0.002, size * 1.2, size * 0.1, (255, 255, 255), 120)


def _headland(p, x, side, building):
    """Rock that carries a building at x and runs out of the picture on that side."""
    rng = p.rng
    y = p.horizon + rng.uniform(-0.01, 0.1)
    rock = p.land(rng.choice(((124, 114, 106), (110, 106, 108), (150, 138, 124))))
    turf = p.land(SNOW if p.weather == "snow" else rng.choice(((106, 140, 84), (122, 142, 82))))
    edge = x - side * rng.uniform(0.18, 0.24)
    tall = rng.choice((rng.uniform(0.14, 0.24), rng.uniform(0.24, 0.36), 0.6))
    outline = [
        (side * 0.77, y - 0.02), (x + side * 0.12, y), (x - side * 0.1, y + 0.005), (edge, y + 0.18 * tall),
        (edge - side * 0.03, y + 0.45 * tall), (edge + side * 0.01, y + 0.6 * tall),
        (edge - side * 0.05, y + 0.9 * tall), (edge - side * 0.03, y + tall), (side * 0.77, y + tall + 0.07),
    ]  # fmt: skip
    p.gradient(outline, rock, scale(rock, 0.55), y, y + 0.3)
    for i in range(9):
        px = edge + side * (0.03 + (0.72 - abs(edge)) * i / 9 + rng.uniform(0, 0.05))
        py = y + rng.uniform(0.3, 0.75) * tall
        w, h = rng.uniform(0.03, 0.06), rng.uniform(0.02, 0.045)
        p.polygon(
            [(px, py), (px + w, py + 0.2 * h), (px + 0.7 * w, py + h), (px - 0.2 * w, py + 0.8 * h)],
            scale(rock, 0.72),
            150,
        )
    turf_edge = [
        (side * 0.77, y + 0.035),
        (x + side * 0.1, y + 0.04),
        (x - side * 0.06, y + 0.03),
        (edge + side * 0.02, y + 0.2 * tall),
    ]
    p.polygon(outline[:4] + turf_edge[::-1], turf)
    for i in range(3):
        at = y + tall + 0.005 + 0.012 * i
        p.line([(edge - side * (0.1 - 0.02 * i), at), (side * 0.77, at + 0.07)], (255, 255, 255), 0.004, 110 - 30 * i)
    if building == "lighthouse":
        lighthouse(p, x, y + 0.02, rng.uniform(0.42, 0.52))
    else:
        house(p, x, y + 0.025, rng.uniform(0.18, 0.23))
