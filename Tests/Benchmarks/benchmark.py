"""Measures the groups that are named; Tests/Benchmarks/run prepares everything and calls this."""

import argparse
import dataclasses
import pathlib
import signal
import sys
import time

import busy
import inputs
import processor
import readme
import report

GALLERY = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "demo" / "gallery"
GROUPS = ["encoder", "precision", "server", "flask", "large", "cuda"]


@dataclasses.dataclass
class Setup:
    """Where things lie, what computes, and how much is done."""

    work: pathlib.Path
    descry: pathlib.Path
    model: pathlib.Path
    gallery: pathlib.Path
    tag: str
    photographs: list
    rounds: int
    repeats: int
    seconds: float
    processor: processor.Processor
    watch: busy.Watch

    # Another model in the same place is exported again.
    onnx = property(lambda self: self.work / "onnx" / str((self.model / "model.safetensors").stat().st_mtime_ns))
    pixels = property(lambda self: self.work / "pixels.npy")
    bytes = property(lambda self: self.work / "bytes.npy")
    ids = property(lambda self: self.work / "ids.npy")
    log = property(lambda self: self.work / "log")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["--work", "--descry", "--model"]:
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve(), required=True)
    parser.add_argument("--photos", type=pathlib.Path, default=GALLERY)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--isa", choices=["best", "avx2", "both"], default="best")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("groups", nargs="+", choices=GROUPS)
    options = parser.parse_args()
    if not 1 <= options.rounds <= 20:
        parser.error(f"--rounds is {options.rounds}; it must be from 1 to 20")
    if not options.photos.is_dir():
        parser.error(f"--photos: there is no folder {options.photos}")
    return options


def measure(group, setup, say):
    """(what to print first, details, rows, what README's tables need) of a group."""
    if group == "encoder":
        import encoder
        figures, details, rows = encoder.measure(setup, say)
        return encoder.times_table(figures) + "\n", details, rows, figures
    if group == "precision":
        import precision
        return *precision.measure(setup, say), None
    if group == "server":
        import server
        return "", *server.measure(setup, say), None
    if group == "large":
        import large_group
        return *large_group.measure(setup, say), None
    if group == "cuda":
        import cuda_group
        return *cuda_group.measure(setup, say), None
    import flask_group
    return "", *flask_group.measure(setup, say), None


def processors(isa, work, say):
    """What is measured in turn: the processor as it is, as if it had AVX2 only, or both."""
    this = processor.this()
    if isa == "best":
        return [this]
    held = processor.held_to_avx2(this, work, say)
    return [this, held] if isa == "both" and held is not this else [held]


def main():
    # What was started is stopped then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    tag, photographs = inputs.photographs(options.photos.resolve())
    (options.work / "log").mkdir(exist_ok=True)
    start = time.monotonic()

    def say(text):
        print(f"benchmarks: {time.monotonic() - start:4.0f} s  {text}", file=sys.stderr, flush=True)

    runs = []
    results = {"machine": report.machine(processor.this()), "quick": options.quick, "pictures": tag, "runs": []}
    for chosen in processors(options.isa, options.work, say):
        # A quick run is not for figures.
        watch = busy.Watch(say, repetitions=0 if options.quick else busy.REPETITIONS)
        setup = Setup(
            work=options.work, descry=options.descry, model=options.model, gallery=options.photos.resolve(), tag=tag,
            photographs=photographs, rounds=1 if options.quick else options.rounds, repeats=1 if options.quick else 3,
            seconds=1 if options.quick else 4, processor=chosen, watch=watch)
        say(chosen.label)
        run = readme.Run(chosen)
        details = {"classes": chosen.classes, "held": chosen.is_held, "variables": chosen.environment,
                   "not_held": chosen.not_held}
        for group in [group for group in GROUPS if group in options.groups]:
            heading, details[group], rows, figures = measure(group, setup, say)
            run.rows += rows
            run.figures = figures or run.figures
            if heading:
                print(heading, flush=True)
        print(report.text(run.rows))
        machine = results["machine"]
        print(f"\n{chosen.label}; {machine['cores']} cores; {len(photographs)} pictures of '{tag}'"
              + (f"; {chosen.remark}" if chosen.remark else "")
              + ("; a quick run, so no figures to rely on" if options.quick else "") + "\n", flush=True)
        runs.append(run)
        results["runs"].append({**details, "rows": report.as_json(run.rows)})
    print(readme.tables(runs))
    path = options.json or options.work / "results.json"
    report.write(path, {**results, "seconds": round(time.monotonic() - start)})
    say(f"written to {path}")


if __name__ == "__main__":
    main()
