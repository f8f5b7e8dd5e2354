"""Confirmations that come together go together: each has its own outcome, none waits for long, none harms another."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web import db
from web.telco import gathering
from web.telco.gathering import Gathering


class Door:
    """Stands in for the two functions; may be closed, so that messages gather before it."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.bad: set[str] = set()
        self.open = threading.Event()
        self.open.set()
        self.seconds = 0.0

    def call(self, function: str, /, within: float, **told: Any) -> list[dict[str, str]]:
        receipts = told["p_receipts"] if function == "telco.many" else [told["p_receipt"]]
        self.calls.append(list(receipts))
        if not self.open.wait(within):
            raise db.TooSlow(function)
        time.sleep(self.seconds)
        if self.bad & set(receipts):
            raise db.Raised("23502")
        return [{"receipt": receipt, "outcome": f"posted {receipt}"} for receipt in reversed(receipts)]


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    door = Door()
    monkeypatch.setattr(db, "call", door.call)
    return door


@pytest.fixture
def gather() -> Gathering:
    return Gathering("telco.one", "telco.many", "p_receipt", {"p_receipt": "p_receipts"})


@pytest.fixture
def never_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the door stays closed, it is one call that waits before it."""
    monkeypatch.setattr(gathering, "STUCK_SECONDS", 60.0)


def settle_all(gather: Gathering, receipts: list[str], within: float = 20.0) -> list[str]:
    """All at the same time; an exception is told by its name."""

    def settle(receipt: str) -> str:
        try:
            return gather.settle(within, {"p_receipt": receipt})
        except (db.Raised, db.Away) as error:
            return type(error).__name__

    with ThreadPoolExecutor(max(1, len(receipts))) as threads:
        return list(threads.map(settle, receipts))


def wait_until(true: Callable[[], bool]) -> None:
    """Poll, for a bounded while."""
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_whoever_comes_alone_goes_alone_and_at_once(gather: Gathering, door: Door) -> None:
    assert [gather.settle(2.0, {"p_receipt": receipt}) for receipt in "AB"] == ["posted A", "posted B"]
    assert door.calls == [["A"], ["B"]]


@pytest.mark.usefixtures("never_stuck")
def test_who_comes_while_a_call_is_under_way_goes_with_the_others(gather: Gathering, door: Door) -> None:
    door.open.clear()
    receipts = [f"R{number}" for number in range(30)]
    with ThreadPoolExecutor(1) as aside:
        outcomes = aside.submit(settle_all, gather, receipts)
        wait_until(lambda: len(gather._waiting) == 29)
        door.open.set()
        assert outcomes.result() == [f"posted {receipt}" for receipt in receipts]
    assert sorted(len(call) for call in door.calls) == [1, 29]


def test_when_a_call_is_stuck_the_next_to_come_open_other_lanes(gather: Gathering, door: Door) -> None:
    door.open.clear()
    with ThreadPoolExecutor(10) as threads:
        outcomes = []
        for lane in range(1, gathering.LANES + 1):
            outcomes.append(threads.submit(gather.settle, 5.0, {"p_receipt": f"lane {lane}"}))
            wait_until(lambda lane=lane: len(door.calls) == lane)  # type: ignore[misc]
            outcomes.append(threads.submit(gather.settle, 5.0, {"p_receipt": f"in time {lane}"}))
            wait_until(lambda: len(gather._waiting) == 1)
            time.sleep(2 * gathering.STUCK_SECONDS)
        door.open.set()
        assert [outcome.result()[:6] for outcome in outcomes] == ["posted"] * len(outcomes)
    assert [call[0] for call in door.calls[: gathering.LANES]] == [f"lane {n + 1}" for n in range(gathering.LANES)]
    assert gather._lanes == 0


def test_after_a_large_company_the_next_has_a_moments_patience_and_not_more(gather: Gathering, door: Door) -> None:
    door.seconds = 0.002
    gather._expected = 8
    outcomes = settle_all(gather, ["A", "B"])
    assert outcomes == ["posted A", "posted B"]
    took = []
    for number in range(20):
        began = time.monotonic()
        gather.settle(2.0, {"p_receipt": str(number)})
        took.append(time.monotonic() - began)
    assert gather._expected == 1
    assert min(took[:6]) < door.seconds + 2 * gathering.PATIENCE_SECONDS
    assert min(took[10:]) < door.seconds + gathering.PATIENCE_SECONDS


def test_who_comes_again_and_again_finds_company(gather: Gathering, door: Door) -> None:
    door.seconds = 0.002
    with ThreadPoolExecutor(8) as threads:
        receipts = [f"R{number}" for number in range(400)]
        outcomes = list(threads.map(lambda receipt: gather.settle(2.0, {"p_receipt": receipt}), receipts))
    assert outcomes == [f"posted {receipt}" for receipt in receipts]
    assert len(door.calls) < 150


@pytest.mark.usefixtures("never_stuck")
def test_no_call_holds_a_receipt_twice(gather: Gathering, door: Door) -> None:
    door.open.clear()
    receipts = ["X", "Y", *["A"] * 5, *["B"] * 3, *[""] * 2]
    with ThreadPoolExecutor(1) as aside:
        outcomes = aside.submit(settle_all, gather, receipts)
        wait_until(lambda: len(gather._waiting) == len(receipts) - 1)
        door.open.set()
        assert outcomes.result() == [f"posted {receipt}" for receipt in receipts]
    assert all(len(call) == len(set(call)) for call in door.calls)
    assert sorted(receipt for call in door.calls for receipt in call) == sorted(receipts)


@pytest.mark.usefixtures("never_stuck")
def test_a_bad_one_is_refused_alone_and_the_others_are_settled(gather: Gathering, door: Door) -> None:
    door.bad = {"R7"}
    door.open.clear()
    receipts = [f"R{number}" for number in range(20)]
    with ThreadPoolExecutor(1) as aside:
        outcomes = aside.submit(settle_all, gather, receipts)
        wait_until(lambda: len(gather._waiting) == 19)
        door.open.set()
        told = outcomes.result()
    assert told == ["Raised" if receipt == "R7" else f"posted {receipt}" for receipt in receipts]


def test_when_the_database_is_silent_everybody_hears_it_in_time(gather: Gathering, door: Door) -> None:
    door.open.clear()
    began = time.monotonic()
    assert set(settle_all(gather, [f"R{number}" for number in range(20)], within=0.3)) == {"TooSlow"}
    assert time.monotonic() - began < 3.0
    door.open.set()
    assert gather.settle(2.0, {"p_receipt": "later"}) == "posted later"


def test_when_the_database_is_away_everybody_hears_that(gather: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(function: str, /, within: float, **told: Any) -> list[dict[str, str]]:
        time.sleep(0.01)
        raise db.Away("can't connect")

    monkeypatch.setattr(db, "call", away)
    assert set(settle_all(gather, [f"R{number}" for number in range(20)])) == {"Away"}


def test_a_fault_of_our_own_leaves_no_lane_closed(gather: Gathering, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(function: str, /, within: float, **told: Any) -> list[dict[str, str]]:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(db, "call", broken)
        for _ in range(5):
            with pytest.raises(ZeroDivisionError):
                gather.settle(1.0, {"p_receipt": "A"})
    assert gather._lanes == 0


@settings(max_examples=25, deadline=None)
@given(
    receipts=st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=24),
    bad=st.sets(st.sampled_from("ABCDEFGH"), max_size=2),
    seconds=st.sampled_from([0.0, 0.001, 0.003]),
)
def test_whatever_comes_together_each_gets_its_own_answer(receipts: list[str], bad: set[str], seconds: float) -> None:
    door, gather = Door(), Gathering("telco.one", "telco.many", "p_receipt", {"p_receipt": "p_receipts"})
    door.bad, door.seconds = bad, seconds
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "call", door.call)
        outcomes = settle_all(gather, receipts)
    assert outcomes == ["Raised" if receipt in bad else f"posted {receipt}" for receipt in receipts]
    assert gather._lanes == 0
    assert gather._waiting == []
