"""What flies: birds and the hot air balloon. Places call `paint` before whatever stands in front of it."""

import math

from .palette import luma, mix, scale


def paint(p):
    """Paints the scene's birds and balloon, once."""
    if "birds" in p.objects:
        _birds(p)
    if "balloon" in p.objects:
        _balloon(p)
    p.objects = {name: colour for name, colour in p.objects.items() if name not in ("birds", "balloon")}


def _birds(p):
    rng = p.rng
    x, y = rng.uniform(-0.2, 0.2), rng.uniform(0.15, 0.3)
    sky = mix(p.stops[1], p.stops[0], 0.5)
    colour = scale(sky, 0.3) if luma(sky) > 80 else (228, 230, 236)
    style = rng.choice(("wedge", "wedge", "flock", "gulls"))
    if style == "gulls":  # few and near
        for i in range(rng.randint(3, 5)):
            size = rng.uniform(0.055, 0.075)
            _bird(p, x + (i - 1.7) * rng.uniform(0.12, 0.16), y + rng.uniform(-0.08, 0.1), size, colour)
    elif style == "flock":
        for _ in range(rng.randint(8, 13)):
            spot = (x + rng.gauss(0, 0.13), max(0.07, min(0.42, y + rng.gauss(0, 0.06))))
            _bird(p, *spot, rng.uniform(0.026, 0.042), colour)
    else:
        for i in range(rng.randint(5, 9)):
            place = (i + 1) // 2 * (1 if i % 2 else -1)
            dx, dy = place * rng.uniform(0.058, 0.085), abs(place) * 0.028 + rng.uniform(-0.02, 0.02)
            _bird(p, x + dx, y + dy, rng.uniform(0.034, 0.048), colour)


def _bird(p, x, y, size, colour):
    """Two bent wings and a body, seen from ahead or behind; banked a little."""
    rng = p.rng
    lift, bank = rng.uniform(0.3, 0.75) * size, rng.uniform(-0.25, 0.25)
    wing = [(0.45, -1), (1, -0.62), (0.45, -0.62), (0.12, -0.1)]
    right = [(x + dx * size, y + dy * lift - bank * dx * size) for dx, dy in wing]
    left = [(x - dx * size, y + dy * lift + bank * dx * size) for dx, dy in wing]
    p.polygon([(x, y - 0.12 * size)] + right + [(x, y + 0.26 * size)] + left[::-1], colour)


def _outline(size, width):
    """Half of the envelope: (distance from the axis, y from its middle)."""
    points = []
    for i in range(21):
        t = i / 20
        radius = math.sin(t * math.pi) ** 0.85 if t < 0.5 else math.cos((t - 0.5) * 2.56) ** 0.8
        points.append((width * radius * size, (t * 2.15 - 1) * size))
    return points


def _balloon(p):
    rng = p.rng
    colour = p.colour_of("balloon")
    white = p.objects["balloon"] == "white"
    second = p.lit((214, 214, 222) if white else (250, 246, 236))
    if rng.random() < 0.3:
        second = scale(colour, 0.78)
    size = rng.uniform(0.105, 0.15) * (0.9 if p.place == "city" else 1)
    x, y = rng.uniform(-0.3, 0.3), rng.uniform(0.05, 0.1) + size
    if p.moon and abs(x - p.moon[0]) < 0.3:
        x = -math.copysign(0.26, p.moon[0])

    def slice_of(outer, inner, fill, alpha=255):
        edge = [(x + dx, y + dy) for dx, dy in _outline(size, outer)]
        back = [(x + dx, y + dy) for dx, dy in reversed(_outline(size, inner))]
        p.polygon(edge + back, fill, alpha)

    style = rng.choice(("gores", "gores", "bands", "plain"))
    slice_of(1, -1, colour)
    if style == "gores":
        for outer, fill in ((0.72, second), (0.42, colour), (0.14, second)):
            slice_of(outer, -outer, fill)
    elif style == "bands":
        rows = _outline(size, 1)
        for first, last in ((7, 9), (11, 13)):
            edge = rows[first : last + 1]
            p.polygon([(x + dx, y + dy) for dx, dy in edge] + [(x - dx, y + dy) for dx, dy in reversed(edge)], second)
    slice_of(1, 0.55, (0, 0, 20), 40)
    slice_of(-0.85, -0.5, (255, 255, 255), 26)
    foot = y + 1.15 * size
    for side in (-1, 1):
        p.line([(x + side * 0.16 * size, foot), (x + side * 0.11 * size, foot + 0.32 * size)], (60, 50, 50), 0.003)
    if p.night:
        p.glow(x, foot - 0.1 * size, 0.5 * size, 0.7 * size, (255, 214, 130), 0.75)
    basket = p.lit((120, 78, 46))
    p.rectangle(x - 0.15 * size, foot + 0.3 * size, x + 0.15 * size, foot + 0.52 * size, basket)
    p.rectangle(x - 0.17 * size, foot + 0.29 * size, x + 0.17 * size, foot + 0.34 * size, scale(basket, 0.75))
