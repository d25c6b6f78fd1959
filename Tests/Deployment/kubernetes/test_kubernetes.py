#!/usr/bin/env python3
"""The manifests of deploy/kubernetes: their schemas, checkov's policies, and whether they fit the code.

    .build/deployment-venv/bin/python Tests/Deployment/kubernetes/test_kubernetes.py [--verbose] [CLASS…]      (deploy/test kubernetes)

No cluster is needed, and none is asked. Tests/Deployment/kubernetes/replicas runs the pods' processes themselves.
"""

import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import crds
import yaml
from manifests import HAS_KUBECTL, KUBERNETES, OVERLAYS, ROOT, WITH_PODS, Manifests, mebibytes, mounts, text
from test_kubernetes_scripts import Down, Up  # noqa: F401  (they run with the others)

TOOLS = pathlib.Path(sys.executable).parent
VERSION = "1.32"
KNOWN_SETTINGS = set((ROOT / "nginx/settings-names").read_text().split())
# Of the process: from SIGTERM until it has ended (README.md, "Stopping, restarting, replacing").
DRAINING = 10
DEADLINE = 15


def for_each(overlays):
    """Runs a test for each overlay."""
    def decorate(test):
        def run(self):
            for overlay in overlays:
                with self.subTest(overlay):
                    test(self, Manifests(overlay))
        return run
    return decorate


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


