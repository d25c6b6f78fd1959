"""Sailing boats; the sails carry the colour that the scene names."""

from .figure import FIGURES, Figure
from .palette import WHITE, scale


def boat(p, x, y, size):
    """The scene's boat with its waterline at y; size is about its length."""
    sail = p.colour_of("boat")
    hull = p.lit((96, 60, 44) if p.objects["boat"] in ("white", "yellow") else (240, 236, 226))
    if p.chance(0.4):
        hull = scale(sail, 0.9)
    figure = Figure(p, x, y, size, p.side())
    for i in range(7):  # the mirror image
        t = i / 7
        half, middle, low = 0.42 * (1 - t) + 0.05, p.uniform(-0.04, 0.04), -(0.1 + 0.5 * t)
        ends = [(middle - half, low), (middle + half, low)]
        Figure(p, x, y, size).line(ends, hull if t < 0.2 else sail, 0.024, 150 - 110 * t)
    rig = FIGURES["boat"][p.choice(("sloop", "sloop", "ketch", "lugger"))]
    figure.draw(rig + FIGURES["boat"]["hull"], {"sail": sail, "hull": hull, "mast": p.lit((80, 62, 52))})
    figure.ellipse(0, -0.055, 0.5, 0.014, WHITE, 80)
