"""The manifests' settings, probes and resources against the code and what was measured."""

import itertools
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from manifests import ROOT, WITH_PODS, Manifests, for_each, mebibytes, mounts

KNOWN_SETTINGS = set((ROOT / "nginx/settings-names").read_text().split())
# Of the process: from SIGTERM until it has ended (README.md, "Stopping, restarting, replacing").
DRAINING = 10
DEADLINE = 15


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
            (ROOT / "Sources/descry").rglob("*.swift"), [ROOT / "nginx/settings"], (ROOT / "nginx").glob("*.bash"))
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
        # Redis has a password, in another file of the same secret.
        redis = os.path.split(manifests.settings["REDIS_PASSWORD_FILE"])
        self.assertEqual(folder, redis[0])
        self.assertEqual({file, redis[1]}, {item["path"] for item in secret["items"]})
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
        # The answers take a quarter at most; of a volume of less than 480 MB thirty pictures would be too long to be kept.
        self.assertGreaterEqual(mebibytes(volume["emptyDir"]["sizeLimit"]), 480)
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
        allowed = re.search(r"location ~ (\S+) \{[^}]*include includes/health.conf",
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
