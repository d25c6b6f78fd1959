"""What deploy/monitoring asks Prometheus: the dashboard's queries and the rules' metrics."""
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
MONITORING = ROOT / "deploy/monitoring"
# As Grafana fills them in, for a Prometheus that scrapes each second.
VARIABLES = {"$job": "descry", "$instance": ".*", "$__rate_interval": "3m"}
# A metric of ours with its labels.
SELECTOR = re.compile(r"\b((?:descry|process)_[a-z0-9_]+|up)\b(\{[^}]*\})?")


def dashboard():
    return json.loads((MONITORING / "dashboard.json").read_text())


def panels():
    """The dashboard's panels but for the rows' titles."""
    return [panel for panel in dashboard()["panels"] if panel["type"] != "row"]


def filled(query):
    """A query of the dashboard with values for Grafana's variables."""
    for name, value in VARIABLES.items():
        query = query.replace(name, value)
    return query


def dashboard_queries():
    """(where it is, query) of each query of the dashboard."""
    return [(f'{panel["title"]}, {target["refId"]}', filled(target["expr"]))
            for panel in panels() for target in panel["targets"]]


def alerts():
    """The alerts' names, in order."""
    return re.findall(r"^ *- alert: (\w+)$", (MONITORING / "rules.yml").read_text(), re.MULTILINE)


def selectors(query):
    """The metrics in a query, each with its labels."""
    # Labels' names after by, on and the like are none: they have no metric's prefix.
    return sorted({name + (labels or "") for name, labels in SELECTOR.findall(query)})


def family(metric):
    """A metric's name as its TYPE line has it."""
    return re.sub(r"_(bucket|sum|count)$", "", metric)
