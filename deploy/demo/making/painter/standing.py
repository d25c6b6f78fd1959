"""Puts the scene's objects on the near ground."""

from .buildings import house
from .horse import horse
from .palette import SHADOW
from .plants import cactus
from .trees import broadleaf


def objects(p, ridge, ground, names, size=1.0):
    """Paints tree, house, horse and cactus, as far as in `names`, where they stand on a ridge painted as `ground`."""
    for name in ("tree", "house", "horse", "cactus"):
        if name not in names:
            continue
        x = p.stands[name]
        y = min(0.93, ridge(x) + p.uniform(0.02, 0.06))
        if name == "house":
            house(p, x, y, p.uniform(0.185, 0.24) * size)
        elif name == "tree":
            height = p.uniform(0.36, 0.48) * size
            p.ellipse(x, y, 0.24 * height, 0.02 * height, SHADOW, 50)
            broadleaf(p, x, y, height, bare=p.season == "winter")
        elif name == "horse":
            horse(p, x, y + 0.02, p.uniform(0.24, 0.3) * size, ground)
        else:
            cactus(p, x, y + 0.02, p.uniform(0.33, 0.43) * size)
