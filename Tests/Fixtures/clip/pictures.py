"""Pictures by formula, so that no picture has to be stored: gradients, edges and noise."""

import numpy


def picture(width, height):
    """A picture as uint8 [height, width, 3]; Tests/CLIPTests/SyntheticPicture.swift draws the same one."""
    y, x, c = numpy.meshgrid(
        numpy.arange(height, dtype=numpy.uint32), numpy.arange(width, dtype=numpy.uint32),
        numpy.arange(3, dtype=numpy.uint32), indexing="ij")
    gradient = (x * 255 // numpy.uint32(width) * (c + 1) + y * 255 // numpy.uint32(height) * (3 - c)) // 4
    edges = ((x // 9 + y // 7 + c) & 1) * 60
    noise = ((x * numpy.uint32(73856093)) ^ (y * numpy.uint32(19349663)) ^ (c * numpy.uint32(83492791))) >> 9 & 31
    return ((gradient + edges + noise) & 255).astype(numpy.uint8)


def pixels(index, size):
    """Pixel values as a preprocessor could have made them: float32 [3, size, size] between -1 and 1."""
    numbers = numpy.arange(3 * size * size, dtype=numpy.int64)
    numbers = (numbers * (31 + 2 * index) + numbers * numbers % 97 + 1000 * index) % 1009
    return (numbers / 504.5 - 1).astype(numpy.float32).reshape(3, size, size)
