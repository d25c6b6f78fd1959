#!/usr/bin/env python3
"""What deploy/install checks, writes and removes, without a server.

    Tests/Deployment/test_installing.py [--verbose] [CLASS…]       (deploy/test units)
"""

import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from installed import InstalledTest  # noqa: E402


class Secrets(InstalledTest):
    """A file with a key or a password, before it takes the place of the one that works."""

    def test_refused(self):
        file = self.folder / "key"
        for content in [b"", b" \n\n", b"a\nb\n", b"a b", b"\0" * 3_000_000, b"a\r\nb"]:
            with self.subTest(content[:9]):
                file.write_bytes(content)
                self.assertEqual(78, self.call(f"api_key={file}; check_files"), self.said)
                self.assertIn("--api-key", self.said)
                self.assertIn(str(file), self.said)
                self.assertEqual(1, len(self.said.splitlines()), self.said)

    def test_taken(self):
        file = self.folder / "key"
        file.write_text("\n 12-ab\r\n")
        self.assertEqual(0, self.call(f"api_key={file}; check_files; write_secrets"), self.said)
        self.assertEqual("12-ab", (self.folder / "etc/secrets/pixabay-api-key").read_text())


class Releases(InstalledTest):
    """The release to go back to is there after a failure, and the one that failed is not."""

    def setUp(self):
        super().setUp()
        self.releases = self.folder / "prefix/releases"
        self.releases.mkdir()
        self.stub("systemctl", "#!/bin/sh\necho inactive\n")

    def install(self, name, works=True):
        tree = self.folder / "tree" / name
        for part in ("bin", "lib", "share"):
            (tree / part).mkdir(parents=True, exist_ok=True)
        (tree / "share/hash").write_text(name)
        end = "use_release releases/${release##*/}; remove_old_releases" if works else "discard_release"
        self.assertEqual(0, self.call(f"tree={tree}; copy_release; {end}"), self.said)

    def left(self):
        """Of each release its name."""
        return sorted((each / "share/hash").read_text() for each in self.releases.iterdir())

    def previous(self):
        return (self.folder / "prefix/previous/share/hash").read_text()

    def test_after_failures(self):
        self.install("one")
        self.install("two")
        self.assertEqual(["one", "two"], self.left())
        self.assertEqual("one", self.previous())
        self.install("bad", works=False)
        self.assertIn("did not come into service", self.said)
        self.install("worse", works=False)
        self.assertEqual(["one", "two"], self.left())
        self.install("two")
        self.assertEqual(["one", "two"], self.left())
        self.install("one")
        self.assertEqual(["one", "two"], self.left())
        self.assertEqual("two", self.previous())
        self.install("three")
        self.assertEqual(["one", "three"], self.left())

    def test_of_a_version_without_the_link(self):
        self.install("one")
        self.install("two")
        (self.folder / "prefix/previous").unlink()
        self.install("two")
        self.assertEqual(["one", "two"], self.left())

    def test_a_release_that_serves_is_not_removed(self):
        self.install("one")
        self.install("one", works=False)
        self.assertEqual(["one"], self.left())

    def test_it_cannot_be_copied(self):
        self.stub("cp", "#!/bin/sh\necho \"cp: error writing 'x': No space left on device\" >&2\necho \"$0: again\" >&2; exit 1\n")
        self.assertEqual(73, self.call(f"tree={self.folder}; release_name() {{ echo x; }}; trap discard_release EXIT; copy_release"))
        self.assertIn("cannot be copied", self.said)
        self.assertEqual(1, len(self.said.splitlines()), self.said)
        self.assertEqual([], list(self.folder.glob("prefix/releases/*")))


