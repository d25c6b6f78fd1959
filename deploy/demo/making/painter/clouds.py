"""Cumulus clouds, banks of rain and storm clouds, lightning."""

import math

from PIL import Image, ImageDraw

from .palette import CLOUD, STORM_CLOUD, mix, scale


def paint(p):
    if p.weather == "clouds":
        _fair_weather(p)
    elif p.weather in ("storm", "rain"):
        _bank(p)
        if p.weather == "storm" and p.rng.random() < (0.7 if p.night else 0.5):
            _lightning(p)


def _fair_weather(p):
    rng = p.rng
    many_small = rng.random() < 0.35
    for _ in range(rng.randint(8, 12) if many_small else rng.randint(4, 7)):
        y = rng.uniform(0.07, p.horizon * 0.74)
        size = 0.05 + 0.08 * (1 - y / p.horizon) + rng.uniform(0, 0.015 if many_small else 0.06)
        x = rng.uniform(-0.72, 0.72)
        if p.moon and abs(x - p.moon[0]) < size * 1.35 + p.moon[2] and abs(y - p.moon[1]) < size + p.moon[2]:
            continue
        _cumulus(p, x, y, size, mix(CLOUD[p.light], p.haze, rng.uniform(0, 0.25)))


def _cumulus(p, x, y, size, colour, alpha=228):
    """Puffs of one opaque mask, filled with a gradient, so that they do not show through one another."""
    rng = p.rng
    count = rng.randint(4, 7)
    peak = rng.uniform(0.25, 0.75)
    left, upper = int((x - 1.5 * size) * p.height + p.width / 2), int((y - 1.15 * size) * p.height)
    mask = Image.new("L", (int(3 * size * p.height) + 2, int(1.36 * size * p.height) + 2), 0)
    draw = ImageDraw.Draw(mask)

    def puff(cx, cy, rx, ry):
        px, py = cx * p.height + p.width / 2 - left, cy * p.height - upper
        draw.ellipse((px - rx * p.height, py - ry * p.height, px + rx * p.height, py + ry * p.height), fill=alpha)

    for i in range(count):
        t = i / (count - 1)
        swell = math.sin(math.pi * t ** (math.log(0.5) / math.log(peak)))
        radius = size * (0.24 + 0.36 * swell) * rng.uniform(0.85, 1.1)
        puff(x + (t - 0.5) * size * 2, y - radius * 0.55, radius, radius * 0.84)
    puff(x, y, size * 1.32, size * 0.17)
    under = mix(colour, p.stops[1], 0.5)
    p.fill_gradient(mask, left, upper, colour, under, y - 0.55 * size, y + 0.2 * size)


def _bank(p):
    """Rows of heavy clouds, the lowest in front; a storm's reach further down and are ragged."""
    rng = p.rng
    storm = p.weather == "storm"
    base = STORM_CLOUD[p.light] if storm else scale(mix(p.stops[0], p.stops[1], 0.5), 0.92)
    rows = rng.randint(3, 4) if storm else rng.randint(2, 3)
    lowest = rng.uniform(0.25, 0.33) if storm else rng.uniform(0.18, 0.25)
    tilt = rng.uniform(-0.08, 0.08)
    for row in range(rows):
        t = row / (rows - 1)
        edge = lowest * (1 - 0.72 * t)
        colour = scale(base, 1.02 - 0.34 * t)
        x = -0.86
        while x < 0.86:
            size = rng.uniform(0.07, 0.17) * (1.15 if storm else 0.95)
            y = edge + tilt * x + rng.uniform(-0.04, 0.02) - size * 0.5
            p.ellipse(x, y, size, size * rng.uniform(0.5, 0.66), colour)
            x += size * rng.uniform(0.75, 1.1)
        top = edge - 0.075 - abs(tilt) * 0.1
        p.polygon(
            [(-0.8, -0.01), (0.8, -0.01), (0.8, max(0, top + tilt * 0.8)), (-0.8, max(0, top - tilt * 0.8))], colour
        )
    if storm or rng.random() < 0.6:
        _shafts(p, lowest, base)


def _shafts(p, y, colour):
    """Rain that falls far away, below the bank."""
    rng = p.rng
    lean = rng.uniform(-0.1, 0.1)
    for _ in range(rng.randint(1, 3)):
        x, width = rng.uniform(-0.6, 0.6), rng.uniform(0.1, 0.3)
        bottom = p.horizon + 0.02
        for shrink, alpha in ((1, 34), (0.66, 34), (0.36, 34)):
            w = width * shrink / 2
            corners = [(x - w, y - 0.05), (x + w, y - 0.05), (x + w + lean, bottom), (x - w + lean, bottom)]
            p.polygon(corners, colour, alpha)


def _lightning(p):
    rng = p.rng
    x, y = rng.uniform(-0.34, 0.34), rng.uniform(0.1, 0.16)
    p.glow(x, y + 0.1, 0.42, 0.3, (190, 186, 240), 0.6)
    trunk = [(x, y)]
    while y < p.horizon - 0.03:
        y += rng.uniform(0.03, 0.07)
        x += rng.uniform(-0.045, 0.045)
        trunk.append((x, y))
    bolts = [(trunk, 0.008)]
    for start in sorted(rng.sample(range(1, len(trunk) - 1), 2)):
        bx, by = trunk[start]
        side = rng.choice((-1, 1))
        fork = [(bx, by)]
        for _ in range(rng.randint(2, 3)):
            bx, by = bx + side * rng.uniform(0.02, 0.06), by + rng.uniform(0.025, 0.06)
            fork.append((bx, by))
        bolts.append((fork, 0.0045))
    for points, width in bolts:
        p.line(points, (205, 205, 255), width * 2.6, 80)
        p.line(points, (255, 253, 232), width)
