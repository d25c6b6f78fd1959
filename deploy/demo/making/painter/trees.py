"""Trees: pines, broad-leaved trees of several kinds, birches, poplars, palms."""

import math

from .palette import LEAVES, SNOW, mix, multiply, scale


def pine(p, x, y, size, colour, snow=None, slender=False):
    """A conifer of height `size` that stands at (x, y); `snow` is the colour of snow on its branches or None."""
    wide = 0.72 if slender else 1.0
    tiers = 5 if slender and size > 0.12 else 4
    p.rectangle(x - 0.03 * size, y - 0.1 * size, x + 0.03 * size, y + 0.02 * size, multiply(colour, (0.7, 0.6, 0.5)))
    left, right = [], []
    for i in range(tiers):
        t = (i + 1) / tiers
        out, back = (0.10 + 0.19 * t) * wide * size, (0.03 + 0.15 * t) * 0.75 * wide * size
        low = y - size * (1 - t) * 0.93 - 0.07 * size
        right.append((x + out, low))
        left.append((x - out, low))
        if i < tiers - 1:
            right.append((x + back, low - 0.015 * size))
            left.append((x - back, low - 0.015 * size))
    p.polygon([(x, y - size)] + right + left[::-1], colour)
    if size > 0.3 and not snow:  # a shaded half
        p.polygon([(x, y - size)] + right + [(x, y - 0.07 * size)], (0, 0, 12), 34)
    if not snow:
        return
    for i in range(tiers):
        t = (i + 1) / tiers
        out = (0.10 + 0.19 * t) * wide * size
        low = y - size * (1 - t) * 0.93 - 0.07 * size
        high = y - size * (1 - i / tiers) * 0.93 - 0.06 * size if i else y - 1.03 * size
        p.polygon(
            [
                (x, high), (x + out, low), (x + out * 0.3, low - 0.09 * size), (x, low - 0.05 * size),
                (x - out * 0.4, low - 0.1 * size), (x - out, low),
            ],
            snow,
        )  # fmt: skip


_CROWNS = {  # puffs: dx, dy, radius, in heights of the tree
    "round": [(0, -0.72, 0.26), (-0.2, -0.58, 0.2), (0.2, -0.6, 0.21), (-0.09, -0.82, 0.18), (0.12, -0.84, 0.17),
              (0, -0.5, 0.2)],
    "wide": [(0, -0.68, 0.24), (-0.3, -0.56, 0.19), (0.3, -0.58, 0.2), (-0.17, -0.72, 0.19), (0.18, -0.74, 0.18),
             (0, -0.52, 0.2), (-0.42, -0.5, 0.12), (0.43, -0.5, 0.12)],
    "tall": [(0, -0.8, 0.19), (-0.12, -0.62, 0.18), (0.13, -0.64, 0.18), (0, -0.48, 0.2), (0.03, -0.92, 0.12),
             (-0.1, -0.42, 0.14), (0.11, -0.4, 0.13)],
}  # fmt: skip


def broadleaf(p, x, y, size, kind=None, bare=False, leaf=None):
    """A broad-leaved tree; kind is round, wide or tall; `bare` leaves only the branches, with snow if it lies."""
    rng = p.rng
    kind = kind or rng.choice(("round", "wide", "tall"))
    bark = p.land((84, 58, 44))
    foot, neck = (0.055, 0.026) if kind == "wide" else (0.045, 0.022)
    trunk = [(x - foot * size, y), (x - neck * size, y - 0.5 * size), (x + neck * size, y - 0.5 * size)]
    p.polygon(trunk + [(x + foot * size, y)], bark)
    if bare:
        _branches(p, x, y, size, bark, 0.62 if kind == "wide" else 0.42)
        return
    if kind == "wide":
        for side in (-1, 1):
            p.line([(x, y - 0.34 * size), (x + side * 0.22 * size, y - 0.55 * size)], bark, 0.03 * size)
    colour = p.land(leaf or rng.choice(LEAVES[p.season]))
    puffs = [
        (x + (dx + rng.uniform(-0.03, 0.03)) * size, y + dy * size, r * size * rng.uniform(0.92, 1.12))
        for dx, dy, r in _CROWNS[kind]
    ]
    for px, py, r in puffs:
        p.ellipse(px, py, r, r * 0.92, multiply(colour, (0.78, 0.78, 0.83)))
    for px, py, r in puffs:
        p.ellipse(px - 0.12 * r, py - 0.14 * r, r * 0.82, r * 0.74, colour)
    highlight = mix(colour, p.land((255, 246, 190)), 0.16)
    for px, py, r in puffs[:5]:
        p.ellipse(px - 0.25 * r, py - 0.32 * r, r * 0.42, r * 0.36, highlight)


