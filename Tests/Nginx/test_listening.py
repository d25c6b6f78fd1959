"""Plain HTTP behind a balancer, the metrics' port, and what differs from version to version of nginx; run by
test_nginx.py."""
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import unittest

from nginx_test import SEARCH, NginxTest
from server import ROOT, Server, free_port

HSTS = "max-age=63072000"


def configure(test, **settings):
    """Runs nginx/configure; gives how it ended, and the folder of settings."""
    server = Server(**settings)
    test.addCleanup(server.stop)
    ended = subprocess.run([str(ROOT / "nginx/configure"), f"{server.folder}/nginx"], env=server.environment,
                           capture_output=True, text=True)
    return ended, server.folder / "nginx/settings"


def on_its_host(parameters):
    """Writes the gallery's addresses as the process does."""
    address = f'{parameters["REQUEST_SCHEME"]}://{parameters["HTTP_HOST"]}/gallery/006.jpg'
    return "200 OK", {"Content-Type": "application/json"}, json.dumps({"top_urls": [address]}).encode()


class PlainHTTP(NginxTest):
    settings = {"DESCRY_TLS": "off", "DESCRY_TRUSTED_PROXIES": "127.0.0.1, unix:", "DESCRY_HSTS": HSTS,
                "DESCRY_TLS_CERTIFICATE": "", "DESCRY_TLS_KEY": ""}

    def test_searches_page_and_pictures_are_served_without_tls(self):
        for path in (SEARCH, "/", "/gallery/000.jpg", "/ready"):
            with self.subTest(path):
                answer = self.server.ask(path)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.all("Strict-Transport-Security"), [])
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", self.server.port))

    def test_what_the_balancer_took_by_plain_http_is_sent_on_to_https(self):
        http_says = {"X-Forwarded-Proto": "http", "X-Forwarded-For": "203.0.113.9", "Host": "descry.example"}
        port = self.server.port
        for path in (SEARCH, "/", "/nothing?x=1"):
            with self.subTest(path):
                answer = self.server.ask(path, headers=http_says)
                self.assertEqual(answer.status, 308)
                self.assertEqual(answer.headers["Location"], f"https://descry.example:{port}{path}")
                self.assertEqual(answer.all("Cache-Control"), ["no-store"])
                self.assertEqual(answer.all("Strict-Transport-Security"), [])
        self.assertProblem(self.server.ask("/" + "x" * 40_000, headers=http_says), 414)
        self.assertEqual(self.server.ask("/", headers={**http_says, "Host": 'evil"<script>'}).all("Location"), [])

    def test_hsts_holds_where_the_balancer_took_it_by_https(self):
        for path, status in ((SEARCH, 200), ("/", 200), ("/nothing", 404)):
            answer = self.server.ask(path, headers={"X-Forwarded-Proto": "https"})
            self.assertEqual((answer.status, answer.all("Strict-Transport-Security")), (status, [HSTS]))

    def test_addresses_have_the_scheme_that_the_client_used_and_one_answer_is_kept(self):
        self.server.search.answers["/search"] = on_its_host
        for proto, scheme in (("https", "https"), (None, "http"), ("gopher", "http")):
            headers = {"Host": "descry.example", **({"X-Forwarded-Proto": proto} if proto else {})}
            answer = self.server.ask("/search?t=scheme", headers=headers)
            self.assertEqual(json.loads(answer.body)["top_urls"], [f"{scheme}://descry.example/gallery/006.jpg"])
        self.assertEqual(len(self.server.search.requests), 1)
        self.server.search.answers["/search/stream"] = on_its_host
        answer = self.server.ask("/search/stream?t=scheme", headers={**headers, "X-Forwarded-Proto": "https"})
        self.assertEqual(json.loads(answer.body)["top_urls"], ["https://descry.example/gallery/006.jpg"])

    def test_the_client_is_the_one_behind_the_balancer(self):
        self.server.ask(SEARCH + "&n=1", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"})
        self.assertEqual(self.server.search.requests[0]["REMOTE_ADDR"], "203.0.113.9")


class PlainHTTPUnnamed(NginxTest):
    """No proxy is named, so nobody is believed."""

    settings = {"DESCRY_TLS": "off", "DESCRY_HSTS": HSTS, "DESCRY_ANSWER_CACHE": "0"}

    def test_what_anybody_says_of_himself_counts_for_nothing(self):
        self.server.search.answers["/search"] = on_its_host
        for proto in ("http", "https"):
            answer = self.server.ask(SEARCH, headers={"X-Forwarded-Proto": proto, "X-Forwarded-For": "203.0.113.9",
                                                      "Host": "descry.example"})
            self.assertEqual((answer.status, answer.all("Strict-Transport-Security")), (200, []))
            self.assertEqual(json.loads(answer.body)["top_urls"], ["http://descry.example/gallery/006.jpg"])
            self.assertEqual(self.server.search.requests[-1]["REMOTE_ADDR"], "127.0.0.1")


class MetricsPort(NginxTest):
    port = free_port()
    settings = {"DESCRY_METRICS_PORT": str(port), "DESCRY_METRICS_BIND": "127.0.0.1", "DESCRY_HSTS": HSTS}

    def ask(self, path, *arguments, **options):
        return self.server.ask(path, *arguments, port=self.port, **options)

    def test_metrics_and_probes_are_there_by_plain_http(self):
        for path in ("/metrics", "/alive", "/ready"):
            self.server.health.answers[path] = ("200 OK", {"Content-Type": "text/plain"}, b"from health")
            # Also for whom a proxy asks: this port is for whoever reaches it.
            for headers in ({}, {"X-Forwarded-For": "203.0.113.9"}):
                answer = self.ask(path, headers=headers)
                self.assertEqual((answer.status, answer.body), (200, b"from health"))
                self.assertEqual(answer.all("Cache-Control"), ["no-store"])
                self.assertEqual(answer.all("Strict-Transport-Security"), [])

    def test_a_process_that_is_not_ready_says_so(self):
        body = b'{"status": "draining"}'
        self.server.health.answers["/ready"] = ("503 Service Unavailable", {"Content-Type": "application/json"}, body)
        answer = self.ask("/ready")
        self.assertEqual((answer.status, answer.body), (503, body))

    def test_nothing_else_is_there(self):
        for path in (SEARCH, "/search/stream?t=a", "/source", "/", "/test", "/gallery/000.jpg", "/metrics/2", "/metrics/", "/nothing"):
            with self.subTest(path):
                self.assertProblem(self.ask(path), 404, origins=[])
        self.assertProblem(self.ask("/metrics", "POST"), 405, origins=[])
        self.assertEqual(self.server.search.requests, [])

    def test_the_public_port_keeps_its_metrics_to_this_machine(self):
        self.assertProblem(self.server.ask("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}), 404, origins=[])

    def test_scrapes_and_probes_leave_no_line_in_the_access_log(self):
        self.ask("/metrics")
        self.server.logged(self.server.ask("/ready"))
        self.assertNotIn("/metrics", self.server.log("access"))


class ListeningSettings(unittest.TestCase):
    def test_what_cannot_work_is_refused_by_name(self):
        port = str(free_port())
        for settings in (
            {"DESCRY_TLS": "no"}, {"DESCRY_TLS": "OFF"}, {"DESCRY_TLS": "0"}, {"DESCRY_TLS": "on;"},
            {"DESCRY_METRICS_PORT": "0"}, {"DESCRY_METRICS_PORT": "65536"}, {"DESCRY_METRICS_PORT": "metrics"},
            {"DESCRY_METRICS_PORT": port, "DESCRY_HTTPS_PORT": port},
            {"DESCRY_METRICS_PORT": port, "DESCRY_HTTP_PORT": "0" + port},
            {"DESCRY_METRICS_PORT": "8080", "DESCRY_TLS": "off", "DESCRY_HTTP_PORT": ""},
            {"DESCRY_METRICS_BIND": "10.0.0", "DESCRY_METRICS_PORT": port},
            {"DESCRY_METRICS_BIND": "127.0.0.1:9180", "DESCRY_METRICS_PORT": port},
            {"DESCRY_METRICS_BIND": "a;b", "DESCRY_METRICS_PORT": port},
            {"DESCRY_METRICS_BIND": "127.0.0.1"},
            {"DESCRY_HTTP_PORT": "http", "DESCRY_TLS": "off"},
            {"DESCRY_HTTP_PORT": port, "DESCRY_HTTPS_PORT": "0" + port},
        ):
            with self.subTest(settings):
                ended, _ = configure(self, **settings)
                self.assertEqual(ended.returncode, 64)
                self.assertTrue(ended.stderr.startswith(f"configure: {next(iter(settings))} "), ended.stderr)
                self.assertEqual(ended.stderr.count("\n"), 1)

    def test_the_metrics_port_is_for_this_machine_unless_told_otherwise(self):
        loopback = ["127.0.0.1:9180", "[::1]:9180"]
        for bind, expected in (("", loopback), ("10.0.0.7", ["10.0.0.7:9180"]), ("all", ["9180", "[::]:9180"])):
            with self.subTest(bind):
                ended, settings = configure(self, DESCRY_METRICS_PORT="9180", DESCRY_METRICS_BIND=bind)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                lines = (settings / "http.conf").read_text().split("\n")
                listens = [line.split()[1].rstrip(";") for line in lines if line.strip().startswith("listen") and "9180" in line]
                if not pathlib.Path("/proc/net/if_inet6").exists() or not pathlib.Path("/proc/net/if_inet6").read_text():
                    expected = expected[:1]
                self.assertEqual(listens, expected)

    def test_without_tls_nothing_needs_a_certificate(self):
        ended, settings = configure(self, DESCRY_TLS="off", DESCRY_HTTP_PORT="", DESCRY_TLS_KEY="relative")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        written = (settings / "server.conf").read_text()
        self.assertIn("listen 8080 default_server;", written)
        self.assertNotRegex(written, "ssl|http2 on")

    def test_every_setting_makes_a_configuration_that_nginx_takes(self):
        for settings in (
            {"DESCRY_TLS": "off", "DESCRY_TRUSTED_PROXIES": "unix:"}, {"DESCRY_TLS": "on"},
            {"DESCRY_TLS": "off", "DESCRY_TRUSTED_PROXIES": "10.0.0.0/8,fd00::/8, 10.1.0.0/16", "DESCRY_HTTP_PORT": ""},
            {"DESCRY_TLS": "off", "DESCRY_HSTS": HSTS, "DESCRY_METRICS_PORT": "9180", "DESCRY_BIND": "::1"},
            {"DESCRY_METRICS_PORT": "9180", "DESCRY_METRICS_BIND": "127.0.0.1 ::1"},
        ):
            with self.subTest(settings):
                server = Server(**settings)
                self.addCleanup(server.stop)
                if settings.get("DESCRY_TLS") == "off":
                    run = subprocess.run
                    ended = run([str(ROOT / "nginx/configure"), f"{server.folder}/nginx"], env=server.environment)
                    self.assertEqual(ended.returncode, 0)
                else:
                    server.start()
                ended = subprocess.run([*server.nginx, "-t"], env=server.environment, capture_output=True, text=True)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertNotIn("[warn]", ended.stderr)


class Versions(unittest.TestCase):
    """nginx of other versions, of which a stand-in prints the version only."""

    def listens(self, banner):
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        stand_in = pathlib.Path(folder.name, "nginx")
        stand_in.write_text(f"#!/bin/sh\necho '{banner}' >&2\n")
        stand_in.chmod(0o755)
        ended, settings = configure(self, PATH=f"{folder.name}:{os.environ['PATH']}", DESCRY_BIND="127.0.0.1")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        lines = (settings / "server.conf").read_text().split("\n")
        return [" ".join(line.split()[2:]) if line.startswith("listen") else line
                for line in lines if line.startswith(("listen", "http2 "))]

    def test_http2_is_switched_on_as_the_version_wants_it(self):
        for version in ("1.25.1", "1.26.3", "1.28.0 (Ubuntu)", "1.30.0"):
            with self.subTest(version):
                self.assertEqual(self.listens(f"nginx version: nginx/{version}"), ["ssl default_server;", "http2 on;"])
        for version in ("1.18.0 (Ubuntu)", "1.22.1", "1.24.0 (Ubuntu)", "1.25.0"):
            with self.subTest(version):
                self.assertEqual(self.listens(f"nginx version: nginx/{version}"), ["ssl http2 default_server;"])
