"""Searches sent to replicas."""

import http.client

import client
from client import search  # noqa: F401  (for the others here)
from traffic import Count, standard_targets
from traffic import Traffic as FaultTraffic


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


class Traffic(FaultTraffic):
    """Searches for known tags, each connection from an address of its own. `lost` says why searches failed."""

    def __init__(self, fleet, tags):
        self.count = Count()
        super().__init__(fleet, self.count, targets=standard_targets(tags), patience=60)

    def client(self, number):
        return self.site.client(number)

    @property
    def lost(self):
        return self.count.details

    @property
    def summary(self):
        return f"{self.count.answered} answered, {len(self.lost)} failed, slowest {max(self.seconds, default=0):.2f} s"
