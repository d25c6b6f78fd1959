"""The horse, built from limbs along its bones, so that one drawing serves every pose.

Lengths are in heights of the withers; x points forward, y up.
"""

import math

_TORSO = [
    (0.44, 0.66), (0.41, 0.78), (0.30, 0.90), (0.14, 0.885), (-0.06, 0.865), (-0.24, 0.91), (-0.38, 0.86),
    (-0.46, 0.74), (-0.44, 0.6), (-0.3, 0.53), (-0.08, 0.48), (0.16, 0.49), (0.36, 0.54),
]  # fmt: skip
_NEAR_FORE, _FAR_FORE = (0.3, 0.62), (0.34, 0.62)
_NEAR_HIND, _FAR_HIND = (-0.33, 0.7), (-0.28, 0.68)

# Legs from below the shoulder or hip to the hoof; neck's and head's angles above the horizontal, in degrees.
_POSES = {
    "standing": {
        "lift": 0.0, "neck": 50, "head": -52, "tail": [(-0.52, 0.72), (-0.54, 0.5), (-0.5, 0.3)],
        "legs": [[(0.36, 0.34), (0.35, 0.08), (0.38, 0.0)], [(-0.24, 0.5), (-0.36, 0.32), (-0.32, 0.07), (-0.29, 0.0)],
                 [(0.29, 0.34), (0.28, 0.08), (0.31, 0.0)], [(-0.32, 0.5), (-0.45, 0.32), (-0.42, 0.07), (-0.39, 0.0)]],
    },
    "grazing": {
        "lift": 0.0, "neck": -34, "head": -84, "tail": [(-0.52, 0.72), (-0.53, 0.5), (-0.49, 0.28)],
        "legs": [[(0.42, 0.34), (0.44, 0.08), (0.47, 0.0)], [(-0.22, 0.5), (-0.32, 0.32), (-0.27, 0.07), (-0.24, 0.0)],
                 [(0.26, 0.34), (0.22, 0.08), (0.25, 0.0)], [(-0.34, 0.5), (-0.47, 0.32), (-0.45, 0.07), (-0.42, 0.0)]],
    },
    "trotting": {
        "lift": 0.02, "neck": 54, "head": -56, "tail": [(-0.56, 0.78), (-0.66, 0.6), (-0.68, 0.42)],
        "legs": [[(0.5, 0.44), (0.47, 0.22), (0.42, 0.16)], [(-0.2, 0.5), (-0.24, 0.3), (-0.12, 0.08), (-0.08, 0.02)],
                 [(0.24, 0.34), (0.16, 0.1), (0.17, 0.02)], [(-0.38, 0.5), (-0.55, 0.36), (-0.66, 0.2), (-0.67, 0.12)]],
    },
    "galloping": {
        "lift": 0.06, "neck": 34, "head": -36, "tail": [(-0.62, 0.86), (-0.82, 0.8), (-0.98, 0.68)],
        "legs": [[(0.58, 0.5), (0.74, 0.34), (0.82, 0.28)], [(-0.42, 0.5), (-0.62, 0.36), (-0.82, 0.24), (-0.88, 0.16)],
                 [(0.46, 0.42), (0.36, 0.24), (0.28, 0.24)], [(-0.3, 0.48), (-0.46, 0.28), (-0.6, 0.1), (-0.66, 0.02)]],
    },
}  # fmt: skip
_COATS = [(72, 46, 34), (58, 40, 34), (122, 72, 42), (40, 33, 36)]


def horse(p, x, y, size, ground):
    """A horse whose hooves touch y; size is its height with the head up; `ground` the colour it stands on."""
    rng = p.rng
    pose = _POSES[rng.choice(("standing", "standing", "grazing", "trotting", "galloping", "galloping"))]
    side = rng.choice((-1, 1))
    unit = size * 0.74
    dark = p.lit(rng.choice(_COATS))
    coat = p.against(ground, dark, p.lit((150, 108, 80) if p.night else (172, 116, 74)))
    far, hair = tuple(v * 0.74 for v in coat), tuple(v * 0.5 for v in coat)

    def spot(dx, dy):
        return (x + side * dx * unit, y - (dy + pose["lift"]) * unit)

    def limb(points, widths, colour):
        p.limb([spot(*point) for point in points], [w * unit for w in widths], colour)

    p.ellipse(x, y + 0.01 * unit, 0.5 * unit, 0.03 * unit, (0, 0, 10), 50)
    legs = pose["legs"]
    for start, bones, colour in (
        (_FAR_FORE, legs[0], far), (_FAR_HIND, legs[1], far), (_NEAR_FORE, legs[2], coat), (_NEAR_HIND, legs[3], coat),
    ):  # fmt: skip
        widths = [0.2, 0.1, 0.06, 0.075] if len(bones) == 3 else [0.27, 0.17, 0.095, 0.06, 0.075]
        limb([start, *bones], widths, colour)
        limb([bones[-1], (bones[-1][0] + 0.025, bones[-1][1])], [0.075, 0.06], hair)
    limb([(-0.42, 0.84), *pose["tail"]], [0.07, 0.12, 0.13, 0.04], hair)
    p.polygon([spot(*point) for point in _TORSO], coat)
    _head(spot, limb, p, pose, coat, hair)


def _head(spot, limb, p, pose, coat, hair):
    neck, head = math.radians(pose["neck"]), math.radians(pose["head"])
    base = (0.3, 0.74)
    poll = (base[0] + 0.56 * math.cos(neck), base[1] + 0.56 * math.sin(neck))
    middle = ((base[0] + poll[0]) / 2 - 0.02 * math.sin(neck), (base[1] + poll[1]) / 2 + 0.03)
    muzzle = (poll[0] + 0.33 * math.cos(head), poll[1] + 0.33 * math.sin(head))
    back = (-math.sin(neck), math.cos(neck))  # from the neck towards the mane
    mane = [(0.16, 0.9), (middle[0] + back[0] * 0.17, middle[1] + back[1] * 0.17)]
    mane += [(poll[0] + back[0] * 0.13, poll[1] + back[1] * 0.13), (poll[0] + 0.05, poll[1] + 0.02)]
    p.polygon([spot(*point) for point in mane], hair)
    limb([base, middle, poll], [0.34, 0.23, 0.165], coat)
    cheek = (poll[0] + 0.12 * math.cos(head), poll[1] + 0.12 * math.sin(head))
    limb([poll, cheek, muzzle], [0.15, 0.165, 0.09], coat)
    for shift in (-0.02, 0.045):
        ear = (poll[0] + shift, poll[1] + 0.05)
        tip = (ear[0] + 0.03 + back[0] * 0.05, ear[1] + 0.11)
        p.polygon([spot(ear[0] - 0.03, ear[1]), spot(*tip), spot(ear[0] + 0.035, ear[1] - 0.01)], coat)
