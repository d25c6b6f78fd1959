"""The encoder beside other libraries: the same weights and pictures, in turns."""

import json
import os
import pathlib
import subprocess
import sys
import time

import numpy

import inputs
from busy import best, middle
from report import Row, table

BATCHES = [1, 8, 30]
CASES = [("picture", batch) for batch in BATCHES] + [("text", 1)]
LIBRARIES = [("transformers", "float32"), ("transformers", "bfloat16"), ("onnxruntime", "float32"),
             ("openvino", "float32"), ("openvino", "bfloat16")]
# descry's; those that it does not have here are left out.
PRECISIONS = ["float32", "float16", "bfloat16", "int8"]
# To transformers' float32 features: lets rounding pass, and tells another model or picture.
LEAST_COSINE = {"float32": 0.9999, "float16": 0.9999, "bfloat16": 0.999, "int8": 0.9}
EMULATED = "bfloat16 is emulated on a processor like this one, and slower than float32"


class Contender:
    """One of LIBRARIES in a process of its own."""

    def __init__(self, library, precision, setup, pixels=None, cases=CASES):
        self.name = f"{library} {precision}"
        self.cases = cases
        self.log = open(setup.log / f"{library}-{precision}.log", "w")
        self.process = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("contender.py"), library, precision,
             "--model", setup.model, "--onnx", setup.onnx, "--pixels", pixels or setup.pixels, "--ids", setup.ids],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment(setup))
        self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"benchmarks: {self.name} ended; see {self.log.name}")
        return json.loads(line)

    def ask(self, **task):
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def times(self, repeats):
        """The median of each case, in ms."""
        return {(kind, batch): float(numpy.median(self.ask(input=kind, batch=batch, repeats=repeats)["ms"]))
                for kind, batch in self.cases}

    def features(self):
        return self.ask(input="features")

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.log.close()


class Descry:
    """`descry` with one precision."""

    device = "cpu"

    def __init__(self, precision, setup):
        self.name = f"descry {precision}"
        self.precision = precision
        self.setup = setup

    def run(self, *arguments):
        done = subprocess.run([self.setup.descry, *map(str, arguments), "--model", self.setup.model, "--precision",
                               self.precision, "--device", self.device], capture_output=True, text=True,
                              env=environment(self.setup))
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            raise RuntimeError(lines[0].removeprefix("Error: "))
        return done.stdout

    def times(self, repeats):
        """The median of each case, in ms, and of the largest batch the share of the product's rate."""
        report = json.loads(self.run(
            "benchmark", "encoder", "--json", "--repeats", repeats, "--batch", *BATCHES, "--image",
            *self.setup.photographs))
        times = {}
        for row in report["precisions"][0]["rows"]:
            times[row["input"], row["batch"]] = row["latency"]["p50_ms"]
            if (row["input"], row["batch"]) == ("picture", max(BATCHES)):
                times["share"] = row["share_of_product"]
            if (row["input"], row["batch"]) == ("text", 1) and row["tokens"] != 7:
                raise SystemExit(f"benchmarks: descry's sentence has {row['tokens']} tokens in this model, not 7")
        return times

    def features(self):
        return {"picture": json.loads(self.run("embed", "--image", self.setup.photographs[0]))["embedding"],
                "text": json.loads(self.run("embed", "--text", inputs.SENTENCE))["embedding"]}

    def close(self):
        pass


def available(setup, say):
    """descry in each precision that it has here, by asking it."""
    found, missing = [], {}
    for precision in PRECISIONS:
        if precision == "bfloat16" and not setup.processor.has("bfloat16"):
            missing[precision] = EMULATED
            continue
        contender = Descry(precision, setup)
        try:
            contender.features()
            found.append(contender)
        except RuntimeError as error:
            missing[precision] = str(error)
            say(f"descry {precision} is left out: {error}")
    return found, missing


def environment(setup):
    """Of what is measured."""
    return {**os.environ, **setup.processor.environment}


def cosine(a, b):
    a, b = numpy.asarray(a), numpy.asarray(b)
    return float(a @ b / numpy.linalg.norm(a) / numpy.linalg.norm(b))


