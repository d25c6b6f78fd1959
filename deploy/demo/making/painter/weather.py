"""The weather: clouds and lightning behind everything, rain, snow and fog in front of it."""

import math

from PIL import Image, ImageDraw

from .palette import TABLES, WHITE, mix, scale


def behind(p):
    if p.weather == "clouds":
        _fair_weather(p)
    elif p.weather in ("storm", "rain"):
        _bank(p)
        if p.weather == "storm" and p.chance(0.7 if p.night else 0.5):
            _lightning(p)


def in_front(p):
    if p.weather == "rain" or p.weather == "storm" and p.chance(0.45):
        _rain(p, *(165, 1) if p.weather == "rain" else (90, 0.75))
    elif p.weather == "snow":
        _snow(p)
    elif p.weather == "fog":
        p.mist(p.horizon + 0.04, 0.22, 0.34)
        p.mist(p.uniform(0.78, 0.92), 0.12, 0.3)


def _fair_weather(p):
    many_small = p.chance(0.35)
    for _ in range(p.randint(8, 12) if many_small else p.randint(4, 7)):
        y = p.uniform(0.07, p.horizon * 0.74)
        size = 0.05 + 0.08 * (1 - y / p.horizon) + p.uniform(0, 0.015 if many_small else 0.06)
        x = p.spread(0.72)
        if p.moon and abs(x - p.moon[0]) < size * 1.35 + p.moon[2] and abs(y - p.moon[1]) < size + p.moon[2]:
            continue
        _cumulus(p, x, y, size, mix(TABLES["cloud"][p.light], p.haze, p.uniform(0, 0.25)))


def _cumulus(p, x, y, size, colour):
    """Puffs of one opaque mask, filled with a gradient, so that they do not show through one another."""
    count, peak = p.randint(4, 7), p.uniform(0.25, 0.75)
    left, upper = int((x - 1.5 * size) * p.height + p.width / 2), int((y - 1.15 * size) * p.height)
    mask = Image.new("L", (int(3 * size * p.height) + 2, int(1.36 * size * p.height) + 2), 0)
    draw = ImageDraw.Draw(mask)

    def puff(cx, cy, rx, ry):
        px, py = cx * p.height + p.width / 2 - left, cy * p.height - upper
        draw.ellipse((px - rx * p.height, py - ry * p.height, px + rx * p.height, py + ry * p.height), fill=228)

    for i in range(count):
        t = i / (count - 1)
        swell = math.sin(math.pi * t ** (math.log(0.5) / math.log(peak)))
        radius = size * (0.24 + 0.36 * swell) * p.uniform(0.85, 1.1)
        puff(x + (t - 0.5) * size * 2, y - radius * 0.55, radius, radius * 0.84)
    puff(x, y, size * 1.32, size * 0.17)
    under = mix(colour, p.stops[1], 0.5)
    p.fill_gradient(mask, left, upper, colour, under, y - 0.55 * size, y + 0.2 * size)


def _bank(p):
    """Rows of heavy clouds, the lowest in front; a storm's reach further down and are ragged."""
    storm = p.weather == "storm"
    base = TABLES["storm_cloud"][p.light] if storm else scale(mix(p.stops[0], p.stops[1], 0.5), 0.92)
    rows = p.randint(3, 4) if storm else p.randint(2, 3)
    lowest = p.uniform(0.25, 0.33) if storm else p.uniform(0.18, 0.25)
    tilt = p.spread(0.08)
    for row in range(rows):
        t = row / (rows - 1)
        edge = lowest * (1 - 0.72 * t)
        colour = scale(base, 1.02 - 0.34 * t)
        x = -0.86
        while x < 0.86:
            size = p.uniform(0.07, 0.17) * (1.15 if storm else 0.95)
            y = edge + tilt * x + p.uniform(-0.04, 0.02) - size * 0.5
            p.ellipse(x, y, size, size * p.uniform(0.5, 0.66), colour)
            x += size * p.uniform(0.75, 1.1)
        top = edge - 0.075 - abs(tilt) * 0.1
        left, right = max(0, top - tilt * 0.8), max(0, top + tilt * 0.8)
        p.polygon([(-0.8, -0.01), (0.8, -0.01), (0.8, right), (-0.8, left)], colour)
    if storm or p.chance(0.6):
        _shafts(p, lowest, base)


def _shafts(p, y, colour):
    """Rain that falls far away, below the bank."""
    lean, bottom = p.spread(0.1), p.horizon + 0.02
    for _ in range(p.randint(1, 3)):
        x, width = p.spread(0.6), p.uniform(0.1, 0.3)
        for shrink in (1, 0.66, 0.36):
            w = width * shrink / 2
            corners = [(x - w, y - 0.05), (x + w, y - 0.05), (x + w + lean, bottom), (x - w + lean, bottom)]
            p.polygon(corners, colour, 34)


def _lightning(p):
    x, y = p.spread(0.34), p.uniform(0.1, 0.16)
    p.glow(x, y + 0.1, 0.42, 0.3, (190, 186, 240), 0.6)
    trunk = [(x, y)]
    while y < p.horizon - 0.03:
        y += p.uniform(0.03, 0.07)
        x += p.uniform(-0.045, 0.045)
        trunk.append((x, y))
    bolts = [(trunk, 0.008)]
    for start in sorted(p.rng.sample(range(1, len(trunk) - 1), 2)):
        x, y = trunk[start]
        side = p.side()
        fork = [(x, y)]
        for _ in range(p.randint(2, 3)):
            x, y = x + side * p.uniform(0.02, 0.06), y + p.uniform(0.025, 0.06)
            fork.append((x, y))
        bolts.append((fork, 0.0045))
    for points, width in bolts:
        p.line(points, (205, 205, 255), width * 2.6, 80)
        p.line(points, (255, 253, 232), width)


def _rain(p, count, strength):
    colour = (176, 194, 226) if p.night else (222, 232, 244)
    slant = p.uniform(-0.42, 0.1)
    for _ in range(count):
        near = p.random()
        length = 0.03 + 0.07 * near
        x, y = p.uniform(-0.8, 0.95), p.uniform(-0.05, 1)
        alpha = (70 + 75 * near) * strength
        p.line([(x, y), (x + slant * length, y + length)], colour, 0.0018 + 0.0014 * near, alpha)


def _snow(p):
    """Many small flakes far away, few large ones near, those soft."""
    for least, most, alpha, count in ((0.002, 0.0038, 215, 170), (0.0038, 0.0062, 228, 62), (0.007, 0.0105, 120, 18)):
        for _ in range(count):
            x, y = p.spread(0.76), p.uniform(0, 1)
            radius = p.uniform(least, most)
            if alpha == 120:
                p.ellipse(x, y, radius * 0.6, radius * 0.6, WHITE, alpha)
            p.ellipse(x, y, radius, radius, WHITE, alpha)
