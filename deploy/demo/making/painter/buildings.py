"""Houses and lighthouses."""

from .figure import FIGURES, Figure
from .palette import SHADOW, TABLES, mix, scale

_LAMP = (255, 214, 110)
_BEAM = (255, 240, 180)


def house(p, x, y, size):
    """The scene's house, standing at (x, y); size is its height with the chimney."""
    roof = p.lit((236, 242, 250) if p.season == "winter" or p.weather == "snow" else TABLES["roof"][p.objects["house"]])
    pane = _LAMP if p.dim else (88, 118, 140)
    kind = FIGURES["house"][p.choice(("cottage", "cottage", "gabled", "farmhouse"))]
    figure = Figure(p, x, y, size, p.side())
    if p.night:
        figure.glow(0, 0.25, 1.5, 1.0, (255, 196, 96), 0.45)
    (left, top), (right, foot) = kind["chimney"]
    figure.polygon([(left, top), (right, top), (right, foot), (left, foot)], scale(roof, 0.75))
    if p.chance(0.65):
        smoke = Figure(p, *figure.at(*kind["smoke"]), size)
        drift = p.uniform(0.03, 0.1)
        for i in range(5):
            puff = 0.05 + 0.02 * i
            smoke.ellipse(drift * i, 0.08 + 0.12 * i, puff, puff * 0.85, (236, 236, 240), 115 - 20 * i)
    figure.draw(kind["shapes"], {"wall": p.colour_of("house"), "roof": roof})
    for window in kind["windows"]:
        _window(figure, *window, pane)
    figure.ellipse(0, -0.012, 0.8, 0.035, SHADOW, 44)
    if p.night:  # the windows' light on the ground
        figure.ellipse(0, -0.07, 0.62, 0.05, (255, 206, 110), 62)


def _window(figure, x0, y0, x1, y1, pane):
    frame = mix(pane, (60, 50, 50), 0.6)
    if figure.side < 0:  # so that the line below runs to the right; to the left, Pillow paints it a pixel away
        x0, x1 = x1, x0
    figure.rectangle(x0, y0, x1, y1, pane)
    figure.line([((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)], frame, 0.018)
    figure.line([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)], frame, 0.012)


def lighthouse(p, x, y, size):
    """A tower of height `size` with a lantern; it throws beams when the light or the weather asks for them."""
    figure = Figure(p, x, y, size)
    white, red, iron = p.lit((246, 242, 236)), p.lit((200, 52, 46)), p.lit((50, 50, 60))
    foot, neck = p.uniform(0.12, 0.15), p.uniform(0.075, 0.09)
    band, bands = p.choice(((red, 5), (red, 5), (red, 7), (red, 3), (p.lit((44, 70, 120)), 5)))

    def ring(t0, t1, colour, alpha=255, inner=-1.0):
        a, b = foot + (neck - foot) * t0, foot + (neck - foot) * t1
        low, high = t0 * 0.76, t1 * 0.76
        figure.polygon([(inner * a, low), (a, low), (b, high), (inner * b, high)], colour, alpha)

    for i in range(bands):
        ring(i / bands, (i + 1) / bands, band if i % 2 else white)
    ring(0, 1, (0, 0, 20), 36, inner=0.35)
    for t in (0.3, 0.62):
        figure.rectangle(-0.018, t * 0.76 + 0.05, 0.018, t * 0.76, iron)
    lit = p.light != "day" or p.weather in ("storm", "fog", "rain")
    if lit:
        tilt, lamp = p.uniform(-0.1, 0.1), y - 0.85 * size
        p.glow(x, lamp, 0.16, 0.16, _BEAM, 0.7)
        for side, width in ((-1, 0.13), (-1, 0.08), (1, 0.13), (1, 0.08)):
            far, middle = x + side * 1.4, lamp - 0.02 + side * tilt
            corners = [(x, lamp - 0.012), (far, middle - width), (far, middle + width), (x, lamp + 0.012)]
            p.polygon(corners, _BEAM, 46 if p.night else 26)
    figure.rectangle(-0.12, 0.79, 0.12, 0.755, iron)
    figure.rectangle(-0.065, 0.91, 0.065, 0.79, (255, 236, 160) if lit else p.lit((150, 190, 205)))
    figure.polygon([(-0.09, 0.91), (0, 1.02), (0.09, 0.91)], band)
