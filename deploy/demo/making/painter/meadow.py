"""Meadows: rolling hills with fields, hedges, poplars, a path or a fence."""

from . import airborne, standing, terrain, trees
from .palette import GRASS, LEAVES, mix, multiply


def paint(p):
    rng = p.rng
    grass = list(GRASS[p.season])
    rng.shuffle(grass)
    terrain.far_ranges(p, p.horizon - 0.01, mix(grass[0], (120, 150, 190), 0.4), rng.randint(1, 2), jag=0.0)
    rolling = rng.uniform(0.6, 1.7)  # from nearly flat to hilly
    far = terrain.wavy(p, p.horizon + 0.05, 0.03 * rolling, 4.5)
    terrain.fill(p, far, p.land(grass[0], 0.36), p.land(multiply(grass[0], (0.85, 0.88, 0.85)), 0.2))
    _far_trees(p, far)
    p.mist(p.horizon + 0.06)
    airborne.paint(p)
    middle = terrain.wavy(p, p.horizon + 0.13, 0.03 * rolling, 3.8)
    terrain.fill(p, middle, p.land(grass[1], 0.16), p.land(multiply(grass[1], (0.82, 0.85, 0.82)), 0.06))
    if rng.random() < 0.5 and p.season != "winter":
        _furrows(p, middle, grass[1])
    if p.season != "winter" and rng.random() < 0.35:
        _poplars(p, middle)
    p.mist(p.horizon + 0.16)
    if rng.random() < 0.3:
        near = terrain.slope(p, p.horizon + 0.19, p.horizon + 0.3)
    else:
        near = terrain.wavy(p, p.horizon + rng.uniform(0.2, 0.27), 0.03 * rolling, 3.0)
    p.ground = near
    top = p.land(grass[2], 0.03)
    terrain.fill(p, near, top, p.land(multiply(grass[2], (0.66, 0.72, 0.68))))
    detail = rng.choice(("path", "fence", "none"))
    if detail == "path" and "flowers" not in p.objects:
        end = rng.uniform(-0.35, 0.35)
        if "house" in p.stands:
            end = p.stands["house"] * 0.9
        terrain.path(
            p,
            near,
            p.land(mix(grass[2], (222, 196, 150), 0.35 if p.season == "winter" else 0.7)),
            end,
            rng.uniform(-0.3, 0.3),
        )
    elif detail == "fence":
        terrain.fence(p, near, p.land((150, 118, 90)), 0.02)
    terrain.grass(p, near, p.land(multiply(grass[2], (0.7, 0.76, 0.68))), 70)
    standing.objects(p, near, top)


def _far_trees(p, ridge):
    """Single trees and hedges along a far ridge."""
    rng = p.rng
    leaves = LEAVES[p.season]
    for _ in range(rng.randint(4, 9)):
        x, size = rng.uniform(-0.75, 0.75), rng.uniform(0.016, 0.034)
        colour = p.land(mix(rng.choice(leaves), GRASS[p.season][0], 0.3), 0.3)
        for i in range(rng.choice((1, 1, 2, 4, 6))):
            at = x + 1.3 * size * i
            trees.shrub(p, at, ridge(at), size * rng.uniform(0.8, 1.15), colour)


def _furrows(p, ridge, grass):
    """The rows of a field, running to a vanishing point."""
    x = p.rng.uniform(-0.5, 0.5)
    colour = p.land(multiply(grass, (0.86, 0.9, 0.84)), 0.1)
    start = ridge(x) + 0.05
    for i in range(-7, 8):
        p.polygon(
            [(x + i * 0.05, start), (x + i * 0.05 + 0.016, start), (x + i * 0.2 + 0.07, 1.0), (x + i * 0.2, 1.0)],
            colour,
            90,
        )


def _poplars(p, ridge):
    rng = p.rng
    x, step, size = rng.uniform(-0.6, 0.3), rng.uniform(0.045, 0.08), rng.uniform(0.11, 0.17)
    leaf = (140, 192, 92) if p.season == "spring" else rng.choice(LEAVES[p.season])
    for i in range(rng.randint(3, 7)):
        at = x + step * i
        if not standing.taken(p, at, 0.12):
            trees.poplar(p, at, ridge(at) + 0.012, size * rng.uniform(0.85, 1.1), p.land(leaf, 0.12))
