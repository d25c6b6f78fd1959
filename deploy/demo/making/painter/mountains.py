"""Mountains: a row of peaks, one great peak, rounded massifs or a valley, above a forested foreground."""

from . import airborne, standing, terrain, trees
from .palette import CHOICES, GRASS, NEEDLES, TABLES, mix, multiply, scale


def paint(p):
    rock = p.choice(CHOICES["mountains"])
    if p.season == "winter":
        rock = mix(rock, (226, 232, 244), 0.35)
    needles, grass = NEEDLES[p.season], GRASS[p.season]
    terrain.far_ranges(p, p.horizon - 0.1, rock, p.randint(1, 3), jag=0.02)
    _peaks(p, rock)
    p.mist(p.horizon - 0.02, 0.1)
    airborne.paint(p)
    slope = terrain.wavy(p, p.horizon + p.uniform(0.04, 0.09), 0.03, 6, 0.006)
    terrain.fill(p, slope, p.land(mix(needles, grass[0], 0.35), 0.34), p.land(mix(needles, grass[0], 0.5), 0.2))
    for _ in range(p.randint(20, 48)):
        x, size = p.spread(), p.uniform(0.04, 0.085)
        colour = p.land(scale(needles, p.uniform(0.85, 1.12)), 0.28)
        trees.pine(p, x, slope(x) + 0.012, size, colour, slender=p.chance(0.4))
    p.mist(p.horizon + 0.1)
    _foreground(p, needles, p.choice(grass))


def _peaks(p, rock):
    kind = p.choice(("row", "row", "giant", "rounded", "valley"))
    base, snowline = p.horizon + 0.14, TABLES["snowline"]["mountains"][p.season]
    if kind == "giant":
        x = p.spread(0.25)
        for side in (-1, 1):
            height = p.uniform(0.2, 0.32)
            terrain.peak(p, x + side * p.uniform(0.36, 0.55), base, height, height * 1.4, rock, 0.34, snowline * 0.8)
        height = p.uniform(0.48, 0.56)
        terrain.peak(p, x, base, height, height * p.uniform(0.75, 1.15), rock, 0.2, snowline)
    elif kind == "valley":
        gap = p.spread(0.12)
        for side in (-1, 1):
            far, near = p.uniform(0.26, 0.36), p.uniform(0.42, 0.54)
            for distance, height, depth in ((0.34, far, 0.3), (0.62, near, 0.1)):
                half = height * p.uniform(0.8, 1.05)
                terrain.peak(p, gap + side * distance, base, height, half, rock, depth, snowline)
    else:
        rounded = kind == "rounded"
        heights, wider, lower = ((0.24, 0.42), 1.25, 0.8) if rounded else ((0.30, 0.54), 1, 1)
        places = [(p.spread(0.7), p.uniform(*heights)) for _ in range(p.randint(3, 5))]
        for x, height in sorted(places, key=lambda place: place[1]):
            half = height * p.uniform(0.85, 1.25) * wider
            terrain.peak(p, x, base, height, half, rock, 0.22, snowline * lower, rounded)


def _foreground(p, needles, grass):
    ridge = terrain.slope_or_waves(p, 0.35, (0.72, 0.78), (0.84, 0.9), (0.76, 0.83), 0.035, 3.4)
    top = p.land(grass, 0.05)
    terrain.near_ground(p, ridge, top, p.land(multiply(grass, (0.72, 0.76, 0.76))))
    if p.chance(0.3) and not p.stands and "flowers" not in p.objects:
        terrain.path(p, ridge, p.land(mix(grass, (214, 186, 146), 0.6)), p.spread(0.4), p.spread(0.3))
    slender = p.chance(0.4)
    for x in sorted(p.spread() for _ in range(p.randint(4, 11))):
        if not p.taken(x, 0.2):
            colour = p.land(scale(needles, p.uniform(0.85, 1.12)))
            trees.pine(p, x, ridge(x) + 0.012, p.uniform(0.13, 0.25), colour, p.snow_cover(), slender)
    terrain.boulders(p, ridge, p.randint(0, 4), (0.05, 0.13), (0.02, 0.045), (128, 128, 134), apart=0.2)
    terrain.grass(p, ridge, p.land(multiply(grass, (0.72, 0.76, 0.72))))
    standing.objects(p, ridge, top, p.objects)
