"""The demo's CLIP: its shape, how it is kept, and what it learns by: losses and the learning rate's course."""

import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn
from transformers import CLIPConfig, CLIPModel

import vocabulary
from pictures import PREPROCESSOR

SHAPE = json.loads(Path(__file__).with_name("model.json").read_text())
PICTURE_WIDTH, TEXT_WIDTH = SHAPE["vision"]["hidden_size"], SHAPE["text"]["hidden_size"]  # of the towers
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def new_model(encoder: vocabulary.Encoder) -> CLIPModel:
    """A model that has learnt nothing, for the encoder's vocabulary."""
    ends = {"bos_token_id": encoder.start, "eos_token_id": encoder.end, "pad_token_id": encoder.end}
    text = SHAPE["text"] | ends | {"vocab_size": encoder.size}
    both = {"projection_dim": text["projection_dim"], "logit_scale_init_value": math.log(10)}
    model = CLIPModel(CLIPConfig(text_config=text, vision_config=SHAPE["vision"], **both))
    # Eager attention is twice as fast as the fused one here: the latter's backward pass in bfloat16 is slow on CPUs.
    model.set_attn_implementation("eager")
    for module in model.modules():
        if isinstance(module, nn.Linear):
            nn.init.trunc_normal_(module.weight, std=0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return model.to(DEVICE)


def save(model: CLIPModel, folder: Path) -> None:
    """In float16, in Hugging Face's layout."""
    model.save_pretrained(folder)  # for config.json; the weights are written again below
    state = {k: v for k, v in model.state_dict().items() if "position_ids" not in k}
    weights = {k: v.detach().cpu().half().contiguous() for k, v in state.items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    configuration = json.loads((folder / "config.json").read_text())
    configuration |= {"dtype": "float16", "torch_dtype": "float16", "architectures": ["CLIPModel"]}
    (folder / "config.json").write_text(json.dumps(configuration, indent=1))
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR, indent=1))


def contrastive(zi: torch.Tensor, zt: torch.Tensor, scale: torch.Tensor, right: torch.Tensor) -> tuple:
    """Losses sentence to picture and picture to sentence; right[i, j]: sentence j is true of picture i.

    The entropy of the right answers is taken off, so that a perfect model reaches 0.
    """
    logits = scale.exp().clamp(max=100) * F.normalize(zi.float(), dim=-1) @ F.normalize(zt.float(), dim=-1).T
    to_picture, _ = _cross_entropy(logits, right, 0)
    to_sentence, answered = _cross_entropy(logits, right, 1)
    return to_picture.mean(), (to_sentence * answered).sum() / answered.sum().clamp(min=1)


def _cross_entropy(logits: torch.Tensor, right: torch.Tensor, dim: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The cross entropy along `dim` without its least value, and where there is a right answer."""
    count = right.sum(dim, keepdim=True)
    loss = -(right / count.clamp(min=1) * F.log_softmax(logits, dim)).sum(dim)
    return loss - count.squeeze(dim).clamp(min=1).log(), count.squeeze(dim) > 0


def true_of(attributes: torch.Tensor, meanings: torch.Tensor) -> torch.Tensor:
    """[pictures, sentences]: 1 where the picture has all that the sentence says."""
    return (attributes @ meanings.T >= meanings.sum(1)[None] - 0.5).float()


class Schedule:
    """The optimisers, with warm-up and a cosine over a given time; prints running means of the losses now and then."""

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
        self._parameters, self._means = [p for _, p in named], {}
        self._rate, self._seconds, self._began, self._steps = rate, seconds, time.time(), 0

    @property
    def progress(self) -> float:
        """0 at the beginning, 1 at the end of the time."""
        return (time.time() - self._began) / self._seconds

    def step(self, **losses: tuple[float, torch.Tensor]) -> None:
        """One step down the sum of the losses, each with its weight."""
        share = min(1, self._steps / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1, self.progress))))
        for optimiser in self._optimisers:
            for group in optimiser.param_groups:
                group["lr"] = self._rate * share
            optimiser.zero_grad(set_to_none=True)
        sum(weight * loss for weight, loss in losses.values()).backward()
        nn.utils.clip_grad_norm_(self._parameters, 1.0)
        for optimiser in self._optimisers:
            optimiser.step()
        self._steps += 1
        for name, (_, loss) in losses.items():
            self._means[name] = 0.95 * self._means.get(name, loss.item()) + 0.05 * loss.item()
        if self._steps % 50 == 0:
            values = "  ".join(f"{name} {mean:.3f}" for name, mean in self._means.items())
            print(f"{100 * self.progress:5.1f} %  step {self._steps}  {values}", flush=True)
