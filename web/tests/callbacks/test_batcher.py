"""Pending items of one batch: each has its own outcome, none waits for long, none harms another."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.callbacks import batcher as module
from web.callbacks import outage
from web.callbacks.batcher import Batcher
from web.core import db
from web.tests.conftest import raising
from web.tests.pages.world import eventually


class SlowDatabase:
    """Stands in for the two functions; may be closed, so that items wait for it."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.bad: set[str] = set()
        self.left_out = "none"  # a receipt that is only answered alone
        self.is_down = False
        self.open = threading.Event()
        self.open.set()
        self.seconds = 0.0

    def call(self, function: str, /, within: float, **arguments: Any) -> list[dict[str, str]]:
        receipts = list(arguments["p_receipt"])
        self.calls.append(receipts)
        if not self.open.wait(within):
            raise db.DatabaseTimeoutError(function)
        time.sleep(self.seconds)
        if self.is_down:
            raise db.DatabaseUnavailableError(function)
        if self.bad & set(receipts):
            raise db.DatabaseError("23502")
        named = [receipt for receipt in receipts if receipt != self.left_out or len(receipts) == 1]
        return [{"receipt": receipt, "outcome": f"posted {receipt}"} for receipt in reversed(named)]


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> SlowDatabase:
    database = SlowDatabase()
    monkeypatch.setattr(db, "call", database.call)
    return database


@pytest.fixture
def batcher() -> Batcher:
    return Batcher("telco.many", key="receipt")


def names(number: int) -> list[str]:
    return [f"R{n}" for n in range(number)]


def posted(receipts: list[str]) -> list[str]:
    """The outcomes of receipts that are all settled."""
    return [f"posted {receipt}" for receipt in receipts]


def settle_all(batcher: Batcher, receipts: list[str], within: float = 20.0) -> list[str]:
    """The outcomes of items that come at the same time; of an exception, the name."""

    def settle(receipt: str) -> str:
        try:
            return batcher.settle(within, {"p_receipt": receipt})
        except (db.DatabaseError, db.DatabaseUnavailableError) as error:
            return type(error).__name__

    with ThreadPoolExecutor(max(1, len(receipts))) as threads:
        return list(threads.map(settle, receipts))


def settle_while_closed(batcher: Batcher, database: SlowDatabase, receipts: list[str]) -> list[str]:
    """The outcomes of items of which the first is a call that waits, and all others are pending."""
    database.open.clear()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as aside:
        patch.setattr(module, "STUCK_SECONDS", 60.0)  # only one call is in flight
        outcomes = aside.submit(settle_all, batcher, receipts)
        eventually(lambda: len(batcher._waiting) == len(receipts) - 1)
        database.open.set()
        return outcomes.result()


def test_item_alone_is_a_batch_of_one_at_once(batcher: Batcher, database: SlowDatabase) -> None:
    assert [batcher.settle(2.0, {"p_receipt": receipt}) for receipt in "AB"] == posted(["A", "B"])
    assert database.calls == [["A"], ["B"]]


def test_items_that_come_during_a_call_are_one_batch(batcher: Batcher, database: SlowDatabase) -> None:
    assert settle_while_closed(batcher, database, names(30)) == posted(names(30))
    assert sorted(len(call) for call in database.calls) == [1, 29]


def test_no_call_is_larger_than_the_largest_batch(batcher: Batcher, database: SlowDatabase) -> None:
    receipts = names(1 + module.MAX_BATCH + 6)
    assert settle_while_closed(batcher, database, receipts) == posted(receipts)
    assert [len(call) for call in database.calls] == [1, module.MAX_BATCH, 6]


def test_no_call_has_a_receipt_twice(batcher: Batcher, database: SlowDatabase) -> None:
    receipts = ["X", "Y", *["A"] * 5, *["B"] * 3, *[""] * 2]
    assert settle_while_closed(batcher, database, receipts) == posted(receipts)
    assert all(len(call) == len(set(call)) for call in database.calls)
    assert sorted(receipt for call in database.calls for receipt in call) == sorted(receipts)


def test_bad_item_is_refused_alone(batcher: Batcher, database: SlowDatabase) -> None:
    database.bad = {"R7"}
    outcomes = settle_while_closed(batcher, database, names(20))
    assert outcomes == ["DatabaseError" if name == "R7" else f"posted {name}" for name in names(20)]


def test_item_that_a_batch_leaves_out_is_called_alone(batcher: Batcher, database: SlowDatabase) -> None:
    database.left_out = "R7"
    assert settle_while_closed(batcher, database, names(20)) == posted(names(20))
    assert ["R7"] in database.calls


