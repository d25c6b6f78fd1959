"""Descry as people run it: Redis, `descry serve` and nginx with TLS, on free ports and in a temporary folder."""

import atexit
import http.client
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlencode

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Stack"))
import parts  # noqa: E402
from parts import PART, ROOT, free_port, inherited, make_certificate  # noqa: E402, F401  (others take them from here)

PROGRAM = pathlib.Path(os.environ.get("DESCRY_PROGRAM") or ROOT / ".build/debug/descry").absolute()
READY_WITHIN = 60


class StandIn:
    """Tests/StandIn/pixabay.py, with the demo gallery's pictures, or another stand-in."""

    def __init__(self, start, arguments, program="pixabay.py"):
        _, ports = parts.start_stand_in(start, *arguments, program=program)
        self.place, self.trap = f"127.0.0.1:{ports['port']}", ports["trap"]

    def tell(self, target):
        """Asks one of the addresses that steer it; the answer's JSON."""
        connection = http.client.HTTPConnection(self.place, timeout=30)
        connection.request("GET", target)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    @property
    def settings(self):
        return {
            "DESCRY_SOURCE": "pixabay", "DESCRY_PIXABAY_URL": f"http://{self.place}/api/",
            "DESCRY_ALLOW_SOURCE": self.place, "PIXABAY_API_KEY": "any",
        }


class Stack:
    """Starts everything and waits until it is ready; `stop()` ends it, as the end of this program does.

    `descry` and `nginx` are settings of `descry serve` and of nginx/configure, `redis` are options of redis-server. `pixabay`
    are arguments of the stand-in for Pixabay; without them the demo gallery is searched.
    """

    def __init__(self, descry=None, nginx=None, pixabay=None, redis=()):
        # In /tmp whatever TMPDIR says: a unix socket's path has at most 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-browser-", dir="/tmp"))
        self.port = free_port()
        self.origin = f"https://localhost:{self.port}"
        self.processes = []
        self.redis_options = redis
        atexit.register(self.stop)
        self.environment = {
            **inherited(),
            # The tests may be root's.
            "DESCRY_ALLOW_ROOT": "1",
            "DESCRY_LISTEN": f"unix:{self.folder}/descry.sock",
            "DESCRY_HEALTH_LISTEN": f"unix:{self.folder}/health.sock",
            # So that a slow machine gets to the end of a new pool before it.
            "DESCRY_DEADLINE": "60", "DESCRY_POOL_SIZE": "30",
            "DESCRY_MODEL": str(ROOT / "deploy/demo/model"),
            "DESCRY_GALLERY": str(ROOT / "deploy/demo/gallery"),
            "REDISHOST": f"unix:{self.folder}/redis.sock",
        }
        try:
            self.stand_in = None
            if pixabay is not None:
                self.stand_in = StandIn(lambda command, **options: self.start("pixabay", command, **options), pixabay)
                self.environment.update(self.stand_in.settings)
            self.environment.update(descry or {})
            self.start_redis()
            self.start_descry()
            self.configure_nginx(nginx or {})
            self.start_nginx()
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def start(self, name, command, **options):
        process = parts.start(command, self.folder / f"{name}.log", **{"env": self.environment, **options})
        self.processes.append(process)
        return process

    def forget(self):
        """Empties Redis: a new pool then takes none of its pictures' embeddings from another keyword's."""
        subprocess.run(["redis-cli", "-s", str(self.folder / "redis.sock"), "FLUSHALL"],
                       check=True, stdout=subprocess.DEVNULL)

    def start_redis(self):
        path = self.folder / "redis.sock"
        path.unlink(missing_ok=True)
        self.redis = self.start("redis", [PART, "redis", self.folder, *self.redis_options])
        self.wait_for(path.exists, "redis")

    def kill_redis(self):
        self.processes.remove(self.redis)
        parts.end(self.redis, kill=True)

    def start_descry(self):
        if not PROGRAM.exists():
            raise RuntimeError(f"{PROGRAM} is not there: swift build, or name it in DESCRY_PROGRAM")
        self.descry = self.start("descry", [PROGRAM, "serve"])

    def stop_descry(self, kill=False):
        self.processes.remove(self.descry)
        parts.end(self.descry, kill)

    def restart_descry(self):
        self.start_descry()
        self.wait_until_ready()

    def stop_nginx(self):
        self.processes.remove(self.nginx)
        parts.end(self.nginx)

    def restart_nginx(self):
        self.start_nginx()
        self.wait_until_ready()

    def configure_nginx(self, settings):
        parts.configure_nginx(self.folder, self.port, {**self.environment, "DESCRY_ANSWER_CACHE": "0", **settings})
        if self.stand_in:
            self.allow_pictures_of_the_stand_in()

    def start_nginx(self):
        self.nginx = self.start("nginx", [PART, "nginx", self.folder / "configuration", self.folder / "nginx"])

    def allow_pictures_of_the_stand_in(self):
        """Puts the stand-in beside Pixabay in the page's policy, which rightly names no other host."""
        file = self.folder / "configuration/includes/page-headers.conf"
        policy = file.read_text()
        allowed = policy.replace(" https://cdn.pixabay.com", f" https://cdn.pixabay.com http://{self.stand_in.place}")
        if allowed == policy:
            raise RuntimeError("the page's policy does not name Pixabay's host")
        file.write_text(allowed)

    def wait_until_ready(self):
        self.wait_for(self.is_ready, "descry")

    def is_ready(self):
        try:
            return self.ask("/ready")[0] == 200
        except OSError:
            return False

    def wait_for(self, condition, name):
        end = time.monotonic() + READY_WITHIN
        while not condition():
            ended = [process.args for process in self.processes if process.poll() is not None]
            if ended or time.monotonic() > end:
                logs = "".join(f"\n{path.name}:\n{path.read_text()[-2000:]}" for path in self.folder.glob("*.log"))
                raise RuntimeError(f"{name} is not ready; ended: {ended}; the ends of the logs:{logs}")
            time.sleep(0.05)

    def ask(self, path):
        """Status and JSON of a path."""
        context = ssl.create_default_context(cafile=f"{self.folder}/certificate.pem")
        connection = http.client.HTTPSConnection("localhost", self.port, context=context, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def search(self, tag, query, k=10):
        """What /search answers: the truth that the page has to show."""
        status, answer = self.ask("/search?" + urlencode({"t": tag, "s_query": query, "k": k}))
        if status != 200:
            raise RuntimeError(f"/search answers {status}: {answer}")
        if answer["pool"]["ranked"] + answer["pool"]["skipped"] < answer["pool"]["size"]:
            raise RuntimeError(f"only part of the pool is ranked: {answer['pool']}")
        return answer

    def stop(self):
        atexit.unregister(self.stop)
        # nginx first, Redis and the stand-in last.
        while self.processes:
            parts.end(self.processes.pop())
        shutil.rmtree(self.folder, ignore_errors=True)
