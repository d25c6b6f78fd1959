"""The process is told to stop."""

import concurrent.futures
import signal
import tempfile
import time

from rows import row
from system import TAGS, System, eventually, photos, search
from traffic import Traffic

EXIT_WITHIN, SLOW_EXIT_WITHIN = 15, 10


def ended(attempt, system, began, within):
    """Waits for the process's end, which should come with exit code 0 within so many seconds of `began`."""
    eventually(lambda: system.descry.poll() is not None, within + 10, 0.02)
    seconds = time.monotonic() - began
    code = system.descry.poll()
    attempt.check(code == 0, f"exit code {code}" if code is not None else "it does not end")
    attempt.check(seconds < within, f"it ended after {seconds:.1f} s")
    return seconds


@row("sigterm", "SIGTERM under load of known, new and cold searches: /ready 503 at once, nothing cut, exit code 0")
def sigterm(attempt):
    with System(attempt, pixabay=["--latency-ms", "300"]) as system:
        with concurrent.futures.ThreadPoolExecutor(8) as pool, Traffic(system, attempt, 6, may_refuse=True) as traffic:
            traffic.wait(300)
            cold = [pool.submit(system.search, tag, "a new tag") for tag in ("horses", "birds", "moon", "bridge")]
            eventually(lambda: system.calls()[0] >= len(TAGS) + 2)
            began = time.monotonic()
            system.processes.remove(system.descry)
            system.descry.send_signal(signal.SIGTERM)
            ready = system.ask("/ready")
            if system.descry.poll() is None:
                attempt.check(ready.status == 503, f"/ready answers {ready.status} after SIGTERM")
            seconds = ended(attempt, system, began, EXIT_WITHIN)
            for each in cold:
                answer = attempt.count(each.result(), 200, 503, what="a search in hand")
                attempt.check(answer.status == 200 or answer.is_problem(), f"no problem: {answer.text[:200]}")
        attempt.note(f"ended after {seconds:.2f} s; {dict(attempt.statuses)}")


@row("sigterm-slow", "SIGTERM while 6 searches wait for a slow source, two of whose pictures do not come: answered with the rest, exit in 10 s")
def sigterm_slow(attempt):
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        arguments = ["--latency-ms", "1500", *photos(folder + "/photos", dict.fromkeys(TAGS[:3], 30))]
        with System(attempt, {"DESCRY_DEADLINE": "30"}, pixabay=arguments) as system:
            stop_with_stalled_pictures(attempt, system)


def stop_with_stalled_pictures(attempt, system):
    system.fault("picture-hang", hits="3,11")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(system.search, tag, "snow") for tag in TAGS[:3] * 2]
        attempt.check(eventually(lambda: system.calls()[0] == 3), "the source is not asked")
        began = time.monotonic()
        system.processes.remove(system.descry)
        system.descry.send_signal(signal.SIGTERM)
        seconds = ended(attempt, system, began, SLOW_EXIT_WITHIN)
        for each in waiting:
            answer = attempt.count(each.result(), what="a search in hand")
            if answer.status == 200:
                attempt.check(0 < answer.pool["ranked"] <= 28, f"{answer.pool['ranked']} are ranked")
    attempt.note(f"ended after {seconds:.2f} s")


@row("sigterm-twice", "SIGTERM twice, and with nothing in hand: exit code 0 at once")
def sigterm_twice(attempt):
    with System(attempt) as system:
        attempt.count(system.search("lake", "snow"))
        for times in (1, 2):
            began = time.monotonic()
            system.processes.remove(system.descry)
            for _ in range(times):
                system.descry.send_signal(signal.SIGTERM)
            ended(attempt, system, began, 5)
            system.restart_descry()
        attempt.count(system.ask(search("lake", "rain")))
