"""A client, and what it asks: a place with a certificate of its own."""

import http.client
import json
import socket
import ssl
import time
from urllib.parse import urlencode


class Answer:
    def __init__(self, status, headers, body, seconds):
        self.status, self.headers, self.body, self.seconds = status, headers, body, seconds

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def pool(self):
        return self.json["pool"]

    def is_problem(self):
        """A problem in JSON with what a client needs: the status, a sentence, CORS headers, and when to try again."""
        if self.headers.get("Content-Type") != "application/problem+json":
            return False
        problem = self.json
        waits = self.status in (429, 502, 503, 504)
        return (problem.get("status") == self.status and bool(problem.get("detail"))
                and self.headers.get("Access-Control-Allow-Origin") == "*"
                and (not waits or int(self.headers.get("Retry-After", 0)) > 0))


class Client:
    """Keeps one connection; after an error it makes another one."""

    def __init__(self, port, context, timeout=60, host="localhost"):
        self.port, self.context, self.timeout, self.host = port, context, timeout, host
        self.connection = None

    def connect(self):
        return http.client.HTTPSConnection(self.host, self.port, context=self.context, timeout=self.timeout)

    def ask(self, target, method="GET", headers=None):
        began = time.monotonic()
        is_new = self.connection is None
        if is_new:
            self.connection = self.connect()
        try:
            self.connection.request(method, target, headers=headers or {})
            response = self.connection.getresponse()
            body = response.read()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if is_new:
                raise
            # A kept connection that the server closed meanwhile, as it may at a reload: RFC 9110, section 9.2.2.
            return self.ask(target, method, headers)
        except BaseException:
            self.close()
            raise
        if response.will_close:
            self.close()
        return Answer(response.status, response.headers, body, time.monotonic() - began)

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None


class Site:
    """What answers at a port, with a certificate that is trusted."""

    host = "localhost"

    def open(self, port, certificate):
        self.port, self.certificate = port, str(certificate)
        self.context = self.new_context()

    def new_context(self):
        return ssl.create_default_context(cafile=self.certificate)

    def client(self, timeout=60):
        return Client(self.port, self.context, timeout, self.host)

    def ask(self, target, headers=None, timeout=60, method="GET"):
        client = self.client(timeout)
        try:
            return client.ask(target, method, headers)
        finally:
            client.close()

    def search(self, tag, sentence, k=10, **options):
        return self.ask(search(tag, sentence, k), **options)


    def send(self, data, timeout=30):
        """Sends bytes as they are; gives all that comes back until the server closes the connection."""
        received = b""
        with self.connect(timeout) as connection:
            try:
                connection.sendall(data)
                while block := connection.recv(65536):
                    received += block
            except (ConnectionError, ssl.SSLError):
                pass  # Closed before all was sent; what came is what counts.
        return received

    def connect(self, timeout=30, address="127.0.0.1"):
        """A connection with TLS, from an address of this machine."""
        return self.context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.port), timeout, (address, 0)), server_hostname="localhost")


def search(tag, sentence, k=10):
    return "/search?" + urlencode({"t": tag, "s_query": sentence, "k": k})
