"""A procedural painter of landscapes in the style of flat posters.

A scene says what is to be seen (`scene.py`); `paint` turns it into a picture of any size, always the same one for
the same scene. One stroke size and one random stream serve all sizes, so a small painting is the large one seen from
further away, but for its margins: training paints only the middle part.

The vocabulary and `sample_scene` need nothing but Python; `paint` is loaded when first asked for, since it needs numpy
and pillow.
"""

from .scene import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS, sample_scene

__all__ = [
    "COLOURED", "COLOURS", "LIGHTS", "OBJECTS", "PLACES", "SEASONS", "WEATHERS", "paint", "sample_scene",
]  # fmt: skip


def __getattr__(name):
    if name != "paint":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .painting import paint

    return paint
