"""Any rule with pots, any days of fares and refunds: what the database posts is what a second model says.

The model is written from the decision, with fractions: commission, then pots by priority up to what is due and lacking,
then shares of the rest, larger for the crew above the target. What follows from it is also asserted by itself.
"""

import itertools
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection
from psycopg.types.json import Jsonb

from db.tests.concurrency.pots import give_back, parts, post, set_pots
from db.tests.concurrency.vehicle import Vehicle, value

BEGIN = date(2020, 1, 1)
RUNS = itertools.count(1)
CENTS = st.one_of(st.integers(1, 500), st.integers(1000, 20_000))
POTS = ("insurance", "sacco", "loan")


class Step(NamedTuple):
    """A fare, a refund of an earlier fare, or a day that passes."""

    kind: str
    cents: int
    number: int


class Rule(NamedTuple):
    """Pots in order, each with its most arrears; shares of fuel, crew and profit; the crew's part above a target."""

    bps: int
    pots: tuple[tuple[int, int], ...]
    shares: tuple[int, int, int]
    target: int | None
    surplus: tuple[int, int, int]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """One to three pots."""
    pots = tuple(
        (draw(st.integers(1, 40_000)), draw(st.sampled_from([0, 10_000, 90_000])))
        for _ in range(draw(st.integers(1, 3)))
    )
    low, high = sorted(draw(st.lists(st.integers(0, 10_000), min_size=2, max_size=2)))
    crew = draw(st.integers(high - low, 10_000))
    target = draw(st.one_of(st.none(), st.integers(1, 60_000)))
    return Rule(draw(st.sampled_from([0, 200, 237, 10_000])), pots, (low, high - low, 10_000 - high), target,
                (0, crew, 10_000 - crew))  # fmt: skip


