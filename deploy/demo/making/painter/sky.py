"""The sky's gradient, the sun, the moon and the stars; clouds are in weather.py."""

import math

import numpy as np
from PIL import Image

from . import weather
from .canvas import TILES
from .figure import Figure
from .palette import SHARES, TABLES, grey, mix, multiply, scale


def paint(p):
    """Starts the canvas with the sky; sets its stops, the haze, and where the light comes from."""
    p.stops = _stops(p)
    p.haze = mix(p.stops[3], p.stops[2], 0.35)
    _place_lights(p)
    height, width = p.height // p.supersampling, p.width // p.supersampling
    y = np.arange(height, dtype=np.float32) / height
    x = (np.arange(width, dtype=np.float32) - width / 2) / height
    rows = np.clip(y / (p.horizon + 0.04), 0, 1)
    column = np.stack([np.interp(rows, (0, 0.42, 0.76, 1), [stop[i] for stop in p.stops]) for i in range(3)], 1)
    pixels = np.repeat(column.astype(np.float32)[:, None, :], width, 1)
    _glow(p, pixels, x, y)
    _thin_clouds(p, pixels, y)
    p.begin(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))
    if p.night and p.weather in ("clear", "clouds", "snow"):
        for _ in range(100 if p.weather == "clear" else 30):  # stars
            q = p.random() ** 3
            radius = 0.0012 + 0.0028 * q
            p.ellipse(p.spread(), p.uniform(0, p.horizon), radius, radius, (255, 250, 230), 115 + 140 * q)
    if "moon" in p.objects:
        _moon(p)
    elif p.sun and (p.weather in ("clear", "clouds") or p.weather == "fog" and p.chance(0.7)):
        x, y, radius = p.sun
        colour = TABLES["sun_disc"][p.light]
        if p.weather == "fog":
            colour = mix(colour, p.haze, 0.3)
        p.glow(x, y, radius * 2.4, radius * 2.4, colour, 0.5)
        p.ellipse(x, y, radius, radius, colour)
    weather.behind(p)


def _stops(p):
    tone = tuple(p.uniform(0.95, 1.05) for _ in range(3))
    stops = [multiply(stop, tone) for stop in p.choice(TABLES["sky"][p.light])]
    if p.weather == "clouds":
        return [grey(stop, 0.12) for stop in stops]
    if p.weather == "clear":
        return stops
    overcast = TABLES["overcast"][p.weather]
    tone = tuple(p.uniform(0.96, 1.04) for _ in range(3))
    return [mix(stop, multiply(other, tone), overcast["share"]) for stop, other in zip(stops, overcast[p.light])]


def _place_lights(p):
    p.light_x, p.sunlight = p.spread(0.36), TABLES["sunlight"][p.light]
    p.sun = p.moon = None
    if p.light == "day":
        p.sun = (p.light_x, p.uniform(0.12, 0.25), p.uniform(0.045, 0.062))
    elif not p.night:
        above = (0.06, 0.17) if p.light == "dawn" else (0.02, 0.15)
        p.sun = (p.light_x, p.horizon - p.uniform(*above), p.uniform(0.06, 0.1))
    if "moon" in p.objects:
        height = (0.13, 0.28) if p.place in ("sea", "lake", "desert", "meadow") else (0.11, 0.18)
        p.light_x = p.spread(0.34)
        p.moon = (p.light_x, p.uniform(*height), p.uniform(0.055, 0.085))


def _glow(p, pixels, x, y):
    """Lightens the sky around the sun or the moon."""
    strength, radius = TABLES["sun_glow"][p.light]
    strength *= SHARES["sun"][p.weather]
    colour, source = p.sunlight, p.sun
    if p.moon:
        strength, radius, colour = (0.42, 0.24, (206, 218, 250)) if p.night else (0.3, 0.16, (255, 250, 240))
        source = p.moon
    if not source or strength <= 0:
        return
    dx, dy = x[None, :] - source[0], y[:, None] - source[1]
    glow = strength / (1 + (dx**2 * 0.8 + dy**2) / (radius * radius * 0.22)) ** 1.15
    if p.light in ("sunset", "dawn") and not p.moon:
        glow = glow + strength * 0.35 * np.exp(-((dy / 0.12) ** 2))
    pixels += (np.array(colour, np.float32) - pixels) * np.clip(glow, 0, 1)[..., None]


def _thin_clouds(p, pixels, y):
    strength = SHARES["thin_clouds"][p.weather]
    if p.weather == "clear" and p.chance(0.35):
        strength = 0.22
    if not strength:
        return
    height, width = pixels.shape[:2]
    span = p.uniform(50, 150) * width / (height * 1.5)  # wide pieces of the tile make small clouds
    top, tall = p.uniform(0, 120), p.uniform(90, 130)
    middle = p.uniform(span / 2, 256 - span / 2)
    box = (max(0, middle - span / 2), top, min(256, middle + span / 2), top + tall)
    noise = np.asarray(p.choice(TILES).resize((width, height), Image.BICUBIC, box=box), np.float32) / 255
    noise = np.clip((noise - 0.42) * 2.6, 0, 1) * strength
    noise *= np.clip(1.15 - y / (p.horizon + 0.05), 0, 1)[:, None] ** 0.5
    colour = scale(p.stops[0], 0.8) if p.weather in ("rain", "storm") else TABLES["cloud_veil"][p.light]
    pixels += (np.array(colour, np.float32) - pixels) * noise[..., None]


def _moon(p):
    moon = Figure(p, *p.moon)
    colour = (250, 246, 224) if p.night else (252, 250, 244)
    moon.glow(0, 0, 2.2, 2.2, colour, 0.4)
    if p.chance(0.35):  # a crescent
        turn = p.uniform(-0.5, 0.9)
        outer = [(math.sin(t), math.cos(t)) for t in (math.pi * i / 14 for i in range(15))]
        inner = [(0.3 * x, y) for x, y in reversed(outer)]
        cos, sin = math.cos(turn), math.sin(turn)
        moon.polygon([(x * cos + y * sin, y * cos - x * sin) for x, y in outer + inner], colour)
        return
    moon.ellipse(0, 0, 1, 1, colour)
    for dx, dy, size in ((-0.3, 0.2, 0.22), (0.25, -0.3, 0.18), (0.3, 0.35, 0.12), (-0.1, -0.45, 0.13)):
        moon.ellipse(dx, dy, size, size, (226, 220, 200), 150)
