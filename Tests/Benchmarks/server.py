"""Searches through nginx with TLS, against what bounds them."""

import json
import statistics
import subprocess

import redis

import inputs
from busy import Figure, best
from encoder import environment
from report import Row
from servers import Servers, search_path, wrk

SOURCE_LATENCY_MS = 100
COLD_SEARCHES = 3


def measure(setup, say):
    """Details and rows."""
    with Servers(setup.log, setup.processor.environment) as servers:
        turns = warm(setup, servers, say)
    with Servers(setup.log, setup.processor.environment) as servers:
        turns.update(cold(setup, servers, say))
    own = turns.pop("precision")
    details = {"precision": own, "answer_bytes": turns.pop("answer_bytes"), **{
        name: [{"busy": turn.busy, "value": turn.value} for turn in found] for name, found in turns.items()}}
    return details, rows(turns, own, setup.processor)


def benchmark(setup, *arguments):
    done = subprocess.run([setup.descry, "benchmark", *map(str, arguments), "--json"], capture_output=True, text=True,
                          env=environment(setup))
    if done.returncode != 0:
        raise SystemExit(f"benchmarks: descry benchmark {arguments[0]}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def encoder(setup, batch, repeats):
    """What the encoder takes for a sentence, and for so many pictures, in the precision that the server takes: ms."""
    report = benchmark(setup, "encoder", "--model", setup.model, "--precision", "auto", "--device", "cpu",
                       "--repeats", repeats, "--batch", *sorted({1, batch}))["precisions"][0]
    return report["type"], {(row["input"], row["batch"]): row["latency"]["p50_ms"] for row in report["rows"]}


def warm(setup, servers, say):
    socket = servers.redis()
    port = servers.stand_in("stand-in", setup.gallery)
    process, shared = servers.descry(setup.descry, setup.model, socket, port)
    path = search_path(setup.tag, inputs.SENTENCE)
    plain = servers.nginx("nginx", shared)
    say("waiting for descry")
    servers.until_ready(process, plain)
    answer = servers.fill(plain, setup.tag, inputs.SENTENCE, inputs.POOL_SIZE)

    # The same bytes by a program that does nothing, and by nginx from a file.
    (servers.folder / "answer.cgi").write_bytes(b"Content-Type: application/json\r\n\r\n" + answer)
    nothing_socket = servers.folder / "nothing.sock"
    # Held like descry is: what holds it makes each change between threads slower.
    nothing = servers.start("do-nothing", setup.work / "do_nothing", nothing_socket, servers.folder / "answer.cgi", 16,
                            environment=setup.processor.environment)
    servers.wait(nothing, nothing_socket.exists)
    listening = {name: f"unix:{nothing_socket}" for name in ["DESCRY_LISTEN", "DESCRY_HEALTH_LISTEN"]}
    www = servers.folder / "www"
    www.mkdir()
    (www / "answer.json").write_bytes(answer)
    addresses = {
        "known sentence": plain + path, "do-nothing": servers.nginx("nginx-nothing", listening) + path,
        "micro-cache": servers.nginx("nginx-cache", shared, answer_cache=3600) + path,
        "static file": servers.nginx("nginx-static", shared, www=www) + "/answer.json"}
    for name, address in addresses.items():
        status, body, _ = servers.get(address)
        same = json.loads(body)["top_scores"] == json.loads(answer)["top_scores"] if status == 200 else False
        if not same:
            raise SystemExit(f"benchmarks: {name} does not answer what descry does (status {status})")

    measured = {name: [] for name in ["sentence", "new sentence", *addresses]}

    def search():
        report = benchmark(setup, "search", "--url", plain, "--insecure", "--tag", setup.tag, "--connections", 1,
                           "--seconds", setup.seconds, "--requests", 2000)
        return next(row for row in report["rows"] if row["search"] == "new")["latency"]["p50_ms"]

    precision = None
    for turn in range(setup.rounds):
        say(f"round {turn + 1} of {setup.rounds}: new sentences")
        precision = encoder(setup, 1, 1)[0] if precision is None else precision
        measured["sentence"].append(setup.watch.measure(lambda: encoder(setup, 1, 5 * setup.repeats)[1]["text", 1]))
        measured["new sentence"].append(setup.watch.measure(search))
        for name, address in addresses.items():
            say(f"round {turn + 1} of {setup.rounds}: {name}")
            measured[name].append(setup.watch.measure(lambda: wrk(address, setup.seconds)))
    return {"precision": precision, "answer_bytes": len(answer), **measured}


def cold(setup, servers, say):
    """A new keyword, with nothing in any cache, from a source that takes its time."""
    socket = servers.redis()
    cache = redis.Redis(unix_socket_path=str(socket))
    port = servers.stand_in("slow-stand-in", setup.gallery, latency=SOURCE_LATENCY_MS)
    found = {"30 pictures": [], "new keyword": []}
    address = None

    def search():
        nonlocal address
        cache.flushall()
        process, shared = servers.descry(setup.descry, setup.model, socket, port)
        address = address or servers.nginx("nginx-cold", shared)
        servers.until_ready(process, address)
        status, answer, seconds = servers.get(address + search_path(setup.tag, inputs.SENTENCE))
        pool = json.loads(answer).get("pool", {})
        if status != 200 or pool["ranked"] != inputs.POOL_SIZE or pool["cached"]:
            raise SystemExit(f"benchmarks: the cold search was answered with {status}, pool {pool}")
        servers.stop(process)
        return 1000 * seconds

    for turn in range(min(COLD_SEARCHES, setup.rounds)):
        say(f"cold search {turn + 1}")
        found["30 pictures"].append(setup.watch.measure(
            lambda: encoder(setup, inputs.POOL_SIZE, setup.repeats)[1]["picture", inputs.POOL_SIZE]))
        found["new keyword"].append(setup.watch.measure(search))
    return found


def rows(turns, own, processor):
    # Of the rounds the one that was disturbed least, on both sides of each comparison.
    sentence, fresh, encoding, searching = (
        best(turns[name], float) for name in ["sentence", "new sentence", "30 pictures", "new keyword"])
    rates = {name: best(turns[name], float, choose=max) for name in
             ["known sentence", "do-nothing", "micro-cache", "static file"]}

    def both(first, second):
        return f"{rates[first].text(0)} and {rates[second].text(0)} requests/s"

    return [
        Row("server", "a new sentence, median, beyond its encoding", fresh - sentence, "ms",
            1.0 if processor.has("AVX-512") else 1.5, at_most=True,
            note=f"{fresh.text(2)} ms, of that {sentence.text(2)} encoding ({own})"),
        Row("server", "a known sentence, to a FastCGI program that does nothing",
            rates["known sentence"] / rates["do-nothing"], mark=0.7, note=both("known sentence", "do-nothing")),
        Row("server", "a repeated search, to a file of nginx's own", rates["micro-cache"] / rates["static file"],
            mark=0.8, note=both("micro-cache", "static file")),
        Row("server", "a new keyword, 30 pictures, source of 100 ms", searching - Figure(0, encoding.busy), "ms",
            1.1 * encoding.value + 150, at_most=True,
            note=f"the mark is 1.1 x {encoding.text(0)} ms of encoding + 150; "
            f"median {statistics.median(turn.value for turn in turns['new keyword']):.0f} ms"),
    ]