class Settings(unittest.TestCase):
    """The pods' settings are ones that the code has, and agree with each other."""

    @for_each(WITH_PODS)
    def test_names(self, manifests):
        self.assertEqual(set(), set(manifests.settings) - KNOWN_SETTINGS)
        for container in manifests.containers():
            for variable in container.get("env", []):
                self.assertIn(variable["name"], KNOWN_SETTINGS | {"LD_LIBRARY_PATH"}, container["name"])

    @for_each(WITH_PODS)
    def test_every_setting_is_read(self, manifests):
        code = "".join(path.read_text() for path in itertools.chain(
            (ROOT / "Sources/descry").rglob("*.swift"), [ROOT / "nginx/configure"], (ROOT / "nginx").glob("*.bash"))
            if path.name != "KnownSettings.swift")
        for name in manifests.settings:
            self.assertRegex(code, rf"\b{name}\b")

    @for_each(WITH_PODS)
    def test_the_containers_get_them(self, manifests):
        name = manifests.one("ConfigMap")["metadata"]["name"]
        for container in manifests.pod.get("initContainers", []) + manifests.pod["containers"]:
            self.assertEqual([{"configMapRef": {"name": name}}], container["envFrom"], container["name"])

    @for_each(WITH_PODS)
    def test_both_containers_share_the_sockets(self, manifests):
        for setting in ("DESCRY_LISTEN", "DESCRY_HEALTH_LISTEN"):
            folder = str(pathlib.PurePosixPath(manifests.settings[setting].removeprefix("unix:")).parent)
            for name, may_write in (("descry", True), ("nginx", False)):
                self.assertEqual(("sockets", may_write), mounts(manifests.container(name)).get(folder), (setting, name))
        # By their group, which is the volume's.
        self.assertEqual(10001, manifests.pod["securityContext"]["runAsGroup"])
        self.assertEqual(10001, manifests.pod["securityContext"]["fsGroup"])

    @for_each(WITH_PODS)
    def test_what_is_written_has_a_volume(self, manifests):
        folders = mounts(manifests.container("nginx"))
        for setting in ("DESCRY_NGINX_STATE", "DESCRY_ANSWER_FOLDER"):
            folder = pathlib.PurePosixPath(manifests.settings[setting])
            self.assertTrue(any(folders.get(str(each), ("", False))[1] for each in [folder, *folder.parents]), setting)
        for container in manifests.containers():
            self.assertTrue(mounts(container).get("/tmp", ("", False))[1], container["name"])

    @for_each(WITH_PODS)
    def test_every_volume_is_there_and_mounted(self, manifests):
        for deployment in manifests.all("Deployment"):
            pod = deployment["spec"]["template"]["spec"]
            mounted = {mount["name"] for each in pod.get("initContainers", []) + pod["containers"] for mount in each["volumeMounts"]}
            self.assertEqual({each["name"] for each in pod["volumes"]}, mounted)

    @for_each(["gke", "gke-gpu"])
    def test_model_and_key(self, manifests):
        fetch = manifests.pod["initContainers"][0]
        self.assertEqual(["model", "fetch", "$(DESCRY_MODEL)"], fetch["args"])
        models = manifests.settings["DESCRY_MODELS"]
        self.assertEqual(("models", True), mounts(fetch)[models])
        self.assertEqual(("models", False), mounts(manifests.container("descry"))[models])
        folder, file = os.path.split(manifests.settings["PIXABAY_API_KEY_FILE"])
        self.assertEqual(("secret", False), mounts(manifests.container("descry"))[folder])
        secret = next(each["secret"] for each in manifests.pod["volumes"] if each["name"] == "secret")
        self.assertIn(file, [item["path"] for item in secret["items"]])
        # Of all containers only the process reads it.
        others = [each["name"] for each in [fetch, manifests.container("nginx")] if folder in mounts(each)]
        self.assertEqual([], others)

    def test_the_demo_needs_neither(self):
        manifests = Manifests("local")
        self.assertEqual("gallery", manifests.settings["DESCRY_SOURCE"])
        self.assertNotIn("initContainers", {name: value for name, value in manifests.pod.items() if value})
        self.assertEqual([], [name for name in manifests.settings if name.startswith(("PIXABAY", "DESCRY_MODEL"))])

    @for_each(WITH_PODS)
    def test_nginx_takes_them(self, manifests):
        """nginx/configure and nginx -t, with the pod's own settings; the ports are those of the container."""
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, **manifests.settings, "DESCRY_NGINX_STATE": f"{folder}/state",
                           "DESCRY_ANSWER_FOLDER": f"{folder}/answers", "PATH": os.environ["PATH"] + ":/usr/sbin"}
            done = subprocess.run([ROOT / "nginx/configure", f"{folder}/conf"], env=environment, capture_output=True, text=True)
            self.assertEqual((0, ""), (done.returncode, done.stderr))
            done = subprocess.run(["nginx", "-c", f"{folder}/conf/nginx.conf", "-t"], env=environment, capture_output=True, text=True)
            self.assertEqual(0, done.returncode, done.stderr)
            done = subprocess.run(["nginx", "-c", f"{folder}/conf/nginx.conf", "-T"], env=environment, capture_output=True, text=True)
        ports = {int(port) for port in re.findall(r"listen (?:[0-9.]+:|\[[^]]*\]:)?(\d+)", done.stdout)}
        self.assertEqual({port["containerPort"] for port in manifests.container("nginx")["ports"]}, ports)
        self.assertNotIn("ssl_certificate ", done.stdout)
        for proxy in manifests.settings.get("DESCRY_TRUSTED_PROXIES", "").split(","):
            self.assertIn(f"set_real_ip_from {proxy}" if proxy else "", done.stdout)
        kept = int(re.search(r"max_size=(\d+)m", done.stdout).group(1))
        volume = next(each for each in manifests.pod["volumes"] if each["name"] == "nginx-answers")
        self.assertGreater(mebibytes(volume["emptyDir"]["sizeLimit"]), kept)
        # A file system in memory counts for who writes to it.
        self.assertGreater(mebibytes(manifests.container("nginx")["resources"]["limits"]["memory"]), 2 * kept)


