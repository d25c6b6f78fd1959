"""One painting: the scene, its random stream, its colours, and the order in which the parts are painted."""

import random

import numpy as np
from PIL import Image

from . import airborne, city, desert, forest, lake, meadow, mountains, plants, sea, sky, weather
from .canvas import TILES, Canvas, grain
from .palette import SNOW, TABLES, grey, mix, multiply
from .scene import COLOURS, HORIZONS

_PLACES = {place.__name__.rpartition(".")[2]: place for place in (city, desert, forest, lake, meadow, mountains, sea)}
_ON_GROUND = ("tree", "house", "horse", "cactus", "lighthouse")


class Painting(Canvas):
    """What the parts share.

    `rng` is the scene's random stream, `objects` maps a name to its colour's name or None, `horizon` is the y of the
    horizon, `haze` the colour that distance fades to, `ground` the ridge (a function of x) of the nearest ground or
    None, `stands` maps each object on the ground to its x.
    """

    def __init__(self, scene, height, aspect, supersampling):
        super().__init__(height, round(height * aspect), supersampling)
        self.rng = rng = random.Random(scene["seed"])
        self.random, self.uniform, self.randint, self.gauss = rng.random, rng.uniform, rng.randint, rng.gauss
        self.choice = rng.choice
        self.objects = dict(scene["objects"])
        self.place, self.light = scene["place"], scene["light"]
        self.weather, self.season = scene["weather"], scene["season"]
        self.night = self.light == "night"
        self.dim = self.night or self.light == "sunset" or self.weather not in ("clear", "clouds")
        self.ground = None
        self.horizon = self.uniform(*HORIZONS[self.place])
        # The objects on the ground: one alone anywhere near the middle, two on either side.
        names = [name for name in _ON_GROUND if name in self.objects]
        side, reach = self.side(), (0.03, 0.32) if len(names) == 1 else (0.19, 0.31)
        self.stands = {name: side * (-1) ** i * self.uniform(*reach) for i, name in enumerate(names)}

    def chance(self, share):
        """Whether something happens that happens in this share of the paintings."""
        return self.random() < share

    def side(self):
        """Left (-1) or right (1)."""
        return self.choice((-1, 1))

    def spread(self, reach=0.75):
        """An x at most `reach` from the middle."""
        return self.uniform(-reach, reach)

    def taken(self, x, distance):
        """Whether an object of the scene stands within `distance` of x."""
        return any(abs(x - other) < distance for other in self.stands.values())

    def colour_of(self, name):
        """The colour of an object of the scene in this light."""
        return self.lit(COLOURS[self.objects[name]])

    def _weather_factors(self, kind):
        """What the weather does to the colours of a kind of thing; less at night, which is dark enough already."""
        factors = TABLES[kind][self.weather]
        return mix(factors, (1, 1, 1), 0.6) if self.night else factors

    def lit(self, colour):
        """The colour of something near that must keep its hue."""
        colour = multiply(colour, TABLES["object_tint"][self.light])
        if self.weather in TABLES["object_weather"]:
            colour = multiply(colour, self._weather_factors("object_weather"))
        return mix(colour, self.haze, 0.1) if self.weather == "fog" else colour

    def land(self, colour, depth=0.0):
        """The colour of land at a distance from 0 (near) to 1 (at the horizon)."""
        snowy = min(colour) > 200
        colour = multiply(colour, TABLES["snow_tint" if snowy else "land_tint"][self.light])
        if snowy:
            depth *= 0.6
        if self.weather in TABLES["land_weather"]:
            colour = multiply(grey(colour, 0.25), self._weather_factors("land_weather"))
        elif self.weather == "fog":
            colour = grey(colour, 0.15)
            depth = 0.08 + 0.86 * depth**0.62
        return mix(colour, self.haze, min(0.93, depth))

    def snowed(self, colour):
        """The colour of ground on which snow lies while it falls, where there are no seasons."""
        return SNOW if self.weather == "snow" else colour

    def snow_cover(self):
        """The colour of snow on trees, or None where none lies."""
        return self.land(SNOW) if self.season == "winter" else None

    def mist(self, y, half=0.09, strength=0.62):
        """A bank of fog around y, in front of what is painted so far; nothing in other weather."""
        if self.weather == "fog":
            x = self.uniform(0, 90)
            y += self.uniform(-0.02, 0.02)
            source = (x, 20, x + 110, 20 + 400 * half)
            self.veil(self.choice(TILES), source, y - half, y + half, self.haze, strength)

    def finished(self):
        """Paints everything; returns the picture at its size, with paper grain and darker corners."""
        sky.paint(self)
        _PLACES[self.place].paint(self)
        airborne.paint(self)
        plants.flower_bed(self)
        weather.in_front(self)
        image = self.image.reduce(self.supersampling) if self.supersampling > 1 else self.image
        pixels = np.asarray(image, np.float32)
        height, width = pixels.shape[:2]
        y = ((np.arange(height, dtype=np.float32) / height - 0.5) ** 2)[:, None]
        x = (((np.arange(width, dtype=np.float32) - width / 2) / height) ** 2)[None, :]
        pixels = pixels + (grain(self.rng, height, width) * 2.0)[..., None]
        pixels *= (1.03 - 0.16 * (y + x * 0.6))[..., None]
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
