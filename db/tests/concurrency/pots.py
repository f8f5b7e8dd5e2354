"""Helpers of the tests of pots: rules with pots, fares of a day, refunds, and what the ledger says of each part."""

from typing import Any

from psycopg import Connection

from db.tests.concurrency.vehicle import value

SET_RULE = """select fares.set_split_rule(p_vehicle_id => %s, p_effective_from => clock_timestamp(),
  p_commission_bps => %s, p_commission_fixed_cents => %s, p_purposes => %s, p_shares_bps => %s, p_home_purpose => %s,
  p_made_by => 'test', p_pot_cents => %s, p_pot_arrears_cents => %s, p_crew_target_cents => %s, p_surplus_bps => %s)"""
POST = """select fares.post_fares(p_receipts => %s::text[], p_split_rule_ids => %s::bigint[],
  p_amounts_cents => %s::bigint[], p_paid_at => array_fill(now(), array[cardinality(%s::text[])]),
  p_business_on => %s::date[], p_channels => array_fill('paybill'::text, array[cardinality(%s::text[])]),
  p_payment_refs => array_fill(null::text, array[cardinality(%s::text[])]),
  p_payer_last3 => array_fill('126'::text, array[cardinality(%s::text[])]))"""
REFUND = "select fares.refund(%s, %s, 'credit', %s, null, 'a test of pots', null, null) ->> 'outcome'"
# A payment whose payer is known, so that it can go back.
PAYMENT = """insert into mobile_money.payments (receipt, amount_cents, paid_at, state, vehicle_id, channel, payer_hash,
  short_code) select receipt, amount_cents, paid_at, 'posted', vehicle_id, channel, sha256('payer'), '400222'
  from fares.fares where receipt = any (%s) on conflict do nothing"""
PARTS = """select coalesce(jsonb_object_agg(purpose, cents), '{}') from (select s.purpose, sum(e.amount_cents) as cents
  from fares.fares f join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets s using (sub_wallet_id)
  where f.receipt = %s and e.amount_cents > 0 group by 1) x"""
# The demo's pots: insurance KES 305, SACCO KES 300; then shares.
PURPOSES = ["insurance", "sacco", "fuel", "crew", "profit"]
SHARES = [0, 0, 3000, 2000, 5000]
POTS = [30500, 30000, 0, 0, 0]


def set_pots(owner: Connection, vehicle_id: int, **changed: Any) -> int:
    """A rule with pots from now on; its id."""
    rule = {"bps": 200, "fixed": 0, "purposes": PURPOSES, "shares": SHARES, "home": "profit", "pots": POTS,
            "arrears": [0, 0, 0, 0, 0], "target": None, "surplus": None} | changed  # fmt: skip
    return int(value(owner, SET_RULE, vehicle_id, *rule.values()))


def post(connection: Connection, receipts: list[str], rules: list[int], cents: list[int], days: list[Any]) -> None:
    """Post fares in one batch; a day is a date or how it is written."""
    connection.execute(POST.encode(), (receipts, rules, cents, receipts, days, receipts, receipts, receipts))


def give_back(connection: Connection, receipt: str, cents: int, request: str) -> str:
    """Refund a part of a fare as credit."""
    connection.execute(PAYMENT.encode(), ([receipt],))
    return str(value(connection, REFUND, receipt, cents, request))


def parts(connection: Connection, receipt: str) -> dict[str, int]:
    """What each purpose got of a fare; ours is called main."""
    return dict(value(connection, PARTS, receipt))


def pot(connection: Connection, vehicle_id: int, purpose: str) -> tuple[int, int]:
    """What a pot has got of what is due, on the newest day of the vehicle."""
    query = """select array[got_cents[array_position(purposes, %s)], target_cents[array_position(purposes, %s)]
      + arrears_cents[array_position(purposes, %s)]] from fares.pot_days where vehicle_id = %s
      order by business_on desc, split_rule_id desc limit 1"""
    got, due = value(connection, query, purpose, purpose, purpose, vehicle_id)
    return got, due
