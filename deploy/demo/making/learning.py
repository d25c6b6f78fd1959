"""Losses, the learning rate's course and the report, for train.py."""

import math
import time

import torch
import torch.nn.functional as F
from torch import nn


def contrastive(zi: torch.Tensor, zt: torch.Tensor, scale: torch.Tensor, right: torch.Tensor) -> tuple:
    """Losses sentence to picture and picture to sentence; right[i, j]: sentence j is true of picture i.

    The entropy of the right answers is taken off, so that a perfect model reaches 0.
    """
    logits = scale.exp().clamp(max=100) * F.normalize(zi.float(), dim=-1) @ F.normalize(zt.float(), dim=-1).T
    pictures, sentences = right.sum(0), right.sum(1)
    to_picture = -(right / pictures.clamp(min=1) * F.log_softmax(logits, 0)).sum(0) - pictures.clamp(min=1).log()
    to_sentence = -(right / sentences.clamp(min=1)[:, None] * F.log_softmax(logits, 1)).sum(1) - sentences.clamp(min=1).log()
    return to_picture.mean(), (to_sentence * (sentences > 0)).sum() / (sentences > 0).sum().clamp(min=1)


def true_of(attributes: torch.Tensor, meanings: torch.Tensor) -> torch.Tensor:
    """[pictures, sentences]: 1 where the picture has all that the sentence says."""
    return (attributes @ meanings.T >= meanings.sum(1)[None] - 0.5).float()


class Schedule:
    """The optimisers, with warm-up and a cosine over a given time."""

    def __init__(self, named: list[tuple[str, nn.Parameter]], rate: float, seconds: float):
        matrices = [p for n, p in named if p.ndim == 2 and "layers" in n]
        chosen = {id(p) for p in matrices}
        others = [p for _, p in named if p.ndim >= 2 and id(p) not in chosen]
        vectors = [p for _, p in named if p.ndim < 2]
        groups = [{"params": others, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0}]
        self._optimisers = [
            torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98)),
            torch.optim.Muon(matrices, lr=rate, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
        ]
        self._parameters = [p for _, p in named]
        self._rate, self._seconds, self._began, self.steps = rate, seconds, time.time(), 0

    @property
    def progress(self) -> float:
        """0 at the beginning, 1 at the end of the time."""
        return (time.time() - self._began) / self._seconds

    def step(self, loss: torch.Tensor) -> None:
        share = min(1, self.steps / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1, self.progress))))
        for optimiser in self._optimisers:
            for group in optimiser.param_groups:
                group["lr"] = self._rate * share
            optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, 1.0)
        for optimiser in self._optimisers:
            optimiser.step()
        self.steps += 1


class Report:
    """Prints running means of the losses now and then."""

    def __init__(self, schedule: Schedule, every: int = 50):
        self._schedule, self._every, self._means = schedule, every, {}

    def add(self, **losses: torch.Tensor) -> None:
        for name, loss in losses.items():
            self._means[name] = 0.95 * self._means.get(name, loss.item()) + 0.05 * loss.item()
        if self._schedule.steps % self._every == 0:
            values = "  ".join(f"{name} {mean:.3f}" for name, mean in self._means.items())
            print(f"{100 * self._schedule.progress:5.1f} %  step {self._schedule.steps}  {values}", flush=True)
