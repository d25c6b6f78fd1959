#!/usr/bin/env python3
"""deploy/package and parts of deploy/install that need no installed server; the rest is in systemd/.

    Tests/Deployment/test_install.py [CLASS[.TEST]]

Some cases need root, to make files of another user, and are skipped without.
"""

import os
import pathlib
import shlex
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOBODY = 65534


class InFolder(unittest.TestCase):
    def setUp(self):
        # Not under /tmp itself, whose mode differs from machine to machine: in a folder of ours there.
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)

    def tearDown(self):
        self.temporary.cleanup()

    def bash(self, *parts, script, program="install"):
        sources = "".join(f"source {ROOT}/deploy/lib/{part}.bash\n" for part in ("common", *parts))
        return subprocess.run(["bash", "-c", f"set -euo pipefail\nprogram={program}\n{sources}{script}"], text=True,
                              capture_output=True)


class Package(InFolder):
    """deploy/package FOLDER, with programs in the path that stand for the build and fail."""

    def package(self, folder):
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        for name in ("swift", "apt-get"):
            (programs / name).write_text("#!/bin/sh\nexit 3\n")
            (programs / name).chmod(0o755)
        return subprocess.run([ROOT / "deploy/package", folder], text=True, capture_output=True,
                              env={"PATH": f"{programs}:{os.environ['PATH']}", "LIBTORCH": str(self.folder)}, umask=0o002)

    def refused(self, folder):
        result = self.package(folder)
        self.assertEqual(77, result.returncode, result.stderr)
        self.assertIn("others could change", result.stderr)
        self.assertEqual(1, len(result.stderr.splitlines()), result.stderr)

    def test_a_folder_of_ones_own_is_taken(self):
        result = self.package(self.folder / "new")
        self.assertNotEqual(0, result.returncode)
        self.assertNotIn("others could change", result.stderr)
        self.assertEqual(0o755, (self.folder / "new").stat().st_mode & 0o777)

    def test_others_may_write(self):
        for mode in (0o777, 0o1777, 0o757):
            folder = self.folder / f"mode{mode:o}"
            folder.mkdir()
            folder.chmod(mode)
            self.refused(folder)

    def test_others_may_write_in_it_or_above_it(self):
        within = self.folder / "made/share/descry"
        within.mkdir(parents=True)
        (within / "packages").touch()
        (within / "install").touch()
        (within / "install").chmod(0o666)
        self.refused(self.folder / "made")
        above = self.folder / "above"
        above.mkdir()
        above.chmod(0o777)
        self.refused(above / "made")

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_another_user_owns_it(self):
        for name in ("empty", "above/made"):
            folder = self.folder / name
            folder.mkdir(parents=True)
            os.chown(self.folder / name.split("/")[0], NOBODY, NOBODY)
            self.refused(folder)


class RedisAddress(InFolder):
    """install --redis"""

    def read(self, given):
        return self.bash("install-checks", script=f"redis={shlex.quote(given)} redis_host= redis_port=\nread_redis\n"
                                                  'printf "%s|%s" "$redis_host" "$redis_port"')

    def test_taken(self):
        for given, wanted in (("cache.example.org", "cache.example.org|"), ("10.0.0.3:6380", "10.0.0.3|6380"),
                              ("unix:/run/redis/redis.sock", "unix:/run/redis/redis.sock|"), ("fd00::7", "fd00::7|"),
                              ("[fd00::7]:6380", "fd00::7|6380"), ("[::1]", "::1|")):
            with self.subTest(given):
                self.assertEqual(wanted, self.read(given).stdout)

    def test_refused(self):
        for given in ("unix:path", "unix:", "host:", "host:0", "host:65536", "host:x", ":6379", "a host", "host;x"):
            with self.subTest(given):
                result = self.read(given)
                self.assertEqual(64, result.returncode, result)
                self.assertIn("--redis", result.stderr)


class Listeners(InFolder):
    """Whether a port that nginx wants is another process's."""

    def test_addresses(self):
        for wanted, other, same in (("0.0.0.0", "127.0.0.1", True), ("127.0.0.1", "0.0.0.0", True), ("127.0.0.1", "*", True),
                                    ("[::]", "*", True), ("[::1]", "[::]", True), ("[::1]", "[::1]", True),
                                    ("127.0.0.1", "127.0.0.1", True), ("127.0.0.1", "10.0.0.1", False),
                                    ("[::1]", "[fd00::1]", False), ("0.0.0.0", "[::]", False), ("[::]", "0.0.0.0", False)):
            with self.subTest(f"{wanted} {other}"):
                result = self.bash("installed-nginx", script=f"if is_same_address {shlex.quote(wanted)} {shlex.quote(other)};"
                                                             " then echo yes; else echo no; fi")
                self.assertEqual("yes\n" if same else "no\n", result.stdout, result.stderr)


class Messages(InFolder):
    def test_no_control_characters(self):
        for locale in ("C", "C.UTF-8"):
            result = self.bash(script=f"export LC_ALL={locale}; fail $'port \\e]0;P\\a\\x7f is Jörg\\'s\\nfile'")
            self.assertEqual("install: port ?]0;P?? is Jörg's\nfile\n", result.stderr)


if __name__ == "__main__":
    unittest.main()
