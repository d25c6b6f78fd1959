"""What in the manifests points to something else: selectors, network rules, the balancer's parts, images."""

import ipaddress
import json
import re
import unittest

import yaml

from manifests import KUBERNETES, OVERLAYS, ROOT, WITH_PODS, Manifests, for_each

DEADLINE = 15


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

    @for_each(WITH_PODS)
    def test_https_goes_to_public_addresses_only(self, manifests):
        """By Python's ipaddress, which knows IANA's registries of special addresses; and what a cloud uses besides."""
        blocks = [each["ipBlock"] for rule in manifests.one("NetworkPolicy")["spec"]["egress"]
                  if rule["ports"][0]["port"] == 443 for each in rule["to"]]

        def is_allowed(text):
            address = ipaddress.ip_address(text)
            return any(address in ipaddress.ip_network(block["cidr"]) and
                       not any(address in ipaddress.ip_network(each) for each in block["except"])
                       for block in blocks if ipaddress.ip_network(block["cidr"]).version == address.version)

        for address in ("0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.0.1", "192.0.0.192",
                        "192.0.2.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
                        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "34.118.224.1", "34.118.239.255",
                        "::", "::1", "::10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "100::1",
                        "2001::1", "2001:db8::1", "2002:a9fe:a9fe::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1", "ff02::1"):
            self.assertFalse(is_allowed(address), address)
        for address in ("104.18.20.183", "34.118.223.255", "34.118.240.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
                        "2606:4700::6812:14b7", "2a02:26f0::1", "2001:4860:4860::8888", "2600:1901::1"):
            self.assertTrue(is_allowed(address), address)
        # Each with the reason beside it.
        lines = (KUBERNETES / "base/network-policy.yaml").read_text().split("except:")[1:]
        for line in "".join(lines).splitlines():
            if line.strip().startswith("- ") and "/" in line and "cidr" not in line:
                self.assertRegex(line, r"/\d+  # \w", line)

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
