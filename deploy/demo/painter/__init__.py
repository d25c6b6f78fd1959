"""A procedural painter of landscapes in the style of flat posters.

A scene says what is to be seen (`scene.py`); `paint` turns it into a picture of any size, always the same one for
the same scene. One stroke size and one random stream serve all sizes, so a small painting is the large one seen from
further away, but for its margins: training paints only the middle part.

The vocabulary and `sample_scene` need nothing but Python; `paint` and `sheet` are loaded when first asked for, since
they need numpy and pillow.
"""

import importlib

from .scene import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS, sample_scene

__all__ = [
    "COLOURED", "COLOURS", "LIGHTS", "OBJECTS", "PLACES", "SEASONS", "WEATHERS", "paint", "sample_scene", "sheet",
]  # fmt: skip

_LOADED_LATE = {"paint": "painting", "sheet": "contact_sheet"}


def __getattr__(name):
    if name not in _LOADED_LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_LOADED_LATE[name]}", __name__), name)
