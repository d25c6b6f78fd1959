#!/usr/bin/env python3
"""What nginx does by itself, tested on a real nginx in front of a stand-in for the process.

    python3 Tests/Nginx/test_nginx.py [-v] [CLASS[.TEST]]
"""
import concurrent.futures
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True
import http2
from nginx_test import SEARCH, NginxTest
from responder import default_answer, search_answer
from server import ROOT, Server
from test_answers import AnswerFolder, AnswerFolderSettings, FullAnswerFolder, FullAnswerList, ManyAnswers
from test_backends import BackendSettings, Backends, LostBackends
from test_firewall import Firewall
from test_lengths import Lengths  # Here unittest finds it.
from test_limits import HalfRequests, HealthLimits, HealthUnlimited, HealthWithoutRate, Scrapes
from test_logs import FewConnections, FewDescriptors, Logs
from test_listening import ListeningSettings, MetricsPort, PlainHTTP, PlainHTTPUnnamed, Versions
from test_redirects import CertificateAuthority, Redirects, RedirectSettings
from test_rights import Addresses, NamedProxy, Rights
from test_server import Ends

GALLERY = "/gallery/000.jpg"
WWW = ROOT / "nginx/www"
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


class Methods(NginxTest):
    def test_a_preflight_is_answered(self):
        for path in (SEARCH, "/ready", "/", GALLERY):
            with self.subTest(path):
                answer = self.server.ask(
                    path,
                    "OPTIONS",
                    {
                        "Origin": "https://a.example",
                        "Access-Control-Request-Method": "GET",
                        "Access-Control-Request-Headers": "prefer, x-two",
                    },
                )
                self.assertEqual((answer.status, answer.body), (204, b""))
                self.assertEqual(answer.all("Access-Control-Allow-Origin"), ["*"])
                self.assertEqual(answer.all("Access-Control-Allow-Methods"), ["GET, HEAD, OPTIONS"])
                self.assertEqual(answer.all("Access-Control-Allow-Headers"), ["prefer, x-two"])
                self.assertIn("Origin", answer.all("Vary"))
        self.assertEqual(self.server.search.requests, [])

    def test_other_methods_are_refused(self):
        for method in ("POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE"):
            for path in (SEARCH, "/ready", "/", GALLERY):
                with self.subTest(method=method, path=path):
                    answer = self.server.ask(path, method)
                    self.assertProblem(answer, 405)
                    self.assertEqual(answer.all("Allow"), ["GET, HEAD, OPTIONS"])
        self.assertEqual(self.server.search.requests, [])

    def test_head_has_no_body_and_does_no_harm_to_the_cache(self):
        path = "/search?t=head"
        head = self.server.ask(path, "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(json.loads(self.server.ask(path).body), search_answer())


class Problems(NginxTest):
    settings = {"DESCRY_ANSWER_CACHE": "0"}

    def test_there_is_nothing(self):
        for path in ("/nothing", "/search/", "/Search", "/problem", "/gallery/", "/gallery/gallery.json", "/includes"):
            with self.subTest(path):
                self.assertProblem(self.server.ask(path), 404)

    def test_nothing_outside_is_read(self):
        for path in ("/%2e%2e/nginx.conf", "/../nginx.conf", "/gallery/../gallery.json", "/gallery/%2e%2e/model/a.jpg",
                     "/gallery/.hidden.jpg", "/gallery../gallery.py"):
            with self.subTest(path):
                self.assertIn(self.server.ask(path).status, (400, 404))

    def test_too_large(self):
        self.assertProblem(self.server.ask(SEARCH, "GET", body=b"x" * 2000), 413)
        self.assertProblem(self.server.ask("/search?t=" + "x" * 40_000), 414)
        self.assertProblem(self.server.ask(SEARCH, headers={"X-Long": "x" * 100_000}), 431)

    def test_what_is_no_http(self):
        for data in (b"GET / HTTP/1.1\r\n\r\n", b"GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", b"G\xffT / HTTP/1.1\r\n\r\n"):
            with self.subTest(data):
                received = self.server.send(data)
                self.assertIn('"title":"Bad request","status":400', received)
                self.assertNotIn("<html>", received)
        received = self.server.send(b"GET / HTTP/1.1\r\n\r\n")
        for header in ("Content-Type: application/problem+json", "Access-Control-Allow-Origin: *", "X-Request-Id: "):
            self.assertIn(header, received)

    def test_the_version_is_not_told(self):
        self.assertEqual(self.server.ask("/nothing").headers["Server"], "nginx")


class Cache(NginxTest):
    settings = {"DESCRY_ANSWER_CACHE": "1"}

    def test_equal_searches_at_once_are_one(self):
        def slow(parameters):
            time.sleep(0.5)
            return default_answer(parameters)

        self.server.search.answers["/search"] = slow
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: self.server.ask("/search?t=fifty"), range(50)))
        self.assertEqual({a.status for a in answers}, {200})
        self.assertEqual(len(self.server.search.requests), 1)
        self.assertEqual(len({a.headers["X-Request-Id"] for a in answers}), 50)

    def test_an_old_answer_is_better_than_none(self):
        fresh = self.server.ask("/search?t=stale")
        self.server.search.stop()
        try:
            time.sleep(2.1)
            stale = self.server.ask("/search?t=stale")
            self.assertEqual((stale.status, stale.body), (200, fresh.body))
            self.assertProblem(self.server.ask("/search?t=never-asked"), 503)
        finally:
            self.server.search.start()

    def test_an_old_answer_is_renewed(self):
        self.server.ask("/search?t=renewed")
        self.server.search.answers["/search"] = ("200 OK", JSON, b'{"new": true}')
        time.sleep(2.1)
        for _ in range(50):
            if self.server.ask("/search?t=renewed").body == b'{"new": true}':
                return
            time.sleep(0.1)
        self.fail("still the old answer")

    def test_errors_and_what_says_so_are_not_kept(self):
        for status, headers in (("400 Bad Request", JSON), ("503 Service Unavailable", JSON), ("404 Not Found", JSON),
                                ("200 OK", {**JSON, "X-Accel-Expires": "0"}),
                                ("200 OK", {**JSON, "Cache-Control": "no-store"})):
            with self.subTest(status=status, headers=headers):
                self.server.search.requests.clear()
                self.server.search.answers["/search"] = (status, headers, b"{}")
                path = f"/search?t={status[:3]}{len(headers)}{'X-Accel-Expires' in headers}"
                self.server.ask(path)
                self.server.ask(path)
                self.assertEqual(len(self.server.search.requests), 2)

    def test_an_answer_is_the_same_whatever_is_preferred(self):
        for wait in ("0", "9"):
            answer = self.server.ask("/search?t=prefer", headers={"Prefer": f"wait={wait}"})
            self.assertEqual(answer.all("Vary"), ["Accept-Encoding", "Origin"])
        self.assertEqual(len(self.server.search.requests), 1)

    def test_a_parameter_that_does_not_exist_is_asked_for_apart(self):
        for path in ("/search?t=known", "/search?t=known&page=2", "/search?t=known&page=3"):
            self.server.ask(path)
        self.assertEqual(len(self.server.search.requests), 3)

    def test_all_names_of_the_server_share_an_answer_with_their_own_addresses(self):
        def on_its_host(parameters):
            address = f'https://{parameters["HTTP_HOST"]}/gallery/006.jpg'
            return "200 OK", JSON, json.dumps({"top_urls": [address, "https://cdn.example/1.jpg", address]}).encode()

        self.server.search.answers["/search"] = on_its_host
        for host in ("one.example", "Two.example:8443", "[2001:db8::1]:8443", "made-up-1", "made-up-2", 'a"b', "a\\b"):
            with self.subTest(host):
                answer = self.server.ask("/search?t=host", headers={"Host": host})
                if answer.status == 400:
                    continue
                own = "/gallery/006.jpg" if set(host) & set('"\\') else f"https://{host}/gallery/006.jpg"
                self.assertEqual(json.loads(answer.body)["top_urls"], [own, "https://cdn.example/1.jpg", own])
        self.assertEqual(len(self.server.search.requests), 1)


