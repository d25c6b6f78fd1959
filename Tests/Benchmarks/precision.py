"""What each precision costs and what it changes: start, memory, and agreement with float32 on the demo's queries."""

import json
import math
import pathlib
import subprocess
import time

import numpy

from report import Row, table
from servers import ROOT, Servers

DEMO = ROOT / "deploy" / "demo"
PRECISIONS = ["float32", "bfloat16", "int8"]
TOP = 5


def measure(setup, say):
    """(what to print first, details, rows)."""
    agreement, start = {}, {}
    reference = None
    for precision in PRECISIONS:
        say(f"{precision}: the demo's pictures and queries")
        try:
            found = embeddings(setup, precision)
        except RuntimeError as error:
            if reference is None:
                raise SystemExit(f"benchmarks: descry embed: {error}")
            say(f"{precision} is left out: {error}")
            continue
        if reference is None:
            reference = found
        agreement[precision] = compare(reference, found)
        say(f"{precision}: starts")
        start[precision] = min((launch(setup, precision) for _ in range(setup.rounds)), key=lambda each: each["ready_ms"])
    automatic = start[launch(setup, "auto")["precision"]]
    bytes_per_weight = {"float32": 4, "bfloat16": 2}[automatic["precision"]]
    beyond = automatic["resident_mb"] - weights(setup.model) * bytes_per_weight / 1e6
    details = {"agreement": agreement, "start": start, "auto": automatic["precision"], "beyond_weights_mb": beyond}
    return describe(agreement, start) + "\n", details, rows(agreement, start, automatic, beyond)


def run(setup, *arguments):
    done = subprocess.run([setup.descry, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no reason given"])[0])
    return [json.loads(line)["embedding"] for line in done.stdout.splitlines()]


def embeddings(setup, precision):
    """Of the demo's pictures and of all its queries, by the demo's own model: two matrices."""
    options = ["--model", DEMO / "model", "--precision", precision, "--device", "cpu"]
    queries = [query["text"] for file in sorted((DEMO / "queries").glob("*.json"))
               for query in json.loads(file.read_text())["queries"]]
    pictures = sorted((DEMO / "gallery").glob("*.jpg"))
    return (numpy.array(run(setup, "embed", *options, "--image", *pictures)),
            numpy.array(run(setup, "embed", *options, "--text", *queries)))


def compare(reference, found):
    cosines = [float((a * b).sum(1).mean()) for a, b in zip(reference, found)]
    best = [numpy.argsort(-(texts @ pictures.T), axis=1)[:, :TOP] for pictures, texts in (reference, found)]
    common = numpy.array([len(set(a) & set(b)) for a, b in zip(*best)])
    return {"picture_cosine": cosines[0], "text_cosine": cosines[1], "same_top": float((common == TOP).mean()),
            "top_overlap": float(common.mean() / TOP), "queries": len(common)}


def launch(setup, precision):
    """A server with the model of full size from a warm file cache: the time until it is ready, and its memory then."""
    with Servers(setup.work / "log") as servers:
        log = setup.work / "log" / "descry.log"
        log.unlink(missing_ok=True)
        socket, port = servers.redis(), servers.stand_in("stand-in", setup.gallery)
        start = time.perf_counter()
        process, _ = servers.descry(setup.descry, setup.model, socket, port, DESCRY_PRECISION=precision)
        servers.wait(process, lambda: message(log, "ready"))
        seconds = time.perf_counter() - start
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        return {"ready_ms": 1000 * seconds, "resident_mb": resident * 1024 / 1e6,
                "precision": message(log, "model loaded")["precision"]}


def message(log, text):
    """The log's entry with this message; None as long as there is none."""
    for line in log.read_text().splitlines():
        if line.startswith("{") and line.endswith("}") and (entry := json.loads(line))["message"] == text:
            return entry
    return None


def weights(model):
    """How many numbers a model's file holds."""
    with open(model / "model.safetensors", "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    return sum(math.prod(entry["shape"]) for name, entry in header.items() if name != "__metadata__")


def describe(agreement, start):
    cells = [[precision, f"{start[precision]['ready_ms']:.0f}", f"{start[precision]['resident_mb']:.0f}",
              f"{each['picture_cosine']:.5f}", f"{each['text_cosine']:.5f}", f"{100 * each['same_top']:.1f} %",
              f"{100 * each['top_overlap']:.1f} %"] for precision, each in agreement.items()]
    header = ["precision", "ready ms", "resident MB", "pictures' cosine", "sentences' cosine", f"same top {TOP}",
              f"of the top {TOP}"]
    return table(header, cells, right=set(range(1, 7)))


def rows(agreement, start, automatic, beyond):
    own = automatic["precision"]
    found = [
        Row("precision", "ready, from a warm file cache", automatic["ready_ms"], "ms", 1500, at_most=True, note=own),
        Row("precision", "memory then, beyond the weights", beyond, "MB", 250, at_most=True,
            note=f"{automatic['resident_mb']:.0f} MB in {own}"),
    ]
    if each := agreement.get("int8"):
        found += [
            Row("precision", "int8, pictures' mean cosine to float32", each["picture_cosine"], "", 0.99,
                note="the demo's model and pictures"),
            Row("precision", f"int8, queries with the same {TOP} best", 100 * each["same_top"], "%", 95,
                note=f"{each['queries']} queries of the demo in its whole gallery; of the {TOP} best {100 * each['top_overlap']:.1f} % are "
                "the same"),
        ]
    return found
