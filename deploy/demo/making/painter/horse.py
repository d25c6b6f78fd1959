"""The horse, built from limbs along its bones, so that one drawing serves every pose."""

import math

from .figure import FIGURES, Figure
from .palette import SHADOW, luma, scale

_HORSE = FIGURES["horse"]
_POSES = ("standing", "standing", "grazing", "trotting", "galloping", "galloping")


def horse(p, x, y, size, ground):
    """A horse whose hooves touch y; size is its height with the head up; `ground` the colour it stands on."""
    pose = _HORSE[p.choice(_POSES)]
    side = p.side()
    unit = size * 0.74
    dark = p.lit(p.choice(_HORSE["coats"]))
    pale = p.lit((150, 108, 80) if p.night else (172, 116, 74))
    coat = max(dark, pale, key=lambda colour: abs(luma(colour) - luma(ground)))  # what stands out more
    far, hair = scale(coat, 0.74), scale(coat, 0.5)
    p.ellipse(x, y + 0.01 * unit, 0.5 * unit, 0.03 * unit, SHADOW, 50)
    figure = Figure(p, x, y - pose["lift"] * unit, unit, side)
    for joint, bones, colour in zip(_HORSE["joints"], pose["legs"], (far, far, coat, coat)):
        widths = [0.2, 0.1, 0.06, 0.075] if len(bones) == 3 else [0.27, 0.17, 0.095, 0.06, 0.075]
        figure.limb([joint, *bones], widths, colour)
        hoof = bones[-1]
        figure.limb([hoof, (hoof[0] + 0.025, hoof[1])], [0.075, 0.06], hair)
    figure.limb([(-0.42, 0.84), *pose["tail"]], [0.07, 0.12, 0.13, 0.04], hair)
    figure.polygon(_HORSE["torso"], coat)
    _head(figure, math.radians(pose["neck"]), math.radians(pose["head"]), coat, hair)


def _along(point, angle, length):
    return (point[0] + length * math.cos(angle), point[1] + length * math.sin(angle))


def _head(figure, neck, head, coat, hair):
    base = (0.3, 0.74)
    poll = _along(base, neck, 0.56)
    middle = ((base[0] + poll[0]) / 2 - 0.02 * math.sin(neck), (base[1] + poll[1]) / 2 + 0.03)
    towards_mane = neck + math.pi / 2
    mane = [_along(middle, towards_mane, 0.17), _along(poll, towards_mane, 0.13), (poll[0] + 0.05, poll[1] + 0.02)]
    figure.polygon([(0.16, 0.9), *mane], hair)
    figure.limb([base, middle, poll], [0.34, 0.23, 0.165], coat)
    figure.limb([poll, _along(poll, head, 0.12), _along(poll, head, 0.33)], [0.15, 0.165, 0.09], coat)
    for shift in (-0.02, 0.045):
        x, y = poll[0] + shift, poll[1] + 0.05
        tip = (x + 0.03 - 0.05 * math.sin(neck), y + 0.11)
        figure.polygon([(x - 0.03, y), tip, (x + 0.035, y - 0.01)], coat)
