"""A procedural painter of landscapes in the style of flat posters.

A scene says what is to be seen (`scene.py`); `paint` turns it into a picture of any size, always the same one for
the same scene. One stroke size and one random stream serve all sizes, so a small painting is the large one seen from
further away, but for its margins: training paints only the middle part.
"""

from .contact_sheet import sheet
from .painting import paint
from .scene import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS, sample_scene

__all__ = [
    "COLOURED", "COLOURS", "LIGHTS", "OBJECTS", "PLACES", "SEASONS", "WEATHERS", "paint", "sample_scene", "sheet",
]  # fmt: skip
