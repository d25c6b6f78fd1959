"""Descry and the Flask service that it replaces: the same pictures, weights and Redis."""

import itertools
import json
import pathlib
import sys

import redis

import inputs
from busy import best
from report import Row
from server import benchmark
from servers import Servers, free_port, search_path

SENTENCES = ["a dog at the sea", "two birds in a tree", "snow on a dark mountain", "an old boat", "a house at night"]


def measure(setup, say):
    """Details and rows."""
    with Servers(setup.log, setup.processor.environment) as servers:
        socket = servers.redis()
        port = servers.stand_in("stand-in", setup.gallery)
        flask = start_flask(setup, servers, socket, port)
        process, shared = servers.descry(setup.descry, setup.model, socket, port)
        address = servers.nginx("nginx", shared)
        say("waiting for descry and the Flask service")
        servers.until_ready(process, address)

        answer = servers.fill(address, setup.tag, inputs.SENTENCE, inputs.POOL_SIZE)
        status, first, first_seconds = servers.get(flask + search_path(setup.tag, inputs.SENTENCE), timeout=300)
        if status != 200:
            raise SystemExit(f"benchmarks: the Flask service answered its first search with {status}")
        compare(json.loads(first), json.loads(answer))
        sizes = redis_bytes(socket)
        old, new = [], []
        sentences = (f"{SENTENCES[number % len(SENTENCES)]} {number}" for number in itertools.count())
        for turn in range(setup.rounds):
            say(f"round {turn + 1} of {setup.rounds}: Flask and descry")
            old.append(setup.watch.measure(lambda: search_flask(servers, flask, setup.tag, next(sentences))))
            new.append(setup.watch.measure(lambda: search_descry(setup, address)))
    details = {
        "flask_first_search_ms": 1000 * first_seconds, "redis_bytes": sizes,
        **{name: [{"busy": turn.busy, "ms": turn.value} for turn in turns]
           for name, turns in [("flask", old), ("descry", new)]}}
    return details, rows(old, new, sizes)


def search_flask(servers, address, tag, sentence):
    status, _, seconds = servers.get(address + search_path(tag, sentence))
    if status != 200:
        raise SystemExit(f"benchmarks: the Flask service answered with {status}")
    return 1000 * seconds


def search_descry(setup, address):
    report = benchmark(setup, "search", "--url", address, "--insecure", "--tag", setup.tag, "--connections", 1,
                       "--seconds", setup.seconds, "--requests", 500)
    return next(row for row in report["rows"] if row["search"] == "new")["latency"]["p50_ms"]


def start_flask(setup, servers, socket, pixabay_port):
    port = free_port()
    process = servers.start(
        "flask", sys.executable, pathlib.Path(__file__).with_name("flask_service.py"), "--port", port, "--model",
        setup.model, "--redis", socket, "--pixabay", f"http://127.0.0.1:{pixabay_port}/api/",
        environment=setup.processor.environment)
    servers.wait(process, lambda: servers.is_open(port))
    return f"http://127.0.0.1:{port}"


def compare(old, new):
    """The two have to find the same pictures best, or their speed is not to be compared; the model's rounding, and the
    smaller pictures that Descry fetches, may make neighbours change places."""
    common = {place(url) for url in old["top_urls"][:5]} & {place(url) for url in new["top_urls"]}
    if len(common) < 4:
        raise SystemExit(f"benchmarks: descry and the Flask service answer differently: {new['top_urls'][:5]} and "
                         f"{old['top_urls'][:5]}")


def place(url):
    return url.rsplit("/", 1)[-1].split("_")[0]


def redis_bytes(socket):
    """What Redis takes for the one pool that was asked for: by whom and for what."""
    client = redis.Redis(unix_socket_path=str(socket))
    sizes = {"flask": 0, "descry, pictures": 0, "descry, rest": 0}
    for key in client.scan_iter(count=1000):
        owner = "flask" if key.startswith(b"flask:") else \
            "descry, pictures" if b":jpeg:" in key else "descry, rest"
        sizes[owner] += client.memory_usage(key, samples=0)
    client.close()
    return sizes


def rows(old, new, sizes):
    old, new = best(old, float), best(new, float)
    return [
        Row("flask", "a new sentence, to the Flask service", old / new, mark=200,
            note=f"{new.text(2)} ms through nginx and TLS, and {old.text(0)} ms"),
        Row("flask", "Redis for 30 pictures, without their bytes", sizes["descry, rest"] / 1000, "kB", 60, at_most=True,
            note=f"the Flask service takes {sizes['flask'] / 1e6:.1f} MB; JPEGs as downloaded "
            f"{sizes['descry, pictures'] / 1e6:.1f} MB"),
    ]
