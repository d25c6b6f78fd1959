"""Searches and health through nginx, and clients that are slow; run by test_nginx.py."""
import concurrent.futures
import gzip
import json
import os
import socket
import struct
import threading
import time

import http2
from nginx_test import SEARCH, NginxTest
from responder import default_answer, search_answer

JSON = {"Content-Type": "application/json"}


class Searches(NginxTest):
    settings = {"DESCRY_ANSWER_CACHE": "0"}

    def test_the_process_gets_what_it_needs_and_no_more(self):
        answer = self.server.ask(
            SEARCH, headers={"Cookie": "a=b", "Proxy": "http://evil", "Origin": "https://a.example", "X-Any": "x"}
        )
        self.assertEqual(answer.status, 200)
        (request,) = self.server.search.requests
        self.assertEqual(request["QUERY_STRING"], "t=mountains&s_query=dark+skies&k=5")
        self.assertEqual(request["REQUEST_METHOD"], "GET")
        self.assertEqual(request["SCRIPT_NAME"], "/search")
        self.assertEqual(request["REMOTE_ADDR"], "127.0.0.1")
        self.assertEqual(request["REQUEST_SCHEME"], "https")
        self.assertEqual(request["HTTP_HOST"], f"localhost:{self.server.port}")
        self.assertEqual(request.get("HTTP_PROXY", ""), "")
        self.assertEqual([n for n in request if n in ("HTTP_COOKIE", "HTTP_X_ANY", "HTTP_USER_AGENT")], [])

    def test_the_wait_that_a_client_prefers_is_handed_on_checked(self):
        for value, handed_on in (("wait=3", "wait=3"), ("respond-async, wait=10", "respond-async, wait=10"),
                                 ("x" * 201, ""), ("wait=3\u00e9", ""), (None, "")):
            with self.subTest(value):
                self.server.search.requests.clear()
                headers = {} if value is None else {"Prefer": value.encode("latin-1")}
                self.assertEqual(self.server.ask(SEARCH, headers=headers).status, 200)
                self.assertEqual(self.server.search.requests[0]["HTTP_PREFER"], handed_on)

    def test_the_trace_is_handed_on_and_logged_if_it_is_well_formed(self):
        trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
        good = f"00-{trace}-{parent}-01"
        for value, known in (
            (good, True), (f"00-{trace}-{parent}-00", True), (f"cc-{trace}-{parent}-01-more", True),
            (f"cc-{trace}-{parent}-01", True), (None, False), ("", False), (f"ff-{trace}-{parent}-01", False),
            (f"00-{trace}-{parent}-01-more", False), (f"00-{'0' * 32}-{parent}-01", False),
            (f"00-{trace}-{'0' * 16}-01", False), (good.upper(), False), (good[:-1], False), (f"{good}, {good}", False),
            (f"00-{trace[1:]}-{parent}-01", False), (f"cc-{trace}-{parent}-01-{'x' * 100}", False),
            (f"00-{trace}g{parent}-01", False), ('00-"}{-x-01', False),
        ):
            with self.subTest(value):
                self.server.search.requests.clear()
                answer = self.server.ask(SEARCH, headers={} if value is None else {"Traceparent": value})
                self.assertEqual(answer.status, 200)
                handed_on = self.server.search.requests[0].get("HTTP_TRACEPARENT", "")
                self.assertEqual(handed_on, value if known else "")
                self.assertEqual(self.server.logged(answer)["trace_id"], trace if known else "")

    def test_one_id_goes_to_the_process_and_to_the_client(self):
        answer = self.server.ask(SEARCH, headers={"X-Request-Id": "mine"})
        self.assertEqual(answer.all("X-Request-Id"), [self.server.search.requests[0]["REQUEST_ID"]])
        self.assertRegex(answer.headers["X-Request-Id"], "^[0-9a-f]{32}$")

    def test_the_process_own_errors_pass_as_they_are(self):
        body = json.dumps({"type": "about:blank", "title": "Overloaded", "status": 503, "detail": "Too much."})
        headers = {"Content-Type": "application/problem+json", "Retry-After": "7"}
        self.server.search.answers["/search"] = ("503 Service Unavailable", headers, body.encode())
        answer = self.server.ask(SEARCH)
        self.assertProblem(answer, 503)
        self.assertEqual(answer.all("Retry-After"), ["7"])
        self.assertEqual(answer.body, body.encode())

    def test_a_request_that_met_a_dying_process_is_sent_once_more(self):
        tries = []

        def dies_first(parameters):
            tries.append(parameters)
            return None if len(tries) == 1 else default_answer(parameters)

        self.server.search.answers["/search"] = dies_first
        self.assertEqual(self.server.ask(SEARCH).status, 200)
        self.assertEqual(len(tries), 2)

    def test_a_process_that_dies_again_and_again_is_a_503(self):
        self.server.search.answers["/search"] = lambda _: None
        answer = self.server.ask(SEARCH)
        self.assertProblem(answer, 503)
        self.assertEqual(len(answer.all("Retry-After")), 1)
        self.assertEqual(len(self.server.search.requests), 2)

    def test_without_the_process(self):
        self.server.search.stop()
        self.server.health.stop()
        try:
            for path in (SEARCH, "/ready", "/alive", "/test", "/metrics"):
                with self.subTest(path):
                    answer = self.server.ask(path)
                    self.assertProblem(answer, 503, origins=[] if path == "/metrics" else ["*"])
                    self.assertEqual(len(answer.all("Retry-After")), 1)
            self.assertEqual(self.server.ask("/").status, 200)
        finally:
            self.server.search.start()
            self.server.health.start()

    def test_health_has_the_other_socket(self):
        for path in ("/alive", "/ready", "/test", "/metrics"):
            with self.subTest(path):
                self.server.health.answers[path] = ("200 OK", JSON, b'{"from": "health"}')
                answer = self.server.ask(path)
                self.assertEqual(json.loads(answer.body), {"from": "health"})
                self.assertEqual(answer.all("Cache-Control"), ["no-store"])
        self.assertEqual(self.server.search.requests, [])

    def test_health_answers_while_searches_hang(self):
        go = threading.Event()
        self.server.search.answers["/search"] = lambda p: go.wait(30) and default_answer(p)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            hanging = [pool.submit(self.server.ask, f"{SEARCH}&n={n}") for n in range(8)]
            while len(self.server.search.requests) < 8:
                time.sleep(0.01)
            self.assertEqual(self.server.ask("/ready").status, 200)
            go.set()
            self.assertEqual({h.result().status for h in hanging}, {200})

    def test_a_hanging_health_thread_is_a_503(self):
        go = threading.Event()
        self.server.health.answers["/ready"] = lambda p: go.wait(30) and default_answer(p)
        self.assertProblem(self.server.ask("/ready"), 503)
        go.set()

    def test_a_long_answer_is_gzipped(self):
        answer = self.server.ask(SEARCH, headers={"Accept-Encoding": "gzip"})
        self.assertEqual(answer.headers["Content-Encoding"], "gzip")
        self.assertEqual(json.loads(gzip.decompress(answer.body)), search_answer())

    def test_no_log_holds_what_was_searched(self):
        self.server.ask("/search?t=sekrit&s_query=wonderword")
        self.server.search.answers["/search"] = lambda _: None
        self.server.ask("/search?t=sekrit&s_query=wonderword")
        self.server.ask("/search?t=sekrit&s_query=wonderword", "POST", body=b"x" * 2000)
        # & for ?, as people write it.
        self.server.ask("/search&t=sekrit&s_query=wonderword")
        self.server.logged(self.server.ask("/?t=sekrit&q=wonderword"))
        for name in ("access", "error"):
            self.assertNotIn("sekrit", self.server.log(name))
            self.assertNotIn("wonderword", self.server.log(name))

    def test_the_access_log_is_json(self):
        answer = self.server.ask('/search?t=a"b')
        missing = self.server.ask("/no/such%22path?x=1")
        # Ends before there is a status.
        fields = [(b":method", b"GET"), (b":scheme", b"https"), (b":authority", b"localhost"), (b":path", b"/cut")]
        with self.assertRaises(ConnectionError):
            http2.get(self.server.tls(), self.server.port, fields, repeated=(b"x-long", b"x" * 3_900, 900))
        line = self.server.logged(answer)
        self.assertEqual((line["path"], line["status"], line["method"]), ("/search", 200, "GET"))
        self.assertEqual(self.server.logged(missing)["path"], "/no/such%22path")
        for _ in range(100):
            lines = [json.loads(line) for line in self.server.log("access").splitlines()]
            if any(line["status"] == 0 for line in lines):
                return
            time.sleep(0.05)
        self.fail("no line for a client that broke off")