class Probes(unittest.TestCase):
    """Probes ask what exists, and wait for as long as the process may take."""

    @for_each(WITH_PODS)
    def test_paths_and_ports(self, manifests):
        nginx = manifests.container("nginx")
        self.assertEqual({"path": "/ready", "port": "metrics"}, nginx["readinessProbe"]["httpGet"])
        self.assertEqual({"path": "/", "port": "http"}, nginx["livenessProbe"]["httpGet"])
        self.assertTrue((ROOT / "nginx/www/index.html").exists())
        allowed = re.search(r"location ~ (\S+) \{\s*include includes/health.conf",
                            (ROOT / "nginx/includes/metrics-server.conf").read_text()).group(1)
        self.assertRegex("/ready", allowed.replace("?:", ""))
        descry = manifests.container("descry")
        self.assertEqual(["descry", "probe", "alive"], descry["livenessProbe"]["exec"]["command"][:3])
        self.assertEqual(["descry", "probe", "ready"], descry["startupProbe"]["exec"]["command"][:3])
        self.assertEqual([{"name": "http", "port": 80, "targetPort": "http"}], manifests.one("Service")["spec"]["ports"])

    @for_each(WITH_PODS)
    def test_the_probe_itself_ends_before_kubelet_gives_up(self, manifests):
        for name, probe in manifests.container("descry").items():
            if name.endswith("Probe"):
                command = probe["exec"]["command"]
                self.assertLess(float(command[command.index("--timeout") + 1]), probe["timeoutSeconds"], name)

    @for_each(WITH_PODS)
    def test_a_stuck_process_is_not_waited_for(self, manifests):
        # Otherwise its preStop runs first.
        for container in manifests.pod["containers"]:
            self.assertLessEqual(container["livenessProbe"]["terminationGracePeriodSeconds"], 5, container["name"])


class Ending(unittest.TestCase):
    """A pod that is deleted finishes what it has in hand."""

    @for_each(WITH_PODS)
    def test_nginx_ends_before_the_process_and_both_in_time(self, manifests):
        script = manifests.container("nginx")["lifecycle"]["preStop"]["exec"]["command"][-1]
        self.assertIn("QUIT", script)
        until_quit = int(re.search(r"^sleep (\d+)", script).group(1))
        until_stop = manifests.container("descry")["lifecycle"]["preStop"]["sleep"]["seconds"]
        self.assertGreaterEqual(until_stop, until_quit + DEADLINE + 5)
        self.assertGreaterEqual(manifests.pod["terminationGracePeriodSeconds"], until_stop + DRAINING + 5)
        shutdown = int(re.search(r"worker_shutdown_timeout (\d+)s", (ROOT / "nginx/nginx.conf").read_text()).group(1))
        self.assertGreaterEqual(shutdown, DEADLINE)

    @for_each(WITH_PODS)
    def test_no_pod_goes_before_another_is_ready(self, manifests):
        self.assertEqual({"maxUnavailable": 0, "maxSurge": 1}, manifests.one("Deployment")["spec"]["strategy"]["rollingUpdate"])
        self.assertNotIn("replicas", manifests.one("Deployment")["spec"])


class Resources(unittest.TestCase):
    """Requests and limits against what was measured (Tests/Benchmarks/README.md, "Memory")."""

    def measured(self, model):
        rows = re.findall(rf"^\| {model}, \w+ \|(.*)\|$", (ROOT / "Tests/Benchmarks/README.md").read_text(), re.MULTILINE)
        self.assertTrue(rows)
        return max(int(number) for row in rows for number in row.split("|"))

    def check(self, overlay, model):
        resources = Manifests(overlay).container("descry")["resources"]
        most = self.measured(model)
        self.assertGreaterEqual(mebibytes(resources["requests"]["memory"]), most)
        self.assertGreaterEqual(mebibytes(resources["limits"]["memory"]), 1.5 * most)

    def test_full_size(self):
        self.check("gke", "ViT-B/32")
        self.check("gke-gpu", "ViT-B/32")

    def test_demo(self):
        self.check("local", "demo")

    @for_each(WITH_PODS)
    def test_the_autoscaler_has_something_to_divide_by(self, manifests):
        scaler = manifests.one("HorizontalPodAutoscaler")["spec"]
        self.assertEqual((1, 5), (scaler["minReplicas"], scaler["maxReplicas"]))
        self.assertEqual(("cpu", 80), (scaler["metrics"][0]["resource"]["name"],
                                       scaler["metrics"][0]["resource"]["target"]["averageUtilization"]))
        for container in manifests.containers():
            self.assertIn("cpu", container["resources"]["requests"], container["name"])


