"""The picture source fails, changes, stalls, or is asked for too much."""

import concurrent.futures
import pathlib
import tempfile
import threading
import time

from rows import Skipped, row
from system import System, eventually, photos, search

FAILURES = ["500", "html", "cutjson", "reset", "hang", "slow", "endless", "redirect-to-loopback", "403html", "badkey",
            "429html", "429"]
DEADLINE = 2


@row("source-fails", f"{len(FAILURES)} kinds of failing answers, with a deadline of {DEADLINE} s; then a good one")
def source_fails(attempt):
    with System(attempt, {"DESCRY_DEADLINE": str(DEADLINE)}, pixabay=[]) as system:
        for mode in FAILURES:
            system.fault(mode)
            answer = attempt.count(system.search("lake", "a boat"), 502, 503, 504, what=mode)
            attempt.check(answer.is_problem(), f"{mode}: no problem in JSON with Retry-After: {answer.text[:300]}")
            attempt.check(answer.seconds < DEADLINE + 1, f"{mode}: answered after {answer.seconds:.1f} s")
            # What one failure taught the process must not hide what the next one does.
            system.restart(kill=True)
        system.fault("none")
        answer = attempt.count(system.search("lake", "a boat"), what="after the failures")
        attempt.check(answer.pool["size"] > 0, "the failure was kept: no pictures")
        attempt.check(system.stand_in.tell("/__stats")["trapped"] == 0, "a redirect to a local port was followed")


@row("source-heals", "the source fails for some searches in a row, then is well again")
def source_heals(attempt):
    with System(attempt, {"DESCRY_DEADLINE": str(DEADLINE)}, pixabay=[]) as system:
        system.fault("500")
        for number in range(12):
            answer = system.search("lake", f"boat {number}")
            attempt.count(answer, 502, 503, 504)
            attempt.check(answer.is_problem(), f"no problem in JSON with Retry-After: {answer.text[:300]}")
        calls, _ = system.calls()
        system.fault("none")
        began = time.monotonic()
        healed = eventually(lambda: system.search("lake", "a boat").status == 200, 60, 0.5)
        attempt.check(healed, "60 s after the source is well there is still no answer")
        attempt.note(f"12 searches made {calls} calls; well again after {time.monotonic() - began:.1f} s")


@row("source-renamed", "every member of the source's hits has another name")
def source_renamed(attempt):
    with System(attempt, pixabay=[]) as system:
        system.fault("renamed-hits")
        answer = attempt.count(system.search("lake", "a boat"), 502, what="all hits unreadable")
        attempt.check(answer.is_problem(), f"no problem in JSON with Retry-After: {answer.text[:300]}")
        system.fault("none")
        healed = eventually(lambda: system.search("lake", "a boat").status == 200, 60, 0.5)
        attempt.check(healed, "it is not asked again when its answers can be read")


@row("equal-cold-searches", "50 equal searches for a new tag at once, with a source that takes 0.2 s")
def equal_cold_searches(attempt):
    with System(attempt, pixabay=["--latency-ms", "200"]) as system:
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda k: system.search("mountains", "snow", k + 1), range(50)))
        for answer in answers:
            attempt.count(answer)
        calls, pictures = system.calls()
        attempt.check(calls == 1, f"the source was called {calls} times")
        attempt.check(len(pictures) == 30 and set(pictures.values()) == {1}, f"pictures were fetched {pictures}")


@row("stalled-picture", "1 of 30 pictures is kept back; the other 29 should be answered before it comes")
def stalled_picture(attempt):
    with System(attempt, pixabay=[]) as system:
        system.fault("picture-gate", hits="7", tag="mountains")
        # So that the row ends: whoever waits for the picture has then waited for 9 s.
        release = threading.Timer(9, system.stand_in.tell, ["/__open"])
        release.start()
        try:
            answer = attempt.count(system.search("mountains", "snow"))
            attempt.check(release.is_alive(), f"the whole search waited for one picture: {answer.seconds:.1f} s")
            pool = answer.pool
            attempt.check(pool["ranked"] == 29, f"without the picture 29 are ranked, not {pool['ranked']}")
        finally:
            release.cancel()
            release.join()
            system.stand_in.tell("/__open")
        whole = eventually(lambda: system.search("mountains", "snow").pool["ranked"] == 30)
        attempt.check(whole, "the picture does not follow when it comes")
        attempt.note(f"{pool['ranked']} of {pool['size']} after {answer.seconds:.2f} s")


@row("stale-pool", "the source is unavailable when all that is known of a tag is 25 hours old")
def stale_pool(attempt):
    library = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if not library:
        raise Skipped("needs libfaketime (apt: faketime)")
    with System(attempt, {"DESCRY_DEADLINE": str(DEADLINE)}, pixabay=[]) as system:
        known = attempt.count(system.search("lake", "a boat"))
        # Redis keeps its own time, so the entry is still there if it is kept for longer than it counts.
        system.restart(LD_PRELOAD=str(library), FAKETIME="+25h", FAKETIME_DONT_FAKE_MONOTONIC="1")
        for mode in ("500", "hang", "429"):
            system.fault(mode)
            answer = attempt.count(system.search("lake", f"a boat {mode}"), what=mode)
            if answer.status == 200:
                attempt.check(answer.pool.get("stale", answer.json.get("stale")) is True, f"{mode}: no \"stale\": true")
                attempt.check(answer.pool["size"] == known.pool["size"], f"{mode}: other pictures")


@row("one-client", "a client asks for 150 new tags, then another client for three")
def one_client(attempt):
    proxy = {"DESCRY_TRUSTED_PROXIES": "127.0.0.1"}
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        tags = {f"tag {number}": 3 for number in range(150)}
        with System(attempt, {"DESCRY_POOL_SIZE": "3"}, proxy, photos(folder + "/photos", tags)) as system:
            def ask(tag, client):
                return system.search(tag, "snow", headers={"X-Forwarded-For": client})

            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda tag: ask(tag, "203.0.113.5"), tags))
            for answer in answers:
                attempt.count(answer, 200, 429, 503)
                attempt.check(answer.status == 200 or answer.is_problem(), f"no problem: {answer.text[:200]}")
            for number in range(3):
                attempt.count(ask(f"other {number}", "198.51.100.7"), what="another client's search")
            attempt.note(f"the first client got {sum(answer.status == 200 for answer in answers)} of 150; "
                         f"{system.calls()[0]} calls")


@row("distinct-tags", "1,000 distinct tags in 60 s: the source allows 100 calls", long=True)
def distinct_tags(attempt):
    with System(attempt, pixabay=["--rate-limit", "1000000"]) as system:
        began = time.monotonic()

        def ask(number):
            time.sleep(max(0, began + number * 0.058 - time.monotonic()))
            return system.ask(search(f"tag {number}", "snow", 1))

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            for answer in pool.map(ask, range(1000)):
                attempt.count(answer, 200, 429, 503)
                attempt.check(answer.status == 200 or answer.is_problem(), f"no problem: {answer.text[:200]}")
        calls, _ = system.calls()
        attempt.check(calls <= 100, f"the source was called {calls} times")
        attempt.note(f"{calls} calls in {time.monotonic() - began:.0f} s")
