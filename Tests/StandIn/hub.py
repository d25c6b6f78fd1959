#!/usr/bin/env python3
"""A stand-in for Hugging Face's hub: the demo model of this repository under the name demo/mini-clip.

    /api/models/NAME/revision/REV?blobs=true       the files with sizes, and SHA-256 of the large one
    /NAME/resolve/COMMIT/FILE                      a file, also from a range on
    /api/models/NAME/discussions                   the pull request that holds demo/converted's safetensors

demo/converted has its safetensors only in refs/pr/7, as some old models have. demo/pickled has none at all.

    /__fault?mode=cut&times=N      the next N files end after 300,000 bytes
    /__fault?mode=flip             bytes arrive changed
    /__fault?mode=none
"""

import hashlib
import json
import pathlib
from urllib.parse import unquote

from server import Handler, Server, parser, serve

MODEL = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "demo" / "model"
COMMIT = {"main": "a" * 40, "refs/pr/7": "b" * 40}


class Hub(Server):
    def __init__(self, arguments):
        self.files = {path.name: path.read_bytes() for path in MODEL.iterdir()}
        super().__init__(arguments.port, HubHandler)

    def reset(self):
        super().reset()
        self.fault = {"mode": "none", "times": 0}

    def listing(self, name, revision):
        entries = []
        for file, content in self.files.items():
            if file == "model.safetensors" and (
                name == "demo/pickled" or name == "demo/converted" and revision == "main"
            ):
                file = "pytorch_model.bin"
            entry = {"rfilename": file, "size": len(content), "blobId": "0" * 40}
            if len(content) > 1_000_000:
                digest = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"sha256": digest, "size": len(content), "pointerSize": 134}
            entries.append(entry)
        return {"id": name, "sha": COMMIT[revision], "siblings": entries}


class HubHandler(Handler):
    def configure(self, path, query):
        self.server.fault = {"mode": query["mode"], "times": int(query.get("times", 1 << 60))}
        return {}

    def respond(self, path, query):
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if parts[:2] == ["api", "models"] and len(parts) > 4:
            name, what = "/".join(parts[2:4]), parts[4]
            if name not in ("demo/mini-clip", "demo/converted", "demo/pickled"):
                return self.send(401, '{"error": "Invalid username or password."}', "application/json")
            if what == "discussions":
                found = [] if name == "demo/pickled" else [{
                    "num": 7, "title": "Adding `safetensors` variant of this model", "isPullRequest": True,
                    "status": "open", "author": {"name": "SFconvertbot"},
                }]
                return self.send(200, json.dumps({"discussions": found}), "application/json")
            if parts[5] not in COMMIT:
                return self.send(404, '{"error": "Revision not found"}', "application/json")
            return self.send(200, json.dumps(self.server.listing(name, parts[5])), "application/json")
        if len(parts) == 5 and parts[2] == "resolve" and parts[4] in self.server.files:
            return self.file(self.server.files[parts[4]])
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
        if fault["mode"] == "flip":
            rest = bytes([rest[0] ^ 1]) + rest[1:]
        self.wfile.write(rest)
        self.wfile.flush()


if __name__ == "__main__":
    arguments = parser(__doc__).parse_args()
    serve(Hub(arguments), arguments)
