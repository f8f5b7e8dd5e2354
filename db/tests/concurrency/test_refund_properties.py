"""Any fare, any refunds: the parts of each sum to it, nobody gives back more than they got, and all of it is all."""

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.test_split_properties import AMOUNTS, Rule, rules, split
from db.tests.concurrency.vehicle import Vehicle, value

TRIES = settings(max_examples=100, deadline=None)
UNSPLIT = "select fares.unsplit_amount(%s::bigint[], %s, %s)"

# Takes all that is in a rule's sub_wallets, so that a refund finds nothing there.
EMPTY = """
  with filled as (select b.sub_wallet_id as id, b.balance_cents as cents from fares.split_rules r
                 cross join lateral ledger.balances(r.sub_wallet_ids, null) b
                 where r.split_rule_id = %s and b.balance_cents > 0),
       legs as (select row_number() over ()::int as n, l.* from (select id, -cents as cents from filled union all
                  select (ledger.open_sub_wallets('clearing', null, null, null, 'KES', array['main']))[1], sum(cents)
                    from filled having count(*) > 0) l)
  select ledger.post_journals('test', array[%s], array[ledger.open_day(now())], array[now()], null, null,
           array_agg(1 order by n), array_agg(n order by n), array_agg(id order by n),
           array_agg(cents::bigint order by n), array_agg('KES'::text)) from legs having count(*) > 0"""


@TRIES
@given(amount=AMOUNTS, rule=rules(), cuts=st.lists(st.floats(0, 1), max_size=5))
def test_refunds_end_where_the_split_began(
    module_owner: Connection, amount: int, rule: Rule, cuts: list[float]
) -> None:
    """Several refunds of one fare: each sums exactly, is pro rata to less than a cent, and the last one empties it."""
    left = split(module_owner, amount, rule)
    marks = sorted({*(int(cut * amount) for cut in cuts), amount} - {0})
    for before, mark in zip([0, *marks], marks, strict=False):
        cents = value(module_owner, UNSPLIT, left, mark - before, rule.home + 2)
        total = sum(left)
        assert sum(cents) == mark - before
        for part, had in zip(cents, left, strict=True):
            assert 0 <= part <= had
            assert abs(part * total - had * (mark - before)) < total
        left = [had - part for part, had in zip(cents, left, strict=True)]
    assert set(left) == {0}


@settings(max_examples=25, deadline=None)
@given(
    amount=st.integers(100, 90_000), rule=rules(6), cuts=st.lists(st.floats(0, 1), max_size=3), withdrawn=st.booleans()
)
def test_the_ledger_gives_back_what_the_fare_brought(  # noqa: PLR0917
    vehicle: Vehicle, module_owner: Connection, amount: int, rule: Rule, cuts: list[float], withdrawn: bool
) -> None:
    """Sub_wallets, debts and commission together are as before the fare; the passenger's credit is all of it."""
    owner = module_owner
    purposes = [f"part_{'abcdef'[number]}" for number in range(len(rule.parts))]
    set_rule = "select fares.set_split_rule(%s, clock_timestamp(), %s, %s, %s, %s, %s, 'test')"
    rule_id = value(owner, set_rule, vehicle.vehicle_id, rule.bps, rule.fixed, purposes, rule.parts,
                    purposes[rule.home])  # fmt: skip
    receipt = f"RP{rule_id:08d}"
    post = """select (fares.post_fares(array[%s], array[%s::bigint], array[%s::bigint], array[now()],
                array[(now() at time zone 'Africa/Nairobi')::date], array['paybill'], array[null], array[null]))[1]"""
    value(owner, post, receipt, rule_id, amount)
    owner.execute(
        """insert into mobile_money.payments (receipt, amount_cents, paid_at, state, vehicle_id, channel, payer_hash,
             short_code) values (%s, %s, now(), 'posted', %s, 'paybill', sha256('payer'), '400222')""",
        (receipt, amount, vehicle.vehicle_id),
    )
    sums = """select coalesce(sum(balance_cents) filter (where kind <> 'credit' and kind <> 'trust'), 0)::bigint
                from audit.wallet_balances"""
    if withdrawn:
        value(owner, EMPTY, rule_id, receipt)
    before = value(owner, sums)
    marks = sorted({*(int(cut * amount) for cut in cuts), amount} - {0})
    refund = "select fares.refund(%s, %s, 'credit', %s, null, 'a test of refunds', null, null) ->> 'outcome'"
    for number, (low, high) in enumerate(zip([0, *marks], marks, strict=False)):
        assert value(owner, refund, receipt, high - low, f"{receipt}/{number}") == "refunded"
    assert value(owner, refund, receipt, 1, f"{receipt}/more") == "nothing_left"
    assert value(owner, sums) == before - amount
    got = """select coalesce(sum(part_cents), 0)::bigint from fares.refund_parts join fares.refunds using (refund_id)
              where receipt = %s"""
    assert value(owner, got, receipt) == amount
    assert value(owner, "select count(*) from audit.ledger_proof where faults <> 0 and invariant ~ 'credit|given'") == 0