class Limits(NginxTest):
    settings = {"DESCRY_UNLIMITED": "", "DESCRY_RATE": "1", "DESCRY_BURST": "2", "DESCRY_ANSWER_CACHE": "0"}

    def test_too_many_searches_from_one_address(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.server.ask(SEARCH), range(8)))
        refused = [a for a in answers if a.status != 200]
        self.assertGreater(len(refused), 0)
        self.assertGreater(len(answers) - len(refused), 0)
        for answer in refused:
            self.assertProblem(answer, 429)
            self.assertEqual(len(answer.all("Retry-After")), 1)

    def test_a_page_and_its_pictures_are_not_limited(self):
        for path in ("/", GALLERY, "/ready"):
            self.assertEqual({self.server.ask(path).status for _ in range(12)}, {200})


class Rates(NginxTest):
    settings = {"DESCRY_UNLIMITED": "", "DESCRY_RATE": "50", "DESCRY_BURST": "20", "DESCRY_ANSWER_CACHE": "0"}

    def test_a_client_that_waits_for_its_answers_is_slowed_down_and_not_refused(self):
        # Half of the burst and these clients are 16 of 20: nginx's workers count by clocks that they read once for each
        # round of events, so on a busy machine the count may be a few too high.
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: self.server.ask(SEARCH), range(60)))
        self.assertEqual({a.status for a in answers}, {200})


