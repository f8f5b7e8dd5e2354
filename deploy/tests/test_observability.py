"""Prometheus' rules and Grafana's dashboard: promtool accepts them, and they name metrics and runbooks that exist."""

import json
import re
import subprocess
from typing import Any

import pytest
import yaml

from web.tests.servers import ROOT

FOLDER = ROOT / "deploy" / "observability"
NAMED = re.compile(r"\blipa_[a-z_]+")
SUFFIXES = re.compile(r"_(total|bucket|sum|count)$")


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["promtool", *arguments], cwd=FOLDER, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((FOLDER / "alert-rules.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize(
    "arguments", [("check", "config", "prometheus.yml"), ("test", "rules", "alert-rules-test.yml")]
)
def test_promtool_accepts(arguments: tuple[str, ...]) -> None:
    done = promtool(*arguments)
    assert done.returncode == 0, done.stdout


def test_every_rule_is_tried_and_names_a_runbook() -> None:
    tried = yaml.safe_load((FOLDER / "alert-rules-test.yml").read_text(encoding="utf-8"))["tests"]
    fired = {case["alertname"] for test in tried for case in test["alert_rule_test"] if case["exp_alerts"]}
    assert fired == {rule["alert"] for rule in rules()}
    for rule in rules():
        assert (ROOT / rule["annotations"]["runbook"]).is_file(), rule["alert"]


def test_every_metric_that_is_named_is_told() -> None:
    dashboard = json.loads((FOLDER / "grafana-dashboard.json").read_text(encoding="utf-8"))
    shown = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    asked = [*shown, *(rule["expr"] for rule in rules())]
    named = {SUFFIXES.sub("", name) for text in asked for name in NAMED.findall(text)}
    told = {
        name
        for path in ("web/core/metrics.py", "web/health.py")
        for name in NAMED.findall((ROOT / path).read_text(encoding="utf-8"))
    }
    assert named - told == set()
