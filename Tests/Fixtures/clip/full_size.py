"""Makes a CLIPModel of ViT-B/32's full size with random numbers, and what transformers answers for it.

python3 Tests/Fixtures/clip/full_size.py FOLDER
"""

import pathlib
import sys

import models

if __name__ == "__main__":
    models.write(
        pathlib.Path(sys.argv[1]),
        {"projection_dim": 512, "logit_scale_init_value": 4.6052, "text_config": {"eos_token_id": 2}},
        seed=32, pixel_count=9)
