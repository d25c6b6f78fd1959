"""Puts the scene's objects on the near ground."""

from .buildings import house
from .horse import horse
from .plants import cactus
from .trees import broadleaf


def objects(p, ridge, ground, size=1.0, leave_out=()):
    """Paints tree, house, horse and cactus where they stand on `ridge`; `ground` is its colour as painted."""
    rng = p.rng
    for name in ("tree", "house", "horse", "cactus"):
        if name not in p.objects or name in leave_out:
            continue
        x = p.stands[name]
        y = min(0.93, ridge(x) + rng.uniform(0.02, 0.06))
        if name == "house":
            house(p, x, y, rng.uniform(0.185, 0.24) * size)
        elif name == "tree":
            height = rng.uniform(0.36, 0.48) * size
            p.ellipse(x, y, 0.24 * height, 0.02 * height, (0, 0, 10), 50)
            broadleaf(p, x, y, height, bare=p.season == "winter")
        elif name == "horse":
            horse(p, x, y + 0.02, rng.uniform(0.24, 0.3) * size, ground)
        else:
            cactus(p, x, y + 0.02, rng.uniform(0.33, 0.43) * size)


def taken(p, x, distance=0.13):
    """Whether something stands within `distance` of x."""
    return any(abs(x - other) < distance for other in p.stands.values())
