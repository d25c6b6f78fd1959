"""Bridges over water: suspension, cable-stayed, steel arch and stone arches."""

import math

from PIL import Image, ImageDraw

from .canvas import EDGE, across
from .palette import CHOICES, ink, scale


def bridge(p, y):
    """The scene's bridge from edge to edge, its piers in the water at y."""
    on_lakes, elsewhere = (_stone, _stone, _steel_arch), (_suspension, _suspension, _cable_stayed, _steel_arch)
    kind = p.choice(on_lakes if p.place == "lake" else elsewhere)
    # Before a skyline only red and white stand out.
    kind(p, y, p.lit(p.choice(CHOICES["bridge"][: 3 if p.place == "city" else 4])))


def _deck(p, y, colour):
    p.rectangle(-EDGE, y - 0.01, EDGE, y + 0.017, scale(colour, 0.85))
    p.rectangle(-EDGE, y - 0.016, EDGE, y - 0.008, scale(colour, 1.1))
    if p.dim:
        for i in range(13):
            x = -0.72 + 0.12 * i
            p.line([(x, y - 0.01), (x, y - 0.034)], scale(colour, 0.7), 0.003)
            p.ellipse(x, y - 0.036, 0.006, 0.006, (255, 226, 150))


def _suspension(p, y, colour):
    deck, height = y - p.uniform(0.06, 0.09), p.uniform(0.24, 0.34)
    middle, half = p.spread(0.14), p.uniform(0.26, 0.42)
    left, right, top = middle - half, middle + half, deck - height

    def cable(x):
        if left <= x <= right:
            return deck - 0.035 - (height - 0.035) * ((x - middle) / half) ** 2
        away = (left - x if x < left else x - right) / (half * 1.5)
        return deck - height * max(0, 1 - away) ** 2

    xs = across(60)
    for x in xs[1::2]:
        p.line([(x, cable(x)), (x, deck)], colour, 0.003, 220)
    p.line([(x, cable(x)) for x in xs], colour, 0.0095)
    for x in (left, right):
        for dx in (-0.018, 0.018):
            p.rectangle(x + dx - 0.008, top - 0.01, x + dx + 0.008, y + 0.02, colour)
        for share in (0.18, 0.5, 0.8):
            p.rectangle(x - 0.02, top + share * height - 0.007, x + 0.02, top + share * height + 0.007, colour)
        p.rectangle(x - 0.038, y - 0.005, x + 0.038, y + 0.03, scale(colour, 0.6))
    _deck(p, deck, colour)


def _cable_stayed(p, y, colour):
    """One or two pylons from which straight cables fan out."""
    deck, height = y - p.uniform(0.06, 0.09), p.uniform(0.28, 0.38)
    pylons, reach = ((p.spread(0.2),), 0.6) if p.chance(0.5) else ((-0.38, 0.38), 0.36)
    for x in pylons:
        for i in range(1, 9):
            far, at = reach * i / 8, deck - height * (0.45 + 0.53 * i / 8)
            for side in (-1, 1):
                p.line([(x, at), (x + side * far, deck)], colour, 0.0044)
        top, foot = deck - height, y + 0.02
        p.polygon([(x - 0.034, foot), (x - 0.012, top), (x + 0.012, top), (x + 0.034, foot)], colour)
        p.polygon([(x, top), (x + 0.012, top), (x + 0.034, foot), (x, foot)], (0, 0, 20), 40)
    _deck(p, deck, colour)


def _steel_arch(p, y, colour):
    """A bow above the deck, which hangs from it."""
    deck, height = y - 0.065, p.uniform(0.2, 0.28)
    middle, half = p.spread(0.12), p.uniform(0.46, 0.56)

    def bow(x, rise):
        return deck + 0.03 - rise * (1 - ((x - middle) / half) ** 2)

    xs = [middle - half + 2 * half * i / 40 for i in range(41)]
    for x in xs[2:-2:2]:
        p.line([(x, bow(x, height)), (x, deck)], colour, 0.0034)
    p.polygon([(x, bow(x, height + 0.03)) for x in xs] + [(x, bow(x, height)) for x in reversed(xs)], colour)
    for x in (middle - half, middle + half):
        p.rectangle(x - 0.03, deck, x + 0.03, y + 0.03, p.lit((150, 142, 134)))
    _deck(p, deck, colour)


def _stone(p, y, _):
    """Stone arches of one height, or of a height that falls towards the banks."""
    stone = p.land(p.choice(CHOICES["stone_bridge"]), 0.1)
    top = y - p.uniform(0.085, 0.12)
    hump = p.uniform(0.03, 0.07) if p.chance(0.4) else 0.0
    count = p.choice((3, 5, 6, 7))
    width, shift = 1.6 / count, p.spread(0.1)

    def crest(x):
        return top - hump * math.cos(min(1, abs(x) / 0.8) * math.pi / 2)

    xs = across(24)
    mask = Image.new("L", (p.width, p.height), 0)
    draw = ImageDraw.Draw(mask)
    draw.polygon(p.pixels([(x, crest(x)) for x in xs] + [(EDGE, y), (-EDGE, y)]), fill=255)
    for i in range(-1, count + 1):
        x = -0.8 + shift + (i + 0.5) * width
        (x0, y0), (x1, y1) = p.pixels([(x - width * 0.41, crest(x) + 0.026), (x + width * 0.41, y + 0.05)])
        draw.ellipse((x0, y0, x1, y1), fill=0)
        draw.rectangle((x0, (y0 + y1) / 2, x1, y1), fill=0)
    p.image.paste(ink(stone), (0, 0), mask)
    p.line([(x, crest(x) + 0.014) for x in xs], scale(stone, 0.7), 0.004)
    p.line([(x, crest(x) - 0.004) for x in xs], scale(stone, 1.12), 0.014)
