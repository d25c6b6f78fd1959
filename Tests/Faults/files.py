"""Files that are none, models that are broken, locks of the dead."""

import json
import os
import shutil
import threading
import time

import http2
import parts
import stack
from rows import row
from stack import ROOT
from system import GALLERY, System, eventually

DEMO = ROOT / "deploy/demo/model"


def serve(attempt, system, within=15, **environment):
    """Starts another `descry serve`; its exit code (None if it gets ready or hangs) and what it printed."""
    settings = {**system.environment, "DESCRY_LISTEN": f"unix:{system.folder}/other.sock",
                "DESCRY_HEALTH_LISTEN": f"unix:{system.folder}/other-health.sock", **environment}
    attempt.requests += 1
    output = system.folder / "other.log"
    output.unlink(missing_ok=True)
    process = parts.start([stack.PROGRAM, "serve"], output, env=settings)
    try:
        eventually(lambda: process.poll() is not None or '"message":"ready"' in output.read_text(errors="replace"), within, 0.02)
        return process.poll(), output.read_text(errors="replace")
    finally:
        parts.end(process, kill=True)


@row("special-files", "FIFOs, devices and folders in place of the model's, the gallery's and the key's files")
def special_files(attempt):
    with System(attempt) as system:
        def model(name, special):
            folder = system.folder / f"model-{name}-{special.__name__}"
            shutil.copytree(DEMO, folder)
            (folder / name).unlink()
            special(folder / name)
            return folder

        def device(path):
            path.symlink_to("/dev/zero")

        for name, special in [*((name, os.mkfifo) for name in os.listdir(DEMO)), ("model.safetensors", device), ("config.json", os.mkdir)]:
            code, text = serve(attempt, system, DESCRY_MODEL=str(model(name, special)))
            attempt.check(code == 78, f"{name} made by {special.__name__}: "
                          + ("it hangs" if code is None else f"exit code {code}: {text[-200:]}"))
            attempt.check(code is None or name in text, f"{name}: the message does not name it: {text[-200:]}")
        gallery = system.folder / "gallery"
        for special in (os.mkfifo, device):
            shutil.rmtree(gallery, ignore_errors=True)
            gallery.mkdir()
            special(gallery / "gallery.json")
            code, text = serve(attempt, system, DESCRY_GALLERY=str(gallery))
            attempt.check(code == 78, f"gallery.json made by {special.__name__}: {code}: {text[-200:]}")
            key = system.folder / f"key-{special.__name__}"
            special(key)
            code, text = serve(attempt, system, DESCRY_SOURCE="pixabay", PIXABAY_API_KEY_FILE=str(key))
            attempt.check(code == 78, f"the key's file made by {special.__name__}: {code}: {text[-200:]}")
        # A picture among others, once the gallery is known.
        shutil.rmtree(gallery)
        gallery.mkdir()
        names = [f"00{number}.jpg" for number in range(6)]
        for name in names:
            shutil.copyfile(GALLERY / name, gallery / name)
        (gallery / "gallery.json").write_text(json.dumps({"pictures": [{"file": name, "tags": ["all"]} for name in names]}))
        system.restart(DESCRY_GALLERY=str(gallery))
        for name, special in (("004.jpg", os.mkfifo), ("005.jpg", device)):
            (gallery / name).unlink()
            special(gallery / name)
        answer = attempt.count(system.search("all", "snow"), what="a gallery with a FIFO and a device")
        attempt.check(answer.pool["ranked"] == 4 and answer.seconds < 10, f"{answer.pool} after {answer.seconds:.1f} s")


def no_merges(folder):
    (folder / "merges.txt").write_text("")


def only_a_version(folder):
    (folder / "merges.txt").write_text("#version: 0.2\n")


def one_id(folder):
    words = json.loads((folder / "vocab.json").read_text())
    (folder / "vocab.json").write_text(json.dumps(dict.fromkeys(words, 5)))


def shared_id(folder):
    words = json.loads((folder / "vocab.json").read_text())
    first, second = list(words)[300:302]
    words[second] = words[first]
    (folder / "vocab.json").write_text(json.dumps(words))


def empty_vocabulary(folder):
    (folder / "vocab.json").write_text("{}")


def cut_weights(folder):
    os.truncate(folder / "model.safetensors", 1_000_000)


def empty_weights(folder):
    os.truncate(folder / "model.safetensors", 0)


def no_json(folder):
    (folder / "config.json").write_text("<html>")


def deep_json(folder):
    (folder / "config.json").write_text("[" * 200_000)


def huge_numbers(folder):
    text = (folder / "config.json").read_text()
    config = json.loads(text)
    config["vision_config"]["hidden_size"] = 1 << 40
    (folder / "config.json").write_text(json.dumps(config))


