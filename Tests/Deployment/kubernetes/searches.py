"""Searches sent to replicas, and what becomes of them."""

import http.client
import itertools
import threading
import time
from urllib.parse import urlencode

import client


class Client(client.Client):
    """Keeps a plain connection to an address, from one of this program's own addresses."""

    def __init__(self, address, port=80, source=None, timeout=60):
        super().__init__(port, None, timeout, address)
        self.source = source

    def connect(self):
        return http.client.HTTPConnection(
            self.host, self.port, timeout=self.timeout, source_address=(self.source, 0) if self.source else None)

    def ask(self, target, method="GET", headers=None):
        return super().ask(target, method, {"Host": "descry.example", **(headers or {})})


def search(tag, sentence, k=3):
    return "/search?" + urlencode({"t": tag, "s_query": sentence, "k": k})


class Traffic:
    """Searches in a closed loop on some connections, until the `with` block ends; whatever is not answered has failed."""

    def __init__(self, fleet, targets, connections=6):
        self.fleet, self.targets = fleet, targets
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        self.answered, self.failed, self.slowest = 0, [], 0.0
        self.errors = []
        self.threads = [threading.Thread(target=self.run, args=(number,), daemon=True) for number in range(connections)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join(70)
        if self.errors:
            raise self.errors[0]

    def run(self, number):
        client = self.fleet.client(number)
        try:
            while not self.is_over.is_set():
                with self.lock:
                    target = next(self.targets)
                try:
                    answer = client.ask(target)
                except (OSError, http.client.HTTPException) as error:
                    with self.lock:
                        self.failed.append(f"{type(error).__name__}: {error}")
                    time.sleep(0.05)
                    continue
                with self.lock:
                    self.slowest = max(self.slowest, answer.seconds)
                    if answer.status == 200:
                        self.answered += 1
                    else:
                        self.failed.append(f"{answer.status}: {answer.text[:150]}")
        except BaseException as error:
            self.errors.append(error)
        finally:
            client.close()

    def wait(self, answers, within=60):
        goal, end = self.answered + answers, time.monotonic() + within
        while self.answered < goal:
            if time.monotonic() > end:
                raise RuntimeError(f"fewer than {answers} searches were answered within {within} s")
            time.sleep(0.02)


def known_targets(tags):
    """Searches for known keywords, every third of them with a new sentence."""
    for number in itertools.count():
        sentence = f"a red house number {number}" if number % 3 == 0 else "mountains with dark skies"
        yield search(tags[number % len(tags)], sentence)
