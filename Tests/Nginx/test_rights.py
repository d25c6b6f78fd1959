"""What is only for this machine, and files that are only for their owner."""
import pathlib
import subprocess
import tempfile
import unittest

from nginx_test import SEARCH, NginxTest
from server import ROOT, Server

PICTURE = (ROOT / "deploy/demo/gallery/000.jpg").read_bytes()


class Rights(NginxTest):
    """A gallery with links in it, in a folder that is reached by a link; no proxy is named."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="descry-links-", dir="/tmp")
        cls.addClassCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        for name in ("gallery", "gallery/part", "elsewhere", "www"):
            (root / name).mkdir()
        for name in ("gallery/a.jpg", "gallery/part/b.jpg", "elsewhere/secret.jpg"):
            (root / name).write_bytes(PICTURE)
        (root / "www/index.html").write_text("<p>page</p>")
        (root / "www/passwd.html").symlink_to("/etc/passwd")
        (root / "gallery/link.jpg").symlink_to("../elsewhere/secret.jpg")
        (root / "gallery/passwd.jpg").symlink_to("/etc/passwd")
        (root / "gallery/inside.jpg").symlink_to("a.jpg")
        (root / "gallery/folder").symlink_to("../elsewhere")
        (root / "by-link").symlink_to("gallery")
        (root / "www-by-link").symlink_to("www")
        cls.settings = {"DESCRY_GALLERY": f"{root}/by-link", "DESCRY_WWW": f"{root}/www-by-link"}
        super().setUpClass()

    def test_files_of_the_gallery_are_served_although_the_folder_is_a_link(self):
        for path in ("/gallery/a.jpg", "/gallery/part/b.jpg"):
            self.assertEqual(self.server.ask(path).body, PICTURE)
        self.assertEqual(self.server.ask("/").status, 200)

    def test_links_in_a_folder_are_not_followed(self):
        for path in ("/gallery/link.jpg", "/gallery/passwd.jpg", "/gallery/inside.jpg", "/gallery/folder/secret.jpg",
                     "/passwd.html"):
            with self.subTest(path):
                self.assertProblem(self.server.ask(path), 404)

    def test_metrics_are_for_no_client_of_a_proxy_on_this_machine(self):
        self.assertEqual(self.server.ask("/metrics").status, 200)
        for name, value in (("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-For", "127.0.0.1"),
                            ("Forwarded", "for=203.0.113.9"), ("X-Real-IP", "203.0.113.9"), ("Via", "1.1 proxy")):
            with self.subTest(name=name, value=value):
                self.assertProblem(self.server.ask("/metrics", headers={name: value}), 404, origins=[])

    def test_the_process_is_told_of_a_proxy_that_is_not_named(self):
        for headers, told in (({}, ""), ({"X-Forwarded-For": "203.0.113.9"}, "1"), ({"Forwarded": "for=x"}, "1")):
            with self.subTest(headers):
                self.server.search.requests.clear()
                self.server.ask(SEARCH + f"&n={len(str(headers))}", headers=headers)
                self.assertEqual(self.server.search.requests[0].get("UNNAMED_PROXY", ""), told)


class NamedProxy(NginxTest):
    settings = {"DESCRY_TRUSTED_PROXIES": "127.0.0.1"}

    def test_the_process_is_not_told_of_a_proxy_that_is_named(self):
        self.server.ask(SEARCH, headers={"X-Forwarded-For": "203.0.113.9"})
        self.assertEqual(self.server.search.requests[0].get("UNNAMED_PROXY", ""), "")


class ListenAddresses(unittest.TestCase):
    def listens(self, value):
        server = Server(DESCRY_BIND=value, DESCRY_HTTP_PORT="")
        self.addCleanup(server.stop)
        ended = subprocess.run([str(ROOT / "nginx/configure"), f"{server.folder}/nginx"], env=server.environment,
                               capture_output=True, text=True)
        if ended.returncode:
            return ended.stderr
        lines = (server.folder / "nginx/settings/server.conf").read_text().split("\n")
        return [line.split()[1].removesuffix(f":{server.port}").replace(str(server.port), "all").rstrip(";")
                for line in lines if line.startswith("listen")]

    def test_a_list_of_addresses(self):
        self.assertEqual(self.listens("127.0.0.1 ::1"), ["127.0.0.1", "[::1]"])
        self.assertEqual(self.listens("::1,127.0.0.1,::1"), ["127.0.0.1", "[::1]"])
        self.assertEqual(self.listens("localhost"), ["localhost"])
        for value in ("", "all"):
            self.assertEqual(self.listens(value)[0], "all")

    def test_what_is_no_address_is_refused_by_name(self):
        for value in ("127.0.0.1 all", "300.0.0.1", "1::2::3", "a;b", ",", "127.0.0.1:80"):
            with self.subTest(value):
                self.assertTrue(self.listens(value).startswith("configure: DESCRY_BIND "), self.listens(value))
