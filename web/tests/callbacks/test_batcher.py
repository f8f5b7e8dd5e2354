"""Messages of one batch: each has its own outcome, none waits for long, none harms another."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.callbacks import batcher as module
from web.callbacks.batcher import Batcher
from web.core import db


class Database:
    """Stands in for the two functions; may be closed, so that messages batcher before it."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.bad: set[str] = set()
        self.open = threading.Event()
        self.open.set()
        self.seconds = 0.0

    def call(self, function: str, /, within: float, **told: Any) -> list[dict[str, str]]:
        receipts = list(told["p_receipt"])
        self.calls.append(receipts)
        if not self.open.wait(within):
            raise db.DatabaseTimeoutError(function)
        time.sleep(self.seconds)
        if self.bad & set(receipts):
            raise db.DatabaseError("23502")
        return [{"receipt": receipt, "outcome": f"posted {receipt}"} for receipt in reversed(receipts)]


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Database:
    database = Database()
    monkeypatch.setattr(db, "call", database.call)
    return database


@pytest.fixture
def batcher() -> Batcher:
    return Batcher("telco.many", key="receipt")


@pytest.fixture
def never_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the database stays closed, only one call waits for it."""
    monkeypatch.setattr(module, "STUCK_SECONDS", 60.0)


def settle_all(batcher: Batcher, receipts: list[str], within: float = 20.0) -> list[str]:
    """All at the same time; an exception is told by its name."""

    def settle(receipt: str) -> str:
        try:
            return batcher.settle(within, {"p_receipt": receipt})
        except (db.DatabaseError, db.DatabaseUnavailableError) as error:
            return type(error).__name__

    with ThreadPoolExecutor(max(1, len(receipts))) as threads:
        return list(threads.map(settle, receipts))


def wait_until(true: Callable[[], bool]) -> None:
    """Poll, for a bounded while."""
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_a_message_alone_goes_at_once_as_a_batch_of_one(batcher: Batcher, database: Database) -> None:
    assert [batcher.settle(2.0, {"p_receipt": receipt}) for receipt in "AB"] == ["posted A", "posted B"]
    assert database.calls == [["A"], ["B"]]


@pytest.mark.usefixtures("never_stuck")
def test_messages_that_come_during_a_call_go_as_one_batch(batcher: Batcher, database: Database) -> None:
    database.open.clear()
    receipts = [f"R{number}" for number in range(30)]
    with ThreadPoolExecutor(1) as aside:
        outcomes = aside.submit(settle_all, batcher, receipts)
        wait_until(lambda: len(batcher._waiting) == 29)
        database.open.set()
        assert outcomes.result() == [f"posted {receipt}" for receipt in receipts]
    assert sorted(len(call) for call in database.calls) == [1, 29]


def test_when_a_call_is_stuck_the_next_to_come_open_other_in_flight(batcher: Batcher, database: Database) -> None:
    database.open.clear()
    with ThreadPoolExecutor(10) as threads:
        outcomes = []
        for n in range(1, module.MAX_IN_FLIGHT + 1):
            outcomes.append(threads.submit(batcher.settle, 5.0, {"p_receipt": f"call {n}"}))
            wait_until(lambda n=n: len(database.calls) == n)  # type: ignore[misc]
            outcomes.append(threads.submit(batcher.settle, 5.0, {"p_receipt": f"in time {n}"}))
            wait_until(lambda: len(batcher._waiting) == 1)
            time.sleep(2 * module.STUCK_SECONDS)
        database.open.set()
        assert [outcome.result()[:6] for outcome in outcomes] == ["posted"] * len(outcomes)
    assert [call[0] for call in database.calls[: module.MAX_IN_FLIGHT]] == [
        f"call {n + 1}" for n in range(module.MAX_IN_FLIGHT)
    ]
    assert batcher._in_flight == 0


def test_after_a_large_batch_the_next_waits_a_moment_and_not_more(batcher: Batcher, database: Database) -> None:
    database.seconds = 0.002
    batcher._expected = 8
    outcomes = settle_all(batcher, ["A", "B"])
    assert outcomes == ["posted A", "posted B"]
    took = []
    for number in range(20):
        began = time.monotonic()
        batcher.settle(2.0, {"p_receipt": str(number)})
        took.append(time.monotonic() - began)
    assert batcher._expected == 1
    assert min(took[:6]) < database.seconds + 2 * module.MAX_WAIT_SECONDS
    assert min(took[10:]) < database.seconds + module.MAX_WAIT_SECONDS


def test_steady_senders_make_batches(batcher: Batcher, database: Database) -> None:
    database.seconds = 0.002
    with ThreadPoolExecutor(8) as threads:
        receipts = [f"R{number}" for number in range(400)]
        outcomes = list(threads.map(lambda receipt: batcher.settle(2.0, {"p_receipt": receipt}), receipts))
    assert outcomes == [f"posted {receipt}" for receipt in receipts]
    assert len(database.calls) < 150


@pytest.mark.usefixtures("never_stuck")
def test_no_call_holds_a_receipt_twice(batcher: Batcher, database: Database) -> None:
    database.open.clear()
    receipts = ["X", "Y", *["A"] * 5, *["B"] * 3, *[""] * 2]
    with ThreadPoolExecutor(1) as aside:
        outcomes = aside.submit(settle_all, batcher, receipts)
        wait_until(lambda: len(batcher._waiting) == len(receipts) - 1)
        database.open.set()
        assert outcomes.result() == [f"posted {receipt}" for receipt in receipts]
    assert all(len(call) == len(set(call)) for call in database.calls)
    assert sorted(receipt for call in database.calls for receipt in call) == sorted(receipts)


@pytest.mark.usefixtures("never_stuck")
def test_a_bad_message_is_refused_alone_and_the_others_are_settled(batcher: Batcher, database: Database) -> None:
    database.bad = {"R7"}
    database.open.clear()
    receipts = [f"R{number}" for number in range(20)]
    with ThreadPoolExecutor(1) as aside:
        outcomes = aside.submit(settle_all, batcher, receipts)
        wait_until(lambda: len(batcher._waiting) == 19)
        database.open.set()
        told = outcomes.result()
    assert told == ["Raised" if receipt == "R7" else f"posted {receipt}" for receipt in receipts]


def test_when_the_database_is_silent_everybody_hears_it_in_time(batcher: Batcher, database: Database) -> None:
    database.open.clear()
    began = time.monotonic()
    assert set(settle_all(batcher, [f"R{number}" for number in range(20)], within=0.3)) == {"TooSlow"}
    assert time.monotonic() - began < 3.0
    database.open.set()
    assert batcher.settle(2.0, {"p_receipt": "later"}) == "posted later"


def test_when_the_database_is_away_everybody_hears_that(batcher: Batcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(function: str, /, within: float, **told: Any) -> list[dict[str, str]]:
        time.sleep(0.01)
        raise db.DatabaseUnavailableError("can't connect")

    monkeypatch.setattr(db, "call", away)
    assert set(settle_all(batcher, [f"R{number}" for number in range(20)])) == {"Away"}


def test_a_fault_of_our_own_leaves_no_call_in_flight(batcher: Batcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(function: str, /, within: float, **told: Any) -> list[dict[str, str]]:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(db, "call", broken)
        for _ in range(5):
            with pytest.raises(ZeroDivisionError):
                batcher.settle(1.0, {"p_receipt": "A"})
    assert batcher._in_flight == 0


@settings(max_examples=25, deadline=None)
@given(
    receipts=st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=24),
    bad=st.sets(st.sampled_from("ABCDEFGH"), max_size=2),
    seconds=st.sampled_from([0.0, 0.001, 0.003]),
)
def test_each_message_of_a_batch_gets_its_own_answer(receipts: list[str], bad: set[str], seconds: float) -> None:
    database, batcher = Database(), Batcher("telco.many", key="receipt")
    database.bad, database.seconds = bad, seconds
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "call", database.call)
        outcomes = settle_all(batcher, receipts)
    assert outcomes == ["Raised" if receipt in bad else f"posted {receipt}" for receipt in receipts]
    assert batcher._in_flight == 0
    assert batcher._waiting == []
