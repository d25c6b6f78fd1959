"""Houses and lighthouses."""

from .palette import mix, scale

_ROOFS = {"red": (88, 64, 62), "white": (110, 84, 78), "yellow": (124, 74, 54), "blue": (70, 70, 84)}
_LAMP = (255, 214, 110)


def house(p, x, y, size):
    """The scene's house, standing at (x, y); size is its height with the chimney."""
    wall = p.colour_of("house")
    roof = p.lit((236, 242, 250) if p.wintry else _ROOFS[p.objects["house"]])
    pane = _LAMP if p.dim else (88, 118, 140)
    if p.night:
        p.glow(x, y - 0.25 * size, 1.5 * size, 1.0 * size, (255, 196, 96), 0.45)
    kind = p.rng.choice((_cottage, _cottage, _gabled, _farmhouse))
    kind(p, x, y, size, p.rng.choice((-1, 1)), wall, roof, pane)
    p.ellipse(x, y + 0.012 * size, 0.8 * size, 0.035 * size, (0, 0, 10), 44)
    if p.night:  # the windows' light on the ground
        p.ellipse(x, y + 0.07 * size, 0.62 * size, 0.05 * size, (255, 206, 110), 62)


def _smoke(p, x, y, size):
    if p.rng.random() < 0.65:
        drift = p.rng.uniform(0.03, 0.1)
        for i in range(5):
            puff = (0.05 + 0.02 * i) * size
            p.ellipse(
                x + drift * size * i, y - (0.08 + 0.12 * i) * size, puff, puff * 0.85, (236, 236, 240), 115 - 20 * i
            )


def _window(p, x0, y0, x1, y1, pane, size):
    frame = mix(pane, (60, 50, 50), 0.6)
    p.rectangle(x0, y0, x1, y1, pane)
    p.line([((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)], frame, 0.018 * size)
    p.line([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)], frame, 0.012 * size)


def _cottage(p, x, y, size, side, wall, roof, pane):
    """Seen at an angle: the gable with the door, and a long side with two windows."""

    def shape(points, colour):
        p.polygon([(x + side * dx * size, y - dy * size) for dx, dy in points], colour)

    shape([(0.24, 0.95), (0.34, 0.95), (0.34, 0.6), (0.24, 0.6)], scale(roof, 0.75))
    _smoke(p, x + side * 0.29 * size, y - 0.95 * size, size)
    shape([(-0.18, 0.5), (0.62, 0.5), (0.62, 0), (-0.18, 0)], scale(wall, 0.8))
    shape([(-0.62, 0.5), (-0.4, 0.92), (-0.18, 0.5), (-0.18, 0), (-0.62, 0)], wall)
    shape([(-0.45, 0.96), (0.46, 0.96), (0.68, 0.46), (-0.15, 0.46), (-0.4, 0.92)], roof)
    shape([(-0.45, 0.96), (-0.36, 0.96), (-0.68, 0.44), (-0.69, 0.52)], scale(roof, 0.85))
    shape([(-0.46, 0.3), (-0.32, 0.3), (-0.32, 0), (-0.46, 0)], scale(roof, 0.55))
    for left in (0.02, 0.34):
        x0, x1 = sorted((x + side * left * size, x + side * (left + 0.17) * size))
        _window(p, x0, y - 0.36 * size, x1, y - 0.16 * size, pane, size)


def _gabled(p, x, y, size, side, wall, roof, pane):
    """Seen from the front: a steep gable, a door between two windows, one window above."""

    def shape(points, colour):
        p.polygon([(x + side * dx * size, y - dy * size) for dx, dy in points], colour)

    shape([(0.22, 1.0), (0.32, 1.0), (0.32, 0.6), (0.22, 0.6)], scale(roof, 0.75))
    _smoke(p, x + side * 0.27 * size, y - size, size)
    shape([(-0.44, 0.46), (0, 1.0), (0.44, 0.46), (0.44, 0), (-0.44, 0)], wall)
    shape([(0.16, 0.8), (0.44, 0.46), (0.44, 0), (0.16, 0)], scale(wall, 0.88))
    shape([(-0.54, 0.4), (0, 1.08), (0.54, 0.4), (0.46, 0.36), (0, 0.94), (-0.46, 0.36)], roof)
    shape([(-0.09, 0.34), (0.09, 0.34), (0.09, 0), (-0.09, 0)], scale(roof, 0.55))
    for left in (-0.34, 0.17):
        x0, x1 = sorted((x + side * left * size, x + side * (left + 0.17) * size))
        _window(p, x0, y - 0.36 * size, x1, y - 0.15 * size, pane, size)
    _window(p, x - 0.08 * size, y - 0.66 * size, x + 0.08 * size, y - 0.5 * size, pane, size)


