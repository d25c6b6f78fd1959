"""Methods, errors, and what is not for the outside; run by test_nginx.py."""
import json

from nginx_test import SEARCH, NginxTest
from responder import search_answer

GALLERY = "/gallery/000.jpg"


class Methods(NginxTest):
    def test_a_preflight_is_answered(self):
        for path in (SEARCH, "/source", "/ready", "/", GALLERY):
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
            for path in (SEARCH, "/source", "/ready", "/", GALLERY):
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
        for path in ("/nothing", "/search/", "/Search", "/source/", "/problem", "/gallery/", "/gallery/gallery.json",
                     "/gallery/examples.json", "/includes"):
            with self.subTest(path):
                self.assertProblem(self.server.ask(path), 404)

    def test_a_browser_gets_a_page(self):
        accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        for path, method, status, words in (
            ("/nothing", "GET", 404, "There is nothing at this address."),
            ("/searches?q=<b>", "GET", 404, "There is nothing at this address."),
            ("/nothing", "DELETE", 405, "Only GET, HEAD"), ("/?q=" + "x" * 40_000, "GET", 414, "too long"),
        ):
            with self.subTest(path[:20], method=method):
                answer = self.server.ask(path, method, headers=accept)
                self.assertEqual((status, ["text/html; charset=utf-8"]), (answer.status, answer.all("Content-Type")))
                self.assertIn(words, answer.body.decode())
                self.assertNotIn("<b>", answer.body.decode())
                self.assertIn("default-src 'self'", answer.headers["Content-Security-Policy"])
                self.assertEqual("no-store", answer.headers["Cache-Control"])
        for path in ("/search/", "/source/", "/metrics/x", "/ready/"):
            with self.subTest(path):
                self.assertProblem(self.server.ask(path, headers=accept), 404)

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
