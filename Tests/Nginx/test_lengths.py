"""Lengths of addresses and headers; run by test_nginx.py."""
import json
import urllib.parse

import http2
from nginx_test import SEARCH, NginxTest


class Lengths(NginxTest):
    """What the contract promises may be long, and what is longer is told so in JSON, over HTTP/1.1 and HTTP/2."""

    settings = {"DESCRY_ANSWER_CACHE": "0"}
    protocols = {"--http1.1": "HTTP/1.1", "--http2": "HTTP/2"}
    # 1,000 and 100 characters of 12 bytes each as browsers send them.
    sentence = urllib.parse.quote("\U0001f40e" * 1000)
    tag = urllib.parse.quote("\U0001f30a" * 100)

    def test_a_thousand_characters_of_four_bytes(self):
        origin = f"https://localhost:{self.server.port}"
        for path in (f"/search?t={self.tag}&s_query={self.sentence}&k=5",
                     f"/search/stream?t={self.tag}&s_query={self.sentence}&k=5",
                     f"/?t={self.tag}&q={self.sentence}&k=5"):
            for protocol, version in self.protocols.items():
                with self.subTest(path[:20], protocol=protocol):
                    self.server.search.requests.clear()
                    answer = self.server.curl(
                        path, "-H", f"Referer: {origin}/?t={self.tag}&q={self.sentence}",
                        "-H", "Cookie: " + "; ".join(f"c{i}=" + "x" * 4000 for i in range(4)), protocol=protocol)
                    self.assertEqual((answer.status, answer.version), (200, version))
                    for request in self.server.search.requests:
                        self.assertEqual(request["QUERY_STRING"], path.partition("?")[2])

    def test_a_thousand_characters_that_are_not_percent_encoded(self):
        path = f"/search?t={urllib.parse.unquote(self.tag)}&s_query={urllib.parse.unquote(self.sentence)}"
        for protocol in self.protocols:
            with self.subTest(protocol):
                self.server.search.requests.clear()
                self.assertEqual(self.server.curl(path, protocol=protocol).status, 200)
                self.assertEqual(self.server.search.requests[0]["QUERY_STRING"], path.partition("?")[2])

    def test_every_length_has_an_answer(self):
        for path in ("/search?s_query=", "/search/stream?s_query=", "/source?x=", "/?q=", "/ready?x=", "/gallery/", "/nothing/"):
            for length in (13_000, 16_000, 17_000, 32_000, 33_000, 50_000, 63_000, 100_000, 1_000_000, 3_000_000):
                for protocol in self.protocols:
                    if length > 63_000 and protocol == "--http2":
                        continue  # See test_more_than_curl_sends_over_http2.
                    address = path + "x" * (length - len(path))
                    with self.subTest(path, length=length, protocol=protocol):
                        answer = (self.server.curl(address, protocol=protocol) if length <= 63_000
                                  else self.server.ask(address))
                        if length > 32_768:
                            self.assertProblem(answer, 414)
                        elif path in ("/gallery/", "/nothing/"):
                            self.assertProblem(answer, 404)
                        else:
                            self.assertEqual(answer.status, 200)

    def test_every_length_of_headers_has_an_answer(self):
        for length in (9_000, 16_000, 33_000, 60_000, 130_000, 1_000_000):
            for protocol in self.protocols:
                if length > 60_000 and protocol == "--http2":
                    continue
                with self.subTest(length=length, protocol=protocol):
                    answer = (self.server.curl(SEARCH, "-H", "X-Long: " + "x" * length, protocol=protocol)
                              if length <= 60_000 else self.server.ask(SEARCH, headers={"X-Long": "x" * length}))
                    if length < 100_000:
                        self.assertEqual(answer.status, 200)
                    else:
                        self.assertProblem(answer, 431)

    def test_more_than_nginx_reads(self):
        for request, status in ((b"GET /search?t=%b HTTP/1.1\r\n", 414), (b"GET / HTTP/1.1\r\nX-Long: %b\r\n", 431)):
            received = self.server.send(request % (b"x" * 5_000_000) + b"Host: localhost\r\n\r\n")
            self.assertIn(f'"status":{status}', received)

    def test_more_than_curl_sends_over_http2(self):
        for length in (70_000, 99_000, 125_000):
            for field, status in ((b":path", 414), (b"x-long", 431)):
                with self.subTest(length=length, field=field):
                    fields = {b":method": b"GET", b":scheme": b"https", b":authority": b"localhost", b":path": b"/ready"}
                    fields[field] = b"/search?s_query=".ljust(length, b"x")
                    body = http2.get(self.server.tls(), self.server.port, fields.items())
                    expected = 200 if field == b"x-long" and length < 100_000 else status
                    self.assertEqual(json.loads(body).get("status", 200), expected)

    def test_a_large_body_is_refused_over_both(self):
        for protocol in self.protocols:
            for path in (SEARCH, "/", "/gallery/000.jpg", "/metrics"):
                for accept in ("*/*", "text/html"):
                    with self.subTest(path, protocol=protocol, accept=accept):
                        answer = self.server.curl(
                            path, "-H", f"Accept: {accept}", "-H", "Expect:", "--data", "x" * 2000, protocol=protocol)
                        self.assertEqual(answer.status, 413)
                        self.assertNotIn(b"<center>nginx</center>", answer.body)

    def test_many_headers_over_http2_fill_no_memory(self):
        # In HPACK (RFC 7541) one byte stands for a field that was sent before.
        fields = [(b":method", b"GET"), (b":scheme", b"https"), (b":authority", b"localhost"), (b":path", b"/ready")]
        header = (b"x-long", b"x" * 3_900)
        body = http2.get(self.server.tls(), self.server.port, fields, repeated=(*header, 25))
        self.assertNotIn("status", json.loads(body))
        # 3.5 MB from 5 kB.
        with self.assertRaises(ConnectionError):
            http2.get(self.server.tls(), self.server.port, fields, repeated=(*header, 900))
        self.assertEqual(self.server.curl("/ready").status, 200)

    def test_long_hosts_and_origins_never_reach_the_process(self):
        for name in ("Origin", "Host"):
            for protocol in self.protocols:
                with self.subTest(name, protocol=protocol):
                    self.server.search.requests.clear()
                    answer = self.server.curl(SEARCH, "-H", f"{name}: https{'a' * 50_000}"[:50_000], protocol=protocol)
                    if name == "Host":
                        self.assertProblem(answer, 400)
                    else:
                        self.assertEqual(answer.status, 200)
                    for request in self.server.search.requests:
                        self.assertLess(sum(map(len, request.values())), 1000)
