"""What nginx's logs hold of a request, and what they must not hold; run by test_nginx.py."""
import concurrent.futures
import json
import pathlib
import re
import resource
import socket
import ssl
import tempfile
import threading
import time

from nginx_test import NginxTest
from responder import default_answer
from server import ROOT

QUERY = "t=sekrit&s_query=wonderword"
FAULT = "nginx could not answer"
PATHS = ("/search", "/search/stream", "/source", "/ready")


class LogTest(NginxTest):
    """Tests that end by looking for a query in both logs."""

    def ask(self, path, method="GET", body=None, headers=None):
        referrer = {"Referer": f"https://localhost:{self.server.port}/?t=sekrit&q=wonderword"}
        return self.server.ask(path, method, {**referrer, **(headers or {})}, body)

    def assertNoQuery(self):
        # In order, so that all lines before this one's are there.
        self.server.logged(self.server.ask("/"))
        for name in ("access", "error"):
            held = [line for line in self.server.log(name).splitlines() if "sekrit" in line or "wonderword" in line]
            self.assertEqual(held, [])

    def faults(self, answer):
        """The error log's lines with an answer's id, which nginx writes before that of the access log."""
        self.server.logged(answer)
        return [line for line in self.server.log("error").splitlines() if answer.headers["X-Request-Id"] in line]


