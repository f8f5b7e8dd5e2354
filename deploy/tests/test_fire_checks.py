"""The comparison of make fire finds what is lost, doubled, of another amount or vehicle, and divided otherwise."""

from typing import Any, cast

import pytest

from bench.fire.checks import Findings, compare_out, compare_payments
from bench.fire.model import Expected, Legs, Model, Rule, divide
from bench.fire.town import Town
from bench.fire.world import World

RULE = Rule("KZZ 001A", "Mama", 200, {"fuel": 3333, "profit": 6667}, "profit")
TOWN = Town({"4628": RULE}, ["4628"], {})
RIGHT = {"receipt": "R1", "amount_cents": 6000, "plate": "KZZ 001A"}


class FakeWorld:
    """Answers each query by the first view or table that it names."""

    def __init__(self, **rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def ask(self, query: str, *_values: object) -> list[dict[str, Any]]:
        for name, rows in self._rows.items():
            if name in query:
                return rows
        return []


def compare(*fares: dict[str, Any], legs: Legs | None = None, is_due: bool = True) -> Findings:
    moved = {**divide(6000, RULE), "trust": -6000} if legs is None else legs
    model, found = Model({"R1": Expected("R1", 6000, "KZZ 001A", is_due)}), Findings()
    world = cast(World, FakeWorld(loyalty_transactions=[], **{"audit.fares": list(fares)}))
    compare_payments(world, TOWN, model, {"R1": moved}, found)
    return found


def test_what_is_right_is_no_problem() -> None:
    found = compare(RIGHT)
    assert (found.problems, found.acknowledged, found.lost, found.doubled) == ([], 1, 0, 0)


def test_acknowledged_and_absent_is_lost() -> None:
    found = compare()
    assert found.lost == 1
    assert found.problems


def test_absent_without_an_answer_is_legal() -> None:
    found = compare(is_due=False)
    assert (found.problems, found.lost, found.unsure) == ([], 0, 1)


def test_twice_is_doubled() -> None:
    found = compare(RIGHT, RIGHT)
    assert found.doubled
    assert found.problems


@pytest.mark.parametrize("change", [{"amount_cents": 6001}, {"plate": None}, {"receipt": "R2"}])
def test_another_amount_vehicle_or_receipt_is_a_problem(change: dict[str, Any]) -> None:
    assert compare(RIGHT | change).problems


def test_one_cent_in_another_pot_is_unbalanced() -> None:
    legs = divide(6000, RULE)
    found = compare(RIGHT, legs={**legs, "fuel": legs["fuel"] + 1, "profit": legs["profit"] - 1, "trust": -6000})
    assert found.unbalanced == 1


@pytest.mark.parametrize(
    ("ours", "theirs"), [({}, {"P1": 100}), ({"P1": 100}, {}), ({"P1": 100}, {"P1": 101}), ({}, {"P1": 1, "P2": 1})]
)
def test_a_payout_that_only_one_side_knows_is_a_problem(ours: dict[str, int], theirs: dict[str, int]) -> None:
    found = Findings()
    rows = [{"receipt": receipt, "amount_cents": cents} for receipt, cents in ours.items()]
    compare_out(cast(World, FakeWorld(**{"payouts.payouts": rows})), Model(paid_out=theirs), found)
    assert found.problems
