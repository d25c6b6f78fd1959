"""What falls or hangs in front of everything: rain, snow, fog."""

from .palette import WHITE


def paint(p):
    if p.weather == "rain" or p.weather == "storm" and p.chance(0.45):
        _rain(p, *(165, 1) if p.weather == "rain" else (90, 0.75))
    elif p.weather == "snow":
        _snow(p)
    elif p.weather == "fog":
        p.mist(p.horizon + 0.04, 0.22, 0.34)
        p.mist(p.uniform(0.78, 0.92), 0.12, 0.3)


def _rain(p, count, strength):
    colour = (176, 194, 226) if p.night else (222, 232, 244)
    slant = p.uniform(-0.42, 0.1)
    for _ in range(count):
        near = p.random()
        length = 0.03 + 0.07 * near
        x, y = p.uniform(-0.8, 0.95), p.uniform(-0.05, 1)
        alpha = (70 + 75 * near) * strength
        p.line([(x, y), (x + slant * length, y + length)], colour, 0.0018 + 0.0014 * near, alpha)


def _snow(p):
    """Many small flakes far away, few large ones near, those soft."""
    for least, most, alpha, count in ((0.002, 0.0038, 215, 170), (0.0038, 0.0062, 228, 62), (0.007, 0.0105, 120, 18)):
        for _ in range(count):
            x, y = p.spread(0.76), p.uniform(0, 1)
            radius = p.uniform(least, most)
            if alpha == 120:
                p.ellipse(x, y, radius * 0.6, radius * 0.6, WHITE, alpha)
            p.ellipse(x, y, radius, radius, WHITE, alpha)
