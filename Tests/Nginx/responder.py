"""Stands in for Descry's process: speaks FastCGI (https://fastcgi-archives.github.io/FastCGI_Specification.html).

It answers what a test put into `answers` for the path, else 200 with the contract's shape, and keeps every request's
parameters in `requests`. One thread a connection, one request a connection, as nginx without keep_conn asks.
"""
import json
import os
import socket
import struct
import threading

BEGIN, END, PARAMS, STDOUT = 1, 3, 4, 6

PICTURE = {
    "id": "gallery:006",
    "url": "https://localhost/gallery/006.jpg",
    "large_url": "https://localhost/gallery/006.jpg",
    "score": 5.25,
    "probability": 0.41,
    "match": "strong",
    "page_url": None,
    "credit": {"name": "Descry's painter", "url": "/painter.html"},
    "alt": "A red hot air balloon over a city at night.",
    "width": 640,
    "height": 426,
    "color": "#6a7d52",
}


def search_answer(count=5):
    return {
        "top_urls": [PICTURE["url"]] * count,
        "top_scores": [PICTURE["score"]] * count,
        "results": [PICTURE] * count,
        "tag": "mountains",
        "query": "mountains with dark skies",
        "match": "strong",
        "offset": 0,
        "pool": {"source": "gallery", "size": 30, "ranked": 30, "skipped": 0, "cached": True, "age_s": 4},
        "timing_ms": {"pool": 0.1, "encode": 1.0, "rank": 0.1, "total": 1.2},
    }


class Responder:
    """A FastCGI server on a unix socket.

    answers: path → (status line, headers, body bytes) or a function of the parameters that gives one;
    None closes the connection without an answer.
    """

    def __init__(self, path):
        self.path = path
        self.answers = {}
        self.requests = []
        # Answers that were taken whole.
        self.delivered = 0
        self.listener = None

    def start(self):
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        os.chmod(self.path, 0o666)
        self.listener.listen(1024)
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def stop(self):
        """Goes away as a killed process does: the socket's file stays, and refuses."""
        if self.listener:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None

    def _accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection, connection.makefile("rb") as stream:
            encoded, request_id = b"", 1
            while header := stream.read(8):
                _, kind, request_id, length, padding = struct.unpack("!BBHHBx", header)
                content = stream.read(length)
                stream.read(padding)
                if kind == PARAMS:
                    if not content:
                        break
                    encoded += content
            else:
                return
            parameters = decoded(encoded)
            self.requests.append(parameters)
            answer = self.answers.get(parameters.get("SCRIPT_NAME"), default_answer)
            if callable(answer):
                answer = answer(parameters)
            if answer is None:
                return
            status, headers, body = answer
            # As the process does.
            headers = {"Content-Length": len(body), **headers}
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            output = f"Status: {status}\r\n{lines}\r\n".encode() + body
            reply = b"".join(
                record(STDOUT, request_id, output[i : i + 65535]) for i in range(0, len(output), 65535)
            )
            try:
                connection.sendall(reply + record(STDOUT, request_id, b"") + record(END, request_id, bytes(8)))
                self.delivered += 1
            except OSError:
                pass  # the client went away


def default_answer(parameters):
    body = search_answer() if parameters.get("SCRIPT_NAME") == "/search" else {"result": "good to go"}
    headers = {"Content-Type": "application/json", "X-Request-Id": parameters.get("REQUEST_ID", "")}
    return "200 OK", headers, json.dumps(body).encode()


def record(kind, request_id, content):
    return struct.pack("!BBHHBx", 1, kind, request_id, len(content), 0) + content


def decoded(encoded):
    """Name-value pairs, lengths of one byte or of four with the high bit set."""
    pairs, at = {}, 0

    def length():
        nonlocal at
        size = 1 if encoded[at] < 128 else 4
        value = int.from_bytes(encoded[at : at + size], "big") & 0x7FFFFFFF
        at += size
        return value

    while at < len(encoded):
        name_length, value_length = length(), length()
        name = encoded[at : at + name_length].decode()
        value = encoded[at + name_length : at + name_length + value_length].decode(errors="replace")
        pairs[name] = value
        at += name_length + value_length
    return pairs
