"""Forests: pines, mixed woods or birches around a clearing."""

from . import airborne, standing, terrain, trees
from .palette import GRASS, LEAVES, NEEDLES, mix, multiply, scale


def paint(p):
    rng = p.rng
    needles, grass = NEEDLES[p.season], rng.choice(GRASS[p.season])
    leafy = p.season != "winter" and rng.random() < (0.65 if p.season == "autumn" else 0.4)
    slender = rng.random() < 0.4
    terrain.far_ranges(p, p.horizon - 0.08, mix(needles, (110, 140, 180), 0.4), rng.randint(1, 2), jag=0.006)
    rows = ((0.0, 0.16, 0.55, 44), (0.09, 0.25, 0.32, 34))
    for i, (dy, size, depth, count) in enumerate(rows):
        ridge = terrain.wavy(p, p.horizon + dy, 0.022, 5)
        floor = mix(needles, grass, 0.3)
        terrain.fill(p, ridge, p.land(floor, depth), p.land(floor, max(0.05, depth - 0.2)))
        for _ in range(count):
            x = rng.uniform(-0.75, 0.75)
            tone, height = rng.uniform(0.85, 1.12), size * rng.uniform(0.75, 1.15)
            if leafy and rng.random() < 0.6:
                _leafy(p, x, ridge(x), height, p.land(scale(rng.choice(LEAVES[p.season]), tone), depth))
            else:
                snow = p.snow_cover() if i else None
                trees.pine(p, x, ridge(x) + 0.01, height, p.land(scale(needles, tone), depth), snow, slender)
        p.mist(p.horizon + dy + 0.03, 0.11)
    airborne.paint(p)
    _clearing(p, needles, grass, leafy, slender)


def _leafy(p, x, y, size, colour):
    """A far broad-leaved tree."""
    p.rectangle(x - 0.02 * size, y - 0.35 * size, x + 0.02 * size, y + 0.02, scale(colour, 0.6))
    p.ellipse(x, y - 0.5 * size, 0.23 * size, 0.36 * size, scale(colour, 0.9))
    p.ellipse(x - 0.05 * size, y - 0.56 * size, 0.15 * size, 0.24 * size, mix(colour, p.haze, 0.1))


def _clearing(p, needles, grass, leafy, slender):
    rng = p.rng
    ridge = terrain.wavy(p, rng.uniform(0.78, 0.84), 0.02, 3)
    p.ground = ridge
    floor = mix(grass, needles, 0.2)
    top = p.land(floor)
    terrain.fill(p, ridge, top, p.land(multiply(floor, (0.64, 0.68, 0.66))))
    if rng.random() < 0.4 and "flowers" not in p.objects:
        end = p.stands.get("house", rng.uniform(-0.2, 0.2))
        terrain.path(
            p,
            ridge,
            p.land(mix(floor, (206, 180, 140), 0.3 if p.season == "winter" else 0.6)),
            end,
            rng.uniform(-0.2, 0.2),
        )
    terrain.grass(p, ridge, p.land(multiply(grass, (0.66, 0.7, 0.62))), 40)
    standing.objects(p, ridge, top, 0.95)
    frame = rng.choice(("pines", "pines", "birches", "one side"))
    for side in rng.choice(((-1,), (1,))) if frame == "one side" else (-1, 1):
        for _ in range(4 if frame == "birches" else 3):
            x = side * rng.uniform(0.32, 0.74)
            size, tone = rng.uniform(0.5, 0.85), rng.uniform(0.8, 1.0)
            broad = leafy and rng.random() < 0.6
            if standing.taken(p, x, 0.36 if broad else 0.14 + 0.2 * size):
                continue
            if frame == "birches":
                trees.birch(p, x, 1.0, size * 1.1)
            elif broad:
                trees.broadleaf(p, x, 1.01, size * 0.8)
            else:
                trees.pine(p, x, 1.03, size, p.land(scale(needles, tone)), p.snow_cover(), slender)
