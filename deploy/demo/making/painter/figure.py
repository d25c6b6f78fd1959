"""Figures: what is drawn in lengths of its own, with the shapes of figures.toml."""

import tomllib
from pathlib import Path

from .canvas import Shapes
from .palette import scale

FIGURES = tomllib.loads(Path(__file__).with_name("figures.toml").read_text())


class Figure(Shapes):
    """Shapes on a canvas around (x, y). Lengths are in units of `size`; x points to the `side` it faces, y up."""

    def __init__(self, canvas, x, y, size, side=1):
        self.canvas, self.x, self.y, self.size, self.side = canvas, x, y, size, side

    def at(self, dx, dy):
        """The place on the canvas."""
        return (self.x + self.side * dx * self.size, self.y - dy * self.size)

    def pixels(self, points):
        return self.canvas.pixels([self.at(dx, dy) for dx, dy in points])

    def length(self, length):
        return self.canvas.length(length * self.size)

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
