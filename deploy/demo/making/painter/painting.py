"""One painting: the scene, its random stream, its colours, and the order in which the parts are painted."""

import random

import numpy as np
from PIL import Image

from . import airborne, city, desert, forest, lake, meadow, mountains, plants, sea, sky, weather
from .canvas import Canvas
from .palette import (
    LAND_TINT, LAND_WEATHER, OBJECT_TINT, OBJECT_WEATHER, SNOW, SNOW_TINT, grey, luma, mix, multiply,
)  # fmt: skip
from .scene import COLOURS
from .texture import TILES, grain

_PLACES = {
    "mountains": mountains.paint, "sea": sea.paint, "desert": desert.paint, "meadow": meadow.paint,
    "forest": forest.paint, "city": city.paint, "lake": lake.paint,
}  # fmt: skip
_HORIZON = {
    "mountains": (0.56, 0.64), "sea": (0.48, 0.62), "desert": (0.52, 0.63), "meadow": (0.49, 0.60),
    "forest": (0.51, 0.60), "city": (0.56, 0.64), "lake": (0.49, 0.60),
}  # fmt: skip
_ON_GROUND = ("tree", "house", "horse", "cactus", "lighthouse")


class Painting(Canvas):
    """What the parts share.

    `rng` is the scene's random stream, `objects` maps a name to its colour's name or None, `horizon` is the y of the
    horizon, `haze` the colour that distance fades to, `ground` the ridge (a function of x) of the nearest ground or
    None, `stands` maps each object on the ground to its x.
    """

    def __init__(self, scene, height, aspect, supersampling):
        super().__init__(height, round(height * aspect), supersampling)
        self.rng = random.Random(scene["seed"])
        self.objects = dict(scene["objects"])
        self.place, self.light = scene["place"], scene["light"]
        self.weather, self.season = scene["weather"], scene["season"]
        self.night = self.light == "night"
        self.wintry = self.season == "winter" or self.weather == "snow"
        self.dim = self.night or self.light == "sunset" or self.weather not in ("clear", "clouds")
        self.ground = None
        self.horizon = self.rng.uniform(*_HORIZON[self.place])
        self._set_stands()

    def _set_stands(self):
        """Spreads the objects on the ground: one alone anywhere near the middle, two on either side."""
        names = [name for name in _ON_GROUND if name in self.objects]
        side = self.rng.choice((-1, 1))
        if len(names) == 1:
            self.stands = {names[0]: side * self.rng.uniform(0.03, 0.32)}
        else:
            self.stands = {name: side * (-1) ** i * self.rng.uniform(0.19, 0.31) for i, name in enumerate(names)}

    def colour_of(self, name):
        """The colour of an object of the scene in this light."""
        return self.lit(COLOURS[self.objects[name]])

    def lit(self, colour):
        """The colour of something near that must keep its hue."""
        colour = multiply(colour, OBJECT_TINT[self.light])
        if self.weather in OBJECT_WEATHER:
            factors = OBJECT_WEATHER[self.weather]
            colour = multiply(colour, mix(factors, (1, 1, 1), 0.6) if self.night else factors)
        return mix(colour, self.haze, 0.1) if self.weather == "fog" else colour

    def land(self, colour, depth=0.0):
        """The colour of land at a distance from 0 (near) to 1 (at the horizon)."""
        snowy = min(colour) > 200
        colour = multiply(colour, (SNOW_TINT if snowy else LAND_TINT)[self.light])
        if snowy:
            depth *= 0.6
        if self.weather in LAND_WEATHER:
            factors = LAND_WEATHER[self.weather]
            if self.night:  # dark enough already
                factors = mix(factors, (1, 1, 1), 0.6)
            colour = multiply(grey(colour, 0.25), factors)
        elif self.weather == "fog":
            colour = grey(colour, 0.15)
            depth = 0.08 + 0.86 * depth**0.62
        return mix(colour, self.haze, min(0.93, depth))

    def against(self, background, dark, light):
        """Whichever of two colours stands out more from `background`."""
        return max(dark, light, key=lambda colour: abs(luma(colour) - luma(background)))

    def snow_cover(self):
        """The colour of snow on trees, or None where none lies."""
        return self.land(SNOW) if self.season == "winter" else None

    def mist(self, y, half=0.09, strength=0.62):
        """A bank of fog around y, in front of what is painted so far; nothing in other weather."""
        if self.weather == "fog":
            x = self.rng.uniform(0, 90)
            y += self.rng.uniform(-0.02, 0.02)
            source = (x, 20, x + 110, 20 + 400 * half)
            self.veil(self.rng.choice(TILES), source, y - half, y + half, self.haze, strength)

    def finished(self):
        """The picture at its size, with paper grain and darker corners."""
        image = self.image.reduce(self.supersampling) if self.supersampling > 1 else self.image
        pixels = np.asarray(image, np.float32)
        height, width = pixels.shape[:2]
        y = ((np.arange(height, dtype=np.float32) / height - 0.5) ** 2)[:, None]
        x = (((np.arange(width, dtype=np.float32) - width / 2) / height) ** 2)[None, :]
        pixels = pixels + (grain(self.rng, height, width) * 2.0)[..., None]
        pixels *= (1.03 - 0.16 * (y + x * 0.6))[..., None]
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def paint(scene, height=426, aspect=640 / 426, supersampling=2):
    """Paints a scene as an RGB picture of the given height in pixels; aspect is width / height."""
    painting = Painting(scene, height, aspect, supersampling)
    sky.paint(painting)
    _PLACES[painting.place](painting)
    airborne.paint(painting)
    plants.flower_bed(painting)
    weather.paint(painting)
    return painting.finished()
