#!/usr/bin/env python3
"""What memory a process of Descry's holds, under one load with different settings of the allocator.

    Tests/Benchmarks/memory.py PROGRAM [--model DIR] [--searches N] [VARIANT…]

A VARIANT is a name and environment variables, as in 'two arenas,MALLOC_ARENA_MAX=2'; without one, the process as it is
started by default. The load: searches for keywords that are new, whose pictures (the demo gallery's, or those of --photos DIR) are
fetched from the stand-in for Pixabay, decoded and encoded, four at a time; then new sentences of all lengths
from 1 to 64 connections at a time; then half a minute of nothing. Prints a row of
MB (resident set) per variant, and the time of a processor for each search beside it.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import random
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


def flood(path, number, end):
    """Asks for new sentences of 1 to 60 words until then; their statuses."""
    chosen, statuses = random.Random(f"{number} {end}"), []
    while time.monotonic() < end:
        words = "+a" * chosen.randrange(60)
        statuses.append(ask(path, f"t=tag1&s_query={chosen.randrange(1 << 40)}{words}&k=30"))
    return statuses


def resident(pid):
    """The resident set in MB: all of it, and the part that is not of files."""
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return [int(status[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon")]


def processor_time(pid):
    """Seconds of all processors, which other processes on the machine change less than the time on the clock."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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


def pictures(arguments, folder):
    """A folder for the stand-in: a keyword for each search, with 30 pictures of all that there are."""
    folder.mkdir()
    files = sorted(pathlib.Path(arguments.photos).resolve().glob("*.jpg"))
    for file in files: (folder / file.name).symlink_to(file)
    chosen = random.Random(1)
    (folder / "photos.json").write_text(json.dumps({
        f"tag{number}": [{"file": file.name, "label": "x"} for file in chosen.sample(files, 30)]
        for number in range(arguments.searches)}))
    return folder


def measure(arguments, environment):
    with tempfile.TemporaryDirectory(prefix="descry-memory-") as folder:
        stand_in = subprocess.Popen(
            [sys.executable, ROOT / "Tests/StandIn/pixabay.py", "--rate-limit", "1000000",
             "--photos", pictures(arguments, pathlib.Path(folder) / "pictures")], stdout=subprocess.PIPE)
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
            before = processor_time(process.pid)
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                statuses = list(pool.map(search, range(arguments.searches)))
            row["pool"] = 1000 * (processor_time(process.pid) - before) / arguments.searches
            row["cold"] = resident(process.pid)
            sentences, before = 0, processor_time(process.pid)
            for connections in (1, 2, 8, 32, 64):
                with concurrent.futures.ThreadPoolExecutor(connections) as pool:
                    end = time.monotonic() + arguments.seconds / 5
                    for answers in pool.map(lambda number: flood(path, number, end), range(connections)):
                        statuses += answers
                        sentences += answers.count(200)
            row["sentence"] = 1000 * (processor_time(process.pid) - before) / sentences
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
    parser.add_argument("--photos", default=str(ROOT / "deploy/demo/gallery"))
    parser.add_argument("--searches", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30, help="of new sentences")
    parser.add_argument("--quiet", type=float, default=30)
    parser.add_argument("variants", nargs="*", default=["default"])
    arguments = parser.parse_intermixed_args()
    print("MB: all (not of files)   | ready | cold searches | sentences | quiet | ms of a processor: a pool | a sentence")
    for variant in arguments.variants:
        name, *settings = variant.split(",")
        row = measure(arguments, dict(setting.split("=", 1) for setting in settings))
        cells = [f"{row[key][0]:.0f} ({row[key][1]:.0f})" for key in ("ready", "cold", "flood", "quiet")]
        print(name, *cells, f"{row['pool']:.0f}", f"{row['sentence']:.2f}", sep=" | ", flush=True)
        print("   ", row["kinds"], row["statuses"], flush=True)


if __name__ == "__main__":
    main()
