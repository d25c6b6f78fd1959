"""Several replicas of Descry on a network of their own: for Tests/Deployment/kubernetes/replicas."""

import collections
import pathlib
import shutil
import signal
import subprocess
import tempfile

import parts
from manifests import Manifests
from network import Network
from parts import PART, ROOT, inherited
from searches import Client
from system import eventually, photos

HTTP, METRICS, SEARCHES, HEALTH, REDIS, SOURCE = 8080, 9180, 9000, 9001, 6379, 8000
KEY = "replicas-test-key"

FRONT = """
daemon off;
pid {folder}/front.pid;
error_log {folder}/front-error.log;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    proxy_temp_path {folder}/front-proxy;
    client_body_temp_path {folder}/front-body;
    fastcgi_temp_path {folder}/front-fastcgi;
    uwsgi_temp_path {folder}/front-uwsgi;
    scgi_temp_path {folder}/front-scgi;
    # In a Service's role: each request goes to one of the endpoints, and none is sent twice.
    upstream endpoints {{
{servers}
        keepalive 64;
    }}
    server {{
        listen 80 backlog=2048;
        location / {{
            proxy_pass http://endpoints;
            proxy_next_upstream off;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto https;
            proxy_read_timeout 60s;
        }}
    }}
}}
"""


class Fleet:
    """Redis, the stand-in for Pixabay and the front, on a network; replicas are added. Ends with the `with` block."""

    def __init__(self, program, tags, clients=10):
        self.program, self.tags = program, tags
        # A unix socket's path has at most 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-replicas-", dir="/tmp"))
        self.started, self.starts = [], collections.Counter()
        self.network = None
        try:
            self.network = Network(clients)
            self.start_source()
            self.network.add("redis")
            self.start_redis()
            self.front = self.network.add("front")
            self.endpoints = []
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            parts.end(process)
        if self.network:
            self.network.close()
        logs = ROOT / ".build/replicas-logs"
        logs.mkdir(parents=True, exist_ok=True)
        for path in self.folder.rglob("*.log"):
            shutil.copyfile(path, logs / path.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, name, command, machine=None, environment=None, **options):
        inside = self.network.inside(machine) if machine else []
        process = parts.start(command, self.folder / f"{name}.log", inside, env={**inherited(), **(environment or {})}, **options)
        self.started.append(process)
        self.starts[name] += 1
        return process

    def logged(self, text):
        """How often the processes have logged this."""
        return sum(path.read_text(errors="replace").count(text) for path in self.folder.glob("*.log"))

    # The source and the cache.

    def start_source(self):
        parts.start_stand_in(
            lambda command, **options: self.start("source", command, **options),
            "--host", self.network.address, "--port", SOURCE, *photos(self.folder / "photos", self.tags))

    def source(self, target):
        return Client(self.network.address, SOURCE).ask(target).json

    def calls(self):
        """How many searches the source got, how many pictures were fetched, and how often altogether."""
        requests = self.source("/__stats")["requests"]
        pictures = [count for path, count in requests.items() if path.startswith("/get/")]
        return requests.get("/api/", 0), len(pictures), sum(pictures)

    def start_redis(self):
        self.redis = self.start("redis", [PART, "redis", self.folder, "--bind", self.network["redis"], "--port", REDIS,
                                          "--protected-mode", "no"], "redis")

    def kill_redis(self):
        parts.end(self.redis, kill=True)

    # The front.

    def route(self, endpoints):
        """The front sends to these from now on."""
        self.endpoints = list(endpoints)
        servers = "".join(f"        server {address}:{HTTP} max_fails=0;\n" for address in self.endpoints)
        (self.folder / "front.conf").write_text(FRONT.format(folder=self.folder, servers=servers.rstrip()))
        if hasattr(self, "front_process"):
            self.front_process.send_signal(signal.SIGHUP)
        else:
            self.front_process = self.start("front", ["nginx", "-p", self.folder, "-c", self.folder / "front.conf"], "front")

    def client(self, number=None):
        return Client(self.front, source=None if number is None else self.network.clients[number % len(self.network.clients)])

    # Replicas.

    def settings(self, overlay="gke", **more):
        """What the pods of an overlay are told, with this network's addresses."""
        state = {"DESCRY_NGINX_STATE": f"{self.folder}/state", "DESCRY_ANSWER_FOLDER": f"{self.folder}/answers"}
        return {
            **Manifests(overlay).settings, **state, "REDISHOST": self.network["redis"], "REDISPORT": str(REDIS),
            "DESCRY_PIXABAY_URL": f"http://{self.network.address}:{SOURCE}/api/",
            "DESCRY_ALLOW_SOURCE": f"{self.network.address}:{SOURCE}", "PIXABAY_API_KEY": KEY,
            "DESCRY_TRUSTED_PROXIES": self.front, "DESCRY_MODEL": str(ROOT / "deploy/demo/model"), "DESCRY_POOL_SIZE": "30",
            "DESCRY_ALLOW_ROOT": "1", "DESCRY_NGINX_USER": "root", "DESCRY_ANSWER_CACHE": "0", "DESCRY_UNLIMITED": "", **more,
        }

    def start_process(self, name, settings):
        # Their files are of the cluster; the Redis here has no password.
        files = ("PIXABAY_API_KEY_FILE", "REDIS_PASSWORD_FILE", "DESCRY_MODELS")
        settings = {key: value for key, value in settings.items() if key not in files}
        return self.start(name, [self.program, "serve"], name.split(".")[0], settings)

    def start_nginx(self, name, settings):
        folder = self.folder / f"{name}.conf"
        subprocess.run([*self.network.inside(name.split(".")[0]), ROOT / "nginx/configure", folder], check=True, stdout=subprocess.DEVNULL,
                       env={**inherited(), **settings})
        return self.start(name, [PART, "nginx", folder, settings["DESCRY_NGINX_STATE"]], name.split(".")[0])

    def wait_until(self, condition, what, within=90):
        def holds():
            ended = [process.args for process in self.started if process.poll() not in (None, 0, -9)]
            if ended:
                raise RuntimeError(f"{what}: ended meanwhile: {ended}; logs are in .build/replicas-logs")
            try:
                return condition()
            except OSError:
                return False
        if not eventually(holds, within):
            raise RuntimeError(f"{what}: not within {within} s; logs are in .build/replicas-logs")

    def is_ready(self, address, port=METRICS):
        return Client(address, port, timeout=5).ask("/ready").status == 200
