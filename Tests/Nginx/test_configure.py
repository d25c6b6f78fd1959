"""What nginx/configure takes, refuses and writes; run by test_nginx.py."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from server import ROOT, Server


class Configure(unittest.TestCase):
    def configure(self, *arguments, **settings):
        server = Server(**settings)
        self.addCleanup(server.stop)
        return subprocess.run(
            [str(ROOT / "nginx/configure"), *(arguments or [f"{server.folder}/nginx"])],
            env=server.environment, capture_output=True, text=True,
        )

    def test_what_cannot_work_is_refused_by_name(self):
        for name, value in (
            ("DESCRY_HTTPS_PORT", "70000"), ("DESCRY_HTTPS_PORT", "x"), ("DESCRY_GALLERY", "relative"),
            ("DESCRY_GALLERY", '/a"; evil'), ("DESCRY_WWW", "/a$b"), ("DESCRY_LISTEN", "nonsense"),
            ("DESCRY_CORS_ORIGIN", "https://a;"), ("DESCRY_RATE", "0"), ("DESCRY_BURST", "-1"),
            ("DESCRY_CORS_ORIGIN", "https://a.example/"), ("DESCRY_CORS_ORIGIN", "https://a.example/path"),
            ("DESCRY_CORS_ORIGIN", "a.example"), ("DESCRY_CORS_ORIGIN", "https://a.example, *"),
            ("DESCRY_CORS_ORIGIN", "null"), ("DESCRY_CORS_ORIGIN", ","), ("DESCRY_CORS_ORIGIN", "https://"),
            ("DESCRY_CORS_ORIGIN", "https://*.example"), ("DESCRY_CORS_ORIGIN", "https://b\u00fccher.example"),
            ("DESCRY_UNLIMITED", "localhost"), ("DESCRY_UNLIMITED", "10.0.0.0/33"), ("DESCRY_UNLIMITED", "300.1.1.1"),
            ("DESCRY_UNLIMITED", "10.0.0"), ("DESCRY_UNLIMITED", "1::2::3"), ("DESCRY_UNLIMITED", "12345::"),
            ("DESCRY_UNLIMITED", "1:2:3:4:5:6:7:8:9"), ("DESCRY_UNLIMITED", "1:2:3"), ("DESCRY_UNLIMITED", ":1::2"),
            ("DESCRY_UNLIMITED", "::/129"), ("DESCRY_UNLIMITED", "unix:"), ("DESCRY_UNLIMITED", "*"),
            ("DESCRY_TRUSTED_PROXIES", "proxy.example"), ("DESCRY_TRUSTED_PROXIES", "127.0.0.1; evil"),
            ("DESCRY_LISTEN", "127.0.0.1:9001x"), ("DESCRY_LISTEN", ":9001"), ("DESCRY_ANSWER_CACHE", "1s"),
            ("DESCRY_DEADLINE", "soon"), ("DESCRY_NGINX_USER", "a b"), ("DESCRY_RATE", "00"), ("DESCRY_RATE", "x"),
            ("DESCRY_RATE", "1000001"), ("DESCRY_RATE", "100000000"), ("DESCRY_CONNECTIONS", "0"),
            ("DESCRY_CONNECTIONS", "00"), ("DESCRY_CONNECTIONS", "65536"), ("DESCRY_BURST", "2000001"),
            ("DESCRY_KEEPALIVE", "1000000000"), ("DESCRY_HTTPS_PORT", "00"),
            ("DESCRY_WWW", "/nowhere/www"), ("DESCRY_WWW", "/etc/hostname"), ("DESCRY_GALLERY", "/nowhere/gallery"),
            ("DESCRY_GALLERY", "/etc/hostname"), ("DESCRY_ANSWER_FOLDER", "/etc/hostname"), ("DESCRY_TLS_KEY", "/etc"),
            ("DESCRY_ANSWER_FOLDER", "/proc/x/answers"), ("DESCRY_NGINX_STATE", "/proc/x"), ("DESCRY_NGINX_STATE", "/etc/hostname"),
            ("DESCRY_NGINX_LOG", "/etc/hostname/x"), ("DESCRY_TLS_CERTIFICATE", "/etc"), ("DESCRY_DEADLINE", "0"),
            ("DESCRY_DEADLINE", "0.05"), ("DESCRY_DEADLINE", "301"), ("DESCRY_DEADLINE", "300.5"), ("DESCRY_DEADLINE", "00.00"),
            ("DESCRY_CORS_ORIGIN", "http://localhost:99999"), ("DESCRY_CORS_ORIGIN", "http://[::1]:65536"),
            ("DESCRY_HSTS", "abc"), ("DESCRY_HSTS", "31536000"), ("DESCRY_HSTS", "includeSubDomains"), ("DESCRY_HSTS", "max-age=1;"),
            ("DESCRY_HSTS", "max-age=1; max-age=2"), ("DESCRY_HSTS", 'max-age="1"'), ("DESCRY_HSTS", "max-age=1 preload"),
            ("DESCRY_HSTS", "max-age=1; always"), ("DESCRY_HSTS", "max-age=; preload"),
            *([("DESCRY_NGINX_USER", "nobody-of-this-name")] if os.getuid() == 0 else []),
        ):
            with self.subTest(name=name, value=value):
                ended = self.configure(**{name: value})
                self.assertEqual(ended.returncode, 64)
                self.assertTrue(ended.stderr.startswith(f"configure: {name} "), ended.stderr)
                if name in ("DESCRY_RATE", "DESCRY_BURST", "DESCRY_CONNECTIONS"):
                    self.assertTrue(ended.stderr.endswith(f": {value}\n"), ended.stderr)
                self.assertEqual(ended.stderr.count("\n"), 1)

    def test_files_that_are_no_longer_part_are_removed(self):
        server = Server()
        self.addCleanup(server.stop)
        folder = server.folder / "nginx"
        # Not in a folder that holds something else.
        other = folder / "includes/other.conf"
        other.parent.mkdir(parents=True)
        other.write_text("")
        self.configure(str(folder))
        self.assertTrue(other.exists())
        other.unlink()
        written = sorted(folder.rglob("*"))
        for name in ("includes/methods.conf", "settings/old.conf"):
            (folder / name).write_text("")
        (folder / "own.conf").write_text("")
        self.assertEqual(self.configure(str(folder)).returncode, 0)
        self.assertEqual(sorted(folder.rglob("*")), sorted([*written, folder / "own.conf"]))

    def test_a_script_that_has_warned_already_gets_no_second_warning(self):
        folder = tempfile.mkdtemp(dir="/tmp")
        self.addCleanup(shutil.rmtree, folder)
        ended = self.configure("--no-warnings", folder, DESCRY_CORS_ORIGINS="sekrit")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        self.assertTrue(pathlib.Path(folder, "nginx.conf").exists())

    def test_the_origin_that_is_invalid_is_named_and_explained(self):
        ended = self.configure(DESCRY_CORS_ORIGIN="https://a.example, https://b.example/")
        self.assertIn(": https://b.example/ (an origin is ", ended.stderr)

    def test_a_certificate_that_is_not_there_yet_is_warned_of(self):
        ended = self.configure(DESCRY_TLS_CERTIFICATE="/nowhere/certificate.pem", DESCRY_TLS_KEY="/nowhere/key.pem")
        self.assertEqual(ended.returncode, 0)
        self.assertEqual(ended.stderr.splitlines(), [
            f"configure: warning: nginx does not start before the file of {name} is there: {path}"
            for name, path in (("DESCRY_TLS_CERTIFICATE", "/nowhere/certificate.pem"), ("DESCRY_TLS_KEY", "/nowhere/key.pem"))
        ])

    def test_a_mistyped_setting_is_warned_of(self):
        ended = self.configure(DESCRY_CORS_ORIGINS="sekrit", REDIS_HOST="sekrit", REDIS_URL="x", DESCRY_POOL_SIZE="7")
        self.assertEqual(ended.returncode, 0)
        self.assertEqual(ended.stderr.splitlines(), [
            f"configure: warning: the environment variable {name} is no setting of Descry and has no effect; "
            f"did you mean {meant}?"
            for name, meant in (("DESCRY_CORS_ORIGINS", "DESCRY_CORS_ORIGIN"), ("REDIS_HOST", "REDISHOST"))
        ])

    def test_the_sockets_are_where_the_process_makes_them(self):
        """`descry serve` follows the same rule; see IntegrationTests."""
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            os.chmod(folder, 0o777)
            shutil.copytree(ROOT / "nginx", f"{folder}/source")
            # As another user than root, whoever runs the tests.
            ordinary = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
            for user, runtime, expected in (
                (ordinary, "/run/user/1000", "/run/user/1000/descry"), (ordinary, "", None), (ordinary, "here", None),
                ([], "/run/user/1000", "/run/descry" if os.getuid() == 0 else "/run/user/1000/descry"),
            ):
                with self.subTest(user=user, runtime=runtime):
                    written = f"{folder}/{len(os.listdir(folder))}"
                    ended = subprocess.run(
                        [*user, f"{folder}/source/configure", written],
                        env={"PATH": os.environ["PATH"] + ":/usr/sbin", "XDG_RUNTIME_DIR": runtime,
                             "DESCRY_NGINX_STATE": f"{folder}/state", "DESCRY_NGINX_LOG": "-"},
                        capture_output=True, text=True)
                    if expected is None:
                        self.assertEqual(ended.returncode, 64)
                        self.assertIn("XDG_RUNTIME_DIR is not set; set DESCRY_LISTEN", ended.stderr)
                        continue
                    self.assertEqual(ended.returncode, 0, ended.stderr)
                    settings = pathlib.Path(written, "settings/http.conf").read_text()
                    for name in ("descry", "health"):
                        self.assertIn(f'server "unix:{expected}/{name}.sock"', settings)

    def test_help_and_wrong_arguments(self):
        help_text = self.configure("--help").stdout
        self.assertIn("\n  DESCRY_HTTPS_PORT (443)\n      The port", help_text)
        self.assertIn("\n  DESCRY_HTTP_PORT (none)\n", help_text)
        self.assertIn("\n  DESCRY_WWW (www/ beside this script)\n", help_text)
        for arguments in (["--nonsense"], ["--no-warnings"], ["--no-warnings", "--nonsense"], ["/tmp/a", "/tmp/b"]):
            self.assertEqual(self.configure(*arguments).returncode, 64)

    def test_every_line_of_the_table_is_read_and_its_name_is_known_to_the_other_scripts(self):
        table = (ROOT / "nginx/settings").read_text().splitlines()
        names = [line.split(":")[0] for line in table if line.startswith("DESCRY_")]
        read = subprocess.run(["bash", "-c", f'here={ROOT}/nginx; source $here/settings.bash; read_table; '
                               'printf "DESCRY_%s\n" "${variables[@]^^}"'], capture_output=True, text=True).stdout.split()
        self.assertEqual(read, names)
        self.assertEqual(set(names) - set((ROOT / "nginx/settings-names").read_text().split()), set())

    def test_every_setting_makes_a_configuration_that_nginx_takes(self):
        for settings in (
            {"DESCRY_LISTEN": "127.0.0.1:9001", "DESCRY_HEALTH_LISTEN": "127.0.0.1:9002"},
            {"DESCRY_RATE": "1", "DESCRY_BURST": "0", "DESCRY_UNLIMITED": ""},
            {"DESCRY_RATE": "off", "DESCRY_CONNECTIONS": "off", "DESCRY_ANSWER_CACHE": "0"},
            {"DESCRY_BIND": "127.0.0.1", "DESCRY_HTTP_PORT": "", "DESCRY_NGINX_LOG": "-"},
            {"DESCRY_TRUSTED_PROXIES": "10.0.0.0/8 fd00::/8", "DESCRY_KEEPALIVE": "650", "DESCRY_DEADLINE": "2.5"},
            {"DESCRY_UNLIMITED": "1.2.3.4,::1 ::ffff:10.0.0.1, 1:2:3:4:5:6:7:8,1::, 2000::/3,128.0.0.0/1, 1::8",
             "DESCRY_TRUSTED_PROXIES": "unix:,10.1.2.3,10.1.2.3", "DESCRY_RATE": "7", "DESCRY_BURST": "1"},
            {"DESCRY_CORS_ORIGIN": "https://a.example https://a.example,https://[::1]:8443"},
            {"DESCRY_RATE": "0100", "DESCRY_CONNECTIONS": "010", "DESCRY_UNLIMITED": ""},
            {"DESCRY_RATE": "1000000", "DESCRY_CONNECTIONS": "65535", "DESCRY_UNLIMITED": ""},
            {"DESCRY_BURST": "off", "DESCRY_ANSWER_CACHE": "off", "DESCRY_DEADLINE": "300.0", "DESCRY_HSTS": "max-age=0"},
            {"DESCRY_DEADLINE": "0.1", "DESCRY_CORS_ORIGIN": "http://localhost:65535"},
            {"DESCRY_HSTS": "max-age=63072000;includeSubDomains ; preload"},
            {"DESCRY_RATE": "08", "DESCRY_BURST": "09", "DESCRY_ANSWER_CACHE": "00", "DESCRY_KEEPALIVE": "065"},
        ):
            with self.subTest(settings):
                server = Server(**settings).start()
                self.addCleanup(server.stop)
                ended = subprocess.run([*server.nginx, "-t"], env=server.environment, capture_output=True, text=True)
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertNotIn("[warn]", ended.stderr)
