"""More searches than the machine can answer."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile

from rows import row
from stack import ROOT
from system import System

SECONDS = 15
LOAD = ROOT / "Tests/Faults/load.py"
SLOW_MODEL = ROOT / "Tests/Fixtures/clip/slow_model.py"
# As many connections as fill two batches of the encoder: with more of them it answers no more in a second.
CONNECTIONS = 64


def load(system, *options):
    """What Tests/Faults/load.py reports of new sentences, sent by one core."""
    done = subprocess.run([sys.executable, str(LOAD), f"https://localhost:{system.port}", "--kind", "new", "--core", str(os.cpu_count() - 1),
                           "--words", "60", *map(str, options)], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"{LOAD}: {done.stderr}")
    return json.loads(done.stdout)


@contextlib.contextmanager
def parts_on_other_cores():
    """Starts parts on the cores that the load does not use, so that it comes as from another machine."""
    cores = os.sched_getaffinity(0)
    if os.cpu_count() > 1:
        os.sched_setaffinity(0, set(range(os.cpu_count() - 1)))
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


@row("overload", f"{SECONDS} s of 4 times as many new sentences as it can answer, sent whether answers come or not, beside the load "
                 "that it can just carry", long=True)
def overload(attempt):
    """With a model that takes as long for a sentence as a full-size one, so that one core can send 4 times the load."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(SLOW_MODEL), f"{folder}/model", "--sentences"], check=True)
        with parts_on_other_cores(), System(attempt, {"DESCRY_MODEL": f"{folder}/model"}) as system:
            attempt.count(system.search("mountains", "snow"))
            idle = load(system, "--closed", "--connections", 1, "--seconds", 5)
            full = load(system, "--closed", "--connections", CONNECTIONS, "--seconds", 8)
            attempt.check(set(full["statuses"]) == {"200"}, f"{CONNECTIONS} connections that wait for their answers get {full['statuses']}")
            under = load(system, "--rate", 4 * full["answered_per_s"], "--seconds", SECONDS)
            attempt.requests += full["sent"] + under["sent"]
            attempt.failed += full["failed"] + under["failed"]
            attempt.slowest = max(attempt.slowest, under["answered_ms"]["slowest"] / 1000)
            attempt.check(under["failed"] == 0, f"{under['failed']} connections failed")
            others = set(under["statuses"]) - {"200", "429", "503"}
            attempt.check(not others, f"answers with {sorted(others)}: {under['statuses']}")
            attempt.check(under["without_retry_after"] == 0, f"{under['without_retry_after']} refusals without Retry-After")
            ratio = under["answered_ms"]["p99"] / full["answered_ms"]["p99"]
            attempt.check(ratio <= 2, f"the p99 of the answered is {ratio:.1f} times that of the load that it can carry")
            for name, report in (("one connection", idle), (f"{CONNECTIONS} connections", full), ("4 times that", under)):
                attempt.note(f"{name}: {report['per_s']:.0f}/s sent, {report['answered_per_s']:.0f}/s answered, p50 "
                             f"{report['answered_ms']['p50']} ms, p99 {report['answered_ms']['p99']} ms; /ready p99 "
                             f"{report['health_ms']['p99']} ms")
            attempt.note(f"{under['statuses']}; the load was {under['load_late_ms']['p99']} ms late")
            attempt.count(system.search("mountains", "rain"), what="a search afterwards")
