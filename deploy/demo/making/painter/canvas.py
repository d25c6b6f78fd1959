"""The canvas: shapes with or without transparency, gradients, glows, and noise for cloud, mist and paper.

Coordinates: y runs from 0 (top) to 1 (bottom), x in units of the picture's height with 0 in its middle, so that a
wider picture shows more at its sides. The canvas is larger than the picture by `supersampling`, which smooths edges.
"""

import math

import numpy as np
from PIL import Image, ImageDraw

from .palette import ink

_OCTAVES = ((4, 1), (8, 0.5), (16, 0.28), (32, 0.15), (64, 0.08))  # of noise: cells, amplitude
EDGE = 0.76  # what every painting fills to the left and right of its middle, for aspects up to 1.52


def across(steps):
    """Places of x from the left edge to the right one."""
    return [-EDGE + 2 * EDGE * i / steps for i in range(steps + 1)]


class Shapes:
    """Shapes on a `canvas`, in coordinates and lengths that `pixels` and `length` turn into pixels."""

    def polygon(self, points, colour, alpha=255):
        draw, fill = self.canvas.pen(colour, alpha)
        draw.polygon(self.pixels(points), fill=fill)

    def ellipse(self, x, y, rx, ry, colour, alpha=255):
        draw, fill = self.canvas.pen(colour, alpha)
        ((px, py),) = self.pixels([(x, y)])
        rx, ry = self.length(rx), self.length(ry)
        draw.ellipse((px - rx, py - ry, px + rx, py + ry), fill=fill)

    def rectangle(self, x0, y0, x1, y1, colour, alpha=255):
        draw, fill = self.canvas.pen(colour, alpha)
        xs, ys = zip(*self.pixels([(x0, y0), (x1, y1)]))
        draw.rectangle((min(xs), min(ys), max(xs), max(ys)), fill=fill)

    def line(self, points, colour, width, alpha=255):
        draw, fill = self.canvas.pen(colour, alpha)
        draw.line(self.pixels(points), fill=fill, width=max(1, round(self.length(width))), joint="curve")

    def limb(self, points, widths, colour):
        """A line that changes its width from point to point, rounded at the joints."""
        for (x, y), width in zip(points, widths):
            self.ellipse(x, y, width / 2, width / 2, colour)
        for (x0, y0), (x1, y1), w0, w1 in zip(points, points[1:], widths, widths[1:]):
            length = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = (y0 - y1) / length / 2, (x1 - x0) / length / 2
            corners = [(x0 + nx * w0, y0 + ny * w0), (x1 + nx * w1, y1 + ny * w1)]
            corners += [(x1 - nx * w1, y1 - ny * w1), (x0 - nx * w0, y0 - ny * w0)]
            self.polygon(corners, colour)

    def glow(self, x, y, rx, ry, colour, strength):
        """Light that fades smoothly from (x, y) to nothing at the radii rx and ry; strength 0 to 1."""
        ((px, py),) = self.pixels([(x, y)])
        rx, ry = self.length(rx), self.length(ry)
        if box := self.canvas.box([px - rx, px + rx], [py - ry, py + ry]):
            left, upper, right, lower = box
            dx = ((np.arange(left, right, dtype=np.float32) - px) / rx) ** 2
            dy = ((np.arange(upper, lower, dtype=np.float32) - py) / ry) ** 2
            fade = np.clip(1 - dx[None, :] - dy[:, None], 0, 1) ** 2 * (255 * strength)
            self.canvas.image.paste(ink(colour), box, Image.fromarray(fade.astype(np.uint8)))


