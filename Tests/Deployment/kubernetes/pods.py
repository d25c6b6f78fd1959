"""Pods as deploy/kubernetes has them: their probes, and how they are replaced."""

import concurrent.futures
import os
import re
import signal
import subprocess
import threading
import time

from checks import KNOWN, warm
from fleet import HTTP, Fleet
from manifests import Manifests
from searches import Client, Traffic, search

# The manifests' pauses are for a balancer that needs seconds to notice; the front here notices at once.
HASTE = 0.2
HELD = [f"held{number}" for number in range(3)]


def pre_stop(manifests):
    """The script by which a pod's nginx ends, and when after it Descry is told to end, as the manifests have them."""
    script = manifests.container("nginx")["lifecycle"]["preStop"]["exec"]["command"][-1]
    return script, manifests.container("descry")["lifecycle"]["preStop"]["sleep"]["seconds"]


def hastened(script, factor):
    """The same script, with its pause at the beginning shorter."""
    return re.sub(r"^sleep (\d+)", lambda found: f"sleep {int(found.group(1)) * factor}", script)


class Pods:
    """Pods as the manifests have them: an nginx and a process on one machine, which share a folder of sockets."""

    def __init__(self, fleet):
        self.fleet, self.manifests, self.count = fleet, Manifests("gke"), 0
        self.running = {}

    def start(self):
        self.count += 1
        name = f"pod{self.count}"
        address = self.fleet.network.add(name)
        folder = self.fleet.folder / name
        folder.mkdir()
        settings = self.fleet.settings(
            DESCRY_LISTEN=f"unix:{folder}/descry.sock", DESCRY_HEALTH_LISTEN=f"unix:{folder}/health.sock",
            DESCRY_NGINX_STATE=str(folder), DESCRY_ANSWER_FOLDER=f"{folder}/answers")
        self.running[name] = {"address": address, "settings": settings, "process": self.fleet.start_process(f"{name}.descry", settings),
                              "nginx": self.fleet.start_nginx(f"{name}.nginx", settings)}
        return name

    def wait_until_ready(self, name):
        """As kubelet asks."""
        probe = self.manifests.container("nginx")["readinessProbe"]["httpGet"]
        ports = {port["name"]: port["containerPort"] for port in self.manifests.container("nginx")["ports"]}

        def is_ready():
            return Client(self.running[name]["address"], ports[probe["port"]], timeout=5).ask(probe["path"]).status == 200
        self.fleet.wait_until(is_ready, f"{name} is ready")

    def end(self, name, result, ready):
        """As kubelet ends a pod, while the Service's endpoints lose it a second later; what its parts ended with."""
        pod = self.running.pop(name)
        script, pause = pre_stop(self.manifests)
        began = time.monotonic()
        hook = subprocess.Popen([*self.fleet.network.inside(name), "bash", "-c", hastened(script, HASTE)], env={**os.environ, **pod["settings"]})
        # Its end is noticed, as a container's is.
        threading.Thread(target=pod["nginx"].wait, daemon=True).start()
        time.sleep(1)
        self.fleet.route(self.running[each]["address"] for each in ready if each != name)
        hook.wait(90)
        nginx_after = time.monotonic() - began
        time.sleep(max(0, pause * HASTE - nginx_after))
        result.check(pod["nginx"].poll() == 0, f"{name}: nginx ended with {pod['nginx'].poll()}")
        pod["process"].send_signal(signal.SIGTERM)
        code = pod["process"].wait(60)
        result.check(code == 0, f"{name}: the process ended with {code}")
        return nginx_after, time.monotonic() - began


def start_pods(program):
    fleet = Fleet(program, {tag: 3 for tag in [*KNOWN, *HELD]})
    try:
        fleet.pods = Pods(fleet)
        for _ in range(3):
            fleet.pods.start()
        for name in fleet.pods.running:
            fleet.pods.wait_until_ready(name)
        fleet.route(pod["address"] for pod in fleet.pods.running.values())
        fleet.wait_until(lambda: fleet.client().ask("/ready").status == 200, "the front is ready")
        return fleet
    except BaseException:
        fleet.stop()
        raise


