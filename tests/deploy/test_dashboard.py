"""The dashboard and the alert rules ask for what there is, and the rules fire when they should."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from service.telemetry import feedback
from service.telemetry.metrics import REGISTRY
from tests.conftest import ROOT, unavailable

RULES = ROOT / "deploy" / "prometheus" / "alerts.yaml"
DASHBOARD = ROOT / "deploy" / "grafana" / "dashboard.json"


def rules() -> list[dict[str, Any]]:
    """Every rule of every group."""
    groups = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    """Every panel of the dashboard."""
    found = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    assert isinstance(found, list)
    return found


def expressions() -> list[str]:
    """Whatever is asked of Prometheus."""
    asked = [target["expr"] for panel in panels() for target in panel["targets"]]
    return [*asked, *(rule["expr"] for rule in rules())]


def series() -> dict[str, set[str]]:
    """The names that `/metrics` can have, and the labels of each, `le` included."""
    found: dict[str, set[str]] = {}
    # Its metrics are there where it is imported.
    assert feedback.UNKNOWN
    for collector in set(REGISTRY._collector_to_names):
        labels = set(collector._labelnames)  # type: ignore[attr-defined]
        (family,) = collector.describe()  # type: ignore[attr-defined]
        endings = {"counter": ["_total"], "gauge": [""], "histogram": ["_sum", "_count"]}
        for ending in endings[family.type]:
            found[family.name + ending] = labels
        if family.type == "histogram":
            found[f"{family.name}_bucket"] = labels | {"le"}
    return found


KNOWN = series()


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_names_what_there_is(expression: str) -> None:
    """Its metrics and records exist, and a selector's labels are labels of that metric."""
    recorded = {rule["record"] for rule in rules() if "record" in rule}
    names = re.findall(r"\b(dateline[a-z_:0-9]*)(?:\{([^}]*)\})?", expression)
    assert names
    for name, selector in names:
        assert name in KNOWN or name in recorded, name
        for label in re.findall(r"(\w+)\s*[=!]", selector):
            assert label in KNOWN[name], (name, label)


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_groups_by_labels_that_there_are(expression: str) -> None:
    """`by` names labels of the metrics inside it."""
    every = set[str]().union(*KNOWN.values())
    for group in re.findall(r"\b(?:by|on|ignoring) \(([^)]*)\)", expression):
        assert {label.strip() for label in group.split(",")} <= every


def test_every_metric_is_shown_or_watched() -> None:
    """Nothing is counted that nobody is shown."""
    text = " ".join(expressions())
    families = {re.sub(r"_(total|sum|count|bucket)$", "", name) for name in KNOWN}
    assert not {name for name in families if name not in text}


def test_the_dashboard_is_whole() -> None:
    """Panels have ids of their own, a title and a place that no other has."""
    found = panels()
    assert len({panel["id"] for panel in found}) == len(found)
    assert len({panel["title"] for panel in found}) == len(found)
    places: set[tuple[int, int]] = set()
    for panel in found:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & places
        assert at["x"] + at["w"] <= 24
        places |= cells


def test_every_alert_says_what_to_do() -> None:
    """An alert has a severity, a sentence, and a remedy."""
    alerts = [rule for rule in rules() if "alert" in rule]
    assert len({rule["alert"] for rule in alerts}) == len(alerts)
    for rule in alerts:
        assert rule["labels"]["severity"] in ("critical", "warning", "info")
        assert set(rule["annotations"]) == {"summary", "remedy"}


def test_promtool_accepts_the_rules_and_they_fire_when_they_should() -> None:
    """Prometheus's own tool runs the rules over made-up series, well and ill."""
    promtool = shutil.which("promtool")
    if promtool is None:
        unavailable("promtool", "promtool is in Debian's package prometheus; put it on the PATH")
        return
    check = [promtool, "check", "rules", RULES.name]
    subprocess.run(check, cwd=RULES.parent, check=True, capture_output=True, timeout=60)
    test = [promtool, "test", "rules", "alerts.test.yaml"]
    done = subprocess.run(test, cwd=RULES.parent, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tested() -> None:
    """The series that promtool runs the rules over name each alert."""
    text = (RULES.parent / "alerts.test.yaml").read_text("utf-8")
    for rule in rules():
        if "alert" in rule:
            name = rule["alert"]
            assert name in text or name.removeprefix("Dateline") in text, name
