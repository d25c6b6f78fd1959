#!/usr/bin/env python3
"""The manifests of deploy/kubernetes: their schemas, checkov's policies, and whether they fit the code.

    .build/deployment-venv/bin/python Tests/Deployment/kubernetes/test_kubernetes.py [--verbose] [CLASS…]      (deploy/test kubernetes)

No cluster is needed, and none is asked. Tests/Deployment/kubernetes/replicas runs the pods' processes themselves.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import crds
from manifests import HAS_KUBECTL, OVERLAYS, WITH_PODS, for_each, text
from test_connections import Images, Network, Selectors  # noqa: F401  (they run with the others, as the next ones do)
from test_down import Down  # noqa: F401
from test_up import Up  # noqa: F401
from test_settings import Ending, Probes, Resources, Settings  # noqa: F401

TOOLS = pathlib.Path(sys.executable).parent
VERSION = "1.32"


class Schemas(unittest.TestCase):
    """Every object is one that the API server takes."""

    def test_all_overlays_are_known(self):
        self.assertEqual(sorted([*WITH_PODS, "monitoring"]), OVERLAYS)

    @for_each(OVERLAYS)
    def test_kubernetes_own(self, manifests):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write(text(manifests.overlay))
            file.flush()
            done = subprocess.run([TOOLS / "kubernetes-validate", "-k", VERSION, "--strict", file.name],
                                  capture_output=True, text=True)
        said = done.stdout + done.stderr
        self.assertEqual(0, done.returncode, said)
        unknown = set(re.findall(r"Couldn't find schema for kind (\w+)", said))
        self.assertEqual({each["kind"] for each in manifests.objects if each["kind"] in crds.SCHEMAS}, unknown)

    @for_each(OVERLAYS)
    def test_those_of_extensions(self, manifests):
        # kubernetes-validate does not have them.
        for each in manifests.objects:
            if each["kind"] in crds.SCHEMAS:
                self.assertEqual([], crds.errors(each))


class Policies(unittest.TestCase):
    """checkov finds nothing that is not argued in an annotation of the object (checkov.io/skip…)."""

    def test_checkov(self):
        with tempfile.TemporaryDirectory() as folder:
            for overlay in OVERLAYS:
                (pathlib.Path(folder) / f"{overlay}.yaml").write_text(text(overlay))
            done = subprocess.run(
                [TOOLS / "checkov", "--framework", "kubernetes", "--directory", folder, "--skip-download", "--quiet", "--compact",
                 "--output", "json"], capture_output=True, text=True)
        report = json.loads(done.stdout)
        failed = [f"{each['check_id']} {each['check_name']}: {each['file_path']} {each['resource']}"
                  for each in report["results"]["failed_checks"]]
        self.assertEqual([], failed)
        self.assertEqual([], report["results"].get("parsing_errors", []))
        self.assertGreater(report["summary"]["passed"], 200)

    @for_each(WITH_PODS)
    def test_what_checkov_does_not_ask(self, manifests):
        for deployment in manifests.all("Deployment"):
            pod = deployment["spec"]["template"]["spec"]
            self.assertIs(False, pod["automountServiceAccountToken"])
            self.assertEqual("RuntimeDefault", pod["securityContext"]["seccompProfile"]["type"])
            self.assertGreater(pod["securityContext"]["runAsUser"], 10000)
        for container in manifests.containers():
            self.assertLessEqual(
                {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "runAsNonRoot": True,
                 "capabilities": {"drop": ["ALL"]}}.items(), container["securityContext"].items(), container["name"])
            self.assertNotIn("add", container["securityContext"]["capabilities"], container["name"])
            # Out of memory, the container is killed and not its neighbours.
            self.assertIn("memory", container["resources"]["limits"], container["name"])
        self.assertEqual("restricted", manifests.one("Namespace")["metadata"]["labels"]["pod-security.kubernetes.io/enforce"])


if __name__ == "__main__":
    if not HAS_KUBECTL:
        print("skipped: kubectl is not on this machine; Kubernetes' manifests were not checked")
        sys.exit(0)
    unittest.main()
