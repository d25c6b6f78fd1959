"""Learns the demo's CLIP from painted pictures and sentences about them.

    python train.py                                        both stages, from nothing
    python train.py --start ../model --both-minutes 0      only the second, on the model that is there
    python train.py --start ../model --new-words --both-minutes 0    the second, with a new vocabulary

First both towers learn together, by the contrastive loss of Radford et al. (2021) with several right answers: the
scenes tell which sentences are true of which pictures. Then the pictures' tower is kept as it is and the sentences'
tower learns on alone against thousands of pictures at a time (Zhai et al., LiT, 2022), which costs little, so that it
meets millions of sentences, with typing mistakes, filler and unknown words. Every sentence is new and used once.
A GPU is used if there is one.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn
from transformers import CLIPModel

import vocabulary
from clip import DEVICE, PICTURE_WIDTH, TEXT_WIDTH, Schedule, contrastive, new_model, save, true_of
from language.attributes import INDEX
from language.grammar import sentence
from pictures import Pictures, multi_hot

DEMO = Path(__file__).resolve().parents[1]
TEXT_PICTURES = 16_000  # of them, for the second stage: enough to tell sentences apart, and soon embedded


class Sentences:
    """Makes sentences about scenes, none of which is a kept one (of the evaluation's)."""

    def __init__(self, encoder: vocabulary.Encoder, seed: int, kept: set[str]):
        self._encoder, self._rng, self._kept = encoder, random.Random(seed), kept

    def about(self, scenes: list[dict]) -> tuple[list[torch.Tensor], torch.Tensor]:
        """One sentence for each scene, the shortest first: ids and meanings [n, attributes].

        The ids are in four parts [about n / 4, longest of the part], padded by the end token, so that few are padding.
        """
        made = [self._one(scene) for scene in scenes]
        ids = self._encoder.ids([text for text, _ in made])
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        size = -(-len(order) // 4)
        parts = []
        for start in range(0, len(order), size):
            part = [ids[i] for i in order[start : start + size]]
            parts.append(torch.tensor([one + [self._encoder.end] * (len(part[-1]) - len(one)) for one in part]))
        return parts, multi_hot([made[i][1] for i in order])

    def _one(self, scene: dict):
        while (made := sentence(self._rng, scene))[0].lower() in self._kept:
            pass
        return made


def text_features(model: CLIPModel, parts: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([model.text_model(input_ids=ids.to(DEVICE)).pooler_output for ids in parts])


def train_both(model: CLIPModel, pictures: Pictures, sentences: Sentences, minutes: float, batch: int, rate: float):
    """The first stage: both towers, with heads that name single attributes and are dropped afterwards."""
    rng = np.random.default_rng(0)
    image_head, text_head = (nn.Linear(width, len(INDEX)).to(DEVICE) for width in (PICTURE_WIDTH, TEXT_WIDTH))
    named = [*model.named_parameters(), *image_head.named_parameters(), *text_head.named_parameters()]
    schedule = Schedule(named, rate, 60 * minutes)
    while schedule.progress < 1:
        chosen = rng.choice(len(pictures.scenes), batch, replace=False)
        x = pictures.varied(chosen, rng).to(DEVICE)
        ids, meanings = sentences.about([pictures.scenes[i] for i in chosen for _ in range(2)])
        meanings = meanings.to(DEVICE)
        attributes = pictures.attributes[chosen].to(DEVICE)
        with torch.autocast(DEVICE.type, torch.bfloat16):
            seen, read = model.vision_model(pixel_values=x).pooler_output, text_features(model, ids)
            zi, zt = model.visual_projection(seen), model.text_projection(read)
            named_in_picture, named_in_text = image_head(seen), text_head(read)
        to_picture, to_sentence = contrastive(zi, zt, model.logit_scale, true_of(attributes, meanings))
        heads = F.binary_cross_entropy_with_logits(named_in_picture.float(), attributes)
        heads = heads + F.binary_cross_entropy_with_logits(named_in_text.float(), meanings)
        share = 2 * (1 - 0.7 * schedule.progress)
        schedule.step(to_picture=(1, to_picture), to_sentence=(0.5, to_sentence), heads=(share, heads))


@torch.no_grad()
def embed(model: CLIPModel, pictures: Pictures, count: int, batch: int = 128) -> torch.Tensor:
    """The embeddings of the first `count` pictures, normalised, [count, WIDTH]."""
    rows = []
    with torch.autocast(DEVICE.type, torch.bfloat16):
        for start in range(0, count, batch):
            x = pictures.plain(np.arange(start, min(start + batch, count))).to(DEVICE)
            rows.append(model.visual_projection(model.vision_model(pixel_values=x).pooler_output).float())
    return F.normalize(torch.cat(rows), dim=-1)


def train_text(model: CLIPModel, pictures: Pictures, sentences: Sentences, minutes: float, batch: int, rate: float):
    """The second stage: only the sentences' tower, against eight times as many pictures as sentences."""
    rng = np.random.default_rng(1)
    count = min(len(pictures.scenes), TEXT_PICTURES)
    embeddings = embed(model, pictures, count)
    named = [(n, p) for n, p in model.named_parameters() if n.startswith("text_") or n == "logit_scale"]
    text_head = nn.Linear(TEXT_WIDTH, len(INDEX)).to(DEVICE)
    schedule = Schedule([*named, *text_head.named_parameters()], rate, 60 * minutes)
    while schedule.progress < 1:
        chosen = rng.choice(count, 8 * batch, replace=False)
        ids, meanings = sentences.about([pictures.scenes[i] for i in chosen[:batch]])
        meanings = meanings.to(DEVICE)
        with torch.autocast(DEVICE.type, torch.bfloat16):
            read = text_features(model, ids)
            zt, named_in_text = model.text_projection(read), text_head(read)
        right = true_of(pictures.attributes[chosen].to(DEVICE), meanings)
        to_picture, to_sentence = contrastive(embeddings[chosen], zt, model.logit_scale, right)
        heads = F.binary_cross_entropy_with_logits(named_in_text.float(), meanings)
        share = 1 - 0.7 * schedule.progress
        schedule.step(to_picture=(1, to_picture), to_sentence=(0.2, to_sentence), heads=(share, heads))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, default=DEMO / "making/train", help="what render.py painted")
    parser.add_argument("--out", type=Path, default=DEMO / "model", help="the model's folder")
    parser.add_argument("--both-minutes", type=float, default=60, help="time for the first stage")
    parser.add_argument("--text-minutes", type=float, default=40, help="time for the second stage")
    parser.add_argument("--batch", type=int, default=128, help="pictures in a step of the first stage")
    parser.add_argument("--text-batch", type=int, default=384, help="sentences in a step of the second stage")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    parser.add_argument("--merges", type=int, default=2500, help="of the vocabulary")
    parser.add_argument("--start", type=Path, help="a model of this shape to go on from, with its vocabulary")
    parser.add_argument("--new-words", action="store_true", help="take only the pictures' tower from --start")
    a = parser.parse_args()
    if a.new_words and not a.start:
        parser.error("--new-words needs --start: the model whose pictures' tower is taken")

    torch.manual_seed(0)
    pictures = Pictures(a.pictures)
    a.out.mkdir(parents=True, exist_ok=True)
    if a.start and not a.new_words:
        for name in ("vocab.json", "merges.txt", "tokenizer_config.json"):
            (a.out / name).write_bytes((a.start / name).read_bytes())
    else:
        rng = random.Random(1)
        vocabulary.learn((sentence(rng, rng.choice(pictures.scenes))[0] for _ in range(200_000)), a.merges, a.out)
    encoder = vocabulary.Encoder(a.out, dropout=0.1)
    model = new_model(encoder)
    if a.start:
        known = load_file(a.start / "model.safetensors")
        taken = {k: v.float() for k, v in known.items() if not (a.new_words and k.startswith("text_"))}
        model.load_state_dict(taken, strict=False)
    millions = sum(p.numel() for p in model.parameters()) / 1e6
    print(f"{millions:.2f} million parameters, {encoder.size} tokens", flush=True)
    files = [json.loads(path.read_text()) for path in (DEMO / "queries").glob("*.json")]
    kept = {query["text"].lower() for file in files for query in file["queries"]}
    sentences = Sentences(encoder, seed=2, kept=kept)
    for train, minutes, batch in (train_both, a.both_minutes, a.batch), (train_text, a.text_minutes, a.text_batch):
        if minutes:
            train(model, pictures, sentences, minutes, batch, a.rate)
            save(model, a.out)


if __name__ == "__main__":
    main()
