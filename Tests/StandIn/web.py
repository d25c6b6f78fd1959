#!/usr/bin/env python3
"""A web server that does what web servers should not, for the tests of the HTTP client.

/echo                      the request as JSON
/status?code=C             that status
/bytes?n=N                 N bytes that depend on their place, with ETag and ranges (&etag=E; &cut=K: the connection
                           ends after K bytes; &ranges=no: always the whole; &ranges=wrong: another range;
                           &ranges=never: 416)
/jpeg-like?ms=M            a short answer after M milliseconds
/gate?name=X               an answer once /__open?name=X was asked
/chunked?n=N /gzip?n=N     N bytes in chunks, or compressed
/redirect?to=URL&code=C    to wherever; /redirect?trap=1: to a port that counts connections
/loop                      to itself
/endless /slow /hang /reset /cut /many-headers /rubbish /close
"""

import collections
import gzip
import json
import threading
import time

from server import Handler, Server, parser, serve


def content(size):
    """Bytes that tell where they stand: a wrong offset shows."""
    words = (index.to_bytes(4, "big") for index in range((size + 3) // 4))
    return b"".join(words)[:size]


class WebServer(Server):
    def reset(self):
        super().reset()
        self.gates = collections.defaultdict(threading.Event)


class WebHandler(Handler):
    def configure(self, path, query):
        if path != "/__open":
            return None
        self.server.gates[query["name"]].set()
        return {}

    def respond(self, path, query):
        action = getattr(self, "get_" + path.strip("/").replace("-", "_"), None)
        if action is None:
            return self.send(404, "no such page")
        action(query)

    def get_echo(self, query):
        self.send(200, json.dumps({"query": query, "headers": dict(self.headers.items())}), "application/json")

    def get_status(self, query):
        self.send(int(query["code"]), "as you like", headers=[("X-Twice", "a"), ("x-twice", "b")])

    def get_jpeg_like(self, query):
        time.sleep(int(query.get("ms", 0)) / 1000)
        self.send(200, b"\xff\xd8\xff" + query.get("text", "").encode(), "image/jpeg")

    def get_gate(self, query):
        with self.server.lock:
            gate = self.server.gates[query["name"]]
        gate.wait(60)
        self.send(200, "open")

    def get_bytes(self, query):
        body = content(int(query["n"]))
        tag = '"%s"' % query.get("etag", "one")
        first, wanted = 0, self.headers.get("Range")
        fits = self.headers.get("If-Range") in (None, tag)
        if wanted and query.get("ranges") == "never":
            return self.send(416, headers=[("Content-Range", "bytes */1")])
        if wanted and fits and query.get("ranges") != "no":
            first = int(wanted.removeprefix("bytes=").split("-")[0])
            if first >= len(body):
                return self.send(416, headers=[("Content-Range", f"bytes */{len(body)}")])
            if query.get("ranges") == "wrong":
                first = 0
        rest = body[first:]
        headers = [("Content-Length", str(len(rest))), ("ETag", tag), ("Accept-Ranges", "bytes")]
        if wanted and fits and query.get("ranges") != "no":
            headers.append(("Content-Range", f"bytes {first}-{len(body) - 1}/{len(body)}"))
            self.start(206, "application/octet-stream", headers)
        else:
            self.start(200, "application/octet-stream", headers)
        if "cut" in query and len(rest) > int(query["cut"]):
            self.wfile.write(rest[: int(query["cut"])])
            return self.hang_up()
        self.wfile.write(rest)
        self.wfile.flush()

    def get_chunked(self, query):
        body = content(int(query["n"]))
        self.start(200, "application/octet-stream", [("Transfer-Encoding", "chunked")])
        for start in range(0, len(body), 1000):
            self.chunk(body[start : start + 1000])
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def get_gzip(self, query):
        body = gzip.compress(bytes(int(query["n"])))
        self.send(200, body, "application/json", [("Content-Encoding", "gzip")])

    def get_redirect(self, query):
        target = query.get("to") or f"http://127.0.0.1:{self.server.trap_port}/secret"
        self.send(int(query.get("code", 302)), "elsewhere", headers=[("Location", target)])

    def get_loop(self, query):
        self.send(302, headers=[("Location", "/loop")])

    def get_endless(self, query):
        self.endless()

    def get_slow(self, query):
        self.slow(b"x" * 10_000, "text/plain")

    def get_hang(self, query):
        self.hang()

    def get_reset(self, query):
        self.reset_connection()

    def get_cut(self, query):
        self.cut(b"x" * 1000, "text/plain")

    def get_many_headers(self, query):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for index in range(1_000_000):
            self.wfile.write(b"X-%d: %s\r\n" % (index, b"y" * 1000))

    def get_rubbish(self, query):
        self.wfile.write(b"\x00\x01\x02 this is not HTTP\r\n\r\n")
        self.hang_up()

    def get_close(self, query):
        self.close_connection = True
        self.send(200, "bye", headers=[("Connection", "close")])


if __name__ == "__main__":
    arguments = parser(__doc__).parse_args()
    serve(WebServer(arguments.port, WebHandler), arguments)
