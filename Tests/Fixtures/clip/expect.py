"""What transformers says to the variants of a model (variants.py): loaded as people load models."""

import base64
import json
import os

os.environ["TRANSFORMERS_VERBOSITY"] = "error"

import numpy
import torch
import transformers
from PIL import Image
from transformers import CLIPModel, CLIPProcessor

import pictures

TEXTS = ["a photo of a cat", "Horses, amidst FLOWERS!! Why? ", "überraschend schöne Straße <|endoftext|> it's x",
         "one two three four five six seven eight nine ten " * 3]
PICTURE = (61, 45)
PIXELS = 2


def first_line(error):
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"[:160]


def answer(folder):
    """Tokens, features and pixels of a directory; raises what transformers raises."""
    model, loading = CLIPModel.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    if loading["missing_keys"]:
        raise RuntimeError(f"random numbers for {len(loading['missing_keys'])} missing tensors")
    processor = CLIPProcessor.from_pretrained(folder)
    length = min(processor.tokenizer.model_max_length, model.config.text_config.max_position_embeddings)
    texts = processor.tokenizer(TEXTS, truncation=True, max_length=length, padding=True, return_tensors="pt")
    size = model.config.vision_config.image_size
    pixels = torch.stack([torch.from_numpy(pictures.pixels(index, size)) for index in range(PIXELS)])
    with torch.inference_mode():
        result = model.eval()(**texts, pixel_values=pixels)
    features = [result.text_model_output.pooler_output, result.vision_model_output.pooler_output]
    if not all(torch.isfinite(each).all() for each in features):
        raise RuntimeError("features that are not finite")
    picture = pixels_of(processor.image_processor)
    if list(picture["shape"]) != [3, size, size]:
        raise RuntimeError(f"pixels of the shape {picture['shape']}")
    rows = texts.input_ids, texts.attention_mask
    return {
        "tokens": [row[mask.bool()].tolist() for row, mask in zip(*rows)],
        "texts": [[round(x, 5) for x in row] for row in features[0].tolist()],
        "pictures": [[round(x, 5) for x in row] for row in features[1].tolist()],
        "pixels": picture,
    }


def pixels_of(processor):
    values = processor(Image.fromarray(pictures.picture(*PICTURE)), return_tensors="np")["pixel_values"][0]
    mean, deviation = (numpy.broadcast_to(numpy.float64(x), 3)[:, None, None] if processor.do_normalize else default
                       for x, default in ((processor.image_mean, 0), (processor.image_std, 1)))
    scale = processor.rescale_factor if processor.do_rescale else 1
    exact = (values.astype(numpy.float64) * deviation + mean) / scale
    if not numpy.isfinite(exact).all() or numpy.abs(exact - exact.round()).max() > 1e-2:
        raise RuntimeError("pixels that are no levels")
    return {"shape": values.shape, "values": [round(float(x), 5) for x in values.reshape(-1)[::values.size // 16]],
            "levels": base64.b64encode(exact.round().astype(numpy.uint8).tobytes()).decode()}


def run(folder, variants, target):
    """Writes the file that the tests read. Parts of answers that occur often are written once."""
    shared = {}

    def once(value):
        text = json.dumps(value)
        return shared.setdefault(text, (len(shared), value))[0]

    entries, problems = [], []
    for name, variant in variants.items():
        entry = {"name": name}
        try:
            found = answer(folder / name)
        except Exception as error:
            entry["transformers"] = first_line(error).replace(str(folder), "FOLDER")
        else:
            if not variant["refusal"]:
                entry["answer"] = {key: once(value) for key, value in found.items()}
            else:
                entry["transformers"] = "loads"
        if variant["refusal"]:
            entry["refusal"] = variant["refusal"]
            if entry["transformers"] == "loads" and not variant["reason"]:
                problems.append(f"{name}: transformers loads it")
        elif "answer" not in entry:
            if not (variant["reason"] and variant["like"]):
                problems.append(f"{name}: {entry['transformers']}")
                continue
            entry["answer"] = next(each["answer"] for each in entries if each["name"] == variant["like"])
        if variant["reason"]:
            entry["reason"] = variant["reason"]
        entries.append(entry)
        print(name, "|", entry.get("transformers", "equal"))
    if problems:
        raise SystemExit("without a reason:\n" + "\n".join(problems))
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    parts = ",\n".join(json.dumps(value) for _, value in shared.values())
    target.write_text(
        f'{{"version": "{transformers.__version__}", "texts": {json.dumps(TEXTS, ensure_ascii=False)},\n'
        f'"picture": {list(PICTURE)}, "variants": [\n{lines}\n], "parts": [\n{parts}\n]}}\n', encoding="utf-8")
    print(len(entries), "variants,", sum("refusal" in each for each in entries), "refused,",
          len(shared), "parts,", target.stat().st_size, "bytes")
