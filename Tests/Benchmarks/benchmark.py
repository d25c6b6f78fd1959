"""Measures the groups that are named; Tests/Benchmarks/run prepares everything and calls this."""

import argparse
import dataclasses
import pathlib
import signal
import sys
import time

import inputs
import report

GALLERY = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "demo" / "gallery"
GROUPS = ["encoder", "precision", "server", "flask", "cuda"]


@dataclasses.dataclass
class Setup:
    """Where things lie and how much is done."""

    work: pathlib.Path
    descry: pathlib.Path
    model: pathlib.Path
    gallery: pathlib.Path
    tag: str
    photographs: list
    rounds: int
    repeats: int
    seconds: float

    # Another model in the same place is exported again.
    onnx = property(lambda self: self.work / "onnx" / str((self.model / "model.safetensors").stat().st_mtime_ns))
    pixels = property(lambda self: self.work / "pixels.npy")
    bytes = property(lambda self: self.work / "bytes.npy")
    ids = property(lambda self: self.work / "ids.npy")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ["--work", "--descry", "--model"]:
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve(), required=True)
    parser.add_argument("--photos", type=pathlib.Path, default=GALLERY)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("groups", nargs="+", choices=GROUPS)
    options = parser.parse_args()
    if not 1 <= options.rounds <= 20:
        parser.error(f"--rounds is {options.rounds}; it must be from 1 to 20")
    if not options.photos.is_dir():
        parser.error(f"--photos: there is no folder {options.photos}")
    return options


def measure(group, setup, say):
    """(what to print first, details, rows) of a group."""
    if group == "encoder":
        import encoder
        best, details, rows = encoder.measure(setup, say)
        return encoder.times_table(best) + "\n", details, rows
    if group == "precision":
        import precision
        return precision.measure(setup, say)
    if group == "server":
        import server
        return "", *server.measure(setup, say)
    if group == "cuda":
        import cuda_group
        return cuda_group.measure(setup, say)
    import flask_group
    return "", *flask_group.measure(setup, say)


def main():
    # What was started is stopped then, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    tag, photographs = inputs.photographs(options.photos.resolve())
    setup = Setup(
        work=options.work, descry=options.descry, model=options.model, gallery=options.photos.resolve(), tag=tag,
        photographs=photographs, rounds=1 if options.quick else options.rounds, repeats=1 if options.quick else 3,
        seconds=1 if options.quick else 4)
    (setup.work / "log").mkdir(exist_ok=True)
    start = time.monotonic()

    def say(text):
        print(f"benchmarks: {time.monotonic() - start:4.0f} s  {text}", file=sys.stderr, flush=True)

    machine = report.machine()
    # What others do meets the contenders unequally, however they take turns.
    machine["busy_before"] = machine["load_before"] > 0.3 * machine["cores"]
    if machine["busy_before"]:
        say(f"the machine is busy (load {machine['load_before']}): nothing will be measured well")
    details, rows = {"machine": machine, "quick": options.quick, "pictures": tag}, []
    for group in [group for group in GROUPS if group in options.groups]:
        heading, found, marks = measure(group, setup, say)
        details[group] = found
        rows += marks
        if heading:
            print(heading, flush=True)
    print(report.text(rows))
    print(f"\n{machine['processor']}, {machine['cores']} cores; {len(photographs)} pictures of '{tag}'"
          + ("; a quick run, so no figures to rely on" if options.quick else "")
          + ("; the machine was busy when this began, so no figures to rely on" if machine["busy_before"] else ""))
    results = options.json or setup.work / "results.json"
    report.write(results, rows, {**details, "seconds": round(time.monotonic() - start)})
    say(f"written to {results}")


if __name__ == "__main__":
    main()
