#!/usr/bin/env python3
"""What memory a process of Descry's holds, under one load with different settings of the allocator.

    Tests/Benchmarks/memory.py PROGRAM [--model DIR] [--searches N] [VARIANT…]

A VARIANT is a name and environment variables, as in 'two arenas,MALLOC_ARENA_MAX=2'; without one, the process as it is
started by default. The load: searches for keywords that are new, whose pictures (the demo gallery's, or --photos) are
fetched from the stand-in for Pixabay, decoded and encoded, four at a time; then new sentences from 300 connections at a
time; then half a minute of nothing. Prints a row of MB (resident set) per variant, and searches per second beside it.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def ask(path, query):
    """A search by FastCGI; the status."""
    def pair(name, value):
        name, value = name.encode(), value.encode()
        size = bytes([len(value)]) if len(value) < 128 else struct.pack(">I", len(value) | 1 << 31)
        return bytes([len(name)]) + size + name + value

    def record(kind, content):
        return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content

    parameters = pair("REQUEST_METHOD", "GET") + pair("SCRIPT_NAME", "/search") + pair("QUERY_STRING", query)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.sendall(record(1, struct.pack(">HB5x", 1, 0)) + record(4, parameters) + record(4, b"") + record(5, b""))
        received = b""
        while block := connection.recv(65536):
            received += block
    return int(received[16:19])


def resident(pid):
    """The resident set in MB: all of it, and the part that is not of files."""
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return [int(status[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon")]


def mappings(pid):
    """MB resident of each kind of mapping."""
    kinds, name = {}, ""
    for line in pathlib.Path(f"/proc/{pid}/smaps").read_text().splitlines():
        fields = line.split()
        if "-" in fields[0] and not fields[0].endswith(":"):
            name = fields[5] if len(fields) > 5 else "anonymous"
            start, end = (int(part, 16) for part in fields[0].split("-"))
            if name == "anonymous" and start % (64 << 20) == 0: name = "malloc arenas"
            elif name.startswith("/"): name = "files"
        elif fields[0] == "Rss:":
            kinds[name] = kinds.get(name, 0) + int(fields[1]) / 1024
    return {name: round(size) for name, size in sorted(kinds.items(), key=lambda item: -item[1]) if size >= 1}


def measure(arguments, environment):
    with tempfile.TemporaryDirectory(prefix="descry-memory-") as folder:
        stand_in = subprocess.Popen(
            [sys.executable, ROOT / "Tests/StandIn/pixabay.py", "--rate-limit", "1000000",
             *(["--photos", arguments.photos] if arguments.photos else [])], stdout=subprocess.PIPE)
        port = json.loads(stand_in.stdout.readline())["port"]
        path = f"{folder}/descry.sock"
        with open(f"{folder}/log", "wb") as log:
            process = subprocess.Popen(
                [arguments.program, "serve"], stdout=log, stderr=log,
                env={"PATH": os.environ["PATH"], "DESCRY_LISTEN": f"unix:{path}",
                     "DESCRY_HEALTH_LISTEN": f"unix:{folder}/health.sock", "DESCRY_MODEL": arguments.model,
                     "DESCRY_SOURCE": "pixabay", "DESCRY_PIXABAY_URL": f"http://127.0.0.1:{port}/api/",
                     "DESCRY_ALLOW_SOURCE": f"127.0.0.1:{port}", "PIXABAY_API_KEY": "x", **environment})
        try:
            while '"message":"ready"' not in pathlib.Path(f"{folder}/log").read_text():
                if process.poll() is not None: raise SystemExit(pathlib.Path(f"{folder}/log").read_text()[-500:])
                time.sleep(0.1)
            row = {"ready": resident(process.pid)}
            def search(number): return ask(path, f"t=tag{number}&s_query=a+quiet+lake+{number}&k=30")
            begin = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                statuses = list(pool.map(search, range(arguments.searches)))
            row["pools/s"] = arguments.searches / (time.monotonic() - begin)
            row["cold"] = resident(process.pid)
            def sentence(number): return ask(path, f"t=tag1&s_query=sentence+{number}&k=30")
            begin = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(300) as pool:
                statuses += list(pool.map(sentence, range(20 * arguments.searches)))
            row["sentences/s"] = 20 * arguments.searches / (time.monotonic() - begin)
            row["flood"] = resident(process.pid)
            time.sleep(arguments.quiet)
            row["quiet"] = resident(process.pid)
            row["kinds"] = mappings(process.pid)
            row["statuses"] = {status: statuses.count(status) for status in set(statuses)}
            return row
        finally:
            process.terminate()
            process.wait()
            stand_in.terminate()
            stand_in.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--model", default=str(ROOT / "deploy/demo/model"))
    parser.add_argument("--photos")
    parser.add_argument("--searches", type=int, default=100)
    parser.add_argument("--quiet", type=float, default=30)
    parser.add_argument("variants", nargs="*", default=["default"])
    arguments = parser.parse_intermixed_args()
    print("MB: all (not of files)   | ready | cold searches | sentences | quiet | pools/s | sentences/s")
    for variant in arguments.variants:
        name, *settings = variant.split(",")
        row = measure(arguments, dict(setting.split("=", 1) for setting in settings))
        cells = [f"{row[key][0]:.0f} ({row[key][1]:.0f})" for key in ("ready", "cold", "flood", "quiet")]
        print(name, *cells, f"{row['pools/s']:.2f}", f"{row['sentences/s']:.0f}", sep=" | ", flush=True)
        print("   ", row["kinds"], row["statuses"], flush=True)


if __name__ == "__main__":
    main()
