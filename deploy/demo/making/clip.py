"""The demo's CLIP: its shape, and how it is kept."""

import json
import math
from pathlib import Path

import torch
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
