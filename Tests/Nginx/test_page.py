"""The page, and pictures of the gallery; run by test_nginx.py."""
import gzip
import json
import re
import struct

from nginx_test import NginxTest
from server import ROOT

GALLERY = "/gallery/000.jpg"
WWW = ROOT / "nginx/www"


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
            # These come with the parts that have them.
            if style.name in ("lightbox.css", "overlays.css"):
                self.assertIn(f'addStyle("{style.name}")', (WWW / "modules/parts.js").read_text())
                names.add(f"/{style.name}")
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
        imports = {}
        for script in WWW.rglob("*.js"):
            names = re.findall(r'(from |import\()"(\./[^"]*)"', script.read_text())
            imports[script] = {kind: {(script.parent / name).resolve() for other, name in names if other == kind}
                               for kind in ("from ", "import(")}

        def needed(script):
            return {script}.union(*(needed(other) for other in imports[script]["from "]))

        # What runs at once is preloaded; the rest is imported when it is used.
        start = WWW / "descry.js"
        self.assertEqual(preloaded | {"descry.js"}, {str(script.relative_to(WWW)) for script in needed(start)})
        later = set().union(*(needed(script) for script in imports[WWW / "modules/parts.js"]["import("]))
        self.assertEqual(set(imports), needed(start) | later | {WWW / "early.js"})

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
