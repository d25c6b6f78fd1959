"""The demo's CLIP: its shape, and how it is kept."""

import json
import math
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn
from transformers import CLIPConfig, CLIPModel

import vocabulary
from pictures import PREPROCESSOR, SIDE

WIDTH = 128  # of the embeddings
PICTURE_WIDTH, TEXT_WIDTH = 192, 160  # of the towers
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def new_model(encoder: vocabulary.Encoder) -> CLIPModel:
    """A model that has learnt nothing, for the encoder's vocabulary."""
    ends = {"bos_token_id": encoder.start, "eos_token_id": encoder.end, "pad_token_id": encoder.end}
    configuration = CLIPConfig(
        text_config={"vocab_size": encoder.size, "hidden_size": TEXT_WIDTH, "intermediate_size": 4 * TEXT_WIDTH,
                     "num_hidden_layers": 4, "num_attention_heads": 5, "max_position_embeddings": vocabulary.LONGEST,
                     "projection_dim": WIDTH, "hidden_act": "quick_gelu", **ends},
        vision_config={"hidden_size": PICTURE_WIDTH, "intermediate_size": 4 * PICTURE_WIDTH, "num_hidden_layers": 6,
                       "num_attention_heads": 3, "image_size": SIDE, "patch_size": 16, "projection_dim": WIDTH,
                       "hidden_act": "quick_gelu"},
        projection_dim=WIDTH, logit_scale_init_value=math.log(10),
    )  # fmt: skip
    model = CLIPModel(configuration)
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
    weights = {k: v.detach().cpu().half().contiguous() for k, v in model.state_dict().items() if "position_ids" not in k}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    configuration = json.loads((folder / "config.json").read_text())
    configuration |= {"dtype": "float16", "torch_dtype": "float16", "architectures": ["CLIPModel"]}
    (folder / "config.json").write_text(json.dumps(configuration, indent=1))
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR, indent=1))
