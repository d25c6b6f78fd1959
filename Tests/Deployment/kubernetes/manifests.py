"""What kustomize makes of deploy/kubernetes, for tests that look at it."""

import functools
import pathlib
import re
import shutil
import subprocess

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
KUBERNETES = ROOT / "deploy/kubernetes"
OVERLAYS = sorted(path.parent.name for path in KUBERNETES.glob("overlays/*/kustomization.yaml"))
# Those that run pods; the others are put beside one of them.
WITH_PODS = ["local", "gke", "gke-gpu"]
HAS_KUBECTL = shutil.which("kubectl") is not None


@functools.cache
def text(overlay):
    """An overlay as `kubectl kustomize` prints it."""
    done = subprocess.run(["kubectl", "kustomize", str(KUBERNETES / "overlays" / overlay)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"kubectl kustomize {overlay}: {done.stderr}")
    return done.stdout


class Manifests:
    """The objects of an overlay."""

    def __init__(self, overlay):
        self.overlay = overlay
        self.objects = [each for each in yaml.safe_load_all(text(overlay)) if each]

    def all(self, kind):
        return [each for each in self.objects if each["kind"] == kind]

    def one(self, kind, name="descry"):
        found = [each for each in self.all(kind) if re.fullmatch(rf"{name}(-[a-z0-9]{{10}})?", each["metadata"]["name"])]
        if len(found) != 1:
            raise AssertionError(f"{self.overlay} has {len(found)} objects {kind} {name}")
        return found[0]

    @property
    def settings(self):
        return self.one("ConfigMap")["data"]

    @property
    def pod(self):
        """The specification of Descry's pods."""
        return self.one("Deployment")["spec"]["template"]["spec"]

    def container(self, name):
        return next(each for each in self.pod["containers"] if each["name"] == name)

    def containers(self):
        """All containers of all Deployments, those that run before the others included."""
        for deployment in self.all("Deployment"):
            pod = deployment["spec"]["template"]["spec"]
            yield from pod.get("initContainers", []) + pod["containers"]


def mounts(container):
    """A container's folders: the volume of each, and whether it may be written to."""
    return {each["mountPath"]: (each["name"], not each.get("readOnly")) for each in container["volumeMounts"]}


def mebibytes(quantity):
    """A quantity of Kubernetes, as in 1Gi."""
    number, unit = re.fullmatch(r"(\d+)(Mi|Gi)", quantity).groups()
    return int(number) * {"Mi": 1, "Gi": 1024}[unit]


def for_each(overlays):
    """Runs a test for each overlay."""
    def decorate(test):
        def run(self):
            for overlay in overlays:
                with self.subTest(overlay):
                    test(self, Manifests(overlay))
        return run
    return decorate