STEPS = st.lists(
    st.one_of(
        st.builds(Step, st.just("fare"), CENTS, st.just(0)),
        st.builds(Step, st.just("fare"), CENTS, st.just(0)),
        st.builds(Step, st.just("back"), st.integers(1, 20_000), st.integers(0, 30)),
        st.builds(Step, st.just("day"), st.just(0), st.integers(1, 3)),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


class Model:
    """What the pots of one vehicle have got today, from the decision."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.got = [0] * len(rule.pots)
        self.due = [target for target, _ in rule.pots]
        self.taken = 0
        self.is_begun = False
        self.days = 0  # on which there were fares
        self.fares: dict[str, int] = {}  # on which of them each was posted
        self.passed = 0  # days since the newest day on which there was a fare

    def begin(self) -> None:
        """The first fare of a day finds what the days before lacked, up to the limit of each pot."""
        if not self.is_begun or self.passed == 0:
            self.is_begun, self.passed = True, 0
            return
        self.days += 1
        for n, (target, most) in enumerate(self.rule.pots):
            lacked = self.due[n] - self.got[n] + target * (self.passed - 1)
            self.due[n] = target + min(most, max(0, lacked))
        self.got, self.taken, self.passed = [0] * len(self.got), 0, 0

    def fare(self, cents: int) -> tuple[list[int], list[Fraction]]:
        """What each pot gets, and the exact share of our commission and of the others."""
        self.begin()
        commission = Fraction(cents * self.rule.bps, 10_000)
        left = int(cents - commission)
        filled = []
        for n, due in enumerate(self.due):
            filled.append(min(max(0, due - self.got[n]), left))
            left -= filled[n]
            self.got[n] += filled[n]
        is_above = self.rule.target is not None and self.taken >= self.rule.target
        shares = self.rule.surplus if is_above else self.rule.shares
        self.taken += cents
        rest = cents - commission - sum(filled)
        return filled, [commission, *(rest * share / 10_000 for share in shares)]

    def back(self, cents: int, gave: list[int], is_of_today: bool) -> None:
        """A refund lowers what the pots have got on the newest day; its takings only by that day's fares."""
        self.taken -= cents if is_of_today else 0
        self.got = [got - given for got, given in zip(self.got, gave, strict=True)]


@settings(max_examples=25, deadline=None)
@given(rule=rules(), steps=STEPS)
def test_pots_follow_the_model(vehicle: Vehicle, module_owner: Connection, rule: Rule, steps: list[Step]) -> None:
    owner, run = module_owner, next(RUNS)
    names = POTS[: len(rule.pots)]
    zeros = [0] * len(names)
    # Each run has days of its own, and pots of its own: a vehicle's pots begin anew with another owner.
    buyer = value(owner, "insert into fleet.owners (name) values (%s) returning owner_id", f"Mmiliki {run}")
    value(owner, "select fleet.transfer_vehicle(%s, %s, clock_timestamp(), 'test')", vehicle.vehicle_id, buyer)
    rule_id = set_pots(
        owner, vehicle.vehicle_id, bps=rule.bps, purposes=[*names, "fuel", "crew", "profit"],
        shares=[*zeros, *rule.shares], pots=[*(target for target, _ in rule.pots), 0, 0, 0],
        arrears=[*(most for _, most in rule.pots), 0, 0, 0], target=rule.target,
        surplus=[*zeros, *rule.surplus] if rule.target else None,
    )  # fmt: skip
    model, day, left = Model(rule), BEGIN, {}
    for number, step in enumerate(steps):
        receipt = f"M{run:04}{number:05}"
        if step.kind == "day":
            day += timedelta(step.number)
            model.passed += step.number if model.is_begun else 0
        elif step.kind == "fare":
            post(owner, [receipt], [rule_id], [step.cents], [day])
            left[receipt] = step.cents
            check(parts(owner, receipt), model.fare(step.cents), names, step.cents)
            model.fares[receipt] = model.days
        elif left:
            back(owner, model, left, sorted(left)[step.number % len(left)], step.cents, names)
        if model.is_begun:
            state = "select got_cents from fares.pot_days join ledger.wallets using (wallet_id) where owner_id = %s"
            assert value(owner, state + " order by business_on desc limit 1", buyer) == model.got


def check(posted: dict[str, int], told: tuple[list[int], list[Fraction]], names: Any, cents: int) -> None:
    """The legs sum to the fare, none is negative, pots are those of the model, shares exact to less than a cent."""
    filled, shares = told
    assert sum(posted.values()) == cents
    assert min(posted.values()) > 0
    assert [posted.get(name, 0) for name in names] == filled
    for name, share in zip(("main", "fuel", "crew", "profit"), shares, strict=True):
        assert abs(posted.get(name, 0) - share) < 1


def back(  # noqa: PLR0917
    owner: Connection, model: Model, left: dict[str, int], receipt: str, cents: int, names: Any
) -> None:
    """Give back so much of what is left of a fare, and tell the model what the pots gave."""
    given = min(cents, left[receipt])
    if not given:
        return
    query = """select coalesce(sum(p.part_cents), 0)::bigint from fares.refunds r join fares.refund_parts p
      using (refund_id) join ledger.sub_wallets s using (sub_wallet_id) where r.receipt = %s and s.purpose = %s"""
    before = [value(owner, query, receipt, name) for name in names]
    assert give_back(owner, receipt, given, f"{receipt}/{left[receipt]}") == "refunded"
    left[receipt] -= given
    after = [value(owner, query, receipt, name) for name in names]
    gave = [new - old for new, old in zip(after, before, strict=True)]
    model.back(given, gave, model.fares[receipt] == model.days)


@settings(max_examples=25, deadline=None)
@given(rule=rules(), fares=st.lists(CENTS, min_size=1, max_size=40))
def test_a_day_of_fares_fills_what_is_due_or_all_there_is(
    module_owner: Connection, rule: Rule, fares: list[int]
) -> None:
    """Over a day pots have min(due, available), by priority: a later pot has nothing before an earlier one is full."""
    day = """with recursive rule as (select jsonb_populate_record(null::fares.split_rules, %s) as r),
      paid as (select cents, n from unnest(%s::bigint[]) with ordinality as x(cents, n)),
      day as (select 0::bigint as n, null::fares.pot_days as day union all
              select p.n, (fares.split_by_pots(r, d.day, p.cents, now(), '2026-11-23')).day
                from day d join paid p on p.n = d.n + 1 cross join rule)
      select (day).got_cents from day order by n desc limit 1"""
    count = len(rule.pots)
    terms = {"split_rule_id": 1, "pot_wallet_id": 1, "commission_bps": rule.bps, "commission_fixed_cents": 0,
             "purposes": [*POTS[:count], "fuel", "crew", "profit"], "shares_bps": [0] * count + [*rule.shares],
             "home_purpose": "profit", "pot_cents": [*(target for target, _ in rule.pots), 0, 0, 0],
             "pot_arrears_cents": [0] * (count + 3)}  # fmt: skip
    got = value(module_owner, day, Jsonb(terms), fares)
    available = sum(int(cents - Fraction(cents * rule.bps, 10_000)) for cents in fares)
    for filled, (target, _) in zip(got, rule.pots, strict=True):
        assert filled == min(target, available)
        available -= filled
