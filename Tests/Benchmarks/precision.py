"""What each precision costs and what it changes: start, memory, and agreement with float32 on the demo's queries."""

import json
import math
import pathlib
import subprocess
import time

import numpy

from busy import best
from encoder import EMULATED, PRECISIONS, environment
from report import Row, table
from servers import ROOT, Servers

DEMO = ROOT / "deploy" / "demo"
TOP = 5


def measure(setup, say):
    """(what to print first, details, rows)."""
    agreement, start = {}, {}
    reference = None
    for precision in PRECISIONS:
        if precision == "bfloat16" and not setup.processor.has("bfloat16"):
            say(f"{precision} is left out: {EMULATED}")
            continue
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
        turns = [setup.watch.measure(lambda: launch(setup, precision)) for _ in range(setup.rounds)]
        start[precision] = {"ready_ms": best(turns, lambda found: found["ready_ms"]),
                            "resident_mb": min(turn.value["resident_mb"] for turn in turns)}
    say("auto: starts")
    automatic = [setup.watch.measure(lambda: launch(setup, "auto")) for _ in range(setup.rounds)]
    found = automatic[0].value
    ready = best(automatic, lambda found: found["ready_ms"])
    beyond = min(turn.value["resident_mb"] for turn in automatic) - weight_bytes(setup.model, found["precision"]) / 1e6
    details = {
        "agreement": agreement, "auto": found["precision"], "beyond_weights_mb": beyond,
        "start": {name: {**each, "ready_ms": each["ready_ms"].value, "busy": each["ready_ms"].busy}
                  for name, each in start.items()}}
    return describe(agreement, start) + "\n", details, rows(agreement, ready, found, beyond)


def run(setup, *arguments):
    done = subprocess.run([setup.descry, *map(str, arguments)], capture_output=True, text=True,
                          env=environment(setup))
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
    with Servers(setup.log, setup.processor.environment) as servers:
        log = setup.log / "descry.log"
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


def weight_bytes(model, precision):
    """What a model's weights take in a precision; in float16 those of texts take half of float32's."""
    with open(model / "model.safetensors", "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))

    def size(name):
        return {"float32": 4, "float16": 2 if name.startswith("text") else 4, "bfloat16": 2, "int8": 1}[precision]

    return sum(size(name) * math.prod(entry["shape"]) for name, entry in header.items() if name != "__metadata__")


def describe(agreement, start):
    cells = [[precision, start[precision]["ready_ms"].text(0), f"{start[precision]['resident_mb']:.0f}",
              f"{each['picture_cosine']:.5f}", f"{each['text_cosine']:.5f}", f"{100 * each['same_top']:.1f} %",
              f"{100 * each['top_overlap']:.1f} %"] for precision, each in agreement.items()]
    header = ["precision", "ready ms", "resident MB", "pictures' cosine", "sentences' cosine", f"same top {TOP}",
              f"of the top {TOP}"]
    return table(header, cells, right=set(range(1, 7)))


def rows(agreement, ready, automatic, beyond):
    own = automatic["precision"]
    found = [
        Row("precision", "ready, from a warm file cache", ready, "ms", 1500, at_most=True, note=own),
        Row("precision", "memory then, beyond the weights", beyond, "MB", 250, at_most=True,
            note=f"{automatic['resident_mb']:.0f} MB in {own}"),
    ]
    if each := agreement.get("float16"):
        found.append(Row("precision", "float16 weights, sentences' mean cosine to float32", each["text_cosine"], "", 0.99999,
                         note="the demo's model and queries"))
    if each := agreement.get("int8"):
        found += [
            Row("precision", "int8, pictures' mean cosine to float32", each["picture_cosine"], "", 0.999,
                note="the demo's model and pictures"),
            Row("precision", "int8, sentences' mean cosine to float32", each["text_cosine"], "", 0.999,
                note="the demo's model and queries"),
            Row("precision", f"int8, queries with the same {TOP} best", 100 * each["same_top"], "%", 96,
                note=f"{each['queries']} queries of the demo in its whole gallery; of the {TOP} best {100 * each['top_overlap']:.1f} % are "
                "the same"),
        ]
    return found
