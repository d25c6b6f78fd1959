"""Two nginx with three processes behind each: processes and Redis are killed and replaced."""

import concurrent.futures
import itertools
import time

from checks import KNOWN, Check, warm
from fleet import HEALTH, SEARCHES, Fleet
from searches import Traffic, search

# For three attempts each.
FRESH = [[f"fresh{number}of{attempt}" for number in range(8)] for attempt in range(3)]
MANY = [[f"many{number}of{attempt}" for number in range(150)] for attempt in range(3)]


def two_nginx(program):
    """Three processes, two nginx in front of all of them, and a front in front of these."""
    fleet = Fleet(program, {**{tag: 3 for tag in [*KNOWN, *itertools.chain(*MANY)]}, **{tag: 30 for tags in FRESH for tag in tags}})
    try:
        names = ["process1", "process2", "process3"]
        addresses = [fleet.network.add(name) for name in names]
        fleet.processes = {name: start_listening(fleet, name) for name in names}
        nginx = [fleet.network.add(name) for name in ("nginx1", "nginx2")]
        for number in (1, 2):
            state = str(fleet.folder / f"nginx{number}.state")
            fleet.start_nginx(f"nginx{number}", fleet.settings(
                DESCRY_NGINX_STATE=state, DESCRY_ANSWER_FOLDER=f"{state}/answers",
                DESCRY_BACKENDS=",".join(f"{address}:{SEARCHES}" for address in addresses),
                DESCRY_HEALTH_BACKENDS=",".join(f"{address}:{HEALTH}" for address in addresses)))
        fleet.route(nginx)
        for address in nginx:
            fleet.wait_until(lambda address=address: fleet.is_ready(address), "nginx is ready")
        wait_for_all(fleet)
        return fleet
    except BaseException:
        fleet.stop()
        raise


def start_listening(fleet, name):
    """A process that listens for every nginx."""
    address = fleet.network[name]
    return fleet.start_process(name, fleet.settings(
        DESCRY_LISTEN=f"{address}:{SEARCHES}", DESCRY_HEALTH_LISTEN=f"{address}:{HEALTH}"))


def wait_for_all(fleet):
    """Until each process has said as often that it is ready as it was started."""
    for name in fleet.processes:
        log = fleet.folder / f"{name}.log"
        fleet.wait_until(lambda name=name, log=log: log.read_text(errors="replace").count('"message":"ready"') == fleet.starts[name],
                         f"{name} is ready")


def with_redis(fleet, result, act, attempts):
    """Does something with each set of keywords in turn, until Redis has answered in time all along.

    Searches do not wait for a Redis that says nothing for half a second, as on a machine that is busy with other things: each
    process is on its own then.
    """
    for tags in attempts:
        attempt = Check(result.name)
        slow = fleet.logged("Redis is unavailable")
        act(fleet, attempt, tags)
        if not attempt.wrong or fleet.logged("Redis is unavailable") == slow:
            break
        result.note("Redis did not answer in time on this busy machine: tried again with other keywords")
    result.notes += attempt.notes
    result.wrong += attempt.wrong


def once(fleet, result):
    with_redis(fleet, result, fetch_once, FRESH)


def quota(fleet, result):
    with_redis(fleet, result, fetch_many, MANY)


def fetch_once(fleet, result, tags):
    before, pictures_before, fetched_before = fleet.calls()
    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        # Five at once for each keyword, each from another client.
        asked = [pool.submit(fleet.client(number).ask, search(tag, f"a boat {number}", 3))
                 for number, tag in enumerate(tags * 5)]
        answers = [each.result() for each in asked]
    calls, pictures, fetched = fleet.calls()
    calls, pictures, fetched = calls - before, pictures - pictures_before, fetched - fetched_before
    statuses = sorted({answer.status for answer in answers})
    result.note(f"{len(answers)} searches for {len(tags)} new keywords at once: {calls} calls of the source, "
                f"{pictures} pictures fetched {fetched} times, statuses {statuses}")
    result.check(statuses == [200], f"statuses {statuses}")
    result.check(calls == len(tags), f"{calls} calls of the source for {len(tags)} keywords")
    # A process does not wait for the last tenth of what another one loads, which may be one slow picture.
    result.check(pictures == 30 * len(tags) and fetched <= 1.2 * pictures, f"{pictures} pictures were fetched {fetched} times")
    result.check(all(len(answer.json["results"]) == 3 for answer in answers if answer.status == 200), "an answer without its pictures")


def fetch_many(fleet, result, tags):
    # A minute of its own, whatever was asked before.
    time.sleep(61)
    # Pixabay's headers say what is left to all; with these, only the count in Redis can tell.
    fleet.source("/__quota?remaining=100&reset=60")
    before, *_ = fleet.calls()
    began = time.monotonic()
    counts = {}

    def ask(number):
        client = fleet.client(number)
        answer = client.ask(search(tags[number], "a boat"))
        client.close()
        return answer

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        for answer in pool.map(ask, range(len(tags))):
            counts[answer.status] = counts.get(answer.status, 0) + 1
            if answer.status in (429, 503):
                result.check(int(answer.headers.get("Retry-After", 0)) > 0, f"{answer.status} without Retry-After")
    calls, *_ = fleet.calls()
    seconds = time.monotonic() - began
    result.note(f"{len(tags)} new keywords from 10 clients in {seconds:.0f} s: {calls - before} calls of the source, answers {counts}")
    result.check(seconds < 60, f"it took {seconds:.0f} s, so the quota was not tried")
    result.check(50 <= calls - before <= 100, f"the source got {calls - before} calls in a minute")
    result.check(set(counts) <= {200, 429, 503}, f"statuses {counts}")


def processes(fleet, result):
    warm(fleet)
    with Traffic(fleet, KNOWN) as traffic:
        traffic.wait(200)
        for name in list(fleet.processes):
            before = len(traffic.lost)
            fleet.processes[name].kill()
            fleet.processes[name].wait()
            traffic.wait(200)
            lost = len(traffic.lost) - before
            result.note(f"{name} killed (-9): {lost} failed")
            # Six connections, so it had six in its hands at most.
            result.check(lost <= 6, f"{lost} searches failed when {name} was killed")
            fleet.processes[name] = start_listening(fleet, name)
            wait_for_all(fleet)
        before = len(traffic.lost)
        for name in list(fleet.processes):
            fleet.processes[name].terminate()
            code = fleet.processes[name].wait(30)
            result.check(code == 0, f"{name} ended with {code}")
            traffic.wait(100)
            fleet.processes[name] = start_listening(fleet, name)
            wait_for_all(fleet)
        traffic.wait(100)
        lost = len(traffic.lost) - before
        result.note(f"each told to end (SIGTERM) and started again: {lost} failed")
        result.check(lost == 0, f"{lost} searches failed while processes were replaced: {traffic.lost[before:before + 3]}")
    result.note(traffic.summary)


def redis(fleet, result):
    warm(fleet)
    with Traffic(fleet, KNOWN) as traffic:
        traffic.wait(200)
        fleet.kill_redis()
        traffic.wait(300)
        fleet.start_redis()
        traffic.wait(300)
    result.note(f"Redis killed (-9) and started again: {traffic.summary}")
    result.check(not traffic.lost, f"{len(traffic.lost)} searches failed: {traffic.lost[:3]}")
