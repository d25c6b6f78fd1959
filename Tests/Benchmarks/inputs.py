"""What all contenders are given: pictures, a sentence, and the model in the form that each reads."""

import json
import pathlib
import subprocess
import sys

import numpy

SENTENCE = "a photo of a cat"
POOL_SIZE = 30


def photographs(folder):
    """The files of the first tag with a whole pool: (tag, paths)."""
    if (folder / "photos.json").exists():
        pools = {tag: [entry["file"] for entry in entries]
                 for tag, entries in json.loads((folder / "photos.json").read_text()).items()}
    elif (folder / "gallery.json").exists():
        pools = {}
        for picture in json.loads((folder / "gallery.json").read_text())["pictures"]:
            for tag in picture["tags"]:
                pools.setdefault(tag, []).append(picture["file"])
    else:
        raise SystemExit(f"benchmarks: {folder} has neither photos.json nor gallery.json")
    for tag, files in pools.items():
        if len(files) >= POOL_SIZE:
            return tag, [folder / file for file in files[:POOL_SIZE]]
    raise SystemExit(f"benchmarks: no tag of {folder} has {POOL_SIZE} pictures")


def pixels(model, paths):
    """The pictures as the vision transformer takes them: float32 [pictures, 3, size, size]."""
    from PIL import Image
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    processor = CLIPImageProcessorPil.from_pretrained(model)
    images = [Image.open(path).convert("RGB") for path in paths]
    return numpy.asarray(processor(images, return_tensors="np")["pixel_values"], dtype=numpy.float32)


def pixel_bytes(model, paths):
    """The pictures before they are rescaled and normalised: uint8 [pictures, 3, size, size]."""
    from PIL import Image
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    processor = CLIPImageProcessorPil.from_pretrained(model, do_rescale=False, do_normalize=False)
    images = [Image.open(path).convert("RGB") for path in paths]
    return numpy.asarray(processor(images, return_tensors="np")["pixel_values"]).astype(numpy.uint8)


def tokens(model):
    """The sentence's ids: int64 [1, 7]."""
    from transformers import CLIPTokenizer

    return CLIPTokenizer.from_pretrained(model)([SENTENCE], return_tensors="np")["input_ids"].astype(numpy.int64)


def prepare(setup, onnx=True):
    """Makes the files of setup.onnx, setup.pixels and setup.ids, in a process of its own: it needs much memory."""
    log = setup.log / "prepare.log"
    with open(log, "w") as output:
        done = subprocess.run(
            [sys.executable, __file__, setup.model, setup.onnx if onnx else "-", setup.pixels, setup.ids,
             *setup.photographs],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    if done.returncode != 0:
        raise SystemExit(f"benchmarks: the model could not be prepared for the other libraries; see {log}")


def export(model, folder):
    """Writes vision.onnx and text.onnx (float32, any batch, any length) into a folder, unless they are there."""
    if (folder / "text.onnx").exists():
        return
    import torch
    from transformers import CLIPModel

    class Side(torch.nn.Module):
        def __init__(self, clip):
            super().__init__()
            self.clip = clip

    class Vision(Side):
        def forward(self, pixels):
            return self.clip.get_image_features(pixel_values=pixels).pooler_output

    class Text(Side):
        def forward(self, ids):
            return self.clip.get_text_features(input_ids=ids).pooler_output

    clip = CLIPModel.from_pretrained(model, dtype=torch.float32).eval()
    size, context = clip.config.vision_config.image_size, clip.config.text_config.max_position_embeddings
    batch, length = torch.export.Dim("batch", min=1, max=512), torch.export.Dim("length", min=3, max=context)
    ids = torch.tensor([[49406, 320, 2368, 49407]] * 2)
    folder.mkdir(parents=True, exist_ok=True)
    for name, module, example, dimensions in [
        ("vision", Vision, torch.zeros(2, 3, size, size), {0: batch}), ("text", Text, ids, {0: batch, 1: length}),
    ]:
        # Written whole and then named, so that an interrupted run leaves no half of it.
        part = folder / f"{name}.part"
        torch.onnx.export(
            module(clip).eval(), (example,), part, dynamo=True, dynamic_shapes=(dimensions,), external_data=False,
            input_names=["input"], output_names=["features"], verbose=False)
        part.rename(folder / f"{name}.onnx")


if __name__ == "__main__":
    model, onnx, pixel_file, id_file, *photographs = map(pathlib.Path, sys.argv[1:])
    if str(onnx) != "-":
        export(model, onnx)
    numpy.save(pixel_file, pixels(model, photographs))
    numpy.save(id_file, tokens(model))
