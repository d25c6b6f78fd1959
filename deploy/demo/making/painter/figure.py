"""Figures: what is drawn in lengths of its own, with the shapes of figures.toml."""

import tomllib
from pathlib import Path

from .palette import scale

FIGURES = tomllib.loads(Path(__file__).with_name("figures.toml").read_text())


class Figure:
    """Draws on a painting around (x, y). Lengths are in units of `size`; x points to the `side` it faces, y up."""

    def __init__(self, painting, x, y, size, side=1):
        self.painting, self.x, self.y, self.size, self.side = painting, x, y, size, side

    def at(self, dx, dy):
        """The place on the canvas."""
        return (self.x + self.side * dx * self.size, self.y - dy * self.size)

    def all_at(self, points):
        return [self.at(dx, dy) for dx, dy in points]

    def polygon(self, points, colour, alpha=255):
        self.painting.polygon(self.all_at(points), colour, alpha)

    def line(self, points, colour, width, alpha=255):
        self.painting.line(self.all_at(points), colour, width * self.size, alpha)

    def limb(self, points, widths, colour):
        self.painting.limb(self.all_at(points), [width * self.size for width in widths], colour)

    def rectangle(self, x0, y0, x1, y1, colour, alpha=255):
        self.painting.rectangle(*self.at(x0, y0), *self.at(x1, y1), colour, alpha)

    def ellipse(self, dx, dy, rx, ry, colour, alpha=255):
        self.painting.ellipse(*self.at(dx, dy), rx * self.size, ry * self.size, colour, alpha)

    def glow(self, dx, dy, rx, ry, colour, strength):
        self.painting.glow(*self.at(dx, dy), rx * self.size, ry * self.size, colour, strength)

    def shadow(self, half_width, half_height, alpha, dy=0.0):
        """What the figure darkens on the ground."""
        self.ellipse(0, dy, half_width, half_height, (0, 0, 10), alpha)

    def draw(self, shapes, colours):
        """The shapes of an entry of figures.toml, in colours by name."""
        for name, factor, places, *width in shapes:
            colour = scale(colours[name], factor)
            if width:
                self.line(places, colour, *width)
            elif isinstance(places[0], list):
                self.polygon(places, colour)
            else:
                self.ellipse(*places, colour)
