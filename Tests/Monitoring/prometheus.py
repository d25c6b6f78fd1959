"""A real Prometheus that scrapes each second, in a temporary folder."""
import json
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from queries import MONITORING


class Prometheus:
    """Runs with deploy/monitoring's sample, whose target and intervals are replaced."""

    def __init__(self, folder, target, port):
        self.address = f"http://127.0.0.1:{port}"
        sample = (MONITORING / "prometheus.yml").read_text()
        changed = sample.replace("127.0.0.1:9180", target).replace(": 15s", ": 1s")
        changed = changed.replace("- rules.yml", f"- {MONITORING}/rules.yml")
        # What the sample says of several processes: a path for each.
        changed += ("  - job_name: numbered\n    static_configs:\n"
                    f'      - targets: ["{target}"]\n        labels: {{__metrics_path__: /metrics/1}}\n')
        configuration = folder / "prometheus.yml"
        configuration.write_text(changed)
        self.log = folder / "prometheus.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", "prometheus", f"--config.file={configuration}",
                 f"--storage.tsdb.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/-/ready", timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.stop()
        raise RuntimeError("Prometheus does not start: " + self.log.read_text()[-2000:])

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def get(self, path, **parameters):
        """The `data` of an answer of its API; a refusal is a RuntimeError with its reason."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}?{urllib.parse.urlencode(parameters)}", timeout=30) as answer:
                return json.loads(answer.read())["data"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.loads(error.read())["error"]) from None

    def values(self, query):
        """The values of a query now, one for each series, as numbers."""
        return [float(series["value"][1]) for series in self.get("/api/v1/query", query=query)["result"]]

    def rules(self):
        return [rule for group in self.get("/api/v1/rules")["groups"] for rule in group["rules"]]
