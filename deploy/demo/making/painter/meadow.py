"""Meadows: rolling hills with fields, hedges, poplars, a path or a fence."""

from . import airborne, standing, terrain, trees
from .figure import FIGURES, Figure
from .palette import GRASS, LEAVES, mix, multiply


def paint(p):
    grass = list(GRASS[p.season])
    p.rng.shuffle(grass)
    winter = p.season == "winter"
    terrain.far_ranges(p, p.horizon - 0.01, mix(grass[0], (120, 150, 190), 0.4), p.randint(1, 2), jag=0.0)
    rolling = 0.03 * p.uniform(0.6, 1.7)  # from nearly flat to hilly
    far = terrain.wavy(p, p.horizon + 0.05, rolling, 4.5)
    terrain.fill(p, far, p.land(grass[0], 0.36), p.land(multiply(grass[0], (0.85, 0.88, 0.85)), 0.2))
    _far_trees(p, far)
    p.mist(p.horizon + 0.06)
    airborne.paint(p)
    middle = terrain.wavy(p, p.horizon + 0.13, rolling, 3.8)
    terrain.fill(p, middle, p.land(grass[1], 0.16), p.land(multiply(grass[1], (0.82, 0.85, 0.82)), 0.06))
    if p.chance(0.5) and not winter:
        _furrows(p, middle, grass[1])
    if not winter and p.chance(0.35):
        _poplars(p, middle)
    p.mist(p.horizon + 0.16)
    _near(p, grass[2], rolling)


def _near(p, grass, rolling):
    if p.chance(0.3):
        ridge = terrain.slope(p, p.horizon + 0.19, p.horizon + 0.3)
    else:
        ridge = terrain.wavy(p, p.horizon + p.uniform(0.2, 0.27), rolling, 3.0)
    top = p.land(grass, 0.03)
    terrain.near_ground(p, ridge, top, p.land(multiply(grass, (0.66, 0.72, 0.68))))
    detail = p.choice(("path", "fence", "none"))
    if detail == "path" and "flowers" not in p.objects:
        end = p.spread(0.35)
        if "house" in p.stands:
            end = p.stands["house"] * 0.9
        colour = p.land(mix(grass, (222, 196, 150), 0.35 if p.season == "winter" else 0.7))
        terrain.path(p, ridge, colour, end, p.spread(0.3))
    elif detail == "fence":
        wood, start = p.land((150, 118, 90)), p.uniform(-0.8, -0.74)
        tops = [(x, ridge(x) - 0.03) for x in (start + 0.115 * i for i in range(15))]
        for below in (0.032, 0.012):
            p.line([(x, y + below) for x, y in tops], wood, 0.0045)
        for x, y in tops:
            p.line([(x, y + 0.056), (x, y)], wood, 0.007)
    terrain.grass(p, ridge, p.land(multiply(grass, (0.7, 0.76, 0.68))), 70)
    standing.objects(p, ridge, top, p.objects)


def _far_trees(p, ridge):
    """Single trees and hedges along a far ridge."""
    for _ in range(p.randint(4, 9)):
        x, size = p.spread(), p.uniform(0.016, 0.034)
        colour = p.land(mix(p.choice(LEAVES[p.season]), GRASS[p.season][0], 0.3), 0.3)
        for i in range(p.choice((1, 1, 2, 4, 6))):
            at = x + 1.3 * size * i
            trees.shrub(p, at, ridge(at), size * p.uniform(0.8, 1.15), colour)


def _furrows(p, ridge, grass):
    """The rows of a field, running to a vanishing point."""
    x = p.spread(0.5)
    colour = p.land(multiply(grass, (0.86, 0.9, 0.84)), 0.1)
    start = ridge(x) + 0.05
    for i in range(-7, 8):
        far, near = x + i * 0.05, x + i * 0.2
        p.polygon([(far, start), (far + 0.016, start), (near + 0.07, 1.0), (near, 1.0)], colour, 90)


def _poplars(p, ridge):
    x, step, size = p.uniform(-0.6, 0.3), p.uniform(0.045, 0.08), p.uniform(0.11, 0.17)
    leaf = (140, 192, 92) if p.season == "spring" else p.choice(LEAVES[p.season])
    for i in range(p.randint(3, 7)):
        at = x + step * i
        if not p.taken(at, 0.12):
            poplar, colour = Figure(p, at, ridge(at) + 0.012, size * p.uniform(0.85, 1.1)), p.land(leaf, 0.12)
            poplar.rectangle(-0.02, 0.15, 0.02, 0, multiply(colour, (0.7, 0.6, 0.5)))
            poplar.draw(FIGURES["tree"]["poplar"], {"leaf": colour})