class Selectors(unittest.TestCase):
    """What chooses pods chooses these."""

    @for_each(WITH_PODS)
    def test_labels(self, manifests):
        self.check(manifests, manifests)

    def test_monitoring(self):
        pods = Manifests("gke")
        self.check(Manifests("monitoring"), pods)
        endpoint = Manifests("monitoring").one("PodMonitor")["spec"]["podMetricsEndpoints"][0]
        self.assertIn(endpoint["port"], [port["name"] for port in pods.container("nginx")["ports"]])
        self.assertEqual("/metrics", endpoint["path"])
        self.assertIn("location ~ ^/metrics", (ROOT / "nginx/includes/metrics-server.conf").read_text())

    def test_alerts(self):
        """Those of deploy/monitoring, which promtool has tested."""
        rules = yaml.safe_load((ROOT / "deploy/monitoring/rules.yml").read_text())
        self.assertEqual(rules, Manifests("monitoring").one("PrometheusRule")["spec"],
                         "run deploy/kubernetes/overlays/monitoring/update-rules")
        # They tell Descry's processes by Prometheus' name for the job, which with a PodMonitor is its namespace and name.
        for rule in rules["groups"][0]["rules"]:
            for job in re.findall(r'job=~"([^"]*)"', rule["expr"]):
                self.assertRegex("descry/descry", f"^(?:{job})$")

    def check(self, manifests, pods):
        labels = [each["spec"]["template"]["metadata"]["labels"] for each in pods.all("Deployment")]
        selectors = []
        for each in manifests.objects:
            spec = each.get("spec", {})
            selectors += [spec.get("selector"), spec.get("podSelector")]
            selectors += [constraint["labelSelector"] for constraint in
                          spec.get("template", {}).get("spec", {}).get("topologySpreadConstraints", [])]
            selectors += [peer["podSelector"] for rule in spec.get("ingress", []) for peer in rule.get("from", [])
                          if "podSelector" in peer]
        found = 0
        for selector in filter(None, selectors):
            wanted = selector.get("matchLabels", selector).items()
            found += 1
            self.assertEqual(1, sum(wanted <= each.items() for each in labels), selector)
        self.assertGreater(found, 0)

    @for_each(WITH_PODS)
    def test_the_autoscaler_scales_the_deployment(self, manifests):
        target = manifests.one("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]
        self.assertEqual({"apiVersion": "apps/v1", "kind": "Deployment", "name": manifests.one("Deployment")["metadata"]["name"]}, target)

    @for_each(OVERLAYS)
    def test_all_in_one_namespace(self, manifests):
        for each in manifests.objects:
            if each["kind"] != "Namespace":
                self.assertEqual("descry", each["metadata"]["namespace"], each["metadata"]["name"])


class Network(unittest.TestCase):
    """Nothing goes in or out but what is meant to."""

    @for_each(WITH_PODS)
    def test_policy(self, manifests):
        policy = manifests.one("NetworkPolicy")["spec"]
        self.assertEqual(["Ingress", "Egress"], policy["policyTypes"])
        names = {port["name"] for port in manifests.container("nginx")["ports"]}
        for rule in policy["ingress"]:
            for port in rule["ports"]:
                self.assertIn(port["port"], names)
                if port["port"] == "metrics":
                    self.assertEqual([{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}],
                                     rule["from"])
        self.assertEqual({53, int(manifests.settings["REDISPORT"]), 443},
                         {port["port"] for rule in policy["egress"] for port in rule["ports"]})
        for rule in policy["egress"]:
            self.assertTrue(rule["to"])
            if rule["ports"][0]["port"] == 443:
                blocks = {each["ipBlock"]["cidr"]: each["ipBlock"]["except"] for each in rule["to"]}
                self.assertIn("169.254.0.0/16", blocks["0.0.0.0/0"])
                self.assertIn("10.0.0.0/8", blocks["0.0.0.0/0"])

    def test_redis_is_where_the_settings_say(self):
        manifests = Manifests("local")
        service = manifests.one("Service", manifests.settings["REDISHOST"])
        self.assertEqual(int(manifests.settings["REDISPORT"]), service["spec"]["ports"][0]["port"])

    @for_each(["gke", "gke-gpu"])
    def test_googles_balancer(self, manifests):
        backend = manifests.one("BackendConfig")["spec"]
        http = next(port for port in manifests.container("nginx")["ports"] if port["name"] == "http")
        self.assertEqual((http["containerPort"], "/ready"), (backend["healthCheck"]["port"], backend["healthCheck"]["requestPath"]))
        self.assertGreater(backend["timeoutSec"], DEADLINE + 15)
        self.assertIs(False, backend["logging"]["enable"])
        self.assertGreater(int(manifests.settings["DESCRY_KEEPALIVE"]), 600)
        # The ranges of its proxies (https://cloud.google.com/load-balancing/docs/https#firewall-rules), and its own address.
        proxies = manifests.settings["DESCRY_TRUSTED_PROXIES"].split(",")
        self.assertEqual(["130.211.0.0/22", "35.191.0.0/16"], proxies[:2])
        self.assertEqual(3, len(proxies))
        annotations = manifests.one("Ingress")["metadata"]["annotations"]
        for name, kind in (("networking.gke.io/managed-certificates", "ManagedCertificate"),
                           ("networking.gke.io/v1beta1.FrontendConfig", "FrontendConfig")):
            manifests.one(kind, annotations[name])
        service = manifests.one("Service")["metadata"]["annotations"]
        manifests.one("BackendConfig", json.loads(service["cloud.google.com/backend-config"])["default"])
        self.assertEqual({"ingress": True}, json.loads(service["cloud.google.com/neg"]))
        self.assertTrue(manifests.one("FrontendConfig")["spec"]["redirectToHttps"]["enabled"])

    def test_the_gpu(self):
        manifests = Manifests("gke-gpu")
        self.assertEqual("cuda", manifests.settings["DESCRY_DEVICE"])
        self.assertEqual("1", manifests.container("descry")["resources"]["limits"]["nvidia.com/gpu"])


class Images(unittest.TestCase):
    """Images have the same names wherever they are named."""

    @for_each(WITH_PODS)
    def test_names(self, manifests):
        own = {"descry": "descry-gpu" if manifests.overlay == "gke-gpu" else "descry"}
        own["model"], own["nginx"] = own["descry"], "descry-nginx"
        for container in manifests.pod.get("initContainers", []) + manifests.pod["containers"]:
            self.assertEqual(own[container["name"]], container["image"].split(":")[0])

    def test_elsewhere(self):
        for place in ("deploy/kubernetes/up", ".github/workflows/image.yml"):
            words = set(re.findall(r"\bdescry(?:-[a-z]+)?\b", (ROOT / place).read_text()))
            self.assertEqual({"descry", "descry-nginx", "descry-gpu"}, words, place)

    @unittest.skipUnless((ROOT / "deploy/docker/Dockerfile").exists(), "there is no deploy/docker/Dockerfile")
    def test_what_is_built(self):
        """Each image has a target, runs as a user of the manifests, and has its program where a probe looks for it."""
        text = (ROOT / "deploy/docker/Dockerfile").read_text()
        targets = dict(re.findall(r"\[(descry[a-z-]*)\]=([a-z-]+)", (KUBERNETES / "up").read_text()))
        self.assertLessEqual(set(targets.values()), set(re.findall(r"^FROM .* AS (\S+)$", text, re.MULTILINE)))
        pod = Manifests("gke").pod
        users = {pod["securityContext"]["runAsUser"], Manifests("gke").container("nginx")["securityContext"]["runAsUser"]}
        self.assertEqual({f"{user}:10001" for user in users}, set(re.findall(r"^USER (\d+:\d+)$", text, re.MULTILINE)))
        self.assertRegex(text, r"ENV PATH=/opt/descry/bin:")
        self.assertIn("STOPSIGNAL SIGQUIT", text)


if __name__ == "__main__":
    if not HAS_KUBECTL:
        print("skipped: kubectl is not on this machine; Kubernetes' manifests were not checked")
        sys.exit(0)
    unittest.main()
