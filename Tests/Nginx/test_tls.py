"""TLS, and configurations of an older version; run by test_nginx.py."""
import http.client
import json
import pathlib
import shutil
import socket
import ssl
import subprocess
import tempfile
import unittest

from nginx_test import NginxTest
from server import ROOT, Server

WWW = ROOT / "nginx/www"


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
