"""More searches than the machine can answer."""

import json
import os
import subprocess
import sys

from rows import row
from stack import ROOT
from system import System

SECONDS = 15
LOAD = ROOT / "Tests/Faults/load.py"


def load(system, *options):
    """What Tests/Faults/load.py reports of new sentences, sent by one core."""
    done = subprocess.run([sys.executable, str(LOAD), f"https://localhost:{system.port}", "--kind", "new", "--core", str(os.cpu_count() - 1),
                           *map(str, options)], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"{LOAD}: {done.stderr}")
    return json.loads(done.stdout)


@row("overload", f"{SECONDS} s of 4 times as many new sentences as it can answer, sent whether answers come or not", long=True)
def overload(attempt):
    with System(attempt, nginx={"DESCRY_UNLIMITED": ""}) as system:
        attempt.count(system.search("mountains", "snow"))
        unloaded = load(system, "--closed", "--connections", 1, "--seconds", 5)
        capacity = load(system, "--closed", "--connections", 16, "--seconds", 8)["answered_per_s"]
        under = load(system, "--rate", 4 * capacity, "--seconds", SECONDS)
        attempt.requests += under["sent"]
        attempt.failed += under["failed"]
        attempt.slowest = max(attempt.slowest, under["answered_ms"]["slowest"] / 1000)
        attempt.check(under["failed"] == 0, f"{under['failed']} connections failed")
        others = set(under["statuses"]) - {"200", "429", "503"}
        attempt.check(not others, f"answers with {sorted(others)}: {under['statuses']}")
        attempt.check(under["without_retry_after"] == 0, f"{under['without_retry_after']} refusals without Retry-After")
        ratio = under["answered_ms"]["p99"] / unloaded["answered_ms"]["p99"]
        attempt.check(ratio <= 2, f"the p99 of the answered is {ratio:.1f} times the unloaded one")
        attempt.note(f"capacity {capacity:.0f}/s; {under['per_s']:.0f}/s sent, {under['answered_per_s']:.0f}/s answered, {under['statuses']}")
        attempt.note(f"p99 {unloaded['answered_ms']['p99']} ms unloaded, {under['answered_ms']['p99']} ms of the answered; "
                     f"/ready {under['health_ms']['p99']} ms; the load was {under['load_late_ms']['p99']} ms late")
        attempt.count(system.search("mountains", "rain"), what="a search afterwards")
