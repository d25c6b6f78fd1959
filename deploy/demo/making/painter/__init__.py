"""A procedural painter of landscapes in the style of flat posters.

A scene says what is to be seen (`scene.py`); `paint` turns it into a picture of any size, always the same one for
the same scene. One stroke size and one random stream serve all sizes, so a small painting is the large one seen from
further away, but for its margins: training paints only the middle part.
"""

from .scene import COLOURED, COLOURS, LIGHTS, OBJECTS, PLACES, SEASONS, WEATHERS, sample_scene


def paint(scene, height=426, aspect=640 / 426, supersampling=2):
    """Paints a scene as an RGB picture of at most 1024 by 1024 pixels; aspect is width / height."""
    from .painting import Painting  # needs numpy and pillow, which the rest does without

    return Painting(scene, height, aspect, supersampling).finished()
