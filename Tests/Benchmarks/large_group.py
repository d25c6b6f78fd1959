"""Models of ViT-L/14's and L/14-336's size: time for a picture, share of the product's peak, memory after loading."""

import dataclasses
import json

import inputs
from busy import best, middle
from encoder import EMULATED, LEAST_COSINE, PRECISIONS, Contender, Descry, cosine
from precision import launch
from report import Row, table

BATCH = 8
# By the folder that Tests/Benchmarks/run makes.
MODELS = {"vit-l-14": "ViT-L/14", "vit-l-14-336": "ViT-L/14-336"}
# float16 is for sentences alone.
PICTURE_PRECISIONS = [precision for precision in PRECISIONS if precision != "float16"]
# A batch takes up to half a minute.
REPEATS, SECONDS = 5, 20


class DescryAlone(Descry):
    def times(self, repeats):
        """The median of one of eight pictures, in ms, and the share of the product's rate."""
        report = json.loads(self.run(
            "benchmark", "encoder", "--json", "--repeats", repeats, "--limit", SECONDS, "--batch", BATCH, "--input",
            "picture", "--image", *self.setup.photographs[:BATCH]))
        row = report["precisions"][0]["rows"][0]
        return {"picture": row["latency"]["p50_ms"] / BATCH, "share": row["share_of_product"], "gflops": row["gflops"]}


def measure(setup, say):
    """(what to print first, details, rows)."""
    details, rows = {}, []
    for folder, name in MODELS.items():
        model = dataclasses.replace(setup, model=setup.work / folder)
        details[name], found = measure_model(model, name, say)
        rows += found
    return describe(details) + "\n", details, rows


def measure_model(setup, name, say):
    say(f"{name}: what transformers answers")
    inputs.prepare(setup, onnx=False)
    reference = Contender("transformers", "float32", setup)
    expected = reference.features()
    reference.close()
    details, rows = {}, []
    for precision in PICTURE_PRECISIONS:
        if precision == "bfloat16" and not setup.processor.has("bfloat16"):
            say(f"{name}, {precision} is left out: {EMULATED}")
            continue
        contender = DescryAlone(precision, setup)
        say(f"{name}, {precision}")
        try:
            features = contender.features()
        except RuntimeError as error:
            say(f"{name}, {precision} is left out: {error}")
            continue
        for kind, vector in features.items():
            if not cosine(vector, expected[kind]) >= LEAST_COSINE[precision]:
                raise SystemExit(f"benchmarks: {name} in {precision} answers something else than transformers for a "
                                 f"{kind}: their cosine is {cosine(vector, expected[kind]):.4f}")
        turns = [setup.watch.measure(lambda: contender.times(REPEATS if setup.repeats > 1 else 1))
                 for _ in range(min(2, setup.rounds))]
        picture, share = best(turns, lambda times: times["picture"]), middle(turns, lambda times: times["share"])
        memory = launch(setup, precision)
        details[precision] = {
            "picture_ms": picture.value, "busy": picture.busy, "share_of_product": share.value,
            "resident_mb": memory["resident_mb"], "ready_ms": memory["ready_ms"],
            "rounds": [{"busy": turn.busy, **turn.value} for turn in turns]}
        rows.append(Row("large", f"{name}, {precision}, of the matrix product", share, mark=0.85,
                        note=f"{picture.text(0)} ms for each of {BATCH}; {memory['resident_mb']:,.0f} MB after "
                        "loading"))
    return details, rows


def describe(details):
    cells = [[name, precision, f"{each['picture_ms']:.0f}", f"{100 * each['share_of_product']:.0f} %",
              f"{each['resident_mb']:,.0f}", f"{100 * each['busy']:.1f} %"]
             for name, found in details.items() for precision, each in found.items()]
    header = ["model", "precision", f"ms each of {BATCH}", "of the product", "resident MB", "others"]
    return table(header, cells, right={2, 3, 4, 5})
