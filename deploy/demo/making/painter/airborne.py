"""What flies: birds and the hot air balloon. Places call `paint` before whatever stands in front of it."""

import math

from .figure import Figure
from .palette import luma, mix, scale


def paint(p):
    """Paints the scene's birds and balloon, once."""
    if "birds" in p.objects:
        _birds(p)
    if "balloon" in p.objects:
        _balloon(p)
    p.objects = {name: colour for name, colour in p.objects.items() if name not in ("birds", "balloon")}


def _birds(p):
    x, y = p.spread(0.2), p.uniform(0.15, 0.3)
    sky = mix(p.stops[1], p.stops[0], 0.5)
    colour = scale(sky, 0.3) if luma(sky) > 80 else (228, 230, 236)
    style = p.choice(("wedge", "wedge", "flock", "gulls"))
    if style == "gulls":  # few and near
        for i in range(p.randint(3, 5)):
            size = p.uniform(0.055, 0.075)
            _bird(p, x + (i - 1.7) * p.uniform(0.12, 0.16), y + p.uniform(-0.08, 0.1), size, colour)
    elif style == "flock":
        for _ in range(p.randint(8, 13)):
            spot = (x + p.gauss(0, 0.13), max(0.07, min(0.42, y + p.gauss(0, 0.06))))
            _bird(p, *spot, p.uniform(0.026, 0.042), colour)
    else:
        for i in range(p.randint(5, 9)):
            place = (i + 1) // 2 * (1 if i % 2 else -1)
            dx, dy = place * p.uniform(0.058, 0.085), abs(place) * 0.028 + p.spread(0.02)
            _bird(p, x + dx, y + dy, p.uniform(0.034, 0.048), colour)


def _bird(p, x, y, size, colour):
    """Two bent wings and a body, seen from ahead or behind; banked a little."""
    lift, bank = p.uniform(0.3, 0.75), p.spread(0.25)
    wing = [(0.45, 1), (1, 0.62), (0.45, 0.62), (0.12, 0.1)]
    right = [(dx, dy * lift + bank * dx) for dx, dy in wing]
    left = [(-dx, dy * lift - bank * dx) for dx, dy in wing]
    Figure(p, x, y, size).polygon([(0, 0.12)] + right + [(0, -0.26)] + left[::-1], colour)


def _outline(width):
    """The right half of the envelope when it is seen to be `width` wide: from its top down."""
    points = []
    for i in range(21):
        t = i / 20
        radius = math.sin(t * math.pi) ** 0.85 if t < 0.5 else math.cos((t - 0.5) * 2.56) ** 0.8
        points.append((width * radius, 1 - t * 2.15))
    return points


def _balloon(p):
    colour = p.colour_of("balloon")
    second = p.lit((214, 214, 222) if p.objects["balloon"] == "white" else (250, 246, 236))
    if p.chance(0.3):
        second = scale(colour, 0.78)
    size = p.uniform(0.105, 0.15) * (0.9 if p.place == "city" else 1)
    x, y = p.spread(0.3), p.uniform(0.05, 0.1) + size
    if p.moon and abs(x - p.moon[0]) < 0.3:
        x = -math.copysign(0.26, p.moon[0])
    figure = Figure(p, x, y, size)

    def slice_of(outer, inner, fill, alpha=255):
        figure.polygon(_outline(outer) + _outline(inner)[::-1], fill, alpha)

    style = p.choice(("gores", "gores", "bands", "plain"))
    slice_of(1, -1, colour)
    if style == "gores":
        for outer, fill in ((0.72, second), (0.42, colour), (0.14, second)):
            slice_of(outer, -outer, fill)
    elif style == "bands":
        for rows in (slice(7, 10), slice(11, 14)):
            figure.polygon(_outline(1)[rows] + _outline(-1)[rows][::-1], second)
    slice_of(1, 0.55, (0, 0, 20), 40)
    slice_of(-0.85, -0.5, (255, 255, 255), 26)
    for side in (-1, 1):
        p.line([figure.at(side * 0.16, -1.15), figure.at(side * 0.11, -1.47)], (60, 50, 50), 0.003)
    if p.night:
        figure.glow(0, -1.05, 0.5, 0.7, (255, 214, 130), 0.75)
    basket = p.lit((120, 78, 46))
    figure.rectangle(-0.15, -1.45, 0.15, -1.67, basket)
    figure.rectangle(-0.17, -1.44, 0.17, -1.49, scale(basket, 0.75))
