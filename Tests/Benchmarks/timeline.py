#!/usr/bin/env python3
"""Cold searches with their timeline: what runs when, from the request to the answer.

    Tests/Benchmarks/timeline.py --model DIR PROGRAM [PROGRAM…]

starts each descry PROGRAM in turns, with an empty Redis, behind nginx, before a source that takes 100 ms for each answer;
asks for 30 pictures of a new keyword; and prints how long the answers took, beside the encoder's own time for as many
pictures. The median round of the last program is drawn as SVG (--svg FILE) from its trace (DESCRY_TRACE_FILE), which
Chrome (about:tracing) and Perfetto show in full (--trace FILE).
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import redis

import inputs
from servers import Servers, search_path
from timeline_svg import draw

GALLERY = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "demo" / "gallery"


class ProcessorTimes(threading.Thread):
    """Samples the processor time of processes every few milliseconds, which takes some microseconds each time."""

    def __init__(self, processes):
        super().__init__(daemon=True)
        # clock_getcpuclockid(3) for another process, as glibc makes it.
        self.clocks = {process.name: (~process.pid << 3) | 2 for process in processes}
        self.samples = []
        self.is_over = threading.Event()
        self.start()

    def run(self):
        while not self.is_over.wait(0.004):
            times = {name: time.clock_gettime(clock) for name, clock in self.clocks.items()}
            self.samples.append((1000 * time.monotonic(), times))

    def end(self):
        self.is_over.set()
        self.join()
        return self.samples


def encoding_ms(program, options, repeats):
    """The precision, and the encoder's own time for the pictures of a pool."""
    done = subprocess.run(
        [program, "benchmark", "encoder", "--model", options.model, "--precision", options.precision, "--device", "cpu",
         "--input", "picture", "--batch", str(inputs.POOL_SIZE), "--repeats", str(repeats), "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"timeline: descry benchmark encoder: {done.stderr.strip()}")
    report = json.loads(done.stdout)["precisions"][0]
    return report["type"], report["rows"][0]["latency"]["p50_ms"]


def spans(trace):
    """The spans of a trace: name, thread, start and end in ms."""
    # The array has no end, since it may be appended to.
    events = json.loads(trace.read_text().rstrip().rstrip(",") + "]")
    threads = {event["tid"]: event["args"]["name"] for event in events if event["ph"] == "M"}
    begun, found = {}, []
    for event in events:
        if event["ph"] == "X":
            found.append((event["name"], threads[event["tid"]], event["ts"] / 1000, (event["ts"] + event["dur"]) / 1000))
        elif event["ph"] == "b":
            begun[event["id"]] = event["ts"] / 1000
        elif event["ph"] == "e":
            found.append((event["name"], threads[event["tid"]], begun.pop(event["id"]), event["ts"] / 1000))
    return found


def cold_search(servers, program, options, tag, redis_socket, port, nginx):
    """One search by a process that has just started; its time, its spans and the processes' times."""
    trace = servers.folder / "trace.json"
    trace.unlink(missing_ok=True)
    redis.Redis(unix_socket_path=str(redis_socket)).flushall()
    process, shared = servers.descry(program, options.model, redis_socket, port, DESCRY_PRECISION=options.precision,
                                     DESCRY_TRACE_FILE=str(trace))
    nginx = nginx or servers.nginx("nginx", shared)
    servers.until_ready(process, nginx)
    time.sleep(0.3)
    processors = ProcessorTimes(servers.running)
    start = 1000 * time.monotonic()
    status, body, seconds = servers.get(nginx + search_path(tag, inputs.SENTENCE))
    # What is written to the cache after the answer belongs to the timeline.
    time.sleep(0.1)
    samples = processors.end()
    servers.stop(process)
    pool = json.loads(body).get("pool", {})
    if status != 200 or pool["ranked"] != inputs.POOL_SIZE or pool["cached"]:
        raise SystemExit(f"timeline: the search was answered with {status}, pool {pool}")
    found = [span for span in spans(trace) if span[3] > start] if trace.exists() else []
    return {"ms": 1000 * seconds, "start": start, "spans": found, "samples": samples, "nginx": nginx,
            "trace": trace.read_text() if trace.exists() else ""}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("programs", nargs="+", metavar="PROGRAM", help="a descry")
    options.add_argument("--model", required=True, metavar="DIR", help="a model's directory")
    options.add_argument("--photos", type=pathlib.Path, default=GALLERY, metavar="DIR", help="JPEGs with a gallery.json")
    options.add_argument("--latency-ms", type=int, default=100, metavar="N", help="the source's time for each answer")
    options.add_argument("--precision", default="auto", metavar="TYPE", help="as DESCRY_PRECISION")
    options.add_argument("--rounds", type=int, default=5, metavar="N")
    options.add_argument("--svg", type=pathlib.Path, metavar="FILE", help="the timeline of the median round")
    options.add_argument("--trace", type=pathlib.Path, metavar="FILE", help="the trace of the same round")
    options = options.parse_args()
    tag, _ = inputs.photographs(options.photos)
    rounds = {program: [] for program in options.programs}
    encoding = []
    with tempfile.TemporaryDirectory(prefix="descry-timeline-") as log, Servers(pathlib.Path(log)) as servers:
        socket, nginx = servers.redis(), None
        port = servers.stand_in("source", options.photos, latency=options.latency_ms)
        for _ in range(options.rounds):
            precision, own = encoding_ms(options.programs[-1], options, 5)
            encoding.append(own)
            for program in options.programs:
                found = cold_search(servers, program, options, tag, socket, port, nginx)
                nginx = found["nginx"]
                rounds[program].append(found)
    print(f"{inputs.POOL_SIZE} pictures, {precision}, ms; the encoder's own time {statistics.median(encoding):.0f} "
          f"({', '.join(f'{each:.0f}' for each in encoding)})")
    for program, found in rounds.items():
        times = [each["ms"] for each in found]
        print(f"{program}: median {statistics.median(times):.0f} ({', '.join(f'{each:.0f}' for each in times)})")
    chosen = sorted(rounds[options.programs[-1]], key=lambda each: each["ms"])[options.rounds // 2]
    if options.trace:
        options.trace.write_text(chosen["trace"])
    if options.svg:
        options.svg.write_text(draw(chosen))


if __name__ == "__main__":
    main()
