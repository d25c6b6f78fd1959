"""Requests in a closed loop on several connections, while a row does something to the server."""

import http.client
import itertools
import threading
import time

from system import TAGS, search


class Traffic:
    """`with Traffic(site, attempt):` sends searches until the block ends; `attempt`, a row's or a Count, notes what is answered
    and what fails.

    Each connection sends its next request when it has an answer. `targets` gives the addresses. A refusal with Retry-After
    counts as answered if `may_refuse`.
    """

    def __init__(self, site, attempt, connections=6, targets=None, pause=0.0, may_refuse=False, patience=30):
        self.site, self.attempt = site, attempt
        self.targets = targets or standard_targets()
        self.pause, self.may_refuse, self.patience = pause, may_refuse, patience
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        self.seconds = []
        self.ends = []
        self.errors = []
        self.threads = [threading.Thread(target=self.run, args=(number,), daemon=True) for number in range(connections)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join(self.patience + 5)
        if any(thread.is_alive() for thread in self.threads):
            self.attempt.check(False, "a request neither ended nor timed out")
        if self.errors:
            raise self.errors[0]

    def client(self, number):
        """Of the connection with this number."""
        return self.site.client(self.patience)

    def run(self, number):
        client = self.client(number)
        try:
            while not self.is_over.is_set():
                with self.lock:
                    target = next(self.targets)
                self.send(client, target)
                time.sleep(self.pause)
        except BaseException as error:
            self.errors.append(error)
        finally:
            client.close()

    def send(self, client, target):
        try:
            answer = client.ask(target)
        except (OSError, http.client.HTTPException) as error:
            with self.lock:
                self.ends.append((time.monotonic(), None))
                self.attempt.count_error(error)
            # Else a server that does not run gets thousands of requests a second.
            time.sleep(0.05)
            return
        refused = self.may_refuse and answer.status in (429, 503) and answer.headers.get("Retry-After")
        with self.lock:
            self.ends.append((time.monotonic(), answer.status))
            self.seconds.append(answer.seconds)
            self.attempt.count(answer, *((answer.status,) if refused else (200,)))

    def wait(self, requests, within=30):
        """Until so many more requests have ended."""
        goal, end = len(self.ends) + requests, time.monotonic() + within
        while len(self.ends) < goal:
            if time.monotonic() > end:
                self.attempt.check(False, f"fewer than {requests} requests ended within {within} s")
                return
            time.sleep(0.02)


class Count:
    """What became of the requests of a Traffic: `failed` are those without an answer of 200 or one that was not wanted.

    A refusal with Retry-After (a busy machine) is counted apart: nothing is lost.
    """

    def __init__(self):
        self.answered, self.failed, self.refused, self.details = 0, 0, 0, []

    def check(self, condition, why):
        if not condition:
            self.failed += 1
            self.details.append(why)

    def count(self, answer, *wanted):
        if answer.status == 200:
            self.answered += 1
        elif answer.status in wanted:
            self.refused += 1
        else:
            self.check(False, f"{answer.status} {answer.text[:200]}")

    def count_error(self, error):
        self.check(False, repr(error))


def standard_targets(tags=TAGS):
    """Searches for these tags in turn; every third sentence is new."""
    for number in itertools.count():
        sentence = f"a red house number {number}" if number % 3 == 0 else "mountains with dark skies"
        yield search(tags[number % len(tags)], sentence, 5)


def percentile(values, share):
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
