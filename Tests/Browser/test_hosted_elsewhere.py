"""The page on another host than the server, in a folder, as GitHub Pages has it (deploy/page)."""

import functools
import http.server
import pathlib
import subprocess
import tempfile
import threading
from urllib.parse import urlsplit

from browser_test import BrowserTest
from stack import ROOT


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class HostedElsewhere(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 127.0.0.1 is another origin than localhost.
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        subprocess.run([ROOT / "deploy/page", pathlib.Path(folder.name) / "descry", "--api", cls.stack.origin], check=True,
                       stdout=subprocess.DEVNULL)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder.name))
        cls.addClassCleanup(server.server_close)
        cls.addClassCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.host = f"http://127.0.0.1:{server.server_address[1]}"

    def is_allowed(self, url):
        return url.startswith(self.host + "/descry/") or super().is_allowed(url)

    def open(self):
        self.page.goto(self.host + "/descry/")

    def test_search(self):
        self.open()
        self.search("mountains", "mountains with dark skies", 5)
        answer = self.stack.search("mountains", "mountains with dark skies", 5)
        self.assertShows(answer)
        address = urlsplit(self.page.url)
        self.assertEqual((self.host.removeprefix("http://"), "/descry/"), (address.netloc, address.path))
        asked = [url for url in self.requests if "/search?" in url or "/search/stream?" in url]
        self.assertTrue(asked and all(url.startswith(self.stack.origin + "/") for url in asked), asked)
        # Its pictures are the server's.
        self.wait_until(lambda: self.page.evaluate(
            "[...document.querySelectorAll('#results img')].slice(0, 3).every(image => image.naturalWidth > 0)"))

    def test_an_example_and_back(self):
        self.open()
        self.page.locator("section#examples a").first.click()
        self.assertShows(self.stack.search("mountains", "mountains with dark skies"))
        self.page.go_back()
        self.wait_until(lambda: not self.page.evaluate("document.documentElement.classList.contains('searched')"))
        self.assertEqual(self.host + "/descry/", self.page.url)