class SlowClients(NginxTest):
    settings = {"DESCRY_ANSWER_CACHE": "0"}

    def open(self):
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        return self.server.tls().wrap_socket(connection, server_hostname="localhost")

    def test_an_answer_that_nobody_takes_does_not_hold_the_process(self):
        self.server.search.answers["/search"] = ("200 OK", JSON, os.urandom(2_000_000))
        before = self.server.search.delivered
        connections = [self.open() for _ in range(20)]
        for number, connection in enumerate(connections):
            connection.sendall(f"GET {SEARCH}&n={number} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for _ in range(300):
            if self.server.search.delivered == before + 20:
                break
            time.sleep(0.1)
        self.assertEqual(self.server.search.delivered, before + 20)
        for connection in connections:
            connection.close()

    def test_a_connection_has_few_requests_at_a_time(self):
        context = self.server.tls()
        context.set_alpn_protocols(["h2"])
        with context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.server.port), timeout=30), server_hostname="localhost"
        ) as connection, connection.makefile("rb") as stream:
            connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + http2.frame(http2.SETTINGS, 0, 0, b""))
            header = stream.read(9)
            self.assertEqual(header[3], http2.SETTINGS)
            settings = dict(struct.iter_unpack(">HI", stream.read(int.from_bytes(header[:3], "big"))))
            # SETTINGS_MAX_CONCURRENT_STREAMS (RFC 9113, section 6.5.2): each may hold headers of 128 kB.
            self.assertLessEqual(settings[3], 16)
