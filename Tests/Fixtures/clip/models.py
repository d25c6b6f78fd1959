"""Random CLIPModels and what transformers answers for them."""

import json

import torch
from transformers import CLIPConfig, CLIPModel, CLIPTokenizer

import pictures
import vocabulary

TEXTS = ["a photo of a cat", "mountains with dark skies", "Horses, amidst FLOWERS!", "", "x", "it's raining — isn't it?",
         "überraschend schöne Straße", "a <|endoftext|> in between", "山の上の暗い空 ☁️",
         "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
         "eighteen nineteen twenty and so on, longer than any context of these models is, " * 2]


def randomize(model, seed):
    """Replaces the weights by ones that make every part of the model matter.

    Those that transformers begins a training with are so small that layers hardly change their input.
    """
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape, generator=generator)
        if name == "logit_scale":
            continue
        if "norm" in name and name.endswith("weight"):
            parameter.data = 1 + 0.2 * noise
        elif name.endswith("bias"):
            parameter.data = 0.2 * noise
        elif "embedding" in name and "patch" not in name:
            parameter.data = noise
        else:
            parameter.data = noise * 1.2 / parameter[0].numel() ** 0.5


def write(folder, config, seed, *, merges=None, storage=torch.float32, pixel_count=11, config_file=None):
    """Makes a model directory, with expected.json and features.bin in it.

    config_file: what to write as config.json instead of what transformers would.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = vocabulary.write(folder, merges)
    config = CLIPConfig(**config)
    assert config.text_config.vocab_size == size
    model = CLIPModel(config).eval()
    randomize(model, seed)
    model.to(storage).save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if config_file is not None:
        (folder / "config.json").write_text(json.dumps(config_file, indent=1) + "\n")
    image = config.vision_config.image_size
    (folder / "preprocessor_config.json").write_text(json.dumps({
        "crop_size": image, "do_center_crop": True, "do_normalize": True, "do_resize": True,
        "feature_extractor_type": "CLIPFeatureExtractor", "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3, "size": image}, indent=1) + "\n")
    expect(folder, pixel_count)


def expect(folder, pixel_count):
    """Runs transformers on the directory as anyone would and writes down what it answers."""
    model = CLIPModel.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = CLIPTokenizer.from_pretrained(folder)
    config = model.config
    texts = tokenizer(TEXTS, truncation=True, max_length=config.text_config.max_position_embeddings, padding=True,
                      return_tensors="pt")
    size = config.vision_config.image_size
    pixels = torch.stack([torch.from_numpy(pictures.pixels(index, size)) for index in range(pixel_count)])
    with torch.inference_mode():
        answer = model(**texts, pixel_values=pixels)
        text_features = answer.text_model_output.pooler_output
        image_features = answer.vision_model_output.pooler_output
    features = torch.cat([text_features, image_features]).contiguous()
    (folder / "features.bin").write_bytes(features.numpy().astype("<f4").tobytes())
    ids = [row[mask.bool()].tolist() for row, mask in zip(texts.input_ids, texts.attention_mask)]
    (folder / "expected.json").write_text(json.dumps({
        "texts": TEXTS, "tokens": ids, "pictures": pixel_count, "dimension": config.projection_dim,
        "logit_scale": model.logit_scale.exp().item(),
        "logits_per_image": [[round(x, 5) for x in row] for row in answer.logits_per_image.tolist()],
    }, ensure_ascii=False) + "\n", encoding="utf-8")
    spread = answer.logits_per_image.std().item()
    print(f"{folder.name}: {sum(p.numel() for p in model.parameters())} parameters, logits' deviation {spread:.2f}")
