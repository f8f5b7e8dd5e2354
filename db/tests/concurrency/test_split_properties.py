"""Any rule, any amount: the parts of a fare sum to it, and none is off its exact share by a cent.

The exact shares are worked out here a second time, as fractions, by nothing but their definition.
"""

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.tests.concurrency.vehicle import TestVehicle, faults, row, value
from db.tests.database import Database

TRIES = settings(max_examples=150, deadline=None)
AMOUNTS = st.one_of(st.integers(1, 500), st.integers(1, 50_000_00), st.integers(1, 90_000_000_000))
BPS = st.one_of(st.sampled_from([0, 1, 200, 237, 3333, 5000, 9999, 10000]), st.integers(0, 10000))
FIXED = st.one_of(st.sampled_from([0, 0, 1, 50, 1_000_000]), st.integers(0, 1_000_000))


class Rule(NamedTuple):
    """How a fare is divided: commission, then the rest; home is a place among the parts, from 0."""

    bps: int
    fixed: int
    parts: list[int]
    home: int

    def exact(self, amount: int) -> list[Fraction]:
        """What each is owed: the commission, never more than the fare, then the rest by shares."""
        commission = min(Fraction(amount * self.bps, 10000) + self.fixed, Fraction(amount))
        return [commission, *[(amount - commission) * Fraction(part, 10000) for part in self.parts]]

    def rests(self, amount: int) -> list[Fraction]:
        """What is left of each when whole cents are taken."""
        return [due - int(due) for due in self.exact(amount)]

    def shuffled(self, order: list[int]) -> "Rule":
        """The same rule, its parts in another order."""
        return Rule(self.bps, self.fixed, [self.parts[place] for place in order], order.index(self.home))


@st.composite
def rules(draw: st.DrawFn, most: int = 20) -> Rule:
    """1 to 20 basis points that sum to 10,000; equal ones, zeros and 100 % among them."""
    count = draw(st.integers(1, most))
    if draw(st.booleans()) and 10000 % count == 0:
        parts = [10000 // count] * count
    else:
        cuts = sorted(draw(st.lists(st.integers(0, 10000), min_size=count - 1, max_size=count - 1)))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 10000], strict=True)]
    return Rule(draw(BPS), draw(FIXED), parts, draw(st.integers(0, count - 1)))


@pytest.fixture(scope="module")
def owner(road: tuple[Database, TestVehicle]) -> Iterator[psycopg.Connection]:
    """The owner of the ledger, which is sound when all is done."""
    with psycopg.connect(road[0].owner_url, autocommit=True) as connection:
        yield connection
        assert faults(connection) == []


def split(owner: psycopg.Connection, amount: int, rule: Rule) -> list[int]:
    """The database's answer."""
    divide = "select fares.split_amount(%s, %s, %s, %s, %s)"
    return list(value(owner, divide, amount, rule.bps, rule.fixed, rule.parts, rule.home + 1))


@TRIES
@given(amount=AMOUNTS, rule=rules())
@example(amount=1, rule=Rule(0, 0, [5000, 5000], 0))
@example(amount=1, rule=Rule(10000, 1_000_000, [10000], 0))
@example(amount=90_000_000_000, rule=Rule(1, 0, [1] * 19 + [9981], 3))
def test_the_parts_sum_to_the_fare(owner: psycopg.Connection, amount: int, rule: Rule) -> None:
    """To the cent; each part is its exact share rounded down or up; a share of nothing gets nothing."""
    cents = split(owner, amount, rule)
    owed = rule.exact(amount)
    assert sum(cents) == amount
    assert all(abs(got - due) < 1 for got, due in zip(cents, owed, strict=True))
    assert all(got >= 0 for got in cents)
    assert all(got == 0 for got, due in zip(cents, owed, strict=True) if due == 0)


@TRIES
@given(amount=AMOUNTS, rule=rules())
def test_nobody_with_a_larger_remainder_is_passed_over(owner: psycopg.Connection, amount: int, rule: Rule) -> None:
    """Who got a cent left over had at least as much of it coming; among equals the home is first and we are last."""
    cents, owed, rests = split(owner, amount, rule), rule.exact(amount), rule.rests(amount)
    winners = [place for place, due in enumerate(owed) if cents[place] > due]
    losers = [place for place, due in enumerate(owed) if cents[place] < due]
    for winner in winners:
        for loser in losers:
            assert rests[winner] >= rests[loser]
            if rests[winner] == rests[loser]:
                assert loser != rule.home + 1
                assert winner != 0
                assert winner == rule.home + 1 or loser == 0 or winner < loser


