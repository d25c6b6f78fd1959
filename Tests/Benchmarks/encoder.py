"""The encoder beside other libraries: the same weights and pictures, in turns."""

import json
import pathlib
import subprocess
import sys
import time

import numpy

import inputs
from report import Row, table

BATCHES = [1, 8, 30]
CASES = [("picture", batch) for batch in BATCHES] + [("text", 1)]
LIBRARIES = [("transformers", "float32"), ("transformers", "bfloat16"), ("onnxruntime", "float32"),
             ("openvino", "float32"), ("openvino", "bfloat16")]
PRECISIONS = ["float32", "bfloat16", "int8"]
# To transformers' float32 features: lets rounding pass, and tells another model or picture.
LEAST_COSINE = {"float32": 0.9999, "bfloat16": 0.999, "int8": 0.9}


class Contender:
    """One of LIBRARIES in a process of its own."""

    def __init__(self, library, precision, setup, pixels=None, cases=CASES):
        self.name = f"{library} {precision}"
        self.cases = cases
        self.log = open(setup.work / "log" / f"{library}-{precision}.log", "w")
        self.process = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("contender.py"), library, precision,
             "--model", setup.model, "--onnx", setup.onnx, "--pixels", pixels or setup.pixels, "--ids", setup.ids],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
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
        self.shares = []

    def run(self, *arguments):
        done = subprocess.run([self.setup.descry, *map(str, arguments), "--model", self.setup.model, "--precision",
                               self.precision, "--device", self.device], capture_output=True, text=True)
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            raise RuntimeError(lines[0].removeprefix("Error: "))
        return done.stdout

    def times(self, repeats):
        report = json.loads(self.run(
            "benchmark", "encoder", "--json", "--repeats", repeats, "--batch", *BATCHES, "--image",
            *self.setup.photographs))
        times = {}
        for row in report["precisions"][0]["rows"]:
            times[row["input"], row["batch"]] = row["latency"]["p50_ms"]
            if (row["input"], row["batch"]) == ("picture", max(BATCHES)):
                self.shares.append(row["share_of_product"])
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
        contender = Descry(precision, setup)
        try:
            contender.features()
            found.append(contender)
        except RuntimeError as error:
            missing[precision] = str(error)
            say(f"descry {precision} is left out: {error}")
    return found, missing


def cosine(a, b):
    a, b = numpy.asarray(a), numpy.asarray(b)
    return float(a @ b / numpy.linalg.norm(a) / numpy.linalg.norm(b))


def measure(setup, say):
    """The smallest of the rounds' medians of each contender and case, in ms; what else was found; rows with marks."""
    say("preparing the model for all libraries")
    inputs.prepare(setup)
    contenders, missing = available(setup, say)
    try:
        for library, precision in LIBRARIES:
            say(f"loading {library} {precision}")
            contenders.append(Contender(library, precision, setup))
        check(contenders)
        times = {contender.name: [] for contender in contenders}
        for turn in range(setup.rounds):
            # Another order each time, so that another one follows a heavy neighbour.
            for contender in contenders[turn % len(contenders):] + contenders[:turn % len(contenders)]:
                say(f"round {turn + 1} of {setup.rounds}: {contender.name}")
                time.sleep(0.2)
                times[contender.name].append(contender.times(setup.repeats))
    finally:
        for contender in contenders:
            contender.close()
    best = {name: {case: min(turn[case] for turn in turns) for case in CASES} for name, turns in times.items()}
    # A quotient of two times can be disturbed either way.
    shares = {contender.name: float(numpy.median(contender.shares)) for contender in contenders
              if isinstance(contender, Descry)}
    details = {
        "batch_ms": {name: {f"{kind} {batch}": value for (kind, batch), value in cases.items()}
                     for name, cases in best.items()},
        "rounds_ms": {name: [{f"{kind} {batch}": value for (kind, batch), value in turn.items()} for turn in turns]
                      for name, turns in times.items()},
        "share_of_product": shares, "unavailable": missing}
    return best, details, rows(best, shares, missing)


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


def times_table(best):
    cells = [[name, *(f"{cases[kind, batch] / batch:.2f}" for kind, batch in CASES)] for name, cases in best.items()]
    header = ["ms each", *(f"picture, batch {batch}" for batch in BATCHES), "sentence"]
    return table(header, cells, right={1, 2, 3, 4})


def rows(best, shares, missing):
    def ratio(other, own, case):
        return best[other][case] / best[own][case] if own in best else None

    def row(name, mark, other, precision, case):
        return Row("encoder", name, ratio(other, f"descry {precision}", case), mark=mark, note=why(precision))

    def why(precision):
        return missing.get(precision, "")

    thirty, alone, sentence = ("picture", 30), ("picture", 1), ("text", 1)
    return [
        row("pictures by 30, float32, to transformers", 2.0, "transformers float32", "float32", thirty),
        row("pictures by 30, float32, to OpenVINO", 1.0, "openvino float32", "float32", thirty),
        row("pictures by 30, bfloat16, to transformers float32", 4.0, "transformers float32", "bfloat16", thirty),
        row("pictures by 30, bfloat16, to OpenVINO bfloat16", 1.0, "openvino bfloat16", "bfloat16", thirty),
        Row("encoder", "pictures by 30, bfloat16, of the matrix product", shares.get("descry bfloat16"), mark=0.8,
            note=why("bfloat16")),
        Row("encoder", "pictures by 30, int8, to own bfloat16",
            ratio("descry bfloat16", "descry int8", thirty) if "descry bfloat16" in best else None, mark=1.4,
            note=why("int8")),
        row("a sentence, float32, to transformers", 3.5, "transformers float32", "float32", sentence),
        row("a sentence, bfloat16, to transformers float32", 3.5, "transformers float32", "bfloat16", sentence),
        row("a picture alone, float32, to OpenVINO", 1.0, "openvino float32", "float32", alone),
        row("a picture alone, bfloat16, to OpenVINO bfloat16", 1.0, "openvino bfloat16", "bfloat16", alone),
        row("pictures by 30, float32, to onnxruntime", None, "onnxruntime float32", "float32", thirty),
        row("pictures by 30, bfloat16, to transformers bfloat16", None, "transformers bfloat16", "bfloat16", thirty),
    ]
