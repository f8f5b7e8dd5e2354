"""Any rule, any amount: the parts of a fare sum to it, and each is less than a cent from its exact share.

The exact shares are computed here a second time, as fractions, from their definition.
"""

import random
from fractions import Fraction
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.vehicle import Vehicle, row, value

TRIES = settings(max_examples=150, deadline=None)
AMOUNTS = st.one_of(st.integers(1, 500), st.integers(1, 50_000_00), st.integers(1, 90_000_000_000))
BPS = st.one_of(st.sampled_from([0, 1, 200, 237, 3333, 5000, 9999, 10000]), st.integers(0, 10000))
FIXED = st.one_of(st.sampled_from([0, 0, 1, 50, 1_000_000]), st.integers(0, 1_000_000))


class Rule(NamedTuple):
    """How a fare is divided: commission, then the rest; home is the index of a part."""

    bps: int
    fixed: int
    parts: list[int]
    home: int

    def exact(self, amount: int) -> list[Fraction]:
        """The exact share of each: the commission, never more than the fare, then the rest."""
        commission = min(Fraction(amount * self.bps, 10000) + self.fixed, Fraction(amount))
        return [commission, *[(amount - commission) * Fraction(part, 10000) for part in self.parts]]

    def rests(self, amount: int) -> list[Fraction]:
        """The fraction of a cent in each share."""
        return [due - int(due) for due in self.exact(amount)]

    def shuffled(self, order: list[int]) -> "Rule":
        """The same rule, its parts in another order."""
        return Rule(self.bps, self.fixed, [self.parts[index] for index in order], order.index(self.home))


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


def split(owner: Connection, amount: int, rule: Rule) -> list[int]:
    """The division by the database."""
    divide = "select fares.split_amount(%s, %s, %s, %s, %s)"
    return list(value(owner, divide, amount, rule.bps, rule.fixed, rule.parts, rule.home + 1))


@TRIES
@given(amount=AMOUNTS, rule=rules())
@example(amount=1, rule=Rule(0, 0, [5000, 5000], 0))
@example(amount=1, rule=Rule(10000, 1_000_000, [10000], 0))
@example(amount=90_000_000_000, rule=Rule(1, 0, [1] * 19 + [9981], 3))
def test_the_parts_sum_to_the_fare(module_owner: Connection, amount: int, rule: Rule) -> None:
    """To the cent; each part is its exact share rounded down or up; a share of nothing gets nothing."""
    cents = split(module_owner, amount, rule)
    owed = rule.exact(amount)
    assert sum(cents) == amount
    assert all(abs(got - due) < 1 for got, due in zip(cents, owed, strict=True))
    assert all(got >= 0 for got in cents)
    assert all(got == 0 for got, due in zip(cents, owed, strict=True) if due == 0)


@TRIES
@given(amount=AMOUNTS, rule=rules())
def test_the_largest_remainders_get_the_odd_cents(module_owner: Connection, amount: int, rule: Rule) -> None:
    """Among equal remainders the home part is first and the commission last."""
    cents, owed, rests = split(module_owner, amount, rule), rule.exact(amount), rule.rests(amount)
    winners = [index for index, due in enumerate(owed) if cents[index] > due]
    losers = [index for index, due in enumerate(owed) if cents[index] < due]
    for winner in winners:
        for loser in losers:
            assert rests[winner] >= rests[loser]
            if rests[winner] == rests[loser]:
                assert loser != rule.home + 1
                assert winner != 0
                assert winner == rule.home + 1 or loser == 0 or winner < loser


@TRIES
@given(amount=AMOUNTS, rule=rules(), seed=st.integers(0, 10**9))
def test_the_order_of_shares_does_not_matter(module_owner: Connection, amount: int, rule: Rule, seed: int) -> None:
    """Each part gets the same cents in any order; only among equal remainders the odd cents may move."""
    order = list(range(len(rule.parts)))
    random.Random(seed).shuffle(order)
    cents = split(module_owner, amount, rule)[1:]
    in_other_order = split(module_owner, amount, rule.shuffled(order))
    assert in_other_order[0] == amount - sum(cents)
    rests = rule.rests(amount)[1:]
    shuffled = {part: in_other_order[index + 1] for index, part in enumerate(order)}
    assert shuffled[rule.home] == cents[rule.home]
    for rest in set(rests):
        equals = [part for part in order if rests[part] == rest and part != rule.home]
        assert sum(shuffled[part] for part in equals) == sum(cents[part] for part in equals)
        if len(equals) == 1:
            assert shuffled[equals[0]] == cents[equals[0]]


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.one_of(st.integers(1, 300), st.integers(1, 25_000_000)), min_size=1, max_size=8), rule=rules(6)
)
def test_the_ledger_posts_the_split(vehicle: Vehicle, module_owner: Connection, amounts: list[int], rule: Rule) -> None:
    """Each journal balances, has no entries of zero, and pays the parts of the division."""
    owner, vehicle_id = module_owner, vehicle.vehicle_id
    purposes = [f"part_{'abcdef'[number]}" for number in range(len(rule.parts))]
    set_rule = "select fares.set_split_rule(%s, clock_timestamp(), %s, %s, %s, %s, %s, 'test')"
    rule_id = value(owner, set_rule, vehicle_id, rule.bps, rule.fixed, purposes, rule.parts, purposes[rule.home])
    assert value(owner, "select fares.rule_in_force(%s, clock_timestamp())", vehicle_id) == rule_id
    receipts = [f"QP{rule_id}N{number}" for number in range(len(amounts))]
    post = """select fares.post_fares(%s, array_fill(%s::bigint, array[n]), %s::bigint[], array_fill(now(), array[n]),
                array_fill(current_date, array[n]), array_fill('paybill'::text, array[n]),
                array_fill(null::text, array[n]), array_fill(null::text, array[n])) from cardinality(%s::text[]) as n"""
    wallets = """select trust_sub_wallet_id, commission_sub_wallet_id || sub_wallet_ids
                   from fares.split_rules where split_rule_id = %s"""
    legs = "select sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = %s"
    journals = value(owner, post, receipts, rule_id, amounts, receipts)
    trust, paid_to = row(owner, wallets, rule_id)
    for journal, amount in zip(journals, amounts, strict=True):
        cents = split(owner, amount, rule)
        expected = {trust: -amount, **{to: part for to, part in zip(paid_to, cents, strict=True) if part}}
        posted = owner.execute(legs, (journal,)).fetchall()
        assert dict(posted) == expected
        assert len(posted) == len(expected)


def test_a_fare_uses_the_rule_of_the_time_it_was_paid(vehicle: Vehicle, module_owner: Connection) -> None:
    owner, vehicle_id = module_owner, vehicle.vehicle_id
    first = value(owner, "select min(split_rule_id) from fares.split_rules where vehicle_id = %s", vehicle_id)
    old = value(owner, "select fares.rule_in_force(%s, clock_timestamp())", vehicle_id)
    changed_at = value(owner, "select clock_timestamp() + interval '1 hour'")
    change = "select fares.set_split_rule(%s, %s, 10000, 0, '{fuel}', '{10000}', 'fuel', 'test')"
    new = value(owner, change, vehicle_id, changed_at)
    rule_at = "select fares.rule_in_force(%s, %s::timestamptz + %s::interval)"
    for moment, rule in (("-1 microsecond", old), ("0", new), ("-45 days", first)):
        assert value(owner, rule_at, vehicle_id, changed_at, moment) == rule