def test_waiting_item_needs_no_end_of_an_older_call(batcher: Batcher, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = {receipt: threading.Event() for receipt in "ABC"}
    ends["C"].set()

    def call(_function: str, /, within: float, **arguments: Any) -> list[dict[str, str]]:
        (receipt,) = arguments["p_receipt"]
        assert ends[receipt].wait(within)
        return [{"receipt": receipt, "outcome": f"posted {receipt}"}]

    monkeypatch.setattr(db, "call", call)
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(batcher.settle, 20.0, {"p_receipt": "A"})
        eventually(lambda: batcher._in_flight == 1)
        time.sleep(2 * module.STUCK_SECONDS)
        second = threads.submit(batcher.settle, 20.0, {"p_receipt": "B"})
        eventually(lambda: batcher._in_flight == 2)
        batcher._last_start = time.monotonic() + 1  # the third waits, however slow this machine is
        third = threads.submit(batcher.settle, 5.0, {"p_receipt": "C"})
        eventually(lambda: len(batcher._waiting) == 1)
        batcher._last_start = 0.0
        ends["B"].set()
        assert (second.result(), third.result()) == ("posted B", "posted C")
        assert not first.done()
        ends["A"].set()
        assert first.result() == "posted A"


def test_while_a_call_is_stuck_another_is_made(batcher: Batcher, database: SlowDatabase) -> None:
    database.open.clear()
    with ThreadPoolExecutor(10) as threads:
        outcomes = []
        for n in range(1, module.MAX_IN_FLIGHT + 1):
            outcomes.append(threads.submit(batcher.settle, 5.0, {"p_receipt": f"call {n}"}))
            eventually(lambda n=n: len(database.calls) == n)  # type: ignore[misc]
            outcomes.append(threads.submit(batcher.settle, 5.0, {"p_receipt": f"in time {n}"}))
            eventually(lambda: len(batcher._waiting) == 1)
            time.sleep(2 * module.STUCK_SECONDS)
        outcomes.append(threads.submit(batcher.settle, 5.0, {"p_receipt": "one too many"}))
        eventually(lambda: len(batcher._waiting) == 2 or len(database.calls) > module.MAX_IN_FLIGHT)
        assert len(database.calls) == module.MAX_IN_FLIGHT
        database.open.set()
        assert {outcome.result()[:6] for outcome in outcomes} == {"posted"}
    first = [call[0] for call in database.calls[: module.MAX_IN_FLIGHT]]
    assert first == [f"call {n + 1}" for n in range(module.MAX_IN_FLIGHT)]
    assert batcher._in_flight == 0


def test_after_a_large_batch_the_next_waits_no_longer_than_max_wait(batcher: Batcher, database: SlowDatabase) -> None:
    database.seconds = 0.002
    batcher._expected = 8
    assert settle_all(batcher, ["A", "B"]) == posted(["A", "B"])
    took = []
    for number in range(20):
        began = time.monotonic()
        batcher.settle(2.0, {"p_receipt": str(number)})
        took.append(time.monotonic() - began)
    assert batcher._expected == 1
    assert min(took[:6]) < database.seconds + 2 * module.MAX_WAIT_SECONDS
    assert min(took[10:]) < database.seconds + module.MAX_WAIT_SECONDS


def test_steady_senders_make_batches(batcher: Batcher, database: SlowDatabase) -> None:
    database.seconds = 0.002
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda receipt: batcher.settle(2.0, {"p_receipt": receipt}), names(400)))
    assert outcomes == posted(names(400))
    assert len(database.calls) < 150


def test_silent_database_is_a_timeout_for_every_item(batcher: Batcher, database: SlowDatabase) -> None:
    database.open.clear()
    began = time.monotonic()
    assert set(settle_all(batcher, names(20), within=0.3)) <= {"DatabaseTimeoutError", "DatabaseUnavailableError"}
    assert time.monotonic() - began < 3.0
    database.open.set()
    outage.end()
    assert batcher.settle(2.0, {"p_receipt": "later"}) == "posted later"


def test_item_that_gave_up_is_given_no_lead(batcher: Batcher, database: SlowDatabase) -> None:
    database.open.clear()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as aside:
        patch.setattr(module, "STUCK_SECONDS", 60.0)
        first = aside.submit(batcher.settle, 20.0, {"p_receipt": "A"})
        eventually(lambda: bool(database.calls))
        with pytest.raises(db.DatabaseTimeoutError):
            batcher.settle(0.05, {"p_receipt": "gives up"})
        database.open.set()
        assert first.result() == "posted A"
        assert (batcher._in_flight, batcher._waiting) == (0, [])
        assert batcher.settle(2.0, {"p_receipt": "B"}) == "posted B"
    assert database.calls == [["A"], ["B"]]


def test_item_that_gives_up_as_it_is_given_the_lead_passes_it_on(batcher: Batcher, database: SlowDatabase) -> None:
    item, successor = (module._PendingItem({"p_receipt": name}, time.monotonic()) for name in "AB")
    batcher._in_flight, batcher._waiting = 1, [successor]
    batcher._give_lead(item)
    assert batcher._wait(item)
    batcher._settle_batch(item)
    assert (database.calls, successor.outcome, batcher._in_flight) == ([["A", "B"]], "posted B", 0)


def test_unavailable_database_is_reported_to_every_item(batcher: Batcher, database: SlowDatabase) -> None:
    database.is_down = True
    assert set(settle_while_closed(batcher, database, names(20))) == {"DatabaseUnavailableError"}
    asked = [receipt for call in database.calls for receipt in call]
    assert len(asked) == len(set(asked)), "none asks again alone"


def test_unforeseen_error_leaves_no_call_in_flight(batcher: Batcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "call", raising(ZeroDivisionError()))
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
def test_each_item_of_a_batch_gets_its_own_outcome(receipts: list[str], bad: set[str], seconds: float) -> None:
    database, batcher = SlowDatabase(), Batcher("telco.many", key="receipt")
    database.bad, database.seconds = bad, seconds
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "call", database.call)
        outcomes = settle_all(batcher, receipts)
    assert outcomes == ["DatabaseError" if receipt in bad else f"posted {receipt}" for receipt in receipts]
    assert (batcher._in_flight, batcher._waiting) == (0, [])
