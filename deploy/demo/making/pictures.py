"""The painted pictures as training sees them: cropped and varied, with the attributes of their scenes."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from language.attributes import INDEX, attributes

PREPROCESSOR = json.loads(Path(__file__).with_name("model.json").read_text())["preprocessor"]
SIDE = PREPROCESSOR["crop_size"]["height"]


def multi_hot(sets: list[set[str]]) -> torch.Tensor:
    """Sets of attributes as rows of zeros and ones, [len(sets), len(INDEX)]."""
    rows = torch.zeros(len(sets), len(INDEX))
    for row, names in zip(rows, sets):
        row[[INDEX[name] for name in names]] = 1
    return rows


class Pictures:
    """What render.py painted: n `scenes` and their `attributes`, [n, number of attributes] of 0 and 1."""

    def __init__(self, folder: Path):
        self._pixels = np.load(folder / "pictures.npy", mmap_mode="r")
        self.scenes = [json.loads(line) for file in sorted(folder.glob("scenes-*.jsonl")) for line in open(file)]
        if len(self.scenes) != len(self._pixels):
            raise SystemExit(f"{folder}: {len(self._pixels)} pictures but {len(self.scenes)} scenes: render them again")
        self.attributes = multi_hot([attributes(scene) for scene in self.scenes])
        self._mean = torch.tensor(PREPROCESSOR["image_mean"]).view(1, 3, 1, 1) * 255
        self._std = torch.tensor(PREPROCESSOR["image_std"]).view(1, 3, 1, 1) * 255

    def plain(self, indices: np.ndarray) -> torch.Tensor:
        """Centre crops, normalised: [len(indices), 3, SIDE, SIDE]."""
        left = (self._pixels.shape[2] - SIDE) // 2
        return (self._crop(indices, left) - self._mean) / self._std

    def varied(self, indices: np.ndarray, rng: np.random.Generator) -> torch.Tensor:
        """Crops that vary in place, direction, brightness, colour and sharpness, normalised."""
        x = self._crop(indices, int(rng.integers(self._pixels.shape[2] - SIDE + 1)))
        if rng.random() < 0.5:
            x = x.flip(3)
        contrast = torch.from_numpy(rng.uniform(0.93, 1.07, (len(indices), 3, 1, 1)).astype(np.float32))
        brightness = torch.from_numpy(rng.uniform(-9, 9, (len(indices), 1, 1, 1)).astype(np.float32))
        x = (x * contrast + brightness).clamp_(0, 255)
        if rng.random() < 0.25:
            x = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1) * 0.5 + x * 0.5
        return (x - self._mean) / self._std

    def _crop(self, indices: np.ndarray, left: int) -> torch.Tensor:
        pixels = self._pixels[np.sort(indices)][:, :, left : left + SIDE]
        pixels = pixels[np.argsort(np.argsort(indices))]
        return torch.from_numpy(np.ascontiguousarray(pixels)).permute(0, 3, 1, 2).float()