class OtherSites(InstalledTest):
    """An nginx that serves something already."""

    def setUp(self):
        super().setUp()
        self.nginx = self.folder / "nginx"
        for name in ("sites-enabled", "sites-available", "conf.d"):
            (self.nginx / name).mkdir(parents=True)
        (self.nginx / "sites-available/default").write_text("server { listen 80; }\n")
        (self.nginx / "sites-enabled/default").symlink_to("../sites-available/default")
        (self.nginx / "nginx.conf").write_text("http {\n    # server {\n    server_tokens off;\n}\n")
        self.stub("dpkg-query", f"#!/bin/sh\nprintf '\\n {self.nginx}/sites-available/default "
                                f"{self.md5(self.nginx / 'sites-available/default')}\\n'\n")

    @staticmethod
    def md5(path):
        return subprocess.run(["md5sum", path], capture_output=True, text=True).stdout.split()[0]

    def check(self, name=None, more=""):
        code = self.call(f"nginx_folder={self.nginx}; {more} check_nginx_is_free")
        if name:
            self.assertEqual(78, code, self.said)
            self.assertIn(str(self.nginx / name), self.said)
        else:
            self.assertEqual(0, code, self.said)

    def test_debians_own_is_none(self):
        self.check()
        (self.nginx / "sites-enabled/default").unlink()
        self.check()

    def test_a_changed_default(self):
        with (self.nginx / "sites-available/default").open("a") as file:
            file.write("server { server_name shop.example.org; }\n")
        self.check("sites-enabled/default")
        self.check(more="replaces_nginx=yes;")

    def test_a_default_of_ones_own(self):
        (self.nginx / "sites-enabled/default").unlink()
        (self.nginx / "sites-enabled/default").write_text("server { return 200 shop; }\n")
        self.check("sites-enabled/default")

    def test_others(self):
        (self.nginx / "conf.d/shop.conf").write_text("server {}\n")
        self.check("conf.d/shop.conf")

    def test_in_nginx_conf(self):
        for text in ("http {\n    server {\n    }\n}\n", "http { server { return 204; } }\n", "http {\nserver\n{\n}\n}\n"):
            with self.subTest(text):
                (self.nginx / "nginx.conf").write_text(text)
                self.check("nginx.conf")


class Arguments(InstalledTest):
    def test_names(self):
        for name, code in [("a", 0), ("a-b.example.org", 0), ("10.1.2.3", 0), ("-x", 64), ("..", 64), ("a..b", 64), ("a.", 64),
                           ("a-", 64), ("a b", 64), ("a/b", 64), ("x" * 254, 64)]:
            with self.subTest(name):
                self.assertEqual(code, self.call(f"names=('{name}'); check_usage"), self.said)

    def test_ports(self):
        self.conf.write_text("DESCRY_HTTPS_PORT=443\nDESCRY_HTTP_PORT=80\n")
        for ports, code in [("http_port=443", 64), ("https_port=80", 64), ("https_port=8443 http_port=08443", 64),
                            ("http_port=0", 0), ("https_port=50443 http_port=50080", 0)]:
            with self.subTest(ports):
                self.assertEqual(code, self.call(f"foreign_listener() {{ :; }}; {ports}; check_ports"), self.said)

    def test_a_model_that_is_no_folder(self):
        for model, code in [("/nope", 78), ("./nope", 78), ("/etc/passwd", 78), ("openai/clip-vit-base-patch32", 0)]:
            with self.subTest(model):
                self.assertEqual(code, self.call(f"model={model}; check_files"), self.said)

    def test_names_of_earlier_calls_stay(self):
        (self.folder / "etc/tls").mkdir()
        self.conf.write_text(f"DESCRY_TLS_CERTIFICATE={self.folder}/etc/tls/certificate.pem\n")
        for name, all_names in [("a.example", ["a.example"]), ("b.example", ["a.example", "b.example"]),
                                ("a.example", ["a.example", "b.example"])]:
            self.assertEqual(0, self.call(f"names=({name}); make_tls"), self.said)
            text = (self.folder / "etc/tls/addresses").read_text()
            self.assertEqual(all_names, [each for each in ("a.example", "b.example") if f"DNS:{each}" in text])
        self.assertNotIn("make a certificate", self.out)

    def test_a_value_that_cannot_be_in_the_file(self):
        self.conf.write_text("DESCRY_GALLERY=/old\n")
        for value, line in [("/a b%é", "/a b%é"), ("/a ", "'/a '"), ('"/a', "'\"/a'"), ("/a\\b", None), ("/a\nb", None), ("'\"", None)]:
            with self.subTest(value):
                code = self.call('gallery=$VALUE; write_settings_file', VALUE=value)
                self.assertEqual(0 if line else 78, code, self.said)
                if line:
                    self.assertIn(f"DESCRY_GALLERY={line}\n", self.conf.read_text())
                    self.assertEqual(0, self.call("check_settings_files; setting DESCRY_GALLERY"), self.said)
                    self.assertEqual(value + "\n", self.out)

    def test_a_file_that_cannot_be_written(self):
        (self.folder / "etc/x").write_text("")
        self.assertEqual(73, self.call(f"put {self.folder}/etc/x/y 644 <<<a"))
        self.assertIn(f"cannot write {self.folder}/etc/x/y: ", self.said)
        self.assertEqual(1, len(self.said.splitlines()), self.said)


if __name__ == "__main__":
    unittest.main()
