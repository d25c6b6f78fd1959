"""The functions of deploy/lib with folders of their own in place of an installed server's, for test_installed.py and
test_installing.py."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = "common changes trusted certificate secrets installed installed-settings installed-nginx installed-replace " \
        "install-checks install-redis install-before install-releases install-steps install-units install-services"


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
