"""Real servers on free ports and sockets in a folder of their own: Redis, a stand-in for Pixabay, descry, nginx."""

import json
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Stack"))
import parts  # noqa: E402
from parts import PART, ROOT, free_port, inherited  # noqa: E402, F401  (others take them from here)

PATIENCE = 120


def search_path(tag, sentence, count=10):
    return "/search?" + urllib.parse.urlencode({"t": tag, "s_query": sentence, "k": count})


class Servers:
    """Everything that is started, and stopped in the opposite order."""

    def __init__(self, log, environment=None):
        """The environment is that of the programs that are measured."""
        # Short, since a socket's path has to be.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-bench-"))
        self.log = log
        self.measured = environment or {}
        self.running = []
        # Of each nginx, by its address.
        self.certificates = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        while self.running:
            self.stop(self.running[-1])
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, name, *command, environment=None, **options):
        # Neither the caller's settings nor a proxy may change what is measured.
        kept = {key: value for key, value in inherited("OMP_", "GOMP_").items() if not key.lower().endswith("_proxy")}
        process = parts.start(command, self.log / f"{name}.log", env={**kept, **(environment or {})}, **options)
        process.name = name
        self.running.append(process)
        return process

    def stop(self, process):
        self.running.remove(process)
        parts.end(process, within=20)

    def wait(self, process, is_ready):
        end = time.monotonic() + PATIENCE
        while not is_ready():
            if process.poll() is not None or time.monotonic() > end:
                log = self.log / f"{process.name}.log"
                tail = log.read_text(errors="replace").strip().splitlines()[-1:] or ["nothing"]
                raise SystemExit(f"benchmarks: {process.name} did not get ready; {log} ends with: {tail[0]}")
            time.sleep(0.05)

    # The parts

    def redis(self):
        path = self.folder / "redis.sock"
        process = self.start("redis", PART, "redis", self.folder)
        self.wait(process, path.exists)
        return path

    def stand_in(self, name, photographs, latency=0):
        """Answers its port."""
        _, ports = parts.start_stand_in(
            lambda command, **options: self.start(name, *command, **options),
            "--photos", photographs, "--latency-ms", latency, "--rate-limit", 1_000_000)
        return ports["port"]

    def descry(self, program, model, redis, pixabay_port, **settings):
        """Answers the process and the settings that nginx shares with it, once the sockets are there."""
        shared = {"DESCRY_LISTEN": f"unix:{self.folder}/descry.sock",
                   "DESCRY_HEALTH_LISTEN": f"unix:{self.folder}/health.sock",
                   # So that a slow machine answers with the whole pool.
                   "DESCRY_DEADLINE": "60"}
        process = self.start("descry", program, "serve", environment={
            # The benchmarks may be root's.
            **self.measured, **shared, "DESCRY_ALLOW_ROOT": "1", "DESCRY_MODEL": str(model), "DESCRY_DEVICE": "cpu", "DESCRY_SOURCE": "pixabay",
            "DESCRY_PIXABAY_URL": f"http://127.0.0.1:{pixabay_port}/api/",
            "DESCRY_ALLOW_SOURCE": f"127.0.0.1:{pixabay_port}", "PIXABAY_API_KEY": "x",
            "REDISHOST": f"unix:{redis}", **settings})
        self.wait(process, lambda: (self.folder / "descry.sock").exists() and (self.folder / "health.sock").exists())
        return process, shared

    def nginx(self, name, shared, answer_cache=0, www=None):
        """nginx as it is deployed, in front of a FastCGI socket; answers its address."""
        port = free_port()
        folder = self.folder / name
        settings = {**shared, "DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off", "DESCRY_ANSWER_CACHE": str(answer_cache)}
        if www:
            settings["DESCRY_WWW"] = str(www)
        folder.mkdir()
        parts.configure_nginx(folder, port, {**inherited(), **settings})
        process = self.start(name, PART, "nginx", folder / "configuration", folder / "nginx")
        address = f"https://localhost:{port}"
        self.certificates[address] = folder / "certificate.pem"
        self.wait(process, lambda: self.is_open(port))
        return address

    @staticmethod
    def is_open(port):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def get(self, url, timeout=60):
        """(status, body, seconds) of one request on a connection of its own."""
        handlers = [urllib.request.ProxyHandler({})]
        certificate = self.certificates.get("/".join(url.split("/")[:3]))
        if certificate:
            handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificate)))
        start = time.perf_counter()
        try:
            with urllib.request.build_opener(*handlers).open(url, timeout=timeout) as answer:
                return answer.status, answer.read(), time.perf_counter() - start
        except urllib.error.HTTPError as error:
            return error.code, error.read(), time.perf_counter() - start

    def fill(self, address, tag, sentence, size):
        """Asks descry until all the keyword's pictures are ranked; the last answer. A slow machine may need a few."""
        end = time.monotonic() + PATIENCE
        while True:
            status, body, _ = self.get(address + search_path(tag, sentence))
            pool = json.loads(body).get("pool", {}) if status == 200 else {}
            if pool.get("ranked") == size:
                return body
            if time.monotonic() > end:
                raise SystemExit(f"benchmarks: descry answered the search for '{tag}' with {status}: "
                                 f"{pool or body[:200]}")
            time.sleep(0.5)

    def until_ready(self, process, address):
        self.wait(process, lambda: self.get(f"{address}/ready")[0] == 200)


def wrk(url, seconds, connections=16):
    """Requests per second, by wrk, all answered with success."""
    done = subprocess.run(
        ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s", url],
        capture_output=True, text=True)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if done.returncode != 0 or not rate:
        raise SystemExit(f"benchmarks: wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    if refused:
        raise SystemExit(f"benchmarks: {refused[1]} requests to {url.split('?')[0]} were refused")
    return float(rate[1])
