"""What falls or hangs in front of everything: rain, snow, fog."""


def paint(p):
    if p.weather == "rain" or p.weather == "storm" and p.rng.random() < 0.45:
        _rain(p, 165 if p.weather == "rain" else 90)
    elif p.weather == "snow":
        _snow(p)
    elif p.weather == "fog":
        p.mist(p.horizon + 0.04, 0.22, 0.34)
        p.mist(p.rng.uniform(0.78, 0.92), 0.12, 0.3)


def _rain(p, count):
    rng = p.rng
    colour = (176, 194, 226) if p.night else (222, 232, 244)
    slant = rng.uniform(-0.42, 0.1)
    for _ in range(count):
        near = rng.random()
        length = 0.03 + 0.07 * near
        x, y = rng.uniform(-0.8, 0.95), rng.uniform(-0.05, 1)
        alpha = (70 + 75 * near) * (1 if p.weather == "rain" else 0.75)
        p.line([(x, y), (x + slant * length, y + length)], colour, 0.0018 + 0.0014 * near, alpha)


def _snow(p):
    """Many small flakes far away, few large ones near, those soft."""
    rng = p.rng
    for i in range(250):
        x, y = rng.uniform(-0.76, 0.76), rng.uniform(0, 1)
        if i < 170:
            radius, alpha = rng.uniform(0.002, 0.0038), 215
        elif i < 232:
            radius, alpha = rng.uniform(0.0038, 0.0062), 228
        else:
            radius, alpha = rng.uniform(0.007, 0.0105), 120
            p.ellipse(x, y, radius * 0.6, radius * 0.6, (255, 255, 255), alpha)
        p.ellipse(x, y, radius, radius, (255, 255, 255), alpha)