class Canvas(Shapes):
    def __init__(self, height, width, supersampling):
        self.canvas, self.supersampling = self, supersampling
        self.height, self.width = height * supersampling, width * supersampling

    def begin(self, image):
        """Starts from the background `image`, of any size."""
        self.image = image.resize((self.width, self.height), Image.BILINEAR)
        self._opaque, self._blending = ImageDraw.Draw(self.image), ImageDraw.Draw(self.image, "RGBA")

    def pixels(self, points):
        height, middle = self.height, self.width / 2
        return [(x * height + middle, y * height) for x, y in points]

    def length(self, length):
        return length * self.height

    def pen(self, colour, alpha):
        return (self._opaque, ink(colour)) if alpha >= 255 else (self._blending, ink(colour, alpha))

    def box(self, xs, ys):
        """Whole pixels around the given pixel coordinates, inside the canvas; None if nothing is left."""
        left, right = max(0, int(min(xs))), min(self.width, int(max(xs)) + 2)
        upper, lower = max(0, int(min(ys))), min(self.height, int(max(ys)) + 2)
        return (left, upper, right, lower) if left < right and upper < lower else None

    def gradient(self, points, top, bottom, y0, y1):
        """A polygon whose colour runs from `top` at y0 to `bottom` at y1."""
        xs, ys = zip(*self.pixels(points))
        if box := self.box(xs, ys):
            left, upper, right, lower = box
            mask = Image.new("L", (right - left, lower - upper), 0)
            ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in zip(xs, ys)], fill=255)
            self.fill_gradient(mask, left, upper, top, bottom, y0, y1)

    def fill_gradient(self, mask, left, upper, top, bottom, y0, y1):
        """Lets a vertical gradient through `mask`, whose corner lies at pixel (left, upper)."""
        rows = np.arange(upper, upper + mask.height, dtype=np.float32) / self.height
        t = np.clip((rows - y0) / max(1e-3, y1 - y0), 0, 1)[:, None]
        column = np.array(top, np.float32) * (1 - t) + np.array(bottom, np.float32) * t
        column = np.clip(column, 0, 255).astype(np.uint8)[:, None, :]
        self.image.paste(Image.fromarray(column).resize(mask.size, Image.NEAREST), (left, upper), mask)

    def veil(self, tile, source, y0, y1, colour, strength):
        """A band of mist between y0 and y1, thickest in its middle; `source` is the part of `tile` it takes after."""
        upper, lower = max(0, int(y0 * self.height)), min(self.height, int(y1 * self.height))
        if lower - upper < 2:
            return
        noise = np.asarray(tile.resize((self.width, lower - upper), Image.BILINEAR, box=source), np.float32)
        rows = (np.arange(upper, lower, dtype=np.float32) / self.height - y0) / (y1 - y0)
        fade = np.sin(np.pi * rows)[:, None] * (0.45 + noise / 255 * 0.75) * (255 * strength)
        mask = Image.fromarray(np.clip(fade, 0, 255).astype(np.uint8))
        self.image.paste(ink(colour), (0, upper, self.width, lower), mask)


def _tile(seed, size=256):
    """Value noise of several octaves, stretched to 0..255, as a grey picture."""
    rng = np.random.default_rng(seed)
    total = np.zeros((size, size), np.float32)
    for cells, amplitude in _OCTAVES:
        grid = np.pad(rng.random((cells, cells)).astype(np.float32), ((0, 1), (0, 1)), mode="wrap")
        total += amplitude * np.asarray(Image.fromarray(grid).resize((size, size), Image.BICUBIC))
    low, high = np.percentile(total, [2, 98])
    return Image.fromarray((np.clip((total - low) / (high - low), 0, 1) * 255).astype(np.uint8))


TILES = [_tile(seed) for seed in range(10)]
GRAIN = np.random.default_rng(99).normal(0, 1, (1024, 1024)).astype(np.float32)


def grain(rng, height, width):
    """A random (height, width) piece of the grain, at most 1024 by 1024; standard deviation 1."""
    y, x = rng.randrange(GRAIN.shape[0] - height + 1), rng.randrange(GRAIN.shape[1] - width + 1)
    return GRAIN[y : y + height, x : x + width]
