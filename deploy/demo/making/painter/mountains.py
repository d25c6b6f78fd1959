"""Mountains: a row of peaks, one great peak, rounded massifs or a valley, above a forested foreground."""

from . import airborne, standing, terrain, trees
from .palette import GRASS, NEEDLES, mix, multiply, scale

_ROCKS = [(112, 122, 146), (126, 116, 128), (96, 120, 138), (134, 118, 108), (104, 110, 122)]
_SNOWLINE = {"winter": 0.55, "spring": 0.36, "autumn": 0.3, "summer": 0.26}


def paint(p):
    rng = p.rng
    rock = rng.choice(_ROCKS)
    if p.season == "winter":
        rock = mix(rock, (226, 232, 244), 0.35)
    needles, grass = NEEDLES[p.season], GRASS[p.season]
    terrain.far_ranges(p, p.horizon - 0.1, rock, rng.randint(1, 3), jag=0.02)
    _peaks(p, rock)
    p.mist(p.horizon - 0.02, 0.1)
    airborne.paint(p)
    slope = terrain.wavy(p, p.horizon + rng.uniform(0.04, 0.09), 0.03, 6, 0.006)
    terrain.fill(p, slope, p.land(mix(needles, grass[0], 0.35), 0.34), p.land(mix(needles, grass[0], 0.5), 0.2))
    for _ in range(rng.randint(20, 48)):
        x = rng.uniform(-0.75, 0.75)
        _tree(p, x, slope(x) + 0.012, rng.uniform(0.04, 0.085), needles, 0.28)
    p.mist(p.horizon + 0.1)
    _foreground(p, needles, rng.choice(grass))


def _peaks(p, rock):
    rng = p.rng
    base, snowline = p.horizon + 0.14, _SNOWLINE.get(p.season, 0.26)
    kind = rng.choice(("row", "row", "giant", "rounded", "valley"))
    if kind == "giant":
        x = rng.uniform(-0.25, 0.25)
        for side in (-1, 1):
            height = rng.uniform(0.2, 0.32)
            terrain.peak(p, x + side * rng.uniform(0.36, 0.55), base, height, height * 1.4, rock, 0.34, snowline * 0.8)
        height = rng.uniform(0.48, 0.56)
        terrain.peak(p, x, base, height, height * rng.uniform(0.75, 1.15), rock, 0.2, snowline)
        return
    if kind == "valley":
        gap = rng.uniform(-0.12, 0.12)
        for side in (-1, 1):
            for distance, height in ((0.34, rng.uniform(0.26, 0.36)), (0.62, rng.uniform(0.42, 0.54))):
                x = gap + side * distance
                terrain.peak(
                    p, x, base, height, height * rng.uniform(0.8, 1.05), rock, 0.3 - 0.2 * (distance > 0.5), snowline
                )
        return
    rounded = kind == "rounded"
    low, high = (0.24, 0.42) if rounded else (0.30, 0.54)
    count = rng.randint(3, 5)
    shape = [(rng.uniform(-0.7, 0.7), rng.uniform(low, high)) for _ in range(count)]
    for x, height in sorted(shape, key=lambda place: place[1]):
        half = height * rng.uniform(0.85, 1.25) * (1.25 if rounded else 1)
        terrain.peak(p, x, base, height, half, rock, 0.22, snowline * (0.8 if rounded else 1), rounded)


def _tree(p, x, y, size, needles, depth):
    trees.pine(p, x, y, size, p.land(scale(needles, p.rng.uniform(0.85, 1.12)), depth), slender=p.rng.random() < 0.4)


def _foreground(p, needles, grass):
    rng = p.rng
    if rng.random() < 0.35:
        ridge = terrain.slope(p, rng.uniform(0.72, 0.78), rng.uniform(0.84, 0.9))
    else:
        ridge = terrain.wavy(p, rng.uniform(0.76, 0.83), 0.035, 3.4)
    p.ground = ridge
    top, low = p.land(grass, 0.05), p.land(multiply(grass, (0.72, 0.76, 0.76)))
    terrain.fill(p, ridge, top, low)
    if rng.random() < 0.3 and not p.stands and "flowers" not in p.objects:
        terrain.path(p, ridge, p.land(mix(grass, (214, 186, 146), 0.6)), rng.uniform(-0.4, 0.4), rng.uniform(-0.3, 0.3))
    slender = rng.random() < 0.4
    for x in sorted(rng.uniform(-0.75, 0.75) for _ in range(rng.randint(4, 11))):
        if not standing.taken(p, x, 0.2):
            colour = p.land(scale(needles, rng.uniform(0.85, 1.12)))
            trees.pine(p, x, ridge(x) + 0.012, rng.uniform(0.13, 0.25), colour, p.snow_cover(), slender)
    for _ in range(rng.randint(0, 4)):
        x = rng.uniform(-0.7, 0.7)
        if not standing.taken(p, x, 0.2):
            terrain.boulder(p, x, ridge(x) + rng.uniform(0.05, 0.13), rng.uniform(0.02, 0.045), p.land((128, 128, 134)))
    terrain.grass(p, ridge, p.land(multiply(grass, (0.72, 0.76, 0.72))))
    standing.objects(p, ridge, top)
