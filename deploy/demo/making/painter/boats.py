"""Sailing boats; the sails carry the colour that the scene names."""

from .palette import scale


def boat(p, x, y, size):
    """The scene's boat with its waterline at y; size is about its length."""
    sail = p.colour_of("boat")
    hull = p.lit((96, 60, 44) if p.objects["boat"] in ("white", "yellow") else (240, 236, 226))
    if p.rng.random() < 0.4:
        hull = scale(sail, 0.9)
    side = p.rng.choice((-1, 1))

    def shape(points, colour):
        p.polygon([(x + side * dx * size, y - dy * size) for dx, dy in points], colour)

    def mast(dx, top):
        px = x + side * dx * size
        p.line([(px, y - 0.06 * size), (px, y - top * size)], p.lit((80, 62, 52)), 0.022 * size)

    _mirror_image(p, x, y, size, sail, hull)
    p.rng.choice((_sloop, _sloop, _ketch, _lugger))(shape, mast, sail)
    shape([(-0.55, 0.14), (0.62, 0.16), (0.42, -0.06), (-0.42, -0.06)], hull)
    shape([(-0.55, 0.14), (0.62, 0.16), (0.59, 0.11), (-0.53, 0.09)], sail)
    p.ellipse(x, y + 0.055 * size, 0.5 * size, 0.014 * size, (255, 255, 255), 80)


def _sloop(shape, mast, sail):
    """One mast, a mainsail behind it and a jib before it."""
    mast(0.02, 1.12)
    shape([(-0.02, 1.06), (-0.12, 0.74), (-0.28, 0.44), (-0.46, 0.2), (-0.02, 0.2)], sail)
    shape([(0.06, 1.0), (0.2, 0.66), (0.48, 0.22), (0.06, 0.2)], scale(sail, 0.83))
    shape([(-0.02, 0.52), (-0.23, 0.52), (-0.23, 0.505), (-0.02, 0.505)], scale(sail, 0.82))


def _ketch(shape, mast, sail):
    """Two masts, three sails."""
    mast(0.1, 1.08)
    mast(-0.34, 0.8)
    shape([(0.07, 1.02), (-0.04, 0.66), (-0.24, 0.2), (0.07, 0.2)], sail)
    shape([(-0.36, 0.76), (-0.44, 0.5), (-0.57, 0.2), (-0.36, 0.2)], scale(sail, 0.9))
    shape([(0.13, 0.98), (0.28, 0.62), (0.56, 0.2), (0.13, 0.2)], scale(sail, 0.83))


def _lugger(shape, mast, sail):
    """One broad four-cornered sail on a slanting yard."""
    mast(0.08, 0.95)
    shape([(0.3, 0.9), (-0.16, 1.1), (-0.36, 0.62), (-0.44, 0.22), (0.3, 0.2), (0.36, 0.55)], sail)
    shape([(0.3, 0.9), (0.3, 0.2), (0.36, 0.55)], scale(sail, 0.86))
    for low in (0.44, 0.68):
        shape([(0.32, low), (-0.38, low + 0.05), (-0.38, low + 0.035), (0.32, low - 0.015)], scale(sail, 0.82))


def _mirror_image(p, x, y, size, sail, hull):
    for i in range(7):
        t = i / 7
        half = (0.42 * (1 - t) + 0.05) * size
        middle = x + p.rng.uniform(-0.04, 0.04) * size
        low = y + (0.1 + 0.5 * t) * size
        p.line([(middle - half, low), (middle + half, low)], hull if t < 0.2 else sail, 0.024 * size, 150 - 110 * t)
