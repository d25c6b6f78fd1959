#!/usr/bin/env python3
"""What descry-reload checks on an installed server, and what interrupts it, without a server: a `systemctl` that notes its calls,
and systemd's own reader of such files where this machine has it.

    Tests/Deployment/test_installed.py [--verbose] [CLASS…]        (deploy/test units)

Tests/Deployment/systemd/run does the same to a server under a real systemd.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True
from installed import ROOT, InstalledTest  # noqa: E402

# It reads files of environment.d(5) by the code that reads EnvironmentFile=, and expands $NAME, which that does not.
SYSTEMD_READER = pathlib.Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")

SYSTEMCTL = """#!/bin/bash
echo "$*" >> CALLS
case "$*" in
"start descry-next.service") rm -f GO; while [ ! -e GO ]; do sleep 0.1; done ;;
"stop descry-next.service") touch GO ;;
"show --property FragmentPath"*) echo UNIT ;;
esac
"""


class SettingsFile(InstalledTest):
    """descry.conf: what systemd, the scripts and the program take for the same, or a refusal."""

    def read(self, content):
        self.conf.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = self.call("check_settings_files; installed_settings")
        return code

    def by_systemd(self):
        folder = self.folder / "config/environment.d"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.conf, folder / "a.conf")
        done = subprocess.run([SYSTEMD_READER], capture_output=True, env={"XDG_CONFIG_HOME": str(self.folder / "config")})
        # It quotes values as a shell does.
        lines = subprocess.run(["bash", "-c", done.stdout.decode() + "\ncompgen -v DESCRY_ | while read -r n; do echo \"$n=${!n}\"; done"],
                               capture_output=True, text=True).stdout
        return sorted(lines.splitlines())

    def test_what_is_taken(self):
        for line, value in [
            ("DESCRY_WWW=/a b", "/a b"), ("DESCRY_WWW=", ""), ("DESCRY_WWW= x\t ", "x"), ('DESCRY_WWW=" x "', " x "),
            ("DESCRY_WWW='a\"b'", 'a"b'), ('DESCRY_WWW=""', ""), ('DESCRY_WWW="a=b#c" ', "a=b#c"), ("DESCRY_WWW=a # b", "a # b"),
            ("DESCRY_WWW=a'b", "a'b"), ("DESCRY_WWW=é%", "é%"), ("DESCRY_WWW=1\nDESCRY_WWW=2", "2"), ("# x\n\nDESCRY_WWW=1", "1"),
            ("DESCRY_WWW=a;b", "a;b"),
        ]:
            with self.subTest(line):
                self.assertEqual(0, self.read(line + "\n"), self.said)
                self.assertEqual(f"DESCRY_WWW={value}", self.out.splitlines()[-1])
                self.assertEqual("", self.said)
                # An empty value takes a variable out of environment.d's.
                if SYSTEMD_READER.exists() and value:
                    self.assertEqual([f"DESCRY_WWW={value}"], self.by_systemd())

    def test_what_is_refused(self):
        for line in ["DESCRY_RATE = secret", "DESCRY_RATE =secret", " DESCRY_RATE=secret", "\tDESCRY_RATE=secret", "; secret",
                     "export DESCRY_RATE=secret", "secret", "=secret", "  ", "1A=secret", "A-B=secret", 'DESCRY_RATE="a"secret',
                     'DESCRY_RATE="secret', "DESCRY_RATE='secret", 'DESCRY_RATE="', "DESCRY_RATE='a'secret'", "DESCRY_RATE='a\\secret'", 'DESCRY_RATE="a\\secret"',
                     "DESCRY_RATE=a\\secret", "DESCRY_RATE=secret\\", "# secret\\", "DESCRY_RATE=secret\r", "\r", "DESCRY_RATE=a\x0bsecret",
                     "DESCRY_RATE=secret\x1b", "DESCRY_RATE=\u00a0secret", "DESCRY_RATE=secret\u3000", "\ufeffDESCRY_RATE=secret",
                     b"DESCRY_RATE=secret\xe9", b"DESCRY_RATE=sec\0ret"]:
            with self.subTest(line):
                content = b"DESCRY_POOL_SIZE=7\n" + (line if isinstance(line, bytes) else line.encode()) + b"\nDESCRY_WWW=x\n"
                self.assertEqual(78, self.read(content), self.said)
                if b"\0" not in content:
                    self.assertIn(f"line 2 of {self.conf} ", self.said)
                self.assertIn("Nothing was changed", self.said)
                self.assertEqual(1, len(self.said.splitlines()), self.said)
                self.assertNotIn("secret", self.said)

    def test_the_last_line_without_an_end(self):
        self.assertEqual(0, self.read("DESCRY_RATE=5"))
        self.assertEqual("DESCRY_RATE=5\n", self.out)
        self.assertEqual(78, self.read("DESCRY_RATE = 5"))

    def test_a_file_that_is_none(self):
        def missing(): pass
        def folder(): self.conf.mkdir()
        def dangling(): self.conf.symlink_to(self.folder / "nothing")
        def pipe(): os.mkfifo(self.conf)
        def large(): self.conf.write_text("#" * (1 << 20) + "\n")

        for make in (missing, folder, dangling, pipe, large):
            with self.subTest(make.__name__):
                make()
                self.assertEqual(78, self.call("check_settings_files"), self.said)
                self.assertIn(str(self.conf), self.said)
                self.assertEqual(1, len(self.said.splitlines()), self.said)
                subprocess.run(["rm", "-rf", self.conf], check=True)

    def test_those_of_single_processes(self):
        self.conf.write_text("")
        (self.folder / "etc/descry-2.conf").write_text("DESCRY_RATE = 5\n")
        self.assertEqual(78, self.call("check_settings_files"))
        self.assertIn(f"line 1 of {self.folder}/etc/descry-2.conf", self.said)

    def test_a_mistyped_name_is_said(self):
        self.assertEqual(0, self.read("DESCRY_POOLSIZE=50\nREDIS_HOST=x\nOTHER=1\nPATH=/nothing\n"), self.said)
        self.assertEqual(2, len(self.said.splitlines()), self.said)
        self.assertIn(f"DESCRY_POOLSIZE in {self.conf} is no setting of Descry", self.said)
        self.assertIn("DESCRY_POOL_SIZE", self.said)


class Certificates(InstalledTest):
    """nginx takes a key of another kind than its certificate's, and then refuses every connection."""

    def make(self, name, kind):
        subprocess.run(["openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-days", "2", "-subj", "/CN=x",
                        "-keyout", self.folder / f"{name}.key", "-out", self.folder / f"{name}.pem"], check=True, capture_output=True)

    def check(self, certificate, key, more=""):
        self.conf.write_text(f'DESCRY_TLS_CERTIFICATE="{self.folder / certificate}"\nDESCRY_TLS_KEY={self.folder / key}\n{more}')
        return self.call(f"configure_nginx {ROOT} {self.folder}/nginx")

    def test_certificate_and_key(self):
        self.make("rsa é", ["rsa:2048"])
        self.make("ec", ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        self.make("other", ["rsa:2048"])
        (self.folder / "empty").write_text("")
        subprocess.run(["openssl", "rsa", "-aes128", "-passout", "pass:x", "-in", self.folder / "other.key",
                        "-out", self.folder / "locked.key"], check=True, capture_output=True)
        for certificate, key, word in [
            ("rsa é.pem", "ec.key", "is not the key of"), ("ec.pem", "rsa é.key", "is not the key of"),
            ("rsa é.pem", "other.key", "is not the key of"), ("none", "ec.key", "does not exist"), ("ec.pem", "none", "does not exist"),
            ("ec.key", "ec.key", "holds no certificate"), ("ec.pem", "ec.pem", "holds no key"), ("empty", "ec.key", "is empty"),
            ("other.pem", "locked.key", "with a password"), ("bin", "ec.key", "cannot be read"),
        ]:
            with self.subTest((certificate, key)):
                self.assertEqual(78, self.check(certificate, key), self.said)
                self.assertIn(word, self.said)
                self.assertIn("DESCRY_TLS_", self.said)
                self.assertEqual(1, len(self.said.splitlines()), self.said)
                self.assertFalse((self.folder / "nginx").exists())

    def test_without_tls_none_is_needed(self):
        self.assertNotIn("DESCRY_TLS_CERTIFICATE:", (self.check("none", "none", "DESCRY_TLS=off\n"), self.said)[1])

    def test_a_secret_that_is_missing_is_named(self):
        drop_ins = self.folder / "units/descry@.service.d"
        drop_ins.mkdir()
        (drop_ins / "redis-password.conf").write_text(
            f"[Service]\nLoadCredential=redis-password:{self.folder}/secret\nEnvironment=REDIS_PASSWORD_FILE=%d/redis-password\n")
        self.assertEqual(78, self.call("check_credentials"))
        self.assertIn(f"{self.folder}/secret", self.said)
        self.assertIn("redis-password.conf", self.said)
        (self.folder / "secret").write_text("x")
        self.assertEqual(0, self.call("check_credentials"), self.said)


class Signals(InstalledTest):
    """What ends descry-reload while the second process starts takes that process away."""

    def setUp(self):
        super().setUp()
        (self.folder / "descry.service").write_text("[Service]\nExecStart=/bin/true\n")
        self.stub("systemctl", SYSTEMCTL.replace("CALLS", f"{self.folder}/calls").replace("GO", f"{self.folder}/go")
                  .replace("UNIT", f"{self.folder}/descry.service"))
        self.stub("journalctl", "#!/bin/sh\n")

    def calls(self):
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def test_signals(self):
        for number, code in [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)]:
            for whole_group in (False, True):
                with self.subTest((number, whole_group)):
                    (self.folder / "go").unlink(missing_ok=True)
                    (self.folder / "calls").unlink(missing_ok=True)
                    process = self.start("trap 'leave_next' EXIT; end_on_signals; start_next descry.service /opt/descry; sleep 60")
                    self.wait_for("start descry-next.service")
                    (os.killpg if whole_group else os.kill)(process.pid, number)
                    _, said = process.communicate(timeout=60)
                    self.assertEqual(code, process.returncode, said)
                    calls = self.calls()
                    self.assertIn("stop descry-next.service", calls[calls.index("start descry-next.service"):])
                    self.assertIn("was taken away", said)
                    self.assertEqual([], list((self.folder / "runtime").iterdir()))

    def test_ctrl_c_twice(self):
        self.stub("systemctl", SYSTEMCTL.replace("CALLS", f"{self.folder}/calls").replace("GO", f"{self.folder}/go")
                  .replace("UNIT", f"{self.folder}/descry.service").replace("touch", "sleep 1; touch"))
        process = self.start("trap 'leave_next' EXIT; end_on_signals; start_next descry.service /opt/descry")
        self.wait_for("start descry-next.service")
        os.killpg(process.pid, signal.SIGINT)
        self.wait_for("stop descry-next.service", 2)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
        self.assertEqual(130, process.returncode, said)
        self.assertEqual([], list((self.folder / "runtime").iterdir()))

    def wait_for(self, call, times=1):
        end = time.monotonic() + 60
        while self.calls().count(call) < times and time.monotonic() < end:
            time.sleep(0.05)

    def test_a_reader_that_goes_away(self):
        process = self.start("end_on_signals; exec 2>&1; for i in {1..99}; do say $i; sleep 0.01; done; touch $work/end")
        process.stdout.readline()
        process.stdout.close()
        process.wait(60)
        self.assertTrue((self.folder / "end").exists())
        process.stderr.close()


if __name__ == "__main__":
    unittest.main()
