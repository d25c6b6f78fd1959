#!/usr/bin/env python3
"""Loads a running Descry with searches at a given rate, whether it keeps up or not, and prints what came back as JSON.

    Tests/Faults/load.py https://localhost:8443 --kind known|new|mixed --rate 500 [--seconds 10] [--connections 64]

The load is open: searches are sent at random moments (a Poisson process) of the rate, over as many connections as it
takes, and a latency counts from the moment at which its search was due, so that a slow server does not slow the load
down (Tene, "How NOT to measure latency"). With --closed each of the connections asks again when it has its answer.

known: sentences that were asked before. new: a sentence that was never asked, each time. mixed: a tenth is new. All in one
pool (--tag). /ready is asked beside it ten times a second. --core pins this process to one core.

Prints: sent, by status, those without Retry-After that should have one, failed connections, latencies of the 200s and of
the refused in ms (p50, p99, slowest), those of /ready, and how late the load itself was (a machine too busy to measure).
"""
import argparse
import asyncio
import json
import os
import random
import ssl
import time
import urllib.parse

KNOWN = 200


class Client:
    """Connections that are kept open, as many as it takes up to a limit."""

    def __init__(self, address, limit):
        parts = urllib.parse.urlsplit(address)
        self.host, self.port = parts.hostname, parts.port or 443
        self.context = ssl.create_default_context()
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.free = []
        self.room = asyncio.Semaphore(limit)

    async def get(self, target):
        """Status and whether there is a Retry-After; None if the connection failed."""
        async with self.room:
            connection = None
            try:
                connection = self.free.pop() if self.free else await asyncio.open_connection(
                    self.host, self.port, ssl=self.context)
                reader, writer = connection
                writer.write(f"GET {target} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode())
                head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)).lower()
                await self.read_body(reader, head)
                if b"\r\nconnection: close" in head:
                    writer.close()
                else:
                    self.free.append(connection)
                return int(head[9:12]), b"\r\nretry-after:" in head
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ssl.SSLError):
                if connection:
                    connection[1].close()
                return None

    async def read_body(self, reader, head):
        if b"\r\ncontent-length:" in head:
            await reader.readexactly(int(head.split(b"\r\ncontent-length:")[1].split(b"\r\n")[0]))
            return
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()


class Load:
    def __init__(self, arguments):
        self.arguments = arguments
        self.client = Client(arguments.address, arguments.connections)
        self.probe = Client(arguments.address, 4)
        self.sent, self.failed, self.without_retry, self.statuses = 0, 0, 0, {}
        self.answered, self.refused, self.health, self.lateness = [], [], [], []
        self.mark = f"{random.randrange(1 << 40):x}"

    def target(self, sentence):
        return f"/search?t={self.arguments.tag}&s_query={sentence}&k={self.arguments.count}"

    def next_target(self):
        kind = self.arguments.kind
        if kind == "new" or kind == "mixed" and random.random() < 0.1:
            return self.target(f"{self.mark}+sentence+{self.sent}" + "+word" * self.arguments.words)
        return self.target(f"known+sentence+{random.randrange(KNOWN)}")

    async def search(self, due):
        self.sent += 1
        answer = await self.client.get(self.next_target())
        duration = time.monotonic() - due
        if answer is None:
            self.failed += 1
            return
        status, has_retry = answer
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.without_retry += status in (429, 503) and not has_retry
        (self.answered if status == 200 else self.refused).append(duration)

    async def probes(self):
        while True:
            begin = time.monotonic()
            if await self.probe.get("/ready"):
                self.health.append(time.monotonic() - begin)
            await asyncio.sleep(0.1)

    async def open(self, end):
        tasks, due = set(), time.monotonic()
        while due < end:
            due += random.expovariate(self.arguments.rate)
            now = time.monotonic()
            if due > now:
                await asyncio.sleep(due - now)
            self.lateness.append(time.monotonic() - due)
            task = asyncio.create_task(self.search(due))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            if now - due > 0.005:
                await asyncio.sleep(0)
        await asyncio.gather(*tasks)

    async def closed(self, end):
        async def connection():
            while time.monotonic() < end:
                await self.search(time.monotonic())
        await asyncio.gather(*(connection() for _ in range(self.arguments.connections)))

    async def run(self):
        arguments = self.arguments
        for number in range(KNOWN):
            while (await self.client.get(self.target(f"known+sentence+{number}")) or (0,))[0] != 200:
                await asyncio.sleep(0.05)
        probes = asyncio.create_task(self.probes())
        load = self.closed if arguments.closed else self.open
        await load(time.monotonic() + arguments.warmup)
        self.sent, self.failed, self.without_retry, self.statuses = 0, 0, 0, {}
        for list in (self.answered, self.refused, self.health, self.lateness): list.clear()
        self.mark += "b"
        begin, used = time.monotonic(), time.process_time()
        await load(begin + arguments.seconds)
        seconds, used = time.monotonic() - begin, time.process_time() - used
        probes.cancel()
        return {
            "kind": arguments.kind, "sent": self.sent, "per_s": round(self.sent / seconds, 1),
            "answered_per_s": round(len(self.answered) / seconds, 1), "statuses": self.statuses,
            "without_retry_after": self.without_retry, "failed": self.failed,
            "answered_ms": summary(self.answered), "refused_ms": summary(self.refused), "health_ms": summary(self.health),
            "load_late_ms": summary(self.lateness), "load_core": round(used / seconds, 2),
        }


def summary(durations):
    """p50, p99 and the slowest in ms."""
    if not durations:
        return None
    ordered = sorted(durations)
    at = lambda share: round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)
    return {"p50": at(0.5), "p99": at(0.99), "slowest": at(1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--kind", choices=["known", "new", "mixed"], default="known")
    parser.add_argument("--rate", type=float, default=100, help="searches a second")
    parser.add_argument("--closed", action="store_true")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--warmup", type=float, default=2, help="seconds before, which do not count")
    parser.add_argument("--connections", type=int, default=256, help="at most")
    parser.add_argument("--tag", default="mountains")
    parser.add_argument("--count", type=int, default=5, metavar="K")
    parser.add_argument("--words", type=int, default=0, help="more of them in each new sentence")
    parser.add_argument("--core", type=int)
    arguments = parser.parse_args()
    if arguments.core is not None:
        os.sched_setaffinity(0, {arguments.core})
    print(json.dumps(asyncio.run(Load(arguments).run())))


if __name__ == "__main__":
    main()
