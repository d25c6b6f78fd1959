"""Descry on an NVIDIA GPU beside transformers there, as it comes and compiled; copies to the GPU and back included."""

import json
import os
import pathlib
import subprocess
import time

import numpy

import inputs
from encoder import Contender, Descry, LEAST_COSINE, cosine
from report import Row, table

BATCHES = [1, 30, 512]
CASES = [("picture", batch) for batch in BATCHES] + [("text", 1)]
LIBRARIES = ["transformers-cuda", "transformers-compiled"]
EAGER, COMPILED = [f"{library} bfloat16" for library in LIBRARIES]
# What descry's auto takes on a GPU; what the marks refer to.
OWN = "descry bfloat16"
# The article's loop: one sentence and a pool of pictures through the model.
SEARCHES = 1000


class DescryOnGPU(Descry):
    device = "cuda"
    # Graphs are recorded and clocks are raised first.
    repeats = 50

    def times(self, repeats):
        report = json.loads(self.run(
            "benchmark", "encoder", "--json", "--repeats", self.repeats if repeats > 1 else 1, "--batch", *BATCHES,
            "--image", *self.setup.photographs))
        return {(row["input"], row["batch"]): row["latency"]["p50_ms"] for row in report["precisions"][0]["rows"]}

    def loop(self, searches):
        """Seconds for so many searches."""
        report = json.loads(self.run(
            "benchmark", "encoder", "--json", "--input", "search", "--batch", inputs.POOL_SIZE, "--repeats", searches,
            "--limit", 120, "--image", *self.setup.photographs))
        row = report["precisions"][0]["rows"][0]
        return row["latency"]["mean_ms"] / 1000 * searches

    def embeddings(self):
        """Of all photographs, and of the sentence."""
        lines = self.run("embed", "--text", inputs.SENTENCE, "--image", *self.setup.photographs).splitlines()
        found = [json.loads(line) for line in lines]
        return {"picture": [each["embedding"] for each in found if "image" in each],
                "text": [each["embedding"] for each in found if "image" not in each]}


def library_path(setup):
    """Where the libraries are, for a program that was built elsewhere: those of Python's torch."""
    if subprocess.run([setup.descry, "--version"], capture_output=True).returncode == 0:
        return
    import torch

    site = pathlib.Path(torch.__file__).parents[1]
    folders = [setup.descry.parent / "lib", site / "torch" / "lib", *sorted(site.glob("nvidia/*/lib"))]
    os.environ["LD_LIBRARY_PATH"] = ":".join(map(str, [*folders, os.environ.get("LD_LIBRARY_PATH", "")]))
    done = subprocess.run([setup.descry, "--version"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"benchmarks: descry does not start, also with Python's torch: {done.stderr.strip()}")


def device_name():
    import torch

    if not torch.cuda.is_available():
        raise SystemExit("benchmarks: Python's torch finds no CUDA device")
    return f"{torch.cuda.get_device_name()}, libtorch {torch.__version__}"


def measure(setup, say):
    """(what to print first, details, rows)."""
    library_path(setup)
    device = device_name()
    say(f"on {device}: preparing pictures")
    numpy.save(setup.bytes, inputs.pixel_bytes(setup.model, setup.photographs))
    numpy.save(setup.ids, inputs.tokens(setup.model))
    own = [DescryOnGPU(precision, setup) for precision in ["float32", "bfloat16"]]
    contenders = list(own)
    try:
        for library in LIBRARIES:
            say(f"loading {library}")
            contenders.append(Contender(library, "bfloat16", setup, pixels=setup.bytes, cases=CASES))
        say("comparing answers")
        differences = check(own, contenders[len(own)])
        rounds = {contender.name: [] for contender in contenders}
        for turn in range(min(2, setup.rounds)):
            for contender in contenders:
                say(f"round {turn + 1}: {contender.name}")
                time.sleep(0.2)
                rounds[contender.name].append(contender.times(50 if setup.rounds > 1 else 1))
        say(f"{SEARCHES} searches")
        searches = SEARCHES if setup.rounds > 1 else 20
        loop = own[-1].loop(searches) * SEARCHES / searches
    finally:
        for contender in contenders:
            contender.close()
    best = {name: {case: min(turn[case] for turn in turns) for case in CASES} for name, turns in rounds.items()}
    details = {"device": device, "loop_s": loop, "agreement": differences,
               "rounds_ms": {name: [{f"{kind} {batch}": value for (kind, batch), value in turn.items()}
                                    for turn in turns] for name, turns in rounds.items()}}
    return f"{device}\n\n{times_table(best)}\n\n{agreement_table(differences)}\n", details, rows(best, loop)


def check(own, reference):
    """Speed means nothing if the answers are others: of each precision the least cosine and the largest difference."""
    expected = reference.ask(input="all features")
    found = {}
    for contender in own:
        embeddings = contender.embeddings()
        for kind, vectors in embeddings.items():
            others = numpy.array(expected[kind])
            others /= numpy.linalg.norm(others, axis=1, keepdims=True)
            vectors = numpy.array(vectors)
            least = min(cosine(a, b) for a, b in zip(vectors, others, strict=True))
            found[f"{contender.precision} {kind}"] = {
                "cosine": least, "difference": float(abs(vectors - others).max())}
            if not least >= LEAST_COSINE[contender.precision]:
                raise SystemExit(f"benchmarks: {contender.name} answers something else than transformers for a {kind}: "
                                 f"their cosine is {least:.6f}")
    return found


def times_table(best):
    cells = [[name, *(f"{cases[case]:.2f}" for case in CASES)] for name, cases in best.items()]
    header = ["ms", *(f"{batch} picture{'s' if batch > 1 else ''}" for batch in BATCHES), "sentence"]
    return table(header, cells, right={1, 2, 3, 4})


def agreement_table(found):
    cells = [[name, f"{each['cosine']:.7f}", f"{each['difference']:.1e}"] for name, each in found.items()]
    header = ["to transformers float32 on the processor", "least cosine", "largest difference"]
    return table(header, cells, right={1, 2})


def rows(best, loop):
    def ratio(numerator, denominator, case):
        return best[numerator][case] / best[denominator][case]

    thirty, many, sentence = ("picture", 30), ("picture", 512), ("text", 1)
    return [
        Row("cuda", "30 pictures, to transformers", ratio(EAGER, OWN, thirty), mark=1.8),
        Row("cuda", "512 pictures, to transformers", ratio(EAGER, OWN, many), mark=1.0),
        Row("cuda", "a sentence", best[OWN][sentence], "ms", 0.8, at_most=True),
        *(Row("cuda", f"{name}, time of the compiled transformers'", ratio(OWN, COMPILED, case), mark=1.3, at_most=True)
          for name, case in [("a picture", ("picture", 1)), ("30 pictures", thirty), ("512 pictures", many),
                             ("a sentence", sentence)]),
        Row("cuda", f"{SEARCHES} times a sentence and {inputs.POOL_SIZE} pictures", loop, "s", 3.5, at_most=True,
            note="through the model, one after the other"),
    ]
