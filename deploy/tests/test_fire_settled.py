"""What follows the ledger in the volume form of make fire finds what is lost, doubled, another fare, or unbalanced."""

import json
from pathlib import Path
from typing import cast

import pytest

from bench.fire.model import Rule
from bench.fire.payers import Given, OperatorBooks, Payers
from bench.fire.settled import LONGEST_WAIT, Settled
from bench.fire.town import Town
from bench.fire.world import World

TOWN = Town({"4628": Rule("KZZ 001A", "Mama", 200, {"fuel": 3333, "profit": 6667}, "profit")}, ["4628"], {})
# 6000 cents: 120 for us; of the 5880 that remain 1959.80 for fuel and 3920.20 for profit.
RIGHT = "1:-6000,2:120,3:1960,4:3920"
FARE = ("fare", "A1", "6000|KZZ 001A|6000", 1, RIGHT)


@pytest.fixture
def settled(tmp_path: Path) -> Settled:
    """One payment of 60.00 that was acknowledged."""
    (tmp_path / "operator").write_text("S A1 4628 6000\nD A1\nR A1\nA A1\nA half a li", encoding="utf-8")
    made = Settled(cast(World, None), TOWN, tmp_path / "operator")
    made.where = {"trust": 1, "commission": 2, "KZZ 001A/fuel": 3, "KZZ 001A/profit": 4}
    made.read_books()
    return made


def test_what_is_right_is_no_problem(settled: Settled) -> None:
    assert settled.waiting == 1
    settled.check_journal(*FARE)
    settled.check_balances([(1, False, -6000), (2, True, 120), (3, True, 1960), (4, True, 3920)])
    settled.check_rest()
    assert (settled.problems, settled.waiting, settled.unsure) == ([], 0, 0)
    assert settled.counts == {"S": 1, "A": 1, "D": 1, "R": 1, "journals": 1, "posted": 1, "lost": 0}


def test_acknowledged_and_absent_at_rest_is_lost(settled: Settled) -> None:
    settled.check_rest()
    assert settled.counts["lost"] == 1
    assert settled.problems


def test_what_was_not_acknowledged_may_be_absent(tmp_path: Path) -> None:
    (tmp_path / "operator").write_text("S A1 4628 6000\n", encoding="utf-8")
    made = Settled(cast(World, None), TOWN, tmp_path / "operator")
    made.read_books()
    made.check_rest()
    assert (made.problems, made.unsure) == ([], 1)


def test_twice_is_doubled_and_so_is_what_nobody_paid(settled: Settled) -> None:
    for _ in range(2):
        settled.check_journal(*FARE)
    settled.check_journal("fare", "A2", "6000|KZZ 001A|6000", 1, RIGHT)
    assert settled.counts["doubled"] == 2
    assert len(settled.problems) == 2


@pytest.mark.parametrize(
    ("kind", "fare"),
    [("fare", "6001|KZZ 001A|6000"), ("fare", "6000|KZZ 002B|6000"), ("fare", "6000|KZZ 001A|6001"), ("fare", ""),
     ("suspense", "6000|KZZ 001A|6000")],
)  # fmt: skip
def test_another_amount_vehicle_payment_or_kind_is_a_problem(settled: Settled, kind: str, fare: str) -> None:
    settled.check_journal(kind, "A1", fare, 1, RIGHT)
    assert settled.problems


@pytest.mark.parametrize("legs", ["1:-6000,2:120,3:1961,4:3919", "1:-6000,2:120,3:1960,4:3921", "1:-6000", None])
def test_another_division_or_sum_is_unbalanced(settled: Settled, legs: str | None) -> None:
    settled.check_journal("fare", "A1", "6000|KZZ 001A|6000", 1, legs)
    assert settled.counts["unbalanced"] >= 1


@pytest.mark.parametrize(("currencies", "legs"), [(2, "1:-1,2:1"), (1, "1:-1,2:2"), (1, "1:0,2:0"), (0, None)])
def test_any_other_journal_sums_to_zero_in_one_currency(settled: Settled, currencies: int, legs: str | None) -> None:
    settled.check_journal("payout", "P1", "", currencies, legs)
    assert settled.counts["unbalanced"] == 1


@pytest.mark.parametrize("balances", [[(3, True, 1959)], [(3, True, 1960), (9, True, -1)]])
def test_a_balance_that_is_not_the_sum_of_its_journals_is_a_problem(
    settled: Settled, balances: list[tuple[int, bool, int]]
) -> None:
    settled.check_journal(*FARE)
    settled.check_balances(balances)
    assert settled.problems


def test_a_fare_that_stays_away_too_long_is_a_problem(settled: Settled) -> None:
    settled.note_wait(LONGEST_WAIT - 1)
    assert settled.problems == []
    settled.note_wait(LONGEST_WAIT + 1)
    assert settled.problems


def test_payers_write_down_what_they_pay_before_they_send_it(tmp_path: Path) -> None:
    """Nobody listens there: what was paid is in the books, is sent again, and is never acknowledged."""
    given = Given(port=9, token="token", codes=["4628"] * 6, seed=1, rate=100)
    payers = Payers(given, OperatorBooks(tmp_path / "operator"))
    sent: list[bytes] = []
    payers._dispatch = lambda request: sent.append(request.wire)  # type: ignore[method-assign]
    for _ in range(20):
        payers.pay(0.0)
    lines = [line.split() for line in (tmp_path / "operator").read_text(encoding="utf-8").splitlines()]
    paid = {receipt: (code, int(cents)) for what, receipt, *rest in lines if what == "S" for code, cents in [rest]}
    assert len(paid) == 20
    for wire in sent:
        said = json.loads(wire.partition(b"\r\n\r\n")[2])
        assert paid[said["TransID"]] == (said["BillRefNumber"], round(float(said["TransAmount"]) * 100))
