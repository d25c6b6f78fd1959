#!/usr/bin/env python3
"""The service that Descry replaces, after its description: Flask, transformers' CLIP, and pictures in Redis.

    flask_service.py --port N --model DIR --redis SOCKET --pixabay http://127.0.0.1:N/api/

It keeps what it has downloaded as decoded arrays, pickled, one Redis value per keyword, and runs the whole model on
the sentence and all the pictures at each search. GET /test, and /search?t=…&s_query=…&k=….
"""

import argparse
import io
import pickle

import numpy
import redis
import requests
import torch
from flask import Flask, jsonify, request
from PIL import Image
from transformers import CLIPModel, CLIPTokenizer
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

LIFETIME = 24 * 3600


class Searcher:
    def __init__(self, options):
        self.pixabay = options.pixabay
        self.pool_size = options.pool_size
        self.cache = redis.Redis(unix_socket_path=options.redis)
        self.model = CLIPModel.from_pretrained(options.model, dtype=torch.float32).eval()
        self.tokenizer = CLIPTokenizer.from_pretrained(options.model)
        self.processor = CLIPImageProcessorPil.from_pretrained(options.model)

    def pictures(self, tag):
        """The keyword's addresses and decoded pictures, from Redis or else from the source."""
        key = f"flask:{tag}"
        stored = self.cache.get(key)
        if stored is not None:
            return pickle.loads(stored)
        hits = requests.get(
            self.pixabay, params={"key": "x", "q": tag, "per_page": self.pool_size}, timeout=30).json()["hits"]
        urls = [hit["webformatURL"] for hit in hits]
        arrays = [numpy.array(Image.open(io.BytesIO(requests.get(url, timeout=30).content)).convert("RGB"))
                  for url in urls]
        self.cache.set(key, pickle.dumps((urls, arrays)), ex=LIFETIME)
        return urls, arrays

    @torch.inference_mode()
    def search(self, tag, sentence, count):
        urls, arrays = self.pictures(tag)
        if not urls:
            return {"top_urls": [], "top_scores": []}
        texts = self.tokenizer([sentence], padding=True, truncation=True, return_tensors="pt")
        pixels = self.processor([Image.fromarray(array) for array in arrays], return_tensors="pt")
        scores = self.model(**texts, **pixels).logits_per_image[:, 0]
        best = scores.topk(min(count, len(urls)))
        return {"top_urls": [urls[index] for index in best.indices.tolist()],
                "top_scores": [round(score, 3) for score in best.values.tolist()]}


def application(searcher):
    app = Flask("flask_service")

    @app.get("/test")
    def test():
        return jsonify(result="good to go")

    @app.get("/search")
    def search():
        return jsonify(searcher.search(
            request.args["t"].strip().lower(), request.args["s_query"].strip().lower(),
            int(request.args.get("k", 10))))

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--redis", required=True)
    parser.add_argument("--pixabay", required=True)
    parser.add_argument("--pool-size", type=int, default=30)
    arguments = parser.parse_args()
    application(Searcher(arguments)).run("127.0.0.1", arguments.port, threaded=True)
