"""The sky's gradient, the sun, the moon and the stars; clouds are in clouds.py."""

import math

import numpy as np
from PIL import Image

from . import clouds
from .palette import (
    CLOUD_VEIL, OVERCAST, OVERCAST_SHARE, SKIES, SUN_DISC, SUNLIGHT, grey, mix, multiply, scale,
)  # fmt: skip
from .texture import TILES

_SUN_GLOW = {"day": (0.55, 0.2), "dawn": (0.6, 0.3), "sunset": (0.75, 0.34), "night": (0, 0.2)}  # strength, radius
_THROUGH = {"clear": 1, "clouds": 0.75, "rain": 0.0, "snow": 0.3, "storm": 0.0, "fog": 0.4}  # share of the sun's glow
_VEIL = {"clear": 0.0, "clouds": 0.62, "rain": 0.5, "snow": 0.34, "storm": 0.7, "fog": 0.3}  # thin high clouds


def paint(p):
    """Starts the canvas with the sky; sets its stops, the haze, and where the light comes from."""
    rng = p.rng
    p.stops = _stops(p)
    p.haze = mix(p.stops[3], p.stops[2], 0.35)
    _place_lights(p)
    height = max(8, p.height // p.supersampling)
    width = max(8, p.width // p.supersampling)
    y = np.arange(height, dtype=np.float32) / height
    x = (np.arange(width, dtype=np.float32) - width / 2) / height
    rows = np.clip(y / (p.horizon + 0.04), 0, 1)
    column = np.stack([np.interp(rows, (0, 0.42, 0.76, 1), [stop[i] for stop in p.stops]) for i in range(3)], 1)
    pixels = np.repeat(column.astype(np.float32)[:, None, :], width, 1)
    _glow(p, pixels, x, y)
    _thin_clouds(p, pixels, y)
    p.begin(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))
    if p.night and p.weather in ("clear", "clouds", "snow"):
        _stars(p, 100 if p.weather == "clear" else 30)
    if (
        p.sun
        and "moon" not in p.objects
        and (p.weather in ("clear", "clouds") or p.weather == "fog" and rng.random() < 0.7)
    ):
        _sun(p)
    if "moon" in p.objects:
        _moon(p)
    clouds.paint(p)


def _stops(p):
    tone = tuple(p.rng.uniform(0.95, 1.05) for _ in range(3))
    stops = [multiply(stop, tone) for stop in p.rng.choice(SKIES[p.light])]
    if p.weather == "clouds":
        return [grey(stop, 0.12) for stop in stops]
    if p.weather == "clear":
        return stops
    share = OVERCAST_SHARE[p.weather]
    tone = tuple(p.rng.uniform(0.96, 1.04) for _ in range(3))
    return [mix(stop, multiply(grey_stop, tone), share) for stop, grey_stop in zip(stops, OVERCAST[p.weather][p.light])]


def _place_lights(p):
    rng = p.rng
    p.light_x, p.sunlight = rng.uniform(-0.36, 0.36), SUNLIGHT[p.light]
    p.sun = p.moon = None
    if p.light == "day":
        p.sun = (p.light_x, rng.uniform(0.12, 0.25), rng.uniform(0.045, 0.062))
    elif not p.night:
        above = (0.06, 0.17) if p.light == "dawn" else (0.02, 0.15)
        p.sun = (p.light_x, p.horizon - rng.uniform(*above), rng.uniform(0.06, 0.1))
    if "moon" in p.objects:
        low = p.place in ("sea", "lake", "desert", "meadow")
        p.light_x = rng.uniform(-0.34, 0.34)
        p.moon = (p.light_x, rng.uniform(0.13, 0.28) if low else rng.uniform(0.11, 0.18), rng.uniform(0.055, 0.085))


def _glow(p, pixels, x, y):
    """Lightens the sky around the sun or the moon."""
    strength, radius = _SUN_GLOW[p.light]
    strength *= _THROUGH[p.weather]
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
    rng = p.rng
    strength = _VEIL[p.weather]
    if p.weather == "clear" and rng.random() < 0.35:
        strength = 0.22
    if not strength:
        return
    height, width = pixels.shape[:2]
    span = rng.uniform(50, 150) * width / (height * 1.5)  # wide pieces of the tile make small clouds
    top, tall = rng.uniform(0, 120), rng.uniform(90, 130)
    middle = rng.uniform(span / 2, 256 - span / 2)
    box = (max(0, middle - span / 2), top, min(256, middle + span / 2), top + tall)
    noise = np.asarray(rng.choice(TILES).resize((width, height), Image.BICUBIC, box=box), np.float32) / 255
    noise = np.clip((noise - 0.42) * 2.6, 0, 1) * strength
    noise *= np.clip(1.15 - y / (p.horizon + 0.05), 0, 1)[:, None] ** 0.5
    colour = CLOUD_VEIL[p.light]
    if p.weather in ("rain", "storm"):
        colour = scale(p.stops[0], 0.8)
    pixels += (np.array(colour, np.float32) - pixels) * noise[..., None]


def _stars(p, count):
    rng = p.rng
    for _ in range(count):
        q = rng.random() ** 3
        radius = 0.0012 + 0.0028 * q
        p.ellipse(rng.uniform(-0.75, 0.75), rng.uniform(0, p.horizon), radius, radius, (255, 250, 230), 115 + 140 * q)


def _sun(p):
    x, y, radius = p.sun
    colour = SUN_DISC[p.light]
    if p.weather == "fog":
        colour = mix(colour, p.haze, 0.3)
    p.glow(x, y, radius * 2.4, radius * 2.4, colour, 0.5)
    p.ellipse(x, y, radius, radius, colour)


def _moon(p):
    x, y, radius = p.moon
    colour = (250, 246, 224) if p.night else (252, 250, 244)
    p.glow(x, y, radius * 2.2, radius * 2.2, colour, 0.4)
    if p.rng.random() < 0.35:
        turn = p.rng.uniform(-0.5, 0.9)
        outer = [(math.sin(t), -math.cos(t)) for t in (math.pi * i / 14 for i in range(15))]
        inner = [(0.3 * px, py) for px, py in reversed(outer)]
        cos, sin = math.cos(turn) * radius, math.sin(turn) * radius
        p.polygon([(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in outer + inner], colour)
        return
    p.ellipse(x, y, radius, radius, colour)
    for dx, dy, size in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.18), (0.3, -0.35, 0.12), (-0.1, 0.45, 0.13)):
        p.ellipse(x + dx * radius, y + dy * radius, size * radius, size * radius, (226, 220, 200), 150)