def measure(setup, say):
    """The least disturbed figure of each contender and case, in ms; what else was found; rows with marks."""
    say("preparing the model for all libraries")
    inputs.prepare(setup)
    contenders, missing = available(setup, say)
    try:
        for library, precision in LIBRARIES:
            if precision == "bfloat16" and not setup.processor.has("bfloat16"):
                continue
            say(f"loading {library} {precision}")
            contenders.append(Contender(library, precision, setup))
        check(contenders)
        turns = {contender.name: [] for contender in contenders}
        for turn in range(setup.rounds):
            # Another order each time, so that another one follows a heavy neighbour.
            for contender in contenders[turn % len(contenders):] + contenders[:turn % len(contenders)]:
                say(f"round {turn + 1} of {setup.rounds}: {contender.name}")
                time.sleep(0.2)
                turns[contender.name].append(setup.watch.measure(lambda: contender.times(setup.repeats)))
    finally:
        for contender in contenders:
            contender.close()
    figures = {name: {case: best(found, lambda times: times[case]) for case in CASES} for name, found in turns.items()}
    shares = {contender.name: middle(turns[contender.name], lambda times: times["share"]) for contender in contenders
              if isinstance(contender, Descry)}
    details = {
        "batch_ms": {name: {f"{kind} {batch}": figure.value for (kind, batch), figure in cases.items()}
                     for name, cases in figures.items()},
        "rounds": {name: [{"busy": turn.busy, **{" ".join(map(str, key)) if key != "share" else key: value
                                                 for key, value in turn.value.items()}} for turn in found]
                   for name, found in turns.items()},
        "share_of_product": {name: share.value for name, share in shares.items()}, "unavailable": missing}
    return figures, details, rows(figures, shares, missing, setup.processor)


def check(contenders):
    """Speed means nothing if the answers are others."""
    expected = next(each for each in contenders if each.name == "transformers float32").features()
    for contender in contenders:
        features = contender.features()
        for kind, vector in features.items():
            similarity = cosine(vector, expected[kind])
            if similarity < LEAST_COSINE[contender.name.split()[-1]]:
                raise SystemExit(f"benchmarks: {contender.name} answers something else than transformers for a {kind}: "
                                 f"their cosine is {similarity:.4f}")


def times_table(figures):
    cells = [[name, *((cases[kind, batch] / batch).text(2) for kind, batch in CASES),
              f"{100 * max(figure.busy for figure in cases.values()):.1f} %"] for name, cases in figures.items()]
    header = ["ms each", *(f"picture, batch {batch}" for batch in BATCHES), "sentence", "others"]
    return table(header, cells, right={1, 2, 3, 4, 5})


def rows(figures, shares, missing, processor):
    alone, eight, thirty, sentence = ("picture", 1), ("picture", 8), ("picture", 30), ("text", 1)
    newer, rivals = processor.has("AVX-512"), ["onnxruntime float32", "openvino float32"]

    def row(name, mark, others, own, case, note=""):
        """How many times as fast as the fastest of others."""
        absent = [each for each in [own, *others] if each not in figures]
        measured = None
        if not absent:
            fastest = min((figures[each][case] for each in others), key=lambda figure: figure.value)
            measured = fastest / figures[own][case]
        return Row("encoder", name, measured, mark=mark,
                   note=missing.get(absent[0].split()[-1], "") if absent else note)

    found = [
        *(row(f"{what}, float32, to the faster of onnxruntime and OpenVINO", mark, rivals, "descry float32", case,
              note=processor.remark)
          for what, case, mark in [("a picture alone", alone, 1.0), ("pictures by 8", eight, 1.0),
                                   ("pictures by 30", thirty, 1.0), ("a sentence", sentence, None if newer else 1.0)]),
        row("pictures by 30, float32, to transformers", 2.0 if newer else None, ["transformers float32"],
            "descry float32", thirty),
        row("a sentence, float32, to transformers", 3.5 if newer else None, ["transformers float32"], "descry float32",
            sentence),
        row("a sentence, float16 weights, to own float32", None if newer else 1.6, ["descry float32"], "descry float16",
            sentence),
        row("pictures by 30, int8, to own float32", None if newer else 1.7, ["descry float32"], "descry int8", thirty),
    ]
    if processor.has("bfloat16"):
        own = "descry bfloat16"
        found += [
            row("pictures by 30, bfloat16, to transformers float32", 4.0, ["transformers float32"], own, thirty),
            row("a sentence, bfloat16, to transformers float32", 3.5, ["transformers float32"], own, sentence),
            row("a picture alone, bfloat16, to OpenVINO bfloat16", 1.0, ["openvino bfloat16"], own, alone),
            row("pictures by 30, bfloat16, to OpenVINO bfloat16", 1.0, ["openvino bfloat16"], own, thirty),
            row("pictures by 30, bfloat16, to transformers bfloat16", None, ["transformers bfloat16"], own, thirty),
            Row("encoder", "pictures by 30, bfloat16, of the matrix product", shares.get(own), mark=0.8,
                note=missing.get("bfloat16", "")),
        ]
        if processor.has("VNNI"):
            found.append(row("pictures by 30, int8, to own bfloat16", 1.4, [own], "descry int8", thirty))
    return found
