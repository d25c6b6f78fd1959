"""Every query of the dashboard and of the rules, asked of a real Prometheus that watches a real Descry under load."""
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

from load import Load
from prometheus import Prometheus
from queries import ROOT, dashboard_queries, selectors

sys.path.insert(0, str(ROOT / "Tests/Browser"))
from stack import Stack, free_port

# Queries of the dashboard, by panel, that may give no number after the load, with the reason.
MAY_BE_EMPTY = {}
# Metrics of the rules that may be missing, with the reason.
MAY_BE_MISSING = {}


class Live(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        cls.stack = Stack(pixabay=[], nginx={"DESCRY_METRICS_PORT": str(cls.port)}, descry={"DESCRY_POOL_SIZE": "10"})
        cls.addClassCleanup(cls.stack.stop)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="descry-prometheus-", dir="/tmp"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.prometheus = Prometheus(cls.folder, f"127.0.0.1:{cls.port}", free_port())
        cls.addClassCleanup(cls.prometheus.stop)
        # A rate needs two scrapes of the series before it grows.
        time.sleep(2)
        load = Load(cls.stack)
        # Pools come from the source and from memory; then, after a restart, from Redis.
        load.run(10)
        cls.stack.stop_descry()
        cls.stack.restart_descry()
        time.sleep(2)
        load.run(5)
        for mode in ("500", "none", "404pictures"):
            cls.stack.stand_in.tell(f"/__fault?mode={mode}")
            load.search(f"tag of {mode}")
        # A pool that nobody has asked for, whose pictures are there.
        cls.stack.stand_in.tell("/__fault?mode=none")
        cls.stack.forget()
        load.search("morning")
        load.run(3)
        time.sleep(3)

    def test_prometheus_reaches_the_metrics(self):
        self.assertEqual(self.prometheus.values('up{job="descry"}'), [1])
        # By the path of one of several processes.
        self.assertEqual(self.prometheus.values('up{job="numbered"}'), [1])

    def test_every_query_of_the_dashboard_gives_numbers(self):
        for where, query in dashboard_queries():
            with self.subTest(where):
                values = [value for value in self.prometheus.values(query) if not math.isnan(value)]
                if where not in MAY_BE_EMPTY:
                    self.assertGreater(len(values), 0, query)

    def test_every_rule_works_and_has_the_metrics_that_it_asks_for(self):
        for _ in range(50):
            rules = self.prometheus.rules()
            if all(rule["health"] == "ok" for rule in rules):
                break
            time.sleep(0.2)
        self.assertEqual(len(rules), 20)
        for rule in rules:
            with self.subTest(rule["name"]):
                self.assertEqual((rule["health"], rule.get("lastError", "")), ("ok", ""))
                self.assertIsInstance(self.prometheus.values(rule["query"]), list)
                for selector in selectors(rule["query"]):
                    if selector not in MAY_BE_MISSING:
                        self.assertGreater(len(self.prometheus.values(selector)), 0, selector)

    def test_no_alert_fires_at_a_load_of_a_minute(self):
        firing = {rule["name"] for rule in self.prometheus.rules() if rule.get("state") == "firing"}
        self.assertEqual(firing, set())

    def sees(self, name):
        """Waits until a rule's condition holds."""
        (query,) = [rule["query"] for rule in self.prometheus.rules() if rule["name"] == name]
        for _ in range(150):
            if self.prometheus.values(query):
                return
            time.sleep(0.2)
        self.fail(f"{name} does not see what happened: {query}")

    def test_the_rules_see_that_redis_the_source_or_the_process_is_lost(self):
        load = Load(self.stack)
        self.stack.kill_redis()
        load.search("mountains")
        self.sees("DescryRedisAway")
        self.stack.start_redis()
        self.stack.stand_in.tell("/__fault?mode=500")
        for number in range(4):
            load.search(f"lost {number}")
        self.sees("DescrySourceAway")
        self.stack.stand_in.tell("/__fault?mode=none")
        self.stack.stop_descry(kill=True)
        self.sees("DescryDown")
        self.stack.restart_descry()

    def test_promtool_finds_nothing_to_complain_of_in_the_metrics(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            ended = subprocess.run(["promtool", "check", "metrics"], input=answer.read(), capture_output=True)
        self.assertEqual((ended.returncode, ended.stdout + ended.stderr), (0, b""))
