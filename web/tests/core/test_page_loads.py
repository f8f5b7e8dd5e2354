"""Pages are counted by time and size, and told about once a minute."""

import time
from collections import Counter
from typing import Any

import pytest

from web.core import db, page_loads


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(db, "value", lambda function, **arguments: calls.append({"function": function} | arguments))
    monkeypatch.setattr(page_loads, "_counts", Counter())
    monkeypatch.setattr(page_loads, "_told", time.monotonic())
    return calls


def test_nothing_is_told_before_a_minute_is_over(told: list[dict[str, Any]]) -> None:
    page_loads.count(0.1, 1)
    assert told == []


def test_classes_hold_their_upper_bound_and_the_last_takes_the_rest(
    told: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page_loads.count(0.05, 10240)
    page_loads.count(0.0501, 10241)
    page_loads.count(100.0, 2_000_000)
    monkeypatch.setattr(page_loads, "_told", time.monotonic() - 61)
    page_loads.count(0.05, 10240)
    assert [(call["p_load_ms"], call["p_bytes"], call["p_pages"]) for call in told] == [
        ([50, 100, 60000], [10240, 30720, 1048576], [2, 1, 1])
    ]
    page_loads.count(0.05, 10240)
    assert len(told) == 1, "the next minute begins"


def test_a_database_that_is_away_costs_the_counts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise db.DatabaseUnavailableError

    monkeypatch.setattr(db, "value", fail)
    monkeypatch.setattr(page_loads, "_told", time.monotonic() - 61)
    page_loads.count(0.1, 1)
