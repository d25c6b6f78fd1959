"""Limits of searches and of other paths, whose they are, and what is only for a monitoring system; run by test_nginx.py."""
import concurrent.futures
import contextlib
import http.client
import json
import select
import socket
import threading

from nginx_test import SEARCH, NginxTest
from responder import default_answer
from server import free_port

GALLERY = "/gallery/000.jpg"
HEALTH = ("/ready", "/alive", "/test")
SITE = "https://evil.example"


def ask_often(server, path, count, port=None, headers=None):
    """Statuses of requests one after the other on one connection."""
    if port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    else:
        connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=server.tls(), timeout=30)
    statuses = []
    for _ in range(count):
        connection.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()
    return statuses


class HealthLimits(NginxTest):
    metrics_port = free_port()
    settings = {"DESCRY_UNLIMITED": "", "DESCRY_METRICS_PORT": str(metrics_port), "DESCRY_METRICS_BIND": "127.0.0.1"}

    def test_a_client_that_asks_without_end_is_refused_and_fills_no_log(self):
        before = self.server.log("access").count("\n")
        statuses = [status for path in HEALTH for status in ask_often(self.server, path, 400)]
        refused = statuses.count(429)
        self.assertEqual(set(statuses), {200, 429})
        self.assertGreater(refused, 400)
        self.server.logged(self.server.ask("/"))
        lines = [json.loads(line) for line in self.server.log("access").splitlines()[before:]]
        self.assertEqual([line["path"] for line in lines if line["status"] == 429], [])
        # A balancer that DESCRY_TRUSTED_PROXIES does not name: its own probes are not those of its clients.
        self.assertIn(200, ask_often(self.server, "/ready", 1, headers={"X-Forwarded-For": "203.0.113.9"}))

    def test_probes_on_the_port_for_metrics_are_never_refused(self):
        for path in ("/ready", "/alive"):
            self.assertEqual(set(ask_often(self.server, path, 400, self.metrics_port)), {200})


class HealthUnlimited(NginxTest):
    def test_probes_from_this_machine_are_never_refused(self):
        for path in HEALTH:
            self.assertEqual(set(ask_often(self.server, path, 400)), {200})


class HealthWithoutRate(NginxTest):
    settings = {"DESCRY_UNLIMITED": "", "DESCRY_RATE": "off"}

    def test_off_is_for_all(self):
        self.assertEqual(set(ask_often(self.server, "/ready", 400)), {200})


class Scrapes(NginxTest):
    port = free_port()
    settings = {"DESCRY_METRICS_PORT": str(port), "DESCRY_METRICS_BIND": "127.0.0.1", "DESCRY_CORS_ORIGIN": "*"}

    def scrape(self, source):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(source, 0))
        connection.request("GET", "/metrics")
        status = connection.getresponse().status
        connection.close()
        return status

    def test_whoever_scrapes_in_a_loop_leaves_room_for_others_and_for_probes(self):
        go = threading.Event()
        self.addCleanup(go.set)
        self.server.health.answers["/metrics"] = lambda p: go.wait(30) and default_answer(p)
        sources = {"127.0.0.1": 4, "127.0.0.2": 4, "127.0.0.3": 4, "127.0.0.4": 4, "127.0.0.5": 0}
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            for source, taken in sources.items():
                scrapes = {pool.submit(self.scrape, source) for _ in range(6)}
                # Refused at once; the others wait for the process.
                refused = set()
                while len(refused) < 6 - taken:
                    ended, _ = concurrent.futures.wait(scrapes - refused, 30, concurrent.futures.FIRST_COMPLETED)
                    refused |= ended
                    self.assertTrue(ended, f"not refused: {source}")
                self.assertEqual({each.result() for each in refused}, {429})
                for path in ("/ready", "/alive"):
                    self.assertEqual(self.server.ask(path, port=self.port).status, 200)
            go.set()

    def test_cors_is_not_for_metrics(self):
        for port, path in ((self.port, "/metrics"), (self.port, "/ready"), (self.port, "/alive"), (self.port, "/nothing"),
                           (None, "/metrics"), (None, "/%6Detrics"), (None, "/metrics/2")):
            for method in ("GET", "OPTIONS", "POST"):
                with self.subTest(port=port, path=path, method=method):
                    answer = self.server.ask(path, method, {"Origin": SITE, "Access-Control-Request-Method": "GET"}, port=port)
                    self.assertEqual([name for name in answer.headers if name.lower().startswith("access-control-")], [])
                    if method != "GET" and answer.status != 404:
                        self.assertEqual((answer.status, answer.all("Allow")), (405, ["GET, HEAD"]))
        # What is for everybody has them.
        self.assertEqual(self.server.ask("/ready", headers={"Origin": SITE}).all("Access-Control-Allow-Origin"), ["*"])

    def test_a_malformed_request_to_the_port_has_none_either(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
            received = b""
            while block := connection.recv(65536):
                received += block
        self.assertIn(b'"status":400', received)
        self.assertNotIn(b"Access-Control", received)


class HalfRequests(NginxTest):
    """Connections that send the beginning of a request and nothing more; each takes one of worker_connections."""

    metrics_port = free_port()
    settings = {"DESCRY_METRICS_PORT": str(metrics_port), "DESCRY_METRICS_BIND": "127.0.0.1"}

    def test_ports_beside_the_site_let_go_of_them_first(self):
        names = {}
        for name, port in (("site", self.server.port), ("http", self.server.http_port), ("metrics", self.metrics_port)):
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            self.addCleanup(connection.close)
            if name != "site":
                connection.sendall(b"GET /")
            names[connection] = name
        ended = []
        while names:
            for connection in select.select(list(names), [], [], 30)[0]:
                with contextlib.suppress(ConnectionResetError):
                    connection.recv(65536)
                ended.append(names.pop(connection))
        self.assertEqual((set(ended[:2]), ended[2:]), ({"http", "metrics"}, ["site"]))


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
