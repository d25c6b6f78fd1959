"""A threaded HTTP/1.1 server that counts, and is told through its own addresses how to misbehave.

What the stand-ins have in common: a JSON line with the ports when ready, /__stats, /__reset, and the ways to fail that
are no HTTP (reset, hang, cut, endless). A second socket, the trap, answers nothing and counts who connects: addresses
that a good client refuses point there.
"""

import argparse
import collections
import json
import os
import select
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port, handler, host="127.0.0.1"):
        super().__init__((host, port), handler)
        self.lock = threading.Lock()
        self.trap = socket.create_server(("127.0.0.1", 0))
        self.reset()
        threading.Thread(target=self.watch_trap, daemon=True).start()

    def reset(self):
        self.connections = 0
        self.running = 0
        self.peak = 0
        self.trapped = 0
        self.held = 0
        self.requests = collections.Counter()
        self.last_query = {}
        self.last_headers = {}

    def watch_trap(self):
        while True:
            connection, _ = self.trap.accept()
            with self.lock:
                self.trapped += 1
            connection.close()

    def stats(self):
        return {
            "connections": self.connections, "requests": dict(self.requests), "peak": self.peak,
            "trapped": self.trapped, "held": self.held, "last_query": self.last_query, "last_headers": self.last_headers,
        }

    @property
    def trap_port(self):
        return self.trap.getsockname()[1]

    def handle_error(self, request, client_address):
        pass  # clients that hang up are part of the tests


class Handler(BaseHTTPRequestHandler):
    """Subclasses answer in `respond(path, query)`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 600
    counted = False

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if parts.path.startswith("/__"):
            return self.control(parts.path, query)
        server = self.server
        with server.lock:
            server.connections += not self.counted
            self.counted = True
            server.requests[parts.path] += 1
            server.last_query = query
            server.last_headers = {name.lower(): value for name, value in self.headers.items()}
            server.running += 1
            server.peak = max(server.peak, server.running)
        try:
            self.respond(parts.path, query)
        except OSError:
            self.close_connection = True
        finally:
            with server.lock:
                server.running -= 1

    def control(self, path, query):
        with self.server.lock:
            if path == "/__stats":
                body = self.server.stats()
            elif path == "/__reset":
                self.server.reset()
                body = {}
            else:
                body = self.configure(path, query)
        self.send(200 if body is not None else 404, json.dumps(body), "application/json")

    def configure(self, path, query):
        return None

    def send(self, status, body=b"", kind="text/plain", headers=()):
        if isinstance(body, str):
            body = body.encode()
        self.start(status, kind, [("Content-Length", str(len(body))), *headers])
        self.wfile.write(body)
        self.wfile.flush()

    def start(self, status, kind, headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def cut(self, body, kind):
        """Half of the promised body."""
        self.start(200, kind, [("Content-Length", str(len(body)))])
        self.wfile.write(body[: len(body) // 2])
        self.hang_up()

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def endless(self, kind="application/octet-stream", start=b""):
        self.start(200, kind, [("Transfer-Encoding", "chunked")])
        if start:
            self.chunk(start)
        while True:
            self.chunk(b" " * 65536)

    def slow(self, body, kind):
        self.start(200, kind, [("Content-Length", str(len(body)))])
        for index in range(len(body)):
            self.wfile.write(body[index : index + 1])
            self.wfile.flush()
            time.sleep(0.2)

    def hang(self):
        """Says nothing until the client goes away."""
        self.connection.settimeout(120)
        try:
            while self.connection.recv(1024):
                pass
        except OSError:
            pass
        self.close_connection = True

    def hold(self, gate):
        """Says nothing until the gate opens; counted as held meanwhile. False if the client has gone away."""
        with self.server.lock:
            self.server.held += 1
        try:
            for _ in range(1200):
                if gate.wait(0.05):
                    return True
                if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1, socket.MSG_PEEK):
                    break
            self.close_connection = True
            return False
        finally:
            with self.server.lock:
                self.server.held -= 1

    def reset_connection(self):
        # With a linger time of 0, closing sends RST in place of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up(socket.SHUT_RD)

    def hang_up(self, how=socket.SHUT_RDWR):
        self.wfile.flush()
        self.close_connection = True
        try:
            self.connection.shutdown(how)
        except OSError:
            pass
        self.connection.close()


def parser(description):
    result = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--port", type=int, default=0, help="0: a free one (default)")
    result.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    return result


def serve(server, arguments):
    print(json.dumps({"port": server.server_address[1], "trap": server.trap_port}), flush=True)
    if arguments.until_eof:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        pass
