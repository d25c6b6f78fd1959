"""What needs no server: promtool's checks, and that alerts, their tests, the runbook, the dashboard and the code agree."""
import collections
import json
import re
import subprocess
import tempfile
import unittest

from queries import MONITORING, ROOT, alerts, dashboard, dashboard_queries, family, panels, selectors


def promtool(test, *arguments):
    ended = subprocess.run(["promtool", *arguments], cwd=MONITORING, capture_output=True, text=True)
    test.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)


class Rules(unittest.TestCase):
    def test_promtool_takes_the_sample_and_the_rules(self):
        promtool(self, "check", "config", "prometheus.yml")

    def test_the_alerts_fire_when_they_should(self):
        promtool(self, "test", "rules", "rules.test.yml")

    def test_each_alert_has_tests_for_firing_and_for_silence(self):
        text = (MONITORING / "rules.test.yml").read_text()
        fires = re.findall(r"- alertname: (\w+)\n +eval_time: \w+\n +exp_alerts:\n +- exp_labels", text)
        silent = collections.Counter(re.findall(r"alertname: (\w+), eval_time: \w+, exp_alerts: \[\]", text))
        self.assertEqual(sorted(fires), sorted(alerts()))
        # While all is well, and shortly before it fires.
        self.assertEqual(silent, {name: 2 for name in alerts()})

    def test_each_alert_has_one_line_in_the_runbook_and_names_it(self):
        lines = re.findall(r"^\| (Descry\w+) \|(.*)\|$", (MONITORING / "runbook.md").read_text(), re.MULTILINE)
        self.assertEqual([name for name, _ in lines], alerts())
        for name, cells in lines:
            self.assertEqual([bool(cell.strip()) for cell in re.split(r"(?<!\\)\|", cells)], [True] * 3, name)
        named = re.findall(r'runbook: "deploy/monitoring/runbook.md: (\w+)"', (MONITORING / "rules.yml").read_text())
        self.assertEqual(named, alerts())


class Dashboard(unittest.TestCase):
    def test_promtool_can_read_every_query(self):
        rules = [{"record": f"query:{number}", "expr": query} for number, (_, query) in enumerate(dashboard_queries())]
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            # JSON is YAML, too.
            json.dump({"groups": [{"name": "dashboard", "rules": rules}]}, file)
            file.flush()
            promtool(self, "check", "rules", file.name)

    def test_no_variable_is_left_that_the_dashboard_does_not_have(self):
        names = {variable["name"] for variable in dashboard()["templating"]["list"]}
        self.assertEqual(names, {"datasource", "job", "instance"})
        for where, query in dashboard_queries():
            self.assertNotIn("$", query, where)

    def test_panels_have_what_a_reader_needs_and_do_not_overlap(self):
        everything = dashboard()["panels"]
        self.assertEqual(len({panel["id"] for panel in everything}), len(everything))
        taken = set()
        for panel in everything:
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                     for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            taken |= cells
        for panel in panels():
            self.assertTrue(panel["description"].endswith("."), panel["title"])
            self.assertTrue(panel["fieldConfig"]["defaults"]["unit"], panel["title"])
            # Whose dashboard it becomes chooses the Prometheus.
            self.assertEqual({target["datasource"]["uid"] for target in panel["targets"]}, {"${datasource}"})


class Names(unittest.TestCase):
    def test_the_process_has_every_metric_that_is_asked_for(self):
        texts = [path.read_text() for path in (ROOT / "Sources").rglob("*.swift")]
        sources = "".join(text for text in texts if "MetricFamily" in text)
        known = set(re.findall(r'"((?:descry|process)_[a-z_]+)"', sources))
        self.assertGreater(len(known), 40)
        queries = [query for _, query in dashboard_queries()] + [(MONITORING / "rules.yml").read_text()]
        asked = {re.match("[a-z0-9_]+", selector)[0] for query in queries for selector in selectors(query)} - {"up"}
        self.assertEqual({name for name in asked if name not in known and family(name) not in known}, set())
        self.assertEqual(known - asked - {family(name) for name in asked}, set(), "on no panel and in no rule")
