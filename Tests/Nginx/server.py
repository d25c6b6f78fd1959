"""Starts a real nginx with the configuration that nginx/configure writes, on free ports and in a temporary folder."""
import atexit
import http.client
import io
import json
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Stack"))
import parts  # noqa: E402
from parts import PART, ROOT, free_port, inherited  # noqa: E402
from responder import Responder  # noqa: E402


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    def all(self, name):
        return self.headers.get_all(name) or []


class CurlAnswer(Answer):
    def __init__(self, version, status, lines, body):
        self.version = version
        self.status = status
        self.headers = http.client.parse_headers(io.BytesIO(lines + b"\r\n\r\n"))
        self.body = body


class Server:
    """nginx in front of two responders: `search` and `health`. Settings are nginx/configure's; `changes` replaces texts in
    the nginx.conf and settings/http.conf that it writes, as limits that no test could reach."""

    def __init__(self, changes=None, **settings):
        self.changes = changes or {}
        # In /tmp whatever TMPDIR says: a unix socket's path has at most 107 bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-nginx-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.port, self.http_port = free_port(), free_port()
        self.search = Responder(f"{self.folder}/search.sock")
        self.health = Responder(f"{self.folder}/health.sock")
        self.environment = {
            **inherited(),
            "DESCRY_LISTEN": f"unix:{self.search.path}",
            "DESCRY_HEALTH_LISTEN": f"unix:{self.health.path}",
            "DESCRY_HTTPS_PORT": str(self.port),
            "DESCRY_HTTP_PORT": str(self.http_port),
            "DESCRY_TLS_CERTIFICATE": f"{self.folder}/certificate.pem",
            "DESCRY_TLS_KEY": f"{self.folder}/key.pem",
            "DESCRY_NGINX_STATE": f"{self.folder}/state",
            "DESCRY_NGINX_LOG": f"{self.folder}/log",
            # The checkout may lie where only its owner can read.
            "DESCRY_NGINX_USER": "root",
            **settings,
        }
        for name in ("certificate.pem", "key.pem"):
            (self.folder / name).touch()
        self.process = None
        atexit.register(self.stop)  # however the tests end

    def start(self):
        parts.make_certificate(self.folder)
        subprocess.run([ROOT / "nginx/configure", f"{self.folder}/nginx"], check=True, capture_output=True, env=self.environment)
        files = [self.folder / "nginx/nginx.conf", self.folder / "nginx/settings/http.conf"]
        for text, other in self.changes.items():
            file = next(file for file in files if text in file.read_text())
            file.write_text(file.read_text().replace(text, other))
        self.search.start()
        self.health.start()
        self.process = parts.start([PART, "nginx", self.folder / "nginx", self.folder], self.folder / "stderr",
                                   env=self.environment)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.http_port if self.is_plain else self.port)).close()
                return self
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise AssertionError("nginx does not start: " + (self.folder / "stderr").read_text())

    @property
    def is_plain(self):
        return self.environment.get("DESCRY_TLS") == "off"

    @property
    def nginx(self):
        return ["nginx", "-p", str(self.folder), "-c", f"{self.folder}/nginx/nginx.conf"]

    def stop(self):
        atexit.unregister(self.stop)
        if self.process:
            parts.end(self.process, within=30)
        self.search.stop()
        self.health.stop()
        shutil.rmtree(self.folder)

    def tls(self, **limits):
        context = ssl.create_default_context(cafile=f"{self.folder}/certificate.pem")
        for name, value in limits.items():
            setattr(context, name, value)
        return context

    def ask(self, path, method="GET", headers=None, body=None, port=None):
        """Asks by HTTPS, or by plain HTTP if a port is named or the server has no other.

        From 127.0.0.1, which the tests count on: where /etc/hosts has ::1, too, localhost would be that.
        """
        if port or self.is_plain:
            connection = http.client.HTTPConnection("127.0.0.1", port or self.http_port, timeout=30)
        else:
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.tls(), timeout=30)
        headers = headers or {}
        if "Host" not in headers:
            headers = {"Host": f"localhost:{connection.port}", **headers}
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        answer = Answer(response, response.read())
        connection.close()
        return answer

    def curl(self, path, *options, protocol="--http2"):
        """Asks by curl, which speaks HTTP/1.1 and HTTP/2; the address goes by standard input, since it may be long."""
        target = f"https://localhost:{self.port}{path}".encode("utf-8", "surrogateescape")
        ended = subprocess.run(
            ["curl", "-4", "-s", "-i", "--noproxy", "*", "--cacert", f"{self.folder}/certificate.pem", "--max-time", "30",
             "--path-as-is", "--globoff", protocol, "-K", "-", *options],
            input=b'url = "' + target + b'"', capture_output=True,
        )
        if ended.returncode != 0:
            raise AssertionError(f"curl ends with {ended.returncode} {protocol} {len(target)}: {ended.stderr.decode()}")
        head, _, body = ended.stdout.partition(b"\r\n\r\n")
        first, _, lines = head.partition(b"\r\n")
        return CurlAnswer(first.split()[0].decode(), int(first.split()[1]), lines, body)

    def send(self, data):
        """Sends bytes as they are; gives all that comes back."""
        with self.tls().wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout=30), server_hostname="localhost"
        ) as connection:
            connection.sendall(data)
            received = b""
            while block := connection.recv(65536):
                received += block
            return received.decode()

    def log(self, name):
        return (self.folder / "log" / f"nginx-{name}.log").read_text()

    def logged(self, answer):
        """The access log's line for an answer; nginx writes it after the answer is out."""
        for _ in range(100):
            for line in map(json.loads, self.log("access").splitlines()):
                if line["id"] == answer.headers["X-Request-Id"]:
                    return line
            time.sleep(0.05)
        raise AssertionError("no line in the access log for " + answer.headers["X-Request-Id"])
