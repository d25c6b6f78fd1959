#!/usr/bin/env python3
"""Writes a CLIPModel that is slow and loads in a moment, for tests of stopping and of many requests.

    Tests/Fixtures/clip/slow_model.py FOLDER              seconds for a batch of pictures
    Tests/Fixtures/clip/slow_model.py FOLDER --sentences  tens of milliseconds for a sentence of 1,000 characters

Its pictures have 3,137 tokens, or its sentences up to 512, whose attention is what takes the time. Its weights are
zeros, which cost as much as other numbers, in a file with holes; only what makes an embedding's length 1 differs.
Tokenizer and preprocessing are the demo model's.
"""

import json
import pathlib
import shutil
import struct
import sys

DEMO = pathlib.Path(__file__).resolve().parents[3] / "deploy" / "demo" / "model"
VISION = {"hidden_size": 192, "intermediate_size": 768, "num_hidden_layers": 6, "num_attention_heads": 3,
          "image_size": 224, "patch_size": 4, "hidden_act": "quick_gelu"}
TEXT = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 1,
        "hidden_act": "quick_gelu"}
# With --sentences.
SMALL_VISION = {**VISION, "patch_size": 56, "num_hidden_layers": 1}
LONG_TEXT = {"hidden_size": 192, "intermediate_size": 768, "num_hidden_layers": 6, "num_attention_heads": 3,
             "hidden_act": "quick_gelu", "max_position_embeddings": 512}
DIMENSION = 16


def encoder_shapes(prefix, config):
    width, inner = config["hidden_size"], config["intermediate_size"]
    for layer in range(config["num_hidden_layers"]):
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            yield f"{prefix}.encoder.layers.{layer}.self_attn.{part}", (width, width)
        yield f"{prefix}.encoder.layers.{layer}.mlp.fc1", (inner, width)
        yield f"{prefix}.encoder.layers.{layer}.mlp.fc2", (width, inner)
        for norm in ("layer_norm1", "layer_norm2"):
            yield f"{prefix}.encoder.layers.{layer}.{norm}", (width,)


def shapes(text, vision):
    """The tensors by name: the shape, and the number that all of its elements are."""
    width, patch = vision["hidden_size"], vision["patch_size"]
    result = {
        "logit_scale": ((), 1.0),
        "vision_model.embeddings.class_embedding": ((width,), 0.0),
        "vision_model.embeddings.patch_embedding.weight": ((width, 3, patch, patch), 0.0),
        "vision_model.embeddings.position_embedding.weight": (((224 // patch) ** 2 + 1, width), 0.0),
        "visual_projection.weight": ((DIMENSION, width), 1.0),
        "text_model.embeddings.token_embedding.weight": ((text["vocab_size"], text["hidden_size"]), 0.0),
        "text_model.embeddings.position_embedding.weight": (
            (text["max_position_embeddings"], text["hidden_size"]), 0.0),
        "text_projection.weight": ((DIMENSION, text["hidden_size"]), 1.0),
    }
    layers = [*encoder_shapes("vision_model", vision), *encoder_shapes("text_model", text)]
    layers += [("vision_model.pre_layrnorm", (width,)), ("vision_model.post_layernorm", (width,)),
               ("text_model.final_layer_norm", (text["hidden_size"],))]
    for name, shape in layers:
        is_last = name.endswith(("post_layernorm", "final_layer_norm"))
        result[name + ".weight"] = (shape, 0.0)
        result[name + ".bias"] = ((shape[0],), 1.0 if is_last else 0.0)
    return result


def write(folder, text, vision):
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("vocab.json", "merges.txt", "preprocessor_config.json"):
        shutil.copy(DEMO / name, folder)
    demo = json.loads((DEMO / "config.json").read_text())["text_config"]
    text = {"max_position_embeddings": demo["max_position_embeddings"], **text}
    text |= {name: demo[name] for name in ("vocab_size", "eos_token_id")}
    preprocessor = json.loads((folder / "preprocessor_config.json").read_text())
    preprocessor.update(size={"shortest_edge": 224}, crop_size={"height": 224, "width": 224})
    (folder / "preprocessor_config.json").write_text(json.dumps(preprocessor))
    (folder / "config.json").write_text(json.dumps({
        "architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": DIMENSION, "text_config": text,
        "vision_config": vision}))
    header, filled, offset = {}, [], 0
    for name, (shape, value) in shapes(text, vision).items():
        size = 1
        for length in shape:
            size *= length
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [offset, offset + 4 * size]}
        if value:
            filled.append((offset, struct.pack("<f", value) * size))
        offset += 4 * size
    encoded = json.dumps(header).encode()
    with open(folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        start = file.tell()
        file.truncate(start + offset)
        for place, data in filled:
            file.seek(start + place)
            file.write(data)


if __name__ == "__main__":
    folder, *options = sys.argv[1:] or ["--help"]
    if folder.startswith("-") or options not in ([], ["--sentences"]):
        sys.exit(__doc__)
    write(pathlib.Path(folder), *((LONG_TEXT, SMALL_VISION) if options else (TEXT, VISION)))
