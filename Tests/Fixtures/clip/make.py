"""Makes everything in this folder that the tests compare with. Run as README.md says."""

import json
import pathlib
import shutil
import struct
import tempfile

import numpy
import torch
from PIL import Image
from transformers import CLIPTokenizer
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

import models
import pictures
import texts
import vocabulary

HERE = pathlib.Path(__file__).parent


def make_tokens():
    folder = HERE / "tokens"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        vocabulary.write(pathlib.Path(temporary))
        tokenizer = CLIPTokenizer.from_pretrained(temporary)
        write_tokens(folder, texts.make(), tokenizer)


def write_tokens(folder, made, tokenizer):
    # One text per line, so that a difference can be looked at; JSON's escapes keep control characters in.
    lines = ",\n".join(json.dumps(text, ensure_ascii=False) for text in made)
    (folder / "texts.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    ids = [row for start in range(0, len(made), 10000) for row in tokenizer(made[start:start + 10000])["input_ids"]]
    with open(folder / "ids.bin", "wb") as file:
        for row in ids:
            file.write(struct.pack(f"<{len(row) + 1}H", len(row), *row))
    print(f"tokens: {len(made)} texts, {sum(map(len, ids))} tokens")


def make_pixels():
    folder = HERE / "pixels"
    folder.mkdir(exist_ok=True)
    standard = {"mean": [0.48145466, 0.4578275, 0.40821073], "std": [0.26862954, 0.26130258, 0.27577711]}
    small = {"size": {"shortest_edge": 64}, "crop_size": {"height": 64, "width": 64}}
    cases = [
        ("landscape at full size", 640, 426, {}),
        ("portrait", 340, 510, small), ("square", 300, 300, small), ("exactly the crop", 64, 64, small),
        ("one side already right", 97, 64, small), ("tiny", 5, 3, small), ("one pixel", 1, 1, small),
        ("huge", 4000, 2500, small), ("odd", 333, 251, small), ("wide strip", 1200, 60, small),
        ("tall strip", 31, 700, small), ("slightly larger", 67, 66, small), ("enlarged", 40, 50, small),
        ("sizes as numbers", 200, 151, {"size": 64, "crop_size": 64}),
        ("both sides fixed", 301, 170, {"size": {"height": 64, "width": 64}, "crop_size": {"height": 64, "width": 64}}),
        ("crop larger than the picture", 120, 90, {"size": {"shortest_edge": 50}, "crop_size": {"height": 64, "width": 64}}),
        ("odd padding", 90, 120, {"size": {"shortest_edge": 49}, "crop_size": {"height": 64, "width": 64}}),
        ("crop much smaller", 123, 234, {"size": {"shortest_edge": 101}, "crop_size": {"height": 64, "width": 64}}),
        ("other mean and deviation", 80, 70, {**small, "image_mean": [0.5, 0.4, 0.3], "image_std": [0.5, 0.25, 0.125]}),
        ("not normalised", 80, 70, {**small, "do_normalize": False}),
    ]
    expected, levels = [], b""
    for name, width, height, config in cases:
        config = {"do_resize": True, "resample": 3, **config}
        processor = CLIPImageProcessorPil(**config)
        values = processor(Image.fromarray(pictures.picture(width, height)), return_tensors="np")["pixel_values"][0]
        mean = numpy.array(config.get("image_mean", standard["mean"]), dtype=numpy.float64)[:, None, None]
        std = numpy.array(config.get("image_std", standard["std"]), dtype=numpy.float64)[:, None, None]
        if config.get("do_normalize") is False:
            mean, std = 0, 1
        exact = (values.astype(numpy.float64) * std + mean) * 255
        assert numpy.abs(exact - exact.round()).max() < 1e-3, name
        levels += exact.round().astype(numpy.uint8).tobytes()
        expected.append({"name": name, "width": width, "height": height, "config": config, "size": values.shape[1],
                         "values": [float(x) for x in values.reshape(-1)[::values.size // 16]]})
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    (folder / "levels.bin").write_bytes(levels)
    print(f"pixels: {len(cases)} pictures")


def make_models():
    folder = HERE / "models"
    shutil.rmtree(folder, ignore_errors=True)
    # As OpenAI's files are: the end token is said to be 2, and quick_gelu.
    models.write(
        folder / "quick-gelu", {
            "projection_dim": 48, "logit_scale_init_value": 4.6052,
            "text_config": {"vocab_size": 814, "hidden_size": 48, "intermediate_size": 192, "num_hidden_layers": 2,
                            "num_attention_heads": 4, "max_position_embeddings": 77, "hidden_act": "quick_gelu",
                            "bos_token_id": 0, "eos_token_id": 2, "projection_dim": 48},
            "vision_config": {"hidden_size": 72, "intermediate_size": 288, "num_hidden_layers": 2,
                              "num_attention_heads": 3, "image_size": 32, "patch_size": 8, "hidden_act": "quick_gelu",
                              "projection_dim": 48}},
        seed=1, merges=300)
    # As LAION's: the end token by its id, and gelu; a picture that is no multiple of the patch, another epsilon.
    models.write(
        folder / "gelu", {
            "projection_dim": 40, "logit_scale_init_value": 2.6592,
            "text_config": {"vocab_size": 614, "hidden_size": 80, "intermediate_size": 200, "num_hidden_layers": 3,
                            "num_attention_heads": 2, "max_position_embeddings": 20, "hidden_act": "gelu",
                            "layer_norm_eps": 1e-3, "bos_token_id": 612, "eos_token_id": 613, "projection_dim": 40},
            "vision_config": {"hidden_size": 64, "intermediate_size": 192, "num_hidden_layers": 2,
                              "num_attention_heads": 4, "image_size": 43, "patch_size": 8, "hidden_act": "gelu",
                              "layer_norm_eps": 1e-6, "projection_dim": 40}},
        seed=2, merges=100, storage=torch.bfloat16)
    # As the older files of the larger models are: …_config_dict beside …_config, and most keys left to the defaults.
    # One side has quick_gelu, the other gelu; the heads have an odd width; the numbers are stored as float16.
    text = {"vocab_size": 554, "hidden_size": 63, "intermediate_size": 100, "num_hidden_layers": 1,
            "num_attention_heads": 3, "eos_token_id": 553}
    vision = {"hidden_size": 72, "intermediate_size": 144, "num_hidden_layers": 4, "num_attention_heads": 6,
              "image_size": 30, "patch_size": 5, "hidden_act": "gelu"}
    file = {"architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": 33, "torch_dtype": "float32",
            "text_config": {"hidden_size": 512, "model_type": "clip_text_model"}, "text_config_dict": text,
            "vision_config": vision, "vision_config_dict": None}
    models.write(
        folder / "config-dict", {"projection_dim": 33, "logit_scale_init_value": 3.5, "text_config": text,
                                 "vision_config": vision},
        seed=3, merges=40, storage=torch.float16, config_file=file)


if __name__ == "__main__":
    torch.set_num_threads(1)
    make_tokens()
    make_pixels()
    make_models()
