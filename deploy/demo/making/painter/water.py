"""Water: its depth of colour, the mirror image of what stands behind it, glitter, waves and swell."""

import math

import numpy as np
from PIL import Image

from .canvas import across
from .palette import SHARES, TABLES, WHITE, grey, mix, multiply, scale
from .terrain import wavy


def _deep(p):
    colour = TABLES["deep_water"][p.light]
    if p.weather in ("rain", "storm"):
        return multiply(grey(colour, 0.5), (0.95, 0.98, 1.0) if p.night else (0.76, 0.79, 0.82))
    if p.weather in ("fog", "snow"):
        return mix(grey(colour, 0.25), p.haze, 0.2)
    return colour


def paint(p, y0, mirror):
    """Water from y0 to the lower edge; `mirror` shows what is painted above y0 upside down."""
    upper = int(y0 * p.height)
    count = p.height - upper
    deep = _deep(p)
    t = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    far = mix(p.haze, deep, 0.25)
    column = np.array(far, np.float32) * (1 - t) + np.array(deep, np.float32) * t
    if mirror:
        share = (0.72 - 0.3 * t)[..., None]
        pixels = _mirrored(p, upper, count, t[:, 0]) * share + column[:, None, :] * (1 - share)
    else:
        pixels = np.repeat(column[:, None, :], p.width, 1)
    p.image.paste(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), (0, upper))
    _glitter(p, y0)
    _ripples(p, y0, deep)


def _mirrored(p, upper, count, t):
    """The rows above `upper` upside down, each shifted sideways by a ripple; (count, width, 3)."""
    source = np.asarray(p.image.crop((0, max(0, upper - count), p.width, upper)), np.float32)[::-1]
    if len(source) < count:
        source = np.concatenate([source, np.repeat(source[-1:], count - len(source), 0)])
    rough = 2.2 if p.weather in ("storm", "rain") else 1
    amplitude = (0.002 + 0.012 * t) * p.height * rough
    shift = np.sin(np.arange(count) / p.height * 320 / (1 + 2 * t)) * amplitude
    columns = np.clip(np.arange(p.width)[None, :] + shift[:, None].astype(np.int32), 0, p.width - 1)
    return np.take_along_axis(source, columns[..., None], 1)


def _glitter(p, y0):
    strength = SHARES["glitter"][p.weather]
    if p.night and not p.moon:
        strength *= 0.25
    colour = mix(p.sunlight, WHITE, 0.25)
    for i in range(34):
        t = (i + 0.5) / 34
        y = y0 + (1 - y0) * t**1.35
        width = (0.012 + 0.10 * t) * p.uniform(0.35, 1.1)
        x = p.light_x + p.spread(0.05) * (0.3 + 2 * t)
        p.ellipse(x, y, width, 0.0022 + 0.006 * t, colour, 190 * strength * p.uniform(0.5, 1))


def _ripples(p, y0, deep):
    colour = mix(deep, WHITE, 0.28 if p.night else 0.45)
    for _ in range(40):
        t = p.random()
        y = y0 + (1 - y0) * t**1.2
        width = (0.015 + 0.07 * t) * p.uniform(0.5, 1.2)
        p.ellipse(p.spread(), y, width, 0.0012 + 0.0026 * t, colour, 64)
    if p.weather == "rain":  # rings where drops fall
        for _ in range(16):
            t = p.random()
            y = y0 + (1 - y0) * (0.1 + 0.9 * t)
            p.ellipse(p.spread(), y, 0.008 + 0.016 * t, 0.002 + 0.005 * t, (235, 240, 248), 60)


def swell(p, y0):
    """The sea's long waves; a storm makes them high, with white crests."""
    stormy = p.weather == "storm"
    count = 6 if stormy else 4
    foam = mix(p.haze, WHITE, 0.3)
    for i in range(count):
        t = (i + 0.6) / (count + 0.6)
        rise = (0.012 + 0.026 * t) if stormy else (0.004 + 0.007 * t)
        crest = wavy(p, y0 + (1 - y0) * t, rise, 16 / (1 + t))
        xs = across(40)
        top = [(x, crest(x)) for x in xs]
        if stormy:
            back = [(x, y + 0.03 + 0.06 * t) for x, y in reversed(top)]
            p.polygon(top + back, scale(_deep(p), 0.8), 120)
        low, rough = 0.003 + 0.007 * t, 0.004 * (1 + t * stormy)
        under = [(x, y + low + rough * math.sin(x * 21 + i)) for x, y in reversed(top)]
        p.polygon(top + under, foam, (60 if p.night else 105) if stormy else 46)
        for _ in range(4 if stormy else 0):
            x = p.spread(0.72)
            p.ellipse(x, crest(x) + 0.003, 0.02 + 0.03 * t, 0.002 + 0.004 * t, WHITE, 120)