class Outside(NginxTest):
    settings = {
        "DESCRY_TRUSTED_PROXIES": "127.0.0.1",
        "DESCRY_CORS_ORIGIN": "https://one.example https://two.example",
        "DESCRY_HSTS": "max-age=63072000; includeSubDomains; preload",
    }

    def test_metrics_are_for_this_machine(self):
        self.assertEqual(self.server.ask("/metrics").status, 200)
        answer = self.server.ask("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        self.assertEqual(answer.status, 404)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")

    def test_the_client_is_the_one_behind_a_trusted_proxy(self):
        self.server.ask("/search?t=client", headers={"X-Forwarded-For": "127.0.0.1, 203.0.113.9"})
        self.assertEqual(self.server.search.requests[0]["REMOTE_ADDR"], "203.0.113.9")

    def test_only_the_listed_origins_may_read(self):
        for origin, allowed in (("https://two.example", ["https://two.example"]), ("https://evil.example", [])):
            for path in (SEARCH, "/nothing"):
                with self.subTest(origin=origin, path=path):
                    answer = self.server.ask(path, headers={"Origin": origin})
                    self.assertEqual(answer.all("Access-Control-Allow-Origin"), allowed)
                    self.assertIn("Origin", answer.all("Vary"))

    def test_hsts_where_it_is_set(self):
        self.assertEqual(self.server.ask("/").all("Strict-Transport-Security"), [self.settings["DESCRY_HSTS"]])


class Addresses(NginxTest):
    """Who counts as one client: an IPv4 address, a network of 64 bits in IPv6."""

    settings = {"DESCRY_TRUSTED_PROXIES": "127.0.0.1", "DESCRY_RATE": "1", "DESCRY_BURST": "0", "DESCRY_ANSWER_CACHE": "0"}

    def statuses(self, *clients):
        return {self.server.ask(SEARCH, headers={"X-Forwarded-For": client}).status for client in clients}

    def test_a_network_counts_as_one_client(self):
        for clients in (["2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1:a:0:d:a"],
                        ["2001:db8::1", "2001:db8:0:0:1::", "2001:db8::a:b:c:d"],
                        # Bytes that mean something in a regular expression or end a line.
                        ["2a0a:d0a:a0d:0a0a:0a0a::1", "2a0a:d0a:a0d:0a0a:0d0a::2", "2a0a:d0a:a0d:0a0a::a0a:a0a"],
                        ["192.0.2.1", "::ffff:192.0.2.1", "::ffff:c000:201"]):
            with self.subTest(clients):
                self.assertEqual(self.statuses(*clients), {200, 429})

    def test_other_networks_are_other_clients(self):
        self.assertEqual(self.statuses("2001:db8:1:1::1", "2001:db8:1:2::1", "2001:db8:2:1::1", "192.0.2.7", "192.0.2.8",
                                       "::ffff:192.0.2.9", "::ffff:192.0.2.10"), {200})


