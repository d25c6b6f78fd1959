"""Noise that is computed once: cloud tiles and paper grain."""

import numpy as np
from PIL import Image

_OCTAVES = ((4, 1), (8, 0.5), (16, 0.28), (32, 0.15), (64, 0.08))


def _tile(seed, size=256):
    """Value noise of several octaves, stretched to 0..255, as a grey picture."""
    rng = np.random.default_rng(seed)
    total = np.zeros((size, size), np.float32)
    for cells, amplitude in _OCTAVES:
        grid = np.pad(rng.random((cells, cells)).astype(np.float32), ((0, 1), (0, 1)), mode="wrap")
        total += amplitude * np.asarray(Image.fromarray(grid).resize((size, size), Image.BICUBIC))
    low, high = np.percentile(total, [2, 98])
    return Image.fromarray((np.clip((total - low) / (high - low), 0, 1) * 255).astype(np.uint8))


TILES = [_tile(seed) for seed in range(10)]
GRAIN = np.random.default_rng(99).normal(0, 1, (1024, 1024)).astype(np.float32)


def grain(rng, height, width):
    """A random (height, width) piece of the grain, at most 1024 by 1024; standard deviation 1."""
    y, x = rng.randrange(GRAIN.shape[0] - height + 1), rng.randrange(GRAIN.shape[1] - width + 1)
    return GRAIN[y : y + height, x : x + width]
