"""The server as its clients see it: over HTTPS from outside the machine."""

import ssl
import sys
import time

from tree import ROOT

sys.path[:0] = [str(ROOT / "Tests/Faults"), str(ROOT / "Tests/Browser")]

from client import Site, search  # noqa: E402
from traffic import Count, Traffic, percentile  # noqa: E402

import machine as machines  # noqa: E402


class Server(Site):
    host = machines.ADDRESS

    def __init__(self):
        self.open(443, None)

    def new_context(self):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context

    def is_ready(self):
        try:
            return self.ask("/ready", timeout=10).status == 200
        except OSError:
            return False

    def pool(self):
        return self.search("mountains", "mountains with dark skies").pool


class Load:
    """Searches from six connections until the block ends."""

    def __init__(self, server):
        self.count = Count()
        self.traffic = Traffic(server, self.count, pause=0.02, may_refuse=True)

    def __enter__(self):
        self.traffic.__enter__()
        self.traffic.wait(50, within=60)
        return self

    def __exit__(self, *error):
        if not any(error):
            # What comes after the change counts as well.
            self.traffic.wait(100, within=60)
            time.sleep(0.5)
        self.traffic.__exit__(*error)

    @property
    def summary(self):
        slowest = percentile(self.traffic.seconds, 1) if self.traffic.seconds else 0
        refused = f", {self.count.refused} refused (busy)" if self.count.refused else ""
        return f"{self.count.answered} answered, {self.count.failed} failed{refused}, slowest {slowest:.1f} s"