class CommaLists(NginxTest):
    settings = {
        "DESCRY_CORS_ORIGIN": "https://one.example, https://Two.example:443,capacitor://localhost",
        "DESCRY_TRUSTED_PROXIES": "10.0.0.0/8,127.0.0.1, ::1",
        "DESCRY_UNLIMITED": "203.0.113.0/24, 2001:db8::/32",
        "DESCRY_RATE": "1", "DESCRY_BURST": "0", "DESCRY_ANSWER_CACHE": "0",
    }

    def test_each_entry_holds(self):
        for origin in ("https://one.example", "https://two.example", "capacitor://localhost"):
            answer = self.server.ask("/ready", headers={"Origin": origin})
            self.assertEqual(answer.all("Access-Control-Allow-Origin"), [origin])
        for client, limited in (("203.0.113.9", False), ("2001:db8::1", False), ("198.51.100.1", True)):
            with self.subTest(client):
                answers = [self.server.ask(SEARCH, headers={"X-Forwarded-For": client}) for _ in range(4)]
                self.assertEqual({a.status for a in answers}, {200, 429} if limited else {200})
                self.assertEqual(self.server.search.requests[-1]["REMOTE_ADDR"], client)


class Page(NginxTest):
    kinds = {
        "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "webmanifest": "application/manifest+json",
    }

    def test_the_page_and_all_that_it_names(self):
        page = self.server.ask("/")
        self.assertEqual(page.headers["Content-Type"], "text/html; charset=utf-8")
        # All relative, so that the page may be hosted in a folder (deploy/page).
        self.assertNotRegex(page.body.decode(), r'(?:href|src|action)="/')
        names = {f"/{name}" for name in re.findall(r'(?:href|src)="(?:\./)?([^"?]*)', page.body.decode())}
        self.assertLessEqual({"/descry.js", "/descry.css", "/manifest.webmanifest"}, names)
        for style in WWW.glob("*.css"):
            self.assertIn(f"/{style.name}", names)
            names |= {f"/{name}" for name in re.findall(r'url\("([^"#]*)', style.read_text())}
        for name in names | {"/painter.html"}:
            with self.subTest(name):
                answer = self.server.ask(name)
                self.assertEqual(answer.status, 200)
                kind = self.kinds.get(name.split(".")[-1], "text/html; charset=utf-8")
                self.assertEqual(answer.all("Content-Type"), [kind])
                self.assertIn("default-src 'self'", answer.headers["Content-Security-Policy"])

    def test_the_script_and_its_modules(self):
        preloaded = set(re.findall(r'modulepreload" href="([^"]*)"', (WWW / "index.html").read_text()))
        scripts = sorted(WWW.rglob("*.js"))
        self.assertEqual(preloaded | {"descry.js"}, {str(script.relative_to(WWW)) for script in scripts})
        self.assertLess(sum(script.stat().st_size for script in scripts), 60_000)
        imported = set()
        for script in scripts:
            for name in re.findall(r'from "(\./[^"]*)"', script.read_text()):
                imported.add(str((script.parent / name).resolve().relative_to(WWW)))
        self.assertEqual(imported, preloaded)

    def test_the_manifest_and_its_icons(self):
        manifest = json.loads(self.server.ask("/manifest.webmanifest").body)
        self.assertEqual((manifest["start_url"], manifest["scope"], manifest["display"]), ("./", "./", "standalone"))
        drawn = set()
        for icon in manifest["icons"]:
            with self.subTest(icon["src"]):
                answer = self.server.ask("/" + icon["src"])
                self.assertEqual((answer.status, answer.all("Content-Type")), (200, [icon["type"]]))
                if icon["type"] == "image/png":
                    # Width and height stand in the IHDR chunk (PNG, 11.2.1).
                    width, height = struct.unpack(">II", answer.body[16:24])
                    self.assertEqual(icon["sizes"], f"{width}x{height}")
                    drawn.add((icon.get("purpose", "any"), width))
        self.assertEqual(drawn, {("any", 192), ("any", 512), ("maskable", 192), ("maskable", 512)})

    def test_text_is_gzipped(self):
        for name in ("/", "/descry.js", "/descry.css", "/scenes.svg"):
            with self.subTest(name):
                answer = self.server.ask(name, headers={"Accept-Encoding": "gzip"})
                self.assertEqual(answer.headers["Content-Encoding"], "gzip")
                file = WWW / (name[1:] or "index.html")
                self.assertEqual(gzip.decompress(answer.body), file.read_bytes())

    def test_the_pages_hold_nothing_that_their_policy_forbids(self):
        for page in WWW.glob("*.html"):
            text = page.read_text()
            self.assertNotRegex(text, r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", page.name)
            self.assertNotRegex(text, r'(?:href|src)="(?:https?:)?//', page.name)

    def test_the_policy(self):
        self.assertEqual(
            self.server.ask("/").all("Content-Security-Policy"),
            ["default-src 'self'; img-src 'self' https://pixabay.com https://cdn.pixabay.com; base-uri 'none'; "
             "form-action 'self'; frame-ancestors 'none'; object-src 'none'"],
        )

    def test_what_has_not_changed_is_not_sent_again(self):
        for path in ("/", "/descry.js", "/modules/grid.js", "/manifest.webmanifest", "/icons/icon-192.png", GALLERY):
            for encoding in ("identity", "gzip"):
                with self.subTest(path, encoding=encoding):
                    headers = {"Accept-Encoding": encoding}
                    first = self.server.ask(path, headers=headers)
                    again = self.server.ask(path, headers={**headers, "If-None-Match": first.headers["ETag"]})
                    self.assertEqual((again.status, again.body), (304, b""))
                    self.assertEqual(first.all("Cache-Control"), again.all("Cache-Control"))
                    if path != GALLERY:
                        self.assertEqual(first.all("Cache-Control"), ["no-cache"])

    def test_a_picture_of_the_gallery(self):
        answer = self.server.ask(GALLERY)
        self.assertEqual(answer.headers["Content-Type"], "image/jpeg")
        self.assertEqual(answer.body, (ROOT / "deploy/demo" / GALLERY[1:]).read_bytes())
        self.assertEqual(answer.all("Cache-Control"), ["public, max-age=86400"])
        self.assertEqual(answer.all("Access-Control-Allow-Origin"), ["*"])


class Upgrade(unittest.TestCase):
    def test_what_has_changed_is_sent_at_once(self):
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            www = pathlib.Path(folder) / "www"
            shutil.copytree(WWW, www)
            server = Server(DESCRY_WWW=str(www)).start()
            self.addCleanup(server.stop)
            old = server.ask("/modules/grid.js")
            (www / "modules/grid.js").write_text("// New.\n")
            new = server.ask("/modules/grid.js", headers={"If-None-Match": old.headers["ETag"]})
            self.assertEqual((new.status, new.body), (200, b"// New.\n"))


class TLS(NginxTest):
    def connect(self, **limits):
        context = self.server.tls(**limits)
        context.set_alpn_protocols(["h2", "http/1.1"])
        raw = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
        with context.wrap_socket(raw, server_hostname="localhost") as connection:
            return connection.version(), connection.selected_alpn_protocol()

    def test_versions(self):
        self.assertEqual(self.connect(), ("TLSv1.3", "h2"))
        self.assertEqual(self.connect(maximum_version=ssl.TLSVersion.TLSv1_2), ("TLSv1.2", "h2"))

    def test_old_versions_and_ciphers_are_refused(self):
        for option in ("-tls1", "-tls1_1", "-tls1_2 -cipher AES128-SHA", "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256"):
            with self.subTest(option):
                ended = subprocess.run(
                    ["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}", *option.split()],
                    input=b"", capture_output=True,
                )
                self.assertNotEqual(ended.returncode, 0)

    def test_plain_http_is_sent_on(self):
        for port in (self.server.port, self.server.http_port):
            with self.subTest(port=port):
                connection = http.client.HTTPConnection("localhost", port)
                connection.request("GET", "/page?x=1")
                response = connection.getresponse()
                self.assertEqual(response.status, 308)
                self.assertEqual(response.headers["Location"], f"https://localhost:{self.server.port}/page?x=1")
                connection.close()
        connection = http.client.HTTPConnection("localhost", self.server.http_port)
        connection.request("GET", "/" + "x" * 40_000)
        response = connection.getresponse()
        self.assertEqual((response.status, json.loads(response.read())["status"]), (414, 414))
        connection.close()


class Configure(unittest.TestCase):
    def configure(self, *arguments, **settings):
        server = Server(**settings)
        self.addCleanup(server.stop)
        return subprocess.run(
            [str(ROOT / "nginx/configure"), *(arguments or [f"{server.folder}/nginx"])],
            env=server.environment, capture_output=True, text=True,
        )

    def test_what_cannot_work_is_refused_by_name(self):
        for name, value in (
            ("DESCRY_HTTPS_PORT", "70000"), ("DESCRY_HTTPS_PORT", "x"), ("DESCRY_GALLERY", "relative"),
            ("DESCRY_GALLERY", '/a"; evil'), ("DESCRY_WWW", "/a$b"), ("DESCRY_LISTEN", "nonsense"),
            ("DESCRY_CORS_ORIGIN", "https://a;"), ("DESCRY_RATE", "0"), ("DESCRY_BURST", "-1"),
            ("DESCRY_CORS_ORIGIN", "https://a.example/"), ("DESCRY_CORS_ORIGIN", "https://a.example/path"),
            ("DESCRY_CORS_ORIGIN", "a.example"), ("DESCRY_CORS_ORIGIN", "https://a.example, *"),
            ("DESCRY_CORS_ORIGIN", "null"), ("DESCRY_CORS_ORIGIN", ","), ("DESCRY_CORS_ORIGIN", "https://"),
            ("DESCRY_CORS_ORIGIN", "https://*.example"), ("DESCRY_CORS_ORIGIN", "https://b\u00fccher.example"),
            ("DESCRY_UNLIMITED", "localhost"), ("DESCRY_UNLIMITED", "10.0.0.0/33"), ("DESCRY_UNLIMITED", "300.1.1.1"),
            ("DESCRY_UNLIMITED", "10.0.0"), ("DESCRY_UNLIMITED", "1::2::3"), ("DESCRY_UNLIMITED", "12345::"),
            ("DESCRY_UNLIMITED", "1:2:3:4:5:6:7:8:9"), ("DESCRY_UNLIMITED", "1:2:3"), ("DESCRY_UNLIMITED", ":1::2"),
            ("DESCRY_UNLIMITED", "::/129"), ("DESCRY_UNLIMITED", "unix:"), ("DESCRY_UNLIMITED", "*"),
            ("DESCRY_TRUSTED_PROXIES", "proxy.example"), ("DESCRY_TRUSTED_PROXIES", "127.0.0.1; evil"),
            ("DESCRY_LISTEN", "127.0.0.1:9001x"), ("DESCRY_LISTEN", ":9001"), ("DESCRY_ANSWER_CACHE", "1s"),
            ("DESCRY_DEADLINE", "soon"), ("DESCRY_NGINX_USER", "a b"), ("DESCRY_RATE", "00"), ("DESCRY_RATE", "x"),
            ("DESCRY_RATE", "1000001"), ("DESCRY_RATE", "100000000"), ("DESCRY_CONNECTIONS", "0"),
            ("DESCRY_CONNECTIONS", "00"), ("DESCRY_CONNECTIONS", "65536"), ("DESCRY_BURST", "2000001"),
            ("DESCRY_KEEPALIVE", "1000000000"), ("DESCRY_HTTPS_PORT", "00"),
            ("DESCRY_WWW", "/nowhere/www"), ("DESCRY_WWW", "/etc/hostname"), ("DESCRY_GALLERY", "/nowhere/gallery"),
            ("DESCRY_GALLERY", "/etc/hostname"), ("DESCRY_ANSWER_FOLDER", "/etc/hostname"), ("DESCRY_TLS_KEY", "/etc"),
            ("DESCRY_ANSWER_FOLDER", "/proc/x/answers"), ("DESCRY_NGINX_STATE", "/proc/x"), ("DESCRY_NGINX_STATE", "/etc/hostname"),
            ("DESCRY_NGINX_LOG", "/etc/hostname/x"), ("DESCRY_TLS_CERTIFICATE", "/etc"), ("DESCRY_DEADLINE", "0"),
            ("DESCRY_DEADLINE", "0.05"), ("DESCRY_DEADLINE", "301"), ("DESCRY_DEADLINE", "300.5"), ("DESCRY_DEADLINE", "00.00"),
            ("DESCRY_CORS_ORIGIN", "http://localhost:99999"), ("DESCRY_CORS_ORIGIN", "http://[::1]:65536"),
            ("DESCRY_HSTS", "abc"), ("DESCRY_HSTS", "31536000"), ("DESCRY_HSTS", "includeSubDomains"), ("DESCRY_HSTS", "max-age=1;"),
            ("DESCRY_HSTS", "max-age=1; max-age=2"), ("DESCRY_HSTS", 'max-age="1"'), ("DESCRY_HSTS", "max-age=1 preload"),
            ("DESCRY_HSTS", "max-age=1; always"), ("DESCRY_HSTS", "max-age=; preload"),
            *([("DESCRY_NGINX_USER", "nobody-of-this-name")] if os.getuid() == 0 else []),
        ):
            with self.subTest(name=name, value=value):
                ended = self.configure(**{name: value})
                self.assertEqual(ended.returncode, 64)
                self.assertTrue(ended.stderr.startswith(f"configure: {name} "), ended.stderr)
                if name in ("DESCRY_RATE", "DESCRY_BURST", "DESCRY_CONNECTIONS"):
                    self.assertTrue(ended.stderr.endswith(f": {value}\n"), ended.stderr)
                self.assertEqual(ended.stderr.count("\n"), 1)

    def test_files_that_are_no_longer_part_are_removed(self):
        server = Server()
        self.addCleanup(server.stop)
        folder = server.folder / "nginx"
        # Not in a folder that holds something else.
        other = folder / "includes/other.conf"
        other.parent.mkdir(parents=True)
        other.write_text("")
        self.configure(str(folder))
        self.assertTrue(other.exists())
        other.unlink()
        written = sorted(folder.rglob("*"))
        for name in ("includes/methods.conf", "settings/old.conf"):
            (folder / name).write_text("")
        (folder / "own.conf").write_text("")
        self.assertEqual(self.configure(str(folder)).returncode, 0)
        self.assertEqual(sorted(folder.rglob("*")), sorted([*written, folder / "own.conf"]))

    def test_a_script_that_has_warned_already_gets_no_second_warning(self):
        folder = tempfile.mkdtemp(dir="/tmp")
        self.addCleanup(shutil.rmtree, folder)
        ended = self.configure("--no-warnings", folder, DESCRY_CORS_ORIGINS="sekrit")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        self.assertTrue(pathlib.Path(folder, "nginx.conf").exists())

    def test_the_origin_that_is_invalid_is_named_and_explained(self):
        ended = self.configure(DESCRY_CORS_ORIGIN="https://a.example, https://b.example/")
        self.assertIn(": https://b.example/ (an origin is ", ended.stderr)

    def test_a_certificate_that_is_not_there_yet_is_warned_of(self):
        ended = self.configure(DESCRY_TLS_CERTIFICATE="/nowhere/certificate.pem", DESCRY_TLS_KEY="/nowhere/key.pem")
        self.assertEqual(ended.returncode, 0)
        self.assertEqual(ended.stderr.splitlines(), [
            f"configure: warning: nginx does not start before the file of {name} is there: {path}"
            for name, path in (("DESCRY_TLS_CERTIFICATE", "/nowhere/certificate.pem"), ("DESCRY_TLS_KEY", "/nowhere/key.pem"))
        ])

    def test_a_mistyped_setting_is_warned_of(self):
        ended = self.configure(DESCRY_CORS_ORIGINS="sekrit", REDIS_HOST="sekrit", REDIS_URL="x", DESCRY_POOL_SIZE="7")
        self.assertEqual(ended.returncode, 0)
        self.assertEqual(ended.stderr.splitlines(), [
            f"configure: warning: the environment variable {name} is no setting of Descry and has no effect; "
            f"did you mean {meant}?"
            for name, meant in (("DESCRY_CORS_ORIGINS", "DESCRY_CORS_ORIGIN"), ("REDIS_HOST", "REDISHOST"))
        ])

    def test_the_sockets_are_where_the_process_makes_them(self):
        """`descry serve` follows the same rule; see IntegrationTests."""
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            os.chmod(folder, 0o777)
            shutil.copytree(ROOT / "nginx", f"{folder}/source")
            # As another user than root, whoever runs the tests.
            ordinary = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
            for user, runtime, expected in (
                (ordinary, "/run/user/1000", "/run/user/1000/descry"), (ordinary, "", None), (ordinary, "here", None),
                ([], "/run/user/1000", "/run/descry" if os.getuid() == 0 else "/run/user/1000/descry"),
            ):
                with self.subTest(user=user, runtime=runtime):
                    written = f"{folder}/{len(os.listdir(folder))}"
                    ended = subprocess.run(
                        [*user, f"{folder}/source/configure", written],
                        env={"PATH": os.environ["PATH"] + ":/usr/sbin", "XDG_RUNTIME_DIR": runtime,
                             "DESCRY_NGINX_STATE": f"{folder}/state", "DESCRY_NGINX_LOG": "-"},
                        capture_output=True, text=True)
                    if expected is None:
                        self.assertEqual(ended.returncode, 64)
                        self.assertIn("XDG_RUNTIME_DIR is not set; set DESCRY_LISTEN", ended.stderr)
                        continue
                    self.assertEqual(ended.returncode, 0, ended.stderr)
                    settings = pathlib.Path(written, "settings/http.conf").read_text()
                    for name in ("descry", "health"):
                        self.assertIn(f'server "unix:{expected}/{name}.sock"', settings)

    def test_help_and_wrong_arguments(self):
        help_text = self.configure("--help").stdout
        self.assertIn("\n  DESCRY_HTTPS_PORT (443)\n      The port", help_text)
        self.assertIn("\n  DESCRY_HTTP_PORT (none)\n", help_text)
        self.assertIn("\n  DESCRY_WWW (www/ beside this script)\n", help_text)
        for arguments in (["--nonsense"], ["--no-warnings"], ["--no-warnings", "--nonsense"], ["/tmp/a", "/tmp/b"]):
            self.assertEqual(self.configure(*arguments).returncode, 64)

    def test_every_line_of_the_table_is_read_and_its_name_is_known_to_the_other_scripts(self):
        table = (ROOT / "nginx/settings").read_text().splitlines()
        names = [line.split(":")[0] for line in table if line.startswith("DESCRY_")]
        read = subprocess.run(["bash", "-c", f'here={ROOT}/nginx; source $here/settings.bash; read_table; '
                               'printf "DESCRY_%s\n" "${variables[@]^^}"'], capture_output=True, text=True).stdout.split()
        self.assertEqual(read, names)
        self.assertEqual(set(names) - set((ROOT / "nginx/settings-names").read_text().split()), set())

    def test_every_setting_makes_a_configuration_that_nginx_takes(self):
        for settings in (
            {"DESCRY_LISTEN": "127.0.0.1:9001", "DESCRY_HEALTH_LISTEN": "127.0.0.1:9002"},
            {"DESCRY_RATE": "1", "DESCRY_BURST": "0", "DESCRY_UNLIMITED": ""},
            {"DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off", "DESCRY_ANSWER_CACHE": "0"},
            {"DESCRY_BIND": "127.0.0.1", "DESCRY_HTTP_PORT": "", "DESCRY_NGINX_LOG": "-"},
            {"DESCRY_TRUSTED_PROXIES": "10.0.0.0/8 fd00::/8", "DESCRY_KEEPALIVE": "650", "DESCRY_DEADLINE": "2.5"},
            {"DESCRY_UNLIMITED": "1.2.3.4,::1 ::ffff:10.0.0.1, 1:2:3:4:5:6:7:8,1::, 2000::/3,128.0.0.0/1, 1::8",
             "DESCRY_TRUSTED_PROXIES": "unix:,10.1.2.3,10.1.2.3", "DESCRY_RATE": "7", "DESCRY_BURST": "1"},
            {"DESCRY_CORS_ORIGIN": "https://a.example https://a.example,https://[::1]:8443"},
            {"DESCRY_RATE": "0100", "DESCRY_CONNECTIONS": "010", "DESCRY_UNLIMITED": ""},
            {"DESCRY_RATE": "1000000", "DESCRY_CONNECTIONS": "65535", "DESCRY_UNLIMITED": ""},
            {"DESCRY_BURST": "off", "DESCRY_ANSWER_CACHE": "off", "DESCRY_DEADLINE": "300.0", "DESCRY_HSTS": "max-age=0"},
            {"DESCRY_DEADLINE": "0.1", "DESCRY_CORS_ORIGIN": "http://localhost:65535"},
            {"DESCRY_HSTS": "max-age=63072000;includeSubDomains ; preload"},
            {"DESCRY_RATE": "08", "DESCRY_BURST": "09", "DESCRY_ANSWER_CACHE": "00", "DESCRY_KEEPALIVE": "065"},
        ):
            with self.subTest(settings):
                server = Server(**settings).start()
                self.addCleanup(server.stop)
                ended = subprocess.run([*server.nginx, "-t"], env=server.environment, capture_output=True, text=True)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertNotIn("[warn]", ended.stderr)


if __name__ == "__main__":
    # An exit, so that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    unittest.main()
