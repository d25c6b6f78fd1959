"""The port that sends plain HTTP on to HTTPS: to which hosts, and a certificate authority's files; run by test_nginx.py."""
import http.client
import json
import pathlib
import re
import socket
import subprocess
import tempfile
import unittest

from nginx_test import NginxTest
from server import ROOT, Answer, Server


class CertificateAuthority(NginxTest):
    """certbot's webroot: a file that the authority asks for by plain HTTP."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="descry-acme-", dir="/tmp")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.settings = {"DESCRY_ACME_FOLDER": folder.name}
        super().setUpClass()

    def test_the_file_is_given_by_plain_http_and_the_rest_is_sent_on(self):
        challenge = self.folder / ".well-known/acme-challenge/token"
        challenge.parent.mkdir(parents=True, exist_ok=True)
        challenge.write_text("token.thumbprint")
        self.folder.chmod(0o755)
        ask = lambda path: self.server.ask(path, port=self.server.http_port)
        self.assertEqual((ask("/.well-known/acme-challenge/token").status, ask("/.well-known/acme-challenge/token").body),
                         (200, b"token.thumbprint"))
        self.assertEqual(ask("/.well-known/acme-challenge/other").status, 404)
        self.assertEqual(ask("/.well-known/other").status, 308)

    def test_nothing_else_is_given_from_the_folder(self):
        folder = self.folder / ".well-known/acme-challenge"
        (folder / "folder").mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        (folder / "_-Token09").write_text("<script>")
        (folder / "page.html").write_text("<script>")
        (folder / ".hidden").write_text("secret")
        (folder / "folder/token").write_text("deeper")
        (folder / "link").symlink_to("/etc/passwd")
        (folder / "inside").symlink_to("_-Token09")
        (folder / "linked").symlink_to("/etc")
        ask = lambda name: self.server.ask(f"/.well-known/acme-challenge/{name}", port=self.server.http_port)
        answer = ask("_-Token09")
        self.assertEqual((answer.status, answer.body), (200, b"<script>"))
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"), answer.headers["Content-Type"])
        self.assertEqual((answer.all("X-Content-Type-Options"), answer.all("Cache-Control")), (["nosniff"], ["no-store"]))
        for name in ("page.html", ".hidden", "folder/token", "folder", "folder/", "link", "inside", "linked/passwd", "", "a%00b",
                     "../../token", "..%2f..%2fetc/passwd", "_-Token09/"):
            with self.subTest(name):
                answer = ask(name)
                self.assertIn(answer.status, (308, 400, 404) if name.startswith("..") else (400, 404))
                self.assertNotIn(b"root:", answer.body)


def send(port, data):
    """Plain HTTP as it is written; the status and headers."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(data)
        response = http.client.HTTPResponse(connection)
        response.begin()
        return Answer(response, response.read())


class Redirects(NginxTest):
    """Plain HTTP is sent on to names of this server only: here those of the certificate, localhost and 127.0.0.1."""

    def test_to_its_own_names(self):
        own = f":{self.server.port}/page?x=1"
        for port in (self.server.http_port, self.server.port):
            for host, location in (("localhost", f"https://localhost{own}"), ("LocalHost:80", f"https://localhost{own}"),
                                   ("127.0.0.1", f"https://127.0.0.1{own}")):
                with self.subTest(port=port, host=host):
                    answer = send(port, f"GET /page?x=1 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                    self.assertEqual((answer.status, answer.all("Location")), (308, [location]))
                    self.assertEqual(answer.all("Cache-Control"), ["no-store"])

    def test_to_no_other_host(self):
        for port in (self.server.http_port, self.server.port):
            for request in (b"GET / HTTP/1.1\r\nHost: evil.example\r\n", b"GET http://evil2.example/foo HTTP/1.1\r\nHost: localhost\r\n",
                            b'GET /x HTTP/1.1\r\nHost: evil"<script>\r\n', b"GET / HTTP/1.1\r\nHost: [::1]\r\n",
                            b"GET / HTTP/1.1\r\nHost: 127.0.0.2\r\n", b"GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n",
                            b"GET / HTTP/1.1\r\nHost: localhost/\r\n", b"GET / HTTP/1.0\r\n"):
                with self.subTest(port=port, request=request):
                    answer = send(port, request + b"\r\n")
                    self.assertEqual(answer.all("Location"), [])
                    self.assertIn(answer.status, (400, 404))
                    self.assertEqual(json.loads(answer.body)["status"], answer.status)

    def test_the_address_that_was_asked_is_this_server(self):
        """As where the certificate has a name only."""
        with socket.create_connection(("127.0.0.7", self.server.http_port), timeout=30) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.7\r\n\r\n")
            response = http.client.HTTPResponse(connection)
            response.begin()
            self.assertEqual(response.headers["Location"], f"https://127.0.0.7:{self.server.port}/")


class RedirectSettings(unittest.TestCase):
    def hosts(self, names):
        """The hosts that are named in the settings for a certificate with these names, or without names."""
        server = Server()
        self.addCleanup(server.stop)
        extension = ["-addext", f"subjectAltName={names}"] if names else []
        subprocess.run([*"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=a".split(),
                        *extension, "-keyout", f"{server.folder}/key.pem", "-out", f"{server.folder}/certificate.pem"],
                       check=True, capture_output=True)
        ended = subprocess.run([str(ROOT / "nginx/configure"), f"{server.folder}/nginx"], env=server.environment,
                               capture_output=True, text=True)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        ended = subprocess.run([*server.nginx, "-t"], env=server.environment, capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        written = (server.folder / "nginx/settings/http.conf").read_text()
        return re.findall(r'^    "(\S+)" \$host;$', re.search(r"map \$host \$descry_https_host \{[^}]*\}", written).group(), re.MULTILINE)

    def test_names_of_the_certificate(self):
        long = ".".join(["a" * 60] * 3) + ".example"
        self.assertEqual(self.hosts(f"DNS:B.example,DNS:*.c.example,IP:192.0.2.7,DNS:{long},email:x@y.example"),
                         ["*.c.example", "192.0.2.7", long, "b.example"])

    def test_none_is_known(self):
        hosts = self.hosts("")
        self.assertEqual(len(hosts), 1)
        self.assertTrue(hosts[0].startswith("~"))
        for host in ("a.example", "[::1]", "192.0.2.7", "x_y"):
            self.assertRegex(host, hosts[0].removeprefix("~"))
        for host in ('evil"<script>', "a b", "", "a\\b", "a;b"):
            self.assertNotRegex(host, hosts[0].removeprefix("~"))