def _farmhouse(p, x, y, size, side, wall, roof, pane):
    """Seen from the long side: three windows, a door, a broad roof with a dormer."""

    def shape(points, colour):
        p.polygon([(x + side * dx * size, y - dy * size) for dx, dy in points], colour)

    shape([(0.38, 1.0), (0.49, 1.0), (0.49, 0.7), (0.38, 0.7)], scale(roof, 0.75))
    _smoke(p, x + side * 0.44 * size, y - size, size)
    shape([(-0.72, 0.5), (0.72, 0.5), (0.72, 0), (-0.72, 0)], wall)
    shape([(-0.72, 0.5), (0.72, 0.5), (0.72, 0.44), (-0.72, 0.44)], scale(wall, 0.78))
    shape([(-0.6, 0.88), (0.6, 0.88), (0.8, 0.47), (-0.8, 0.47)], roof)
    shape([(-0.34, 0.72), (-0.22, 0.84), (-0.1, 0.72), (-0.1, 0.54), (-0.34, 0.54)], wall)
    _window(
        p,
        x - side * 0.22 * size - 0.06 * size,
        y - 0.7 * size,
        x - side * 0.22 * size + 0.06 * size,
        y - 0.57 * size,
        pane,
        size,
    )
    shape([(0.06, 0.34), (0.22, 0.34), (0.22, 0), (0.06, 0)], scale(roof, 0.55))
    for left in (-0.56, -0.24, 0.4):
        x0, x1 = sorted((x + side * left * size, x + side * (left + 0.18) * size))
        _window(p, x0, y - 0.34 * size, x1, y - 0.13 * size, pane, size)


def lighthouse(p, x, y, size):
    """A tower of height `size` with a lantern; it throws beams when the light or the weather asks for them."""
    white, red, iron = p.lit((246, 242, 236)), p.lit((200, 52, 46)), p.lit((50, 50, 60))
    foot, neck = p.rng.uniform(0.12, 0.15), p.rng.uniform(0.075, 0.09)
    band, bands = p.rng.choice(((red, 5), (red, 5), (red, 7), (red, 3), (p.lit((44, 70, 120)), 5)))

    def ring(t0, t1, colour, alpha=255, inner=-1.0):
        a, b = foot + (neck - foot) * t0, foot + (neck - foot) * t1
        low, high = y - t0 * 0.76 * size, y - t1 * 0.76 * size
        corners = [(x + inner * a * size, low), (x + a * size, low), (x + b * size, high), (x + inner * b * size, high)]
        p.polygon(corners, colour, alpha)

    for i in range(bands):
        ring(i / bands, (i + 1) / bands, band if i % 2 else white)
    ring(0, 1, (0, 0, 20), 36, inner=0.35)
    for t in (0.3, 0.62):
        p.rectangle(x - 0.018 * size, y - (t * 0.76 + 0.05) * size, x + 0.018 * size, y - t * 0.76 * size, iron)
    lit = p.light != "day" or p.weather in ("storm", "fog", "rain")
    if lit:
        _beams(p, x, y - 0.85 * size)
    p.rectangle(x - 0.12 * size, y - 0.79 * size, x + 0.12 * size, y - 0.755 * size, iron)
    p.rectangle(
        x - 0.065 * size,
        y - 0.91 * size,
        x + 0.065 * size,
        y - 0.79 * size,
        (255, 236, 160) if lit else p.lit((150, 190, 205)),
    )
    p.polygon([(x - 0.09 * size, y - 0.91 * size), (x, y - 1.02 * size), (x + 0.09 * size, y - 0.91 * size)], band)


def _beams(p, x, y):
    tilt = p.rng.uniform(-0.1, 0.1)
    strength = 46 if p.night else 26
    p.glow(x, y, 0.16, 0.16, (255, 240, 180), 0.7)
    for side in (-1, 1):
        for width in (0.13, 0.08):
            far, middle = x + side * 1.4, y - 0.02 + side * tilt
            p.polygon(
                [(x, y - 0.012), (far, middle - width), (far, middle + width), (x, y + 0.012)],
                (255, 240, 180),
                strength,
            )