class Logs(LogTest):
    settings = {"DESCRY_ANSWER_CACHE": "0"}

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="descry-gallery-", dir="/tmp")
        cls.addClassCleanup(folder.cleanup)
        pathlib.Path(folder.name).chmod(0o755)
        pathlib.Path(folder.name, "link.jpg").symlink_to("/etc/hostname")
        pathlib.Path(folder.name, "folder.jpg").mkdir()
        cls.settings = {**cls.settings, "DESCRY_GALLERY": folder.name}
        super().setUpClass()

    def test_a_file_that_cannot_be_given(self):
        for path in ("/gallery/missing.jpg", "/gallery/link.jpg", "/gallery/folder.jpg", "/gallery/folder.jpg/", "/missing",
                     "/gallery/link.jpg/x.jpg", "/gallery/" + "x" * 300 + ".jpg"):
            with self.subTest(path):
                self.assertIn(self.ask(f"{path}?{QUERY}").status, (301, 404))
                self.assertNoQuery()

    def test_a_body(self):
        for path in ("/search", "/search/stream", "/source", "/ready", "/alive", "/test", "/metrics", "/", "/gallery/a.jpg", "/nothing"):
            for method in ("GET", "POST"):
                with self.subTest(path=path, method=method):
                    self.assertIn(self.ask(f"{path}?{QUERY}", method, b"x" * 2000).status, (404, 405, 413))
                    self.assertNoQuery()

    def test_a_process_that_is_away_or_answers_nonsense(self):
        paths = ("/search", "/search/stream", "/source", "/ready", "/alive", "/test", "/metrics")
        nonsense = ("200 OK", {"A" * 20_000: "b"}, b"")
        for what in (nonsense, lambda _: None):
            for path in paths:
                with self.subTest(path=path, what=what):
                    self.server.search.answers[path] = self.server.health.answers[path] = what
                    self.assertEqual(self.ask(f"{path}?{QUERY}").status, 503)
        self.server.search.stop()
        self.server.health.stop()
        try:
            for path in paths:
                with self.subTest(path):
                    self.assertEqual(self.ask(f"{path}?{QUERY}").status, 503)
        finally:
            self.server.search.start()
            self.server.health.start()
        self.assertNoQuery()

    def test_tls_that_breaks_off_amid_a_request(self):
        """As RFC 8446, section 5, does not allow; and the socket's end without TLS' own."""
        ends = {
            "a record that cannot be decrypted": b"\x17\x03\x03\x00\x40" + bytes(64),
            "a record of no known type": b"\x63\x03\x03\x00\x40" + bytes(64),
            "a record that is too long": b"\x17\x03\x03\xff\xff" + bytes(65535),
            "an empty record": b"\x17\x03\x03\x00\x00",
            "a record of another version": b"\x17\x09\x09\x00\x40" + bytes(64),
            "an alert in clear": b"\x15\x03\x03\x00\x02\x02\x50",
            "a handshake in clear": b"\x16\x03\x03\x00\x04\x01\x00\x00\x00",
            "a change of ciphers": b"\x14\x03\x03\x00\x01\x01",
            "no TLS": b"GET / HTTP/1.1\r\n\r\n",
            "an end": b"",
        }
        go = threading.Event()
        self.addCleanup(go.set)
        self.server.search.answers["/search"] = lambda p: go.wait(30) and default_answer(p)
        head = f"GET /search?{QUERY} HTTP/1.1\r\nHost: localhost\r\nReferer: https://localhost/?t=sekrit\r\n"
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            for request in (head[:-20], head, head + "\r\n"):
                for what, end in ends.items():
                    with self.subTest(version=version.name, request=len(request), what=what):
                        self.break_off(version, request, end)
        self.assertNoQuery()

    def break_off(self, version, request, end):
        """Sends a request, then bytes that TLS did not make, and the socket's end."""
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = self.server.tls(minimum_version=version, maximum_version=version)
        tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as connection:
            while True:
                try:
                    tls.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    connection.sendall(outgoing.read())
                    incoming.write(connection.recv(65536))
            tls.write(request.encode())
            connection.sendall(outgoing.read())
            # Else nginx reads both at once, and the request's line is not known to its log yet.
            time.sleep(0.02)
            try:
                connection.sendall(end)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
            except OSError:
                pass  # nginx may reset what it has not read to its end.

    def test_a_fault_has_a_line_with_the_id_and_without_the_query(self):
        self.server.search.answers["/search"] = lambda _: None
        lines = self.faults(self.ask(f"/search?{QUERY}"))
        self.assertEqual(len(lines), 1)
        self.assertIn(f"{FAULT} GET /search (status 503, ", lines[0])
        self.assertIn('status "502, 502"', lines[0])
        self.assertIn(str(self.server.search.path), lines[0])
        self.server.health.answers["/ready"] = lambda _: None
        self.assertEqual(len(self.faults(self.ask(f"/ready?{QUERY}"))), 1)

    def test_each_line_is_json_in_visible_ascii_whatever_the_path_is(self):
        """What clients send percent-encoded, as it is: C1 controls, invalid UTF-8, a change of direction, DEL."""
        paths = {b"/\xc2\x9b2J\xc2\x9b31mred": "/", b"/a\xff\xfe": "/a", b"/ab\x7fc": "/ab", b"/\xe2\x80\xaeabc": "/", b"/caf\xc3\xa9": "/caf",
                 b"/\x80\x81": "/", b'/"\\': '/"\\', b"/%C2%9B": "/%C2%9B", b"/~!": "/~!", b"/search&\xff": "/search"}
        for path, logged in paths.items():
            for method in (b"GET", b"M_-OO", b"G\xc2\x9bT", b"OPTIONS"):
                with self.subTest(path=path, method=method):
                    before = (self.server.folder / "log/nginx-access.log").stat().st_size
                    head = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: \xc2\x9b\r\n\r\n"
                    received = self.server.send(method + b" " + path + head)
                    self.assertNotIn(" 500 ", received.split("\r\n")[0])
                    for _ in range(100):
                        with open(self.server.folder / "log/nginx-access.log", "rb") as log:
                            log.seek(before)
                            line = log.read()
                        if line.endswith(b"\n"):
                            break
                        time.sleep(0.05)
                    self.assertRegex(line, rb"^[ -~]+\n$")
                    line = json.loads(line)
                    if method != b"G\xc2\x9bT" and line["status"] != 400:
                        self.assertEqual(line["path"], logged)
        for byte in self.server.log("error").encode():
            self.assertIn(byte, [*range(32, 127), 10])

    def test_what_a_client_provokes_is_no_fault(self):
        """A coding of the body that nginx does not know (501), and a version of HTTP (505)."""
        for status, line, field in ((501, "GET / HTTP/1.1", "Transfer-Encoding: identity"), (505, "GET / HTTP/3.0", "X: x")):
            with self.subTest(status):
                request = f"{line}\r\nHost: localhost\r\nConnection: close\r\n{field}\r\n\r\n"
                head = self.server.send(request.encode()).partition("\r\n\r\n")[0]
                self.assertIn(f" {status} ", head.splitlines()[0])
                request_id = re.search(r"(?i)^x-request-id: (\w+)", head, re.MULTILINE)[1]
                # In order, so that all lines before this one's are there.
                self.server.logged(self.server.ask("/"))
                self.assertNotIn(request_id, self.server.log("error"))

    def test_what_the_process_answers_is_no_fault(self):
        for status in ("200 OK", "400 Bad Request", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"):
            with self.subTest(status):
                self.server.search.answers["/search"] = (status, {"Content-Type": "application/json"}, b"{}")
                self.assertEqual(self.faults(self.ask(f"/search?{QUERY}&n={status[:3]}")), [])
        for path, method in (("/nothing", "GET"), ("/search", "POST"), ("/search", "HEAD")):
            self.assertEqual(self.faults(self.ask(path, method)), [])
        tries = []
        self.server.search.answers["/search"] = lambda p: tries.append(p) if not tries else default_answer(p)
        self.assertEqual(self.faults(self.ask(f"/search?{QUERY}")), [])

    def test_every_location_keeps_its_requests_out_of_the_error_log(self):
        texts = [path.read_text() for path in (ROOT / "nginx/includes").glob("*.conf")]
        texts.append((ROOT / "nginx/listening.bash").read_text().replace("\\n", "\n"))
        locations = [part for text in texts for part in re.findall(r"location [^\n]*\{\n[^\n]*", text)]
        self.assertGreater(len(locations), 8)
        for location in locations:
            self.assertTrue(location.endswith(" include settings/location.conf;"), location)


class FewConnections(LogTest):
    changes = {"worker_processes auto": "worker_processes 1", "worker_connections 4096": "worker_connections 20"}
    settings = {"DESCRY_ANSWER_CACHE": "0"}

    def test_when_all_are_in_use_the_log_says_so_without_the_query(self):
        go = threading.Event()
        self.server.search.answers["/search"] = lambda p: go.wait(30) and default_answer(p)
        words = "worker_connections are not enough"

        def search(number):
            """Until connections were refused: a search that finds one, but none is left to the process, gets a 500."""
            statuses = []
            while not go.is_set():
                try:
                    statuses.append(self.ask(f"/search?{QUERY}&n={number}").status)
                except OSError:
                    statuses.append(None)  # The connection was refused.
            return statuses

        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            statuses = [pool.submit(search, number) for number in range(40)]
            for _ in range(400):
                if words in self.server.log("error"):
                    break
                time.sleep(0.05)
            go.set()
        self.assertNotEqual({status for client in statuses for status in client.result()}, {200})
        self.assertNoQuery()
        # deploy/run looks for it (has_no_connections_left).
        self.assertIn(words, self.server.log("error"))


class FewDescriptors(LogTest):
    """As where the hard limit is low: nginx cannot open a socket to the process."""

    changes = {"worker_processes auto": "worker_processes 1"}
    settings = {"DESCRY_ANSWER_CACHE": "0"}

    def test_when_no_socket_can_be_opened_the_log_has_a_line_without_the_query(self):
        worker = int(pathlib.Path(f"/proc/{self.server.process.pid}/task/{self.server.process.pid}/children").read_text().split()[0])
        # nginx closes a connection after a 500.
        connections = [self.server.tls().wrap_socket(
            socket.create_connection(("localhost", self.server.port), timeout=30), server_hostname="localhost"
        ) for _ in PATHS]
        before = resource.prlimit(worker, resource.RLIMIT_NOFILE)
        # Not one more than it has.
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (1, before[1]))
        try:
            for path, connection in zip(PATHS, connections):
                with connection:
                    connection.sendall(f"GET {path}?{QUERY} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                    self.assertIn(b" 500 ", connection.recv(65536).split(b"\r\n")[0])
        finally:
            resource.prlimit(worker, resource.RLIMIT_NOFILE, before)
        self.assertNoQuery()
        self.assertEqual(len([line for line in self.server.log("error").splitlines() if FAULT in line]), len(PATHS))
