#!/usr/bin/env python3
"""A stand-in for Hugging Face's hub: the demo model of this repository under the name demo/mini-clip.

    /api/models/NAME/revision/REV?blobs=true       the files with sizes, and SHA-256 of the large one
    /NAME/resolve/COMMIT/FILE                      a file, also from a range on
    /api/models/NAME/discussions                   the pull request that holds demo/converted's safetensors

demo/converted has its safetensors only in refs/pr/7, as some old models have. demo/pickled has none at all.
The others are variants of a smaller model (Tests/Fixtures/clip/variants.py): demo/modern as transformers 5 writes it,
with its weights in three files; demo/siglip, demo/bert and demo/pointer have another architecture, another tokenizer,
and a Git LFS pointer for its weights; demo/inner has its model in a folder. demo/moving and demo/modern are in their
second version once a fault says so.

    /__fault?mode=cut&times=N      the next N files end after 300,000 bytes
    /__fault?mode=stop             of every file only the first 300,000 bytes arrive
    /__fault?mode=flip             large files arrive changed
    /__fault?mode=gone             there are no weights to be downloaded, or only not &file=NAME
    /__fault?mode=busy&status=N    the API answers with this status and a web page
    /__fault?mode=none
    /__fault?mode=none&version=2   demo/moving as transformers 5 writes it, with other weights; demo/modern with other
                                   weights in the same files
"""

import hashlib
import json
import pathlib
import sys
from urllib.parse import unquote

from server import Handler, Server, parser, serve

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Fixtures" / "clip"))
import variants

MODEL = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "demo" / "model"
COMMIT = {"main": "a" * 40, "refs/pr/7": "b" * 40}


class Hub(Server):
    def __init__(self, arguments):
        demo = {path.name: path.read_bytes() for path in MODEL.iterdir()}
        pickled = {name.replace("model.safetensors", "pytorch_model.bin"): data for name, data in demo.items()}
        modern = self.variant("weights in three files, of transformers 5")
        self.files = {
            "demo/mini-clip": demo, "demo/pickled": pickled, "demo/converted": pickled, "refs/pr/7": demo,
            "demo/modern": modern,
            "demo/siglip": {**demo, "config.json": self.variant("another type")["config.json"]},
            "demo/bert": self.variant("tokenizer.json that splits at white space"),
            "demo/pointer": self.variant("a Git LFS pointer in place of weights"),
            "demo/inner": {f"0_CLIPModel/{name}": data for name, data in self.variant("older files").items()},
            "demo/moving": self.variant("older files"),
            # The last byte of a file is one of a weight.
            "demo/modern, version 2": {
                name: data[:-1] + bytes([data[-1] ^ 1]) if name.endswith(".safetensors") else data
                for name, data in modern.items()},
            "demo/moving, version 2": {**self.variant("files of transformers 5"),
                                       "model.safetensors": self.variant("float16 weights")["model.safetensors"]},
        }
        super().__init__(arguments.port, HubHandler)

    @staticmethod
    def variant(name):
        model = variants.Model()
        variants.VARIANTS[name]["change"](model)
        return {file: content if isinstance(content, bytes) else json.dumps(content).encode()
                for file, content in model.files.items()}

    def reset(self):
        super().reset()
        self.fault = {"mode": "none", "times": 0, "version": 1}

    def repository(self, name, revision):
        """The files of a model, or None."""
        if name == "demo/converted" and revision != "main":
            return self.files["refs/pr/7"]
        return self.files.get(f"{name}, version {self.fault['version']}", self.files.get(name))

    def listing(self, name, revision):
        entries = []
        for file, content in self.repository(name, revision).items():
            entry = {"rfilename": file, "size": len(content), "blobId": "0" * 40}
            # Some repositories keep tokenizer.json outside git, as small as it is.
            is_large = file.endswith(".safetensors") and name != "demo/pointer"
            if is_large or len(content) > 500_000 or file == "tokenizer.json":
                digest = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"sha256": digest, "size": len(content), "pointerSize": 134}
            entries.append(entry)
        return {"id": name, "sha": COMMIT[revision], "siblings": entries}


class HubHandler(Handler):
    def configure(self, path, query):
        self.server.fault = {"mode": query["mode"], "times": int(query.get("times", 1 << 60)),
                             "version": int(query.get("version", 1)), "file": query.get("file", ".safetensors"),
                             "status": int(query.get("status", 200))}
        return {}

    def respond(self, path, query):
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if parts[:2] == ["api", "models"] and len(parts) > 4:
            name, what = "/".join(parts[2:4]), parts[4]
            if self.server.fault["mode"] == "busy":
                return self.send(self.server.fault["status"], "<html>", "text/html")
            if not name.startswith("demo/") or name not in self.server.files:
                return self.send(401, '{"error": "Invalid username or password."}', "application/json")
            if what == "discussions":
                found = [] if name != "demo/converted" else [{
                    "num": 7, "title": "Adding `safetensors` variant of this model", "isPullRequest": True,
                    "status": "open", "author": {"name": "SFconvertbot"},
                }]
                return self.send(200, json.dumps({"discussions": found}), "application/json")
            if parts[5] not in COMMIT:
                return self.send(404, '{"error": "Revision not found"}', "application/json")
            return self.send(200, json.dumps(self.server.listing(name, parts[5])), "application/json")
        if len(parts) == 5 and parts[2] == "resolve" and parts[3] in COMMIT.values():
            revision = next(name for name, commit in COMMIT.items() if commit == parts[3])
            files = self.server.repository("/".join(parts[:2]), revision) or {}
            is_gone = self.server.fault["mode"] == "gone" and parts[4].endswith(self.server.fault["file"])
            if parts[4] in files and not is_gone:
                return self.file(files[parts[4]])
        self.send(404, "Entry not found")

    def file(self, content):
        tag = '"%s"' % hashlib.sha256(content).hexdigest()
        first = 0
        wanted = self.headers.get("Range")
        if wanted and self.headers.get("If-Range") in (None, tag):
            first = int(wanted.removeprefix("bytes=").split("-")[0])
        rest = content[first:]
        headers = [("Content-Length", str(len(rest))), ("ETag", tag), ("Accept-Ranges", "bytes")]
        if first:
            headers.append(("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}"))
        self.start(206 if first else 200, "application/octet-stream", headers)
        fault = self.server.fault
        if fault["mode"] == "cut" and fault["times"] > 0 and len(rest) > 300_000:
            fault["times"] -= 1
            self.wfile.write(rest[:300_000])
            return self.hang_up()
        if fault["mode"] == "stop":
            self.wfile.write(content[first:max(first, 300_000)])
            return self.hang_up()
        if fault["mode"] == "flip" and len(content) > 500_000:
            rest = bytes([rest[0] ^ 1]) + rest[1:]
        self.wfile.write(rest)
        self.wfile.flush()


if __name__ == "__main__":
    arguments = parser(__doc__).parse_args()
    serve(Hub(arguments), arguments)