@row("broken-models", "11 kinds of broken models: a sentence that names the file, exit code 78")
def broken_models(attempt):
    kinds = {no_merges: "merges.txt", only_a_version: "merges.txt", one_id: "vocab.json", shared_id: "vocab.json",
             empty_vocabulary: "vocab.json", cut_weights: "model.safetensors", empty_weights: "model.safetensors", no_json: "config.json",
             deep_json: "config.json", huge_numbers: "config.json", lambda folder: (folder / "vocab.json").unlink(): "vocab.json"}
    with System(attempt) as system:
        for number, (change, name) in enumerate(kinds.items()):
            folder = system.folder / f"model-{number}"
            shutil.copytree(DEMO, folder)
            change(folder)
            code, text = serve(attempt, system, DESCRY_MODEL=str(folder))
            attempt.check(code == 78, f"{change.__name__}: exit code {code}: {text[-200:]}")
            attempt.check(name in text or code is None, f"{change.__name__}: the message does not name {name}: {text[-200:]}")
        attempt.count(system.search("lake", "snow"), what="the other process meanwhile")


@row("dead-lock", "a process dies while it holds the lock on a tag in Redis; another one is asked for the tag")
def dead_lock(attempt):
    with System(attempt, pixabay=["--latency-ms", "500"]) as system:
        asking = threading.Thread(target=lambda: system.search("lake", "snow"))
        asking.start()
        end = time.monotonic() + 10
        while b":lock:" not in system.redis_cli("--scan") and time.monotonic() < end:
            time.sleep(0.01)
        attempt.check(b":lock:" in system.redis_cli("--scan"), "no lock is taken")
        system.restart(kill=True)
        asking.join()
        answer = attempt.count(system.search("lake", "snow"))
        attempt.check(answer.seconds < 4.5, f"the dead owner's lock cost {answer.seconds:.1f} s")
        attempt.note(f"answered after {answer.seconds:.2f} s")


@row("long-texts", "credits, tags and addresses of 100,000 characters, from the source and from a gallery.json")
def long_texts(attempt):
    with System(attempt, pixabay=[]) as system:
        system.fault("long-hits")
        answer = attempt.count(system.search("lake", "snow", 50), 200, 502)
        attempt.check(len(answer.body) < 1_000_000, f"the answer has {len(answer.body):,} bytes")
        if answer.status == 200:
            longest = max((len(text) for result in answer.json["results"] for text in texts(result)), default=0)
            attempt.check(longest < 10_000, f"a text of {longest:,} characters is passed on")
        gallery = system.folder / "gallery"
        gallery.mkdir()
        shutil.copyfile(GALLERY / "000.jpg", gallery / "000.jpg")
        long = "x" * 100_000
        entry = {"file": "000.jpg", "tags": ["all"], "alt": long, "credit": {"name": long, "url": "https://a.example/" + long}}
        (gallery / "gallery.json").write_text(json.dumps({"pictures": [entry]}))
        code, text = serve(attempt, system, within=8, DESCRY_SOURCE="gallery", DESCRY_GALLERY=str(gallery))
        if code is None:
            system.restart(DESCRY_SOURCE="gallery", DESCRY_GALLERY=str(gallery))
            answer = attempt.count(system.search("all", "snow"))
            longest = max(len(text) for text in texts(answer.json))
            attempt.check(longest < 10_000, f"a gallery's text of {longest:,} characters is passed on")
        else:
            attempt.check(code == 78 and len(text) < 2_000, f"a gallery with long texts: exit code {code}: {text[-200:]}")


def texts(value):
    """All texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@row("log-json", "requests of all kinds, also broken ones: each line of the access log is JSON")
def log_json(attempt):
    with System(attempt) as system:
        for target in ("/", "/search?t=lake&s_query=snow", "/nothing%22%5c", "/%00", "/\\\"", "/é"):
            attempt.requests += 1
            system.send(f"GET {target} HTTP/1.1\r\nHost: a\"b\r\nConnection: close\r\n\r\n".encode("latin-1"))
        for data in (b"", b"\r\n\r\n", b"GET", b"\x16\x03\x01", b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe \"\\ HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: x\r\nX: \xff\"\\\r\n"):
            with system.connect() as connection:
                attempt.requests += 1
                connection.sendall(data or b"\n")
                connection.settimeout(0.3)
                try:
                    connection.recv(1000)
                except OSError:
                    pass  # It waits for the rest, which does not come.
        # Over HTTP/2 more header fields than nginx takes: it has no status for that.
        fields = [(b":method", b"GET"), (b":scheme", b"https"), (b":authority", b"localhost"), (b":path", b"/cut")]
        attempt.requests += 1
        try:
            http2.get(system.new_context(), system.port, fields, repeated=(b"x-long", b"x" * 3_900, 900))
        except ConnectionError:
            pass  # It is the line in the log that counts.
        time.sleep(1)
        lines = (system.folder / "nginx-access.log").read_text(errors="replace").splitlines()
        attempt.check(len(lines) >= 10, f"only {len(lines)} lines")
        for line in lines:
            try:
                json.loads(line)
            except ValueError:
                attempt.check(False, f"no JSON: {line[:300]}")
