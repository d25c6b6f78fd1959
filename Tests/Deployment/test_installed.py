#!/usr/bin/env python3
"""What descry-reload and deploy/install check on an installed server, without a server: the functions of deploy/lib with folders
of their own, a `systemctl` that notes its calls, and systemd's own reader of such files where this machine has it.

    Tests/Deployment/test_installed.py [--verbose] [CLASS…]        (deploy/test units)

Tests/Deployment/systemd/run does the same to a server under a real systemd.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# It reads files of environment.d(5) by the code that reads EnvironmentFile=, and expands $NAME, which that does not.
SYSTEMD_READER = pathlib.Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
PARTS = "common changes trusted certificate secrets installed installed-settings installed-nginx installed-replace install-checks install-redis " \
        "install-before install-releases install-steps install-units install-services"

SYSTEMCTL = """#!/bin/bash
echo "$*" >> CALLS
case "$*" in
"start descry-next.service") rm -f GO; while [ ! -e GO ]; do sleep 0.1; done ;;
"stop descry-next.service") touch GO ;;
"show --property FragmentPath"*) echo UNIT ;;
esac
"""


class InstalledTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        for name in ("etc", "bin", "units", "runtime", "prefix", "state"):
            (self.folder / name).mkdir()
        self.conf = self.folder / "etc/descry.conf"

    def stub(self, name, script):
        path = self.folder / "bin" / name
        path.write_text(script)
        path.chmod(0o755)

    def start(self, script, **environment):
        """Runs a script that has the functions of deploy/lib."""
        before = f"set -euo pipefail; program=reload root={ROOT} run=/nonexistent dry_run=no work={self.folder}\n"
        before += "log=$work/log tree='' certificate='' key='' email='' names=() api_key='' gallery='' model='' https_port=''\n"
        before += "http_port='' redis='' redis_password='' redis_host='' redis_port='' replaces_nginx=no release=''\n"
        for part in PARTS.split():
            if (ROOT / f"deploy/lib/{part}.bash").exists():
                before += f"source {ROOT}/deploy/lib/{part}.bash\n"
        before += f"etc={self.folder}/etc prefix={self.folder}/prefix units={self.folder}/units state={self.folder}/state\n"
        before += f"runtime_units={self.folder}/runtime\n"
        return subprocess.Popen(["bash", "-c", before + script], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                start_new_session=True,
                                env={**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", **environment})

    def call(self, script, **environment):
        process = self.start(script, **environment)
        self.out, self.said = process.communicate(timeout=60)
        return process.returncode


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
