"""deploy/kubernetes/up and down, with programs on PATH that note their calls in place of gcloud, kubectl and docker.

No cluster and no account is asked: what these tests show is which commands are run, in which order, and what would be applied
(which the real `kubectl kustomize` makes). That Google takes the commands they do not show.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import yaml
from manifests import KUBERNETES, ROOT

KEY = "0123456-secretsecretsecret"
# The stub's.
PASSWORD = "a-password-of-redis"
DOMAIN = "descry.example.org"


class ScriptTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "things").mkdir()
        (self.folder / "bin").mkdir()
        for name in ("gcloud", "kubectl", "docker", "kind", "minikube", "curl", "sleep"):
            os.symlink(ROOT / "Tests/Deployment/kubernetes/stub", self.folder / "bin" / name)
        self.key = self.folder / "key"
        self.key.write_text(KEY + "\n")
        # Scripts write beside the checkout's files, so they get a checkout of their own.
        self.root = self.folder / "checkout"
        shutil.copytree(KUBERNETES, self.root / "deploy/kubernetes")

    def call(self, script, *arguments, answer="", **environment):
        done = subprocess.run(
            [self.root / "deploy/kubernetes" / script, *arguments], input=answer, capture_output=True, text=True, timeout=120,
            env={**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "STUBS": str(self.folder),
                 "KUBECTL": shutil.which("kubectl"), **environment})
        self.said = done.stdout + done.stderr
        return done.returncode

    def up(self, *arguments, where="gke", **environment):
        return self.call("up", where, "--domain", DOMAIN, "--key-file", str(self.key), "--version", "v1", *arguments, **environment)

    def calls(self, forget=True):
        """The calls so far, each as one text."""
        file = self.folder / "calls"
        if not file.exists():
            return []
        found = file.read_text().splitlines()
        if forget:
            file.unlink()
        return [call for call in found if not call.startswith("sleep")]

    def applied(self):
        return [each for each in yaml.safe_load_all((self.folder / "applied.yaml").read_text()) if each]
