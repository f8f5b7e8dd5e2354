"""Any fares and payments on any days: a statement's balances are the ledger's, days join, parts sum, stored or not."""

import itertools
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection
from psycopg.types.json import Jsonb

from db.tests.concurrency.vehicle import SHARES, Vehicle, value

FIRST = date(2026, 11, 2)  # a Monday
DAYS = st.integers(0, 9)
FARES = st.lists(st.tuples(DAYS, st.integers(1, 90_000)), max_size=12)
# A day, which sub_wallet, how much.
TAKEN = st.lists(st.tuples(DAYS, st.integers(0, len(SHARES) - 1), st.integers(1, 9_000)), max_size=8)
ALL = "18446744073709551615"
STATEMENT = """select fares.account_statement(%s, array(select owner_id from fleet.owners), %s, %s, %s::xid8)"""
LINES = "select fares.statement_lines(%s, %s, %s, %s, %s::xid8, %s, 'Africa/Nairobi')"
TRUTH = """select coalesce(sum(e.amount_cents) filter (where j.business_on < %s), 0)::bigint,
                  coalesce(sum(e.amount_cents) filter (where j.business_on <= %s), 0)::bigint
             from ledger.journals j join ledger.ledger_entries e using (journal_id) where e.sub_wallet_id = any (%s)"""
POST = """select fares.post_fares(array[%s], array[(select max(split_rule_id) from fares.split_rules)],
            array[%s::bigint], array[%s::date + time '12:00' at time zone 'Africa/Nairobi'], array[%s::date],
            array['paybill'], array[null], array[null])"""
TAKE = """select ledger.post_journals('manual', array[%s], array[%s::date], array[now()], null, null, array[1, 1],
            array[1, 2], array[%s, %s], array[%s::bigint, %s::bigint], array['KES', 'KES'])"""
STORE = """
  with closed as (insert into ledger.closed_days (business_on) values (%(day)s) returning business_on),
       until as (insert into fares.totals_until (until_on, horizon) select c.business_on, '5' from closed c)
  insert into fares.day_totals (vehicle_id, owner_id, sacco_id, business_on, minutes, cents_by_minute,
                                fares_by_minute, purposes, cents_by_purpose)
  select p.vehicle_id, p.owner_id, p.sacco_id, p.business_on, array[p.business_on::timestamptz],
         array[sum(p.cents)::bigint],
         array[(select count(*)::int from fares.fares f where f.business_on = p.business_on)],
         array_agg(p.purpose), array_agg(p.cents)
    from closed c, fares.raw_purposes(array(select owner_id from fleet.owners), array(select vehicle_id from
           fleet.vehicles), %(first)s, %(day)s, %(all)s::xid8) p group by 1, 2, 3, 4"""


@settings(max_examples=40, deadline=None)
@given(fares=FARES, taken=TAKEN, start=DAYS, length=st.integers(0, 9), stored=DAYS)
def test_a_statement_is_what_the_ledger_says(  # noqa: PLR0917
    vehicle: Vehicle, module_owner: Connection, fares: list[tuple[int, int]], taken: list[tuple[int, int, int]],
    start: int, length: int, stored: int,
) -> None:  # fmt: skip
    owner, wallets = module_owner, vehicle.sub_wallets
    first, last = FIRST + timedelta(start), FIRST + timedelta(start + length)
    with owner.transaction(force_rollback=True):
        move(owner, vehicle, fares, taken)
        opening, closing = owner.execute(TRUTH.encode(), (first, last, wallets)).fetchone() or (0, 0)
        statement = value(owner, STATEMENT, wallets, first, last, ALL)
        assert (statement["opening_cents"], statement["closing_cents"]) == (opening, closing)
        check(statement)
        lines = value(owner, LINES, wallets, Jsonb(statement["fare_days"]), first, last, ALL, opening)
        assert [line["balance_cents"] for line in lines][-1:] in ([closing], [])
        assert sum(line["cents"] for line in lines) == closing - opening
        days = [value(owner, STATEMENT, wallets, first + timedelta(n), first + timedelta(n), ALL)
                for n in range(length + 1)]  # fmt: skip
        for before, after in itertools.pairwise(days):
            assert before["closing_cents"] == after["opening_cents"]
        assert sum(day["gross_cents"] for day in days) == statement["gross_cents"]
        owner.execute(STORE.encode(), {"day": FIRST + timedelta(stored), "first": FIRST, "all": ALL})
        owner.execute("select fares.store_party_days(%s, %s)", (FIRST, FIRST + timedelta(stored)))
        assert value(owner, STATEMENT, wallets, first, last, ALL) == statement, "closed days say the same"


def move(owner: Connection, vehicle: Vehicle, fares: list[tuple[int, int]], taken: list[tuple[int, int, int]]) -> None:
    """Post all of it. A large fare on the first day is there to take from."""
    for number, (day, cents) in enumerate([(0, 5_000_000), *fares]):
        on = FIRST + timedelta(day)
        value(owner, POST, f"SP{number:08d}", cents, on, on)
    for number, (day, which, cents) in enumerate(taken):
        value(owner, TAKE, f"taken {number}", FIRST + timedelta(day), vehicle.sub_wallets[which], vehicle.trust,
              -cents, cents)  # fmt: skip


def check(statement: dict[str, Any]) -> None:
    """It adds up in every way that it is divided."""
    names = ("opening_cents", "in_cents", "moved_cents", "closing_cents")
    assert sum(statement[name] for name in names[:3]) == statement["closing_cents"]
    assert statement["gross_cents"] + statement["fee_cents"] == statement["in_cents"]
    assert sum(statement["classes"].values()) == statement["moved_cents"]
    for part in ("purposes", "vehicles", "sub_wallets"):
        for name in names:
            assert sum(card[name] for card in statement[part]) == statement[name], (part, name)
