"""Forests: pines, mixed woods or birches around a clearing."""

from . import airborne, standing, terrain, trees
from .figure import FIGURES, Figure
from .palette import GRASS, LEAVES, NEEDLES, mix, multiply, scale


def paint(p):
    needles, grass = NEEDLES[p.season], p.choice(GRASS[p.season])
    leafy = p.season != "winter" and p.chance(0.65 if p.season == "autumn" else 0.4)
    slender = p.chance(0.4)
    terrain.far_ranges(p, p.horizon - 0.08, mix(needles, (110, 140, 180), 0.4), p.randint(1, 2), jag=0.006)
    for i, (dy, size, depth, count) in enumerate(((0.0, 0.16, 0.55, 44), (0.09, 0.25, 0.32, 34))):
        ridge = terrain.wavy(p, p.horizon + dy, 0.022, 5)
        floor = mix(needles, grass, 0.3)
        terrain.fill(p, ridge, p.land(floor, depth), p.land(floor, max(0.05, depth - 0.2)))
        for _ in range(count):
            x, tone, height = p.spread(), p.uniform(0.85, 1.12), size * p.uniform(0.75, 1.15)
            if leafy and p.chance(0.6):
                colour = p.land(scale(p.choice(LEAVES[p.season]), tone), depth)
                foot = ridge(x)
                p.rectangle(x - 0.02 * height, foot - 0.35 * height, x + 0.02 * height, foot + 0.02, scale(colour, 0.6))
                shades = {"leaf": colour, "haze": mix(colour, p.haze, 0.1)}
                Figure(p, x, foot, height).draw(FIGURES["tree"]["far"], shades)
            else:
                snow = p.snow_cover() if i else None
                trees.pine(p, x, ridge(x) + 0.01, height, p.land(scale(needles, tone), depth), snow, slender)
        p.mist(p.horizon + dy + 0.03, 0.11)
    airborne.paint(p)
    _clearing(p, needles, grass)
    _frame(p, needles, leafy, slender)


def _clearing(p, needles, grass):
    ridge = terrain.wavy(p, p.uniform(0.78, 0.84), 0.02, 3)
    floor = mix(grass, needles, 0.2)
    top = p.land(floor)
    terrain.near_ground(p, ridge, top, p.land(multiply(floor, (0.64, 0.68, 0.66))))
    if p.chance(0.4) and "flowers" not in p.objects:
        end = p.stands.get("house", p.spread(0.2))
        colour = p.land(mix(floor, (206, 180, 140), 0.3 if p.season == "winter" else 0.6))
        terrain.path(p, ridge, colour, end, p.spread(0.2))
    terrain.grass(p, ridge, p.land(multiply(grass, (0.66, 0.7, 0.62))), 40)
    standing.objects(p, ridge, top, p.objects, 0.95)


def _frame(p, needles, leafy, slender):
    """Large trees at one side or both."""
    kind = p.choice(("pines", "pines", "birches", "one side"))
    for side in p.choice(((-1,), (1,))) if kind == "one side" else (-1, 1):
        for _ in range(4 if kind == "birches" else 3):
            x = side * p.uniform(0.32, 0.74)
            size, tone = p.uniform(0.5, 0.85), p.uniform(0.8, 1.0)
            broad = leafy and p.chance(0.6)
            if p.taken(x, 0.36 if broad else 0.14 + 0.2 * size):
                continue
            if kind == "birches":
                trees.birch(p, x, 1.0, size * 1.1)
            elif broad:
                trees.broadleaf(p, x, 1.01, size * 0.8)
            else:
                trees.pine(p, x, 1.03, size, p.land(scale(needles, tone)), p.snow_cover(), slender)