def _branches(p, x, y, size, bark, spread):
    rng = p.rng
    snow = p.snow_cover() if p.wintry else None

    def branch(x0, y0, angle, length, order):
        x1, y1 = x0 + length * math.sin(angle), y0 - length * math.cos(angle)
        p.line([(x0, y0), (x1, y1)], bark, 0.012 * size * order)
        if snow and order == 3:
            lift = 0.014 * size
            p.line([(x0, y0 - lift), (x1, y1 - lift)], snow, 0.012 * size)
        if order > 1:
            for turn in (-rng.uniform(0.35, 0.6), rng.uniform(0.3, 0.6)):
                branch(x1, y1, angle + turn, length * 0.72, order - 1)

    for angle in (-spread * 1.4, -0.05, spread * 1.3):
        branch(x, y - 0.42 * size, angle + rng.uniform(-0.1, 0.1), 0.25 * size, 3)


def birch(p, x, y, size, depth=0.0):
    """A white trunk with dark marks below light leaves."""
    rng = p.rng
    lean = rng.uniform(-0.04, 0.04) * size
    bark, mark = p.land((232, 230, 222), depth), p.land((70, 64, 62), depth)
    half = 0.022 * size
    top = (x + lean, y - 0.8 * size)
    p.polygon([(x - half, y), (top[0] - half * 0.5, top[1]), (top[0] + half * 0.5, top[1]), (x + half, y)], bark)
    for i in range(7):
        t = (i + rng.uniform(0.1, 0.9)) / 8
        px, py = x + lean * t, y - 0.75 * size * t
        side = rng.choice((-1, 1))
        p.line([(px + side * half * 0.9, py), (px, py - 0.004 * size)], mark, 0.012 * size)
    if p.season == "winter":
        for i in range(9):
            t = 0.42 + 0.06 * i
            px, py, reach = x + lean * t, y - 0.8 * size * t, (0.17 - 0.014 * i) * size
            side = 1 if i % 2 else -1
            bend = (px + side * 0.55 * reach, py - 0.6 * reach)
            p.line([(px, py), bend, (px + side * 0.8 * reach, py - 1.3 * reach)], mark, 0.007 * size)
        return
    leaf = {"spring": (158, 206, 92), "summer": (110, 168, 74), "autumn": (240, 186, 52)}.get(p.season, (110, 168, 74))
    for dx, dy, r in (
        (0, -0.86, 0.13),
        (-0.09, -0.7, 0.12),
        (0.09, -0.72, 0.12),
        (-0.05, -0.56, 0.1),
        (0.07, -0.58, 0.09),
    ):
        shade = rng.uniform(0.86, 1.06)
        p.ellipse(top[0] + dx * size, y + dy * size, r * size * 0.85, r * size * 1.1, p.land(scale(leaf, shade), depth))


def shrub(p, x, y, size, colour):
    """A round bush or a far tree, lit from the left."""
    p.ellipse(x, y - size * 0.5, size, size * 0.9, scale(colour, 0.86))
    p.ellipse(x - 0.16 * size, y - size * 0.62, size * 0.76, size * 0.66, colour)


def poplar(p, x, y, size, colour):
    """A slim column of leaves; size is its height."""
    p.rectangle(x - 0.02 * size, y - 0.15 * size, x + 0.02 * size, y, multiply(colour, (0.7, 0.6, 0.5)))
    p.ellipse(x, y - 0.55 * size, 0.13 * size, 0.46 * size, scale(colour, 0.84))
    p.ellipse(x - 0.03 * size, y - 0.58 * size, 0.085 * size, 0.4 * size, colour)


def palm(p, x, y, size, lean):
    """A palm whose trunk bends by `lean` of its height."""
    bark, leaf = p.land((122, 90, 64)), p.land((58, 122, 62))
    points = [(x + lean * size * (i / 6) ** 1.7, y - size * 0.8 * i / 6) for i in range(7)]
    p.limb(points, [size * (0.075 - 0.006 * i) for i in range(7)], bark)
    cx, cy = points[-1]
    for i, angle in enumerate((-2.5, -1.9, -1.2, -0.5, 0.1, 0.75, 1.35)):
        reach = size * p.rng.uniform(0.36, 0.46)
        dx, dy = math.cos(angle - 0.5) * reach, math.sin(angle - 0.5) * reach * 0.62
        tip = (cx + dx, cy + dy + 0.16 * size)
        bend = (cx + dx * 0.55, cy + dy * 0.8 - 0.07 * size)
        inner = (cx + dx * 0.5, cy + dy * 0.72 + 0.03 * size)
        p.polygon([(cx, cy), bend, tip, inner], scale(leaf, 0.8 + 0.05 * i))


def snow_capped(p, x, y, size, colour):
    """A bush under snow."""
    shrub(p, x, y, size, colour)
    p.ellipse(x - 0.05 * size, y - 0.95 * size, size * 0.8, size * 0.4, p.land(SNOW))