@TRIES
@given(amount=AMOUNTS, rule=rules(), seed=st.integers(0, 10**9))
def test_the_order_of_shares_does_not_matter(owner: psycopg.Connection, amount: int, rule: Rule, seed: int) -> None:
    """Shuffled, everybody gets the same cents; among those whose remainders are equal, only who of them may change."""
    order = list(range(len(rule.parts)))
    random.Random(seed).shuffle(order)
    cents = split(owner, amount, rule)[1:]
    again = split(owner, amount, rule.shuffled(order))
    assert again[0] == amount - sum(cents)
    rests = rule.rests(amount)[1:]
    shuffled = {part: again[place + 1] for place, part in enumerate(order)}
    assert shuffled[rule.home] == cents[rule.home]
    for rest in set(rests):
        equals = [part for part in order if rests[part] == rest and part != rule.home]
        assert sum(shuffled[part] for part in equals) == sum(cents[part] for part in equals)
        if len(equals) == 1:
            assert shuffled[equals[0]] == cents[equals[0]]


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.one_of(st.integers(1, 300), st.integers(1, 25_000_000)), min_size=1, max_size=8),
    rule=rules(6),
)
def test_the_same_in_the_ledger(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, amounts: list[int], rule: Rule
) -> None:
    """A rule set, fares posted by it: each journal balances, has no empty entries, and pays what the division says."""
    vehicle = road[1].vehicle_id
    purposes = [f"pot_{'abcdef'[number]}" for number in range(len(rule.parts))]
    set_rule = "select fares.set_split_rule(%s, clock_timestamp(), %s, %s, %s, %s, %s, 'test')"
    rule_id = value(owner, set_rule, vehicle, rule.bps, rule.fixed, purposes, rule.parts, purposes[rule.home])
    assert value(owner, "select fares.rule_in_force(%s, clock_timestamp())", vehicle) == rule_id
    receipts = [f"QP{rule_id}N{number}" for number in range(len(amounts))]
    post = """select fares.post_fares(%s, array_fill(%s::bigint, array[n]), %s::bigint[], array_fill(now(), array[n]),
                array_fill(current_date, array[n]), array_fill('paybill'::text, array[n]),
                array_fill(null::text, array[n]), array_fill(null::text, array[n])) from cardinality(%s::text[]) as n"""
    journals = value(owner, post, receipts, rule_id, amounts, receipts)
    trust, commission, pots = row(
        owner,
        """select trust_sub_wallet_id, commission_sub_wallet_id, sub_wallet_ids
             from fares.split_rules where split_rule_id = %s""",
        rule_id,
    )
    for journal, amount in zip(journals, amounts, strict=True):
        legs = owner.execute(
            "select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s", (journal,)
        ).fetchall()
        cents = split(owner, amount, rule)
        paid = {trust: -amount, **{to: got for to, got in zip([commission, *pots], cents, strict=True) if got}}
        assert dict(legs) == paid
        assert len(legs) == len(paid)


def test_a_fare_goes_by_the_rule_of_the_time_it_was_paid(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection
) -> None:
    """Told of now, paid before the change: the old rule, whatever is in force by now."""
    vehicle = road[1].vehicle_id
    old = value(owner, "select fares.rule_in_force(%s, clock_timestamp())", vehicle)
    changed_at = value(owner, "select clock_timestamp() + interval '1 hour'")
    new = value(
        owner, "select fares.set_split_rule(%s, %s, 10000, 0, '{fuel}', '{10000}', 'fuel', 'test')", vehicle, changed_at
    )
    rule_at = "select fares.rule_in_force(%s, %s::timestamptz + %s::interval)"
    assert value(owner, rule_at, vehicle, changed_at, "-1 microsecond") == old
    assert value(owner, rule_at, vehicle, changed_at, "0") == new
    assert value(owner, rule_at, vehicle, changed_at, "-45 days") == road[1].split_rule_id
