"""Makes a CLIPModel of a released one's full size with random numbers, and what transformers answers for it.

python3 Tests/Fixtures/clip/full_size.py FOLDER [SHAPE]

SHAPE: vit-b-32 (605 MB, the default), vit-l-14 or vit-l-14-336 (1.7 GB each)
"""

import pathlib
import sys

import models

LARGE_TEXT = {"hidden_size": 768, "intermediate_size": 3072, "num_attention_heads": 12, "projection_dim": 768}
LARGE_VISION = {"hidden_size": 1024, "intermediate_size": 4096, "num_attention_heads": 16, "num_hidden_layers": 24,
                "patch_size": 14, "projection_dim": 768}
# What differs from transformers' defaults, which are those of ViT-B/32.
SHAPES = {
    "vit-b-32": {"projection_dim": 512},
    "vit-l-14": {"projection_dim": 768, "text_config": LARGE_TEXT, "vision_config": LARGE_VISION},
    "vit-l-14-336": {"projection_dim": 768, "text_config": LARGE_TEXT, "vision_config": {**LARGE_VISION, "image_size": 336}},
}


def write(folder, shape):
    config = SHAPES[shape]
    models.write(
        folder,
        {"logit_scale_init_value": 4.6052, **config, "text_config": {"eos_token_id": 2, **config.get("text_config", {})}},
        seed=32, pixel_count=9 if shape == "vit-b-32" else 1)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] and sys.argv[2] not in SHAPES:
        raise SystemExit(__doc__.strip())
    write(pathlib.Path(sys.argv[1]), *(sys.argv[2:] or ["vit-b-32"]))
