"""Trees: pines, broad-leaved trees of several kinds, birches, palms, shrubs."""

import math

from .figure import FIGURES, Figure
from .palette import LEAVES, SNOW, mix, multiply, scale

_CROWNS = FIGURES["crown"]
_BIRCH_LEAF = {"spring": (158, 206, 92), "summer": (110, 168, 74), "autumn": (240, 186, 52)}


def pine(p, x, y, size, colour, snow=None, slender=False):
    """A conifer of height `size` that stands at (x, y); `snow` is the colour of snow on its branches or None."""
    figure = Figure(p, x, y, size)
    wide = 0.72 if slender else 1.0
    tiers = 5 if slender and size > 0.12 else 4
    figure.rectangle(-0.03, 0.1, 0.03, -0.02, multiply(colour, (0.7, 0.6, 0.5)))
    edges = []  # of the tiers, from the top
    for i in range(tiers):
        t = (i + 1) / tiers
        edges.append(((0.10 + 0.19 * t) * wide, (1 - t) * 0.93 + 0.07, (0.03 + 0.15 * t) * 0.75 * wide))
    half = [point for out, low, back in edges for point in ((out, low), (back, low + 0.015))][:-1]
    figure.polygon([(0, 1)] + half + [(-dx, dy) for dx, dy in reversed(half)], colour)
    if size > 0.3 and not snow:
        figure.polygon([(0, 1)] + half + [(0, 0.07)], (0, 0, 12), 34)  # the half in shadow
    for i, (out, low, _) in enumerate(edges if snow else ()):
        high = (1 - i / tiers) * 0.93 + 0.06 if i else 1.03
        left = [(-out * 0.4, low + 0.1), (-out, low)]
        figure.polygon([(0, high), (out, low), (out * 0.3, low + 0.09), (0, low + 0.05), *left], snow)


def broadleaf(p, x, y, size, bare=False):
    """A broad-leaved tree; `bare` leaves only the branches, with snow if it lies."""
    figure = Figure(p, x, y, size)
    kind = p.choice(("round", "wide", "tall"))
    wide = kind == "wide"
    bark = p.land((84, 58, 44))
    foot, neck = (0.055, 0.026) if wide else (0.045, 0.022)
    figure.polygon([(-foot, 0), (-neck, 0.5), (neck, 0.5), (foot, 0)], bark)
    if bare:
        _branches(figure, bark, p.snow_cover(), 0.62 if wide else 0.42)
        return
    for side in (-1, 1) if wide else ():
        figure.line([(0, 0.34), (side * 0.22, 0.55)], bark, 0.03)
    colour = p.land(p.choice(LEAVES[p.season]))
    puffs = [(dx + p.uniform(-0.03, 0.03), dy, r * p.uniform(0.92, 1.12)) for dx, dy, r in _CROWNS[kind]]
    for dx, dy, r in puffs:
        figure.ellipse(dx, dy, r, r * 0.92, multiply(colour, (0.78, 0.78, 0.83)))
    for dx, dy, r in puffs:
        figure.ellipse(dx - 0.12 * r, dy + 0.14 * r, r * 0.82, r * 0.74, colour)
    highlight = mix(colour, p.land((255, 246, 190)), 0.16)
    for dx, dy, r in puffs[:5]:
        figure.ellipse(dx - 0.25 * r, dy + 0.32 * r, r * 0.42, r * 0.36, highlight)


def _branches(figure, bark, snow, spread):
    p = figure.canvas

    def branch(x0, y0, angle, length, order):
        x1, y1 = x0 + length * math.sin(angle), y0 + length * math.cos(angle)
        figure.line([(x0, y0), (x1, y1)], bark, 0.012 * order)
        if snow and order == 3:
            figure.line([(x0, y0 + 0.014), (x1, y1 + 0.014)], snow, 0.012)
        if order > 1:
            for turn in (-p.uniform(0.35, 0.6), p.uniform(0.3, 0.6)):
                branch(x1, y1, angle + turn, length * 0.72, order - 1)

    for angle in (-spread * 1.4, -0.05, spread * 1.3):
        branch(0, 0.42, angle + p.uniform(-0.1, 0.1), 0.25, 3)


def birch(p, x, y, size):
    """A white trunk with dark marks below light leaves."""
    figure = Figure(p, x, y, size)
    lean = p.uniform(-0.04, 0.04)
    bark, mark = p.land((232, 230, 222)), p.land((70, 64, 62))
    figure.polygon([(-0.022, 0), (lean - 0.011, 0.8), (lean + 0.011, 0.8), (0.022, 0)], bark)
    for i in range(7):
        t = (i + p.uniform(0.1, 0.9)) / 8
        dx, dy = lean * t, 0.75 * t
        figure.line([(dx + p.side() * 0.022 * 0.9, dy), (dx, dy + 0.004)], mark, 0.012)
    if p.season == "winter":
        for i in range(9):
            t = 0.42 + 0.06 * i
            dx, dy, reach = lean * t, 0.8 * t, 0.17 - 0.014 * i
            side = 1 if i % 2 else -1
            bend = (dx + side * 0.55 * reach, dy + 0.6 * reach)
            figure.line([(dx, dy), bend, (dx + side * 0.8 * reach, dy + 1.3 * reach)], mark, 0.007)
        return
    for dx, dy, r in _CROWNS["birch"]:
        colour = p.land(scale(_BIRCH_LEAF[p.season], p.uniform(0.86, 1.06)))
        figure.ellipse(lean + dx, dy, r * 0.85, r * 1.1, colour)


def shrub(p, x, y, size, colour, snowy=False):
    """A round bush or a far tree, with snow on it or without."""
    figure = Figure(p, x, y, size)
    figure.draw(FIGURES["tree"]["shrub"], {"leaf": colour})
    if snowy:
        figure.ellipse(-0.05, 0.95, 0.8, 0.4, p.land(SNOW))


def palm(p, x, y, size, lean):
    """A palm whose trunk bends by `lean` of its height."""
    figure = Figure(p, x, y, size)
    bark, leaf = p.land((122, 90, 64)), p.land((58, 122, 62))
    trunk = [(lean * (i / 6) ** 1.7, 0.8 * i / 6) for i in range(7)]
    figure.limb(trunk, [0.075 - 0.006 * i for i in range(7)], bark)
    x, y = trunk[-1]
    for i, angle in enumerate((-2.5, -1.9, -1.2, -0.5, 0.1, 0.75, 1.35)):
        reach = p.uniform(0.36, 0.46)
        dx, dy = math.cos(angle - 0.5) * reach, -math.sin(angle - 0.5) * reach * 0.62
        bend, tip = (x + dx * 0.55, y + dy * 0.8 + 0.07), (x + dx, y + dy - 0.16)
        figure.polygon([(x, y), bend, tip, (x + dx * 0.5, y + dy * 0.72 - 0.03)], scale(leaf, 0.8 + 0.05 * i))