def probes(fleet, result):
    pods, name = fleet.pods, next(iter(fleet.pods.running))
    pod = pods.running[name]
    ports = {port["name"]: port["containerPort"] for port in pods.manifests.container("nginx")["ports"]}
    asked = [("the balancer's health check", ports["http"], pods.manifests.one("BackendConfig")["spec"]["healthCheck"]["requestPath"])]
    for kind, probe in pods.manifests.container("nginx").items():
        if kind.endswith("Probe"):
            asked.append((kind, ports[probe["httpGet"]["port"]], probe["httpGet"]["path"]))
    monitor = Manifests("monitoring").one("PodMonitor")["spec"]["podMetricsEndpoints"][0]
    asked.append(("Prometheus", ports[monitor["port"]], monitor["path"]))
    for who, port, path in asked:
        answer = Client(pod["address"], port).ask(path)
        result.note(f"{who}: {path} on {port}: {answer.status}")
        result.check(answer.status == 200, f"{who} gets {answer.status} of {path} on {port}")
    result.check(Client(pod["address"], ports["http"]).ask("/metrics").status == 404, "/metrics is open on the port for searches")
    for kind, probe in pods.manifests.container("descry").items():
        if kind.endswith("Probe"):
            command = [str(fleet.program), *probe["exec"]["command"][1:]]
            done = subprocess.run([*fleet.network.inside(name), *command], env={**os.environ, **pod["settings"]}, capture_output=True, text=True)
            result.note(f"{kind}: {' '.join(probe['exec']['command'])}: exit code {done.returncode}")
            result.check(done.returncode == 0, f"{kind}: {done.stderr.strip()[:200]}")
    # Without its process a pod is not ready, but its nginx is alive.
    victim = pods.start()
    pods.wait_until_ready(victim)
    pod = pods.running.pop(victim)
    pod["process"].kill()
    pod["process"].wait()
    for kind, path, port, wanted in (("readinessProbe", "/ready", "metrics", 503), ("livenessProbe", "/", "http", 200)):
        status = Client(pod["address"], ports[port]).ask(path).status
        result.check(status == wanted, f"with a dead process the {kind} of nginx gets {status}")
    pod["nginx"].terminate()
    pod["nginx"].wait()


def rolling(fleet, result):
    pods = fleet.pods
    warm(fleet)
    with Traffic(fleet, KNOWN) as traffic:
        traffic.wait(200)
        for old, held in zip(list(pods.running), HELD):
            # maxSurge 1, maxUnavailable 0: first one more, then one less.
            new = pods.start()
            pods.wait_until_ready(new)
            ready = list(pods.running)
            fleet.route(pods.running[each]["address"] for each in ready)
            traffic.wait(50)
            # A search that is still in hand when its nginx is told to quit: the source answers two seconds later.
            fleet.source("/__fault?mode=gate&times=1")
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                asked = pool.submit(Client(pods.running[old]["address"], HTTP).ask, search(held, "a boat", 3))
                fleet.wait_until(lambda: fleet.source("/__stats")["held"] == 1, "the source is asked")
                threading.Timer(6, fleet.source, ["/__open"]).start()
                nginx_after, all_after = pods.end(old, result, ready)
                answer = asked.result()
            result.check(answer.status == 200 and len(answer.json["results"]) == 3,
                         f"the search in {old}'s hand was answered with {answer.status}")
            result.check(6 <= nginx_after < 8, f"{old}: nginx ended after {nginx_after:.1f} s, not with the search in hand")
            result.note(f"{old} replaced by {new}: nginx ended after {nginx_after:.1f} s, the process after {all_after:.1f} s")
            traffic.wait(50)
    result.note(traffic.summary)
    result.check(not traffic.lost, f"{len(traffic.lost)} searches failed: {traffic.lost[:3]}")
