"""Any fares of vehicles that change owner and SACCO: closing figures are the fares, for each party, stored or not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.vehicle import faults, register, value
from db.tests.database import fresh

FIRST = date(2026, 11, 2)
ALL = "18446744073709551615"
RULES = 5  # a vehicle with three rules, and another with two: which owner and SACCO each pays, see the fixture
FARES = st.lists(st.tuples(st.integers(0, RULES - 1), st.integers(0, 3), st.integers(1, 90_000)), max_size=15)
POST = """select fares.post_fares(array[%s], array[%s], array[%s::bigint],
            array[%s::date + time '12:00' at time zone 'Africa/Nairobi'], array[%s::date],
            array['paybill'], array[null], array[null])"""
TAKINGS = {
    "owner": """select owner_id, business_on, fares, cents, purposes, cents_by_purpose
                  from fares.owner_takings(array(select owner_id from fleet.owners), %s, %s, %s::xid8) order by 1, 2""",
    "sacco": """select sacco_id, business_on, fares, cents, purposes, cents_by_purpose
                  from fares.sacco_day_takings(array(select sacco_id from fleet.saccos), %s, %s, %s::xid8)
                 order by 1, 2""",
}
PAYS = """select r.split_rule_id, r.owner_id, w.sacco_id from fares.split_rules r
  join ledger.sub_wallets s on s.sub_wallet_id = r.sub_wallet_ids[1] join ledger.wallets w using (wallet_id)"""


@pytest.fixture(scope="module")
def market() -> Iterator[tuple[Connection[Any], dict[int, tuple[int, int]]]]:
    """Two vehicles of one owner and SACCO; each moves to a second SACCO, and one is sold then."""
    with fresh("party_days") as database, psycopg.connect(database.owner_url, autocommit=True) as owner:
        first = register(owner).vehicle_id
        second = register(owner, "KZZ 002B", "4631").vehicle_id
        sacco = value(owner, "insert into fleet.saccos (name) values ('Second SACCO') returning sacco_id")
        route = value(owner, "select fleet.register_route(%s, '111', 'Ngong', array['Railways', 'Ngong'])", sacco)
        for vehicle in (first, second):
            assert value(owner, "select fleet.move_vehicle(%s, %s, 'test')", vehicle, route) == "moved"
        buyer = value(owner, "insert into fleet.owners (name) values ('Baba Otieno') returning owner_id")
        owner.execute("update fleet.vehicle_owners set valid_to = now() where vehicle_id = %s", (first,))
        owner.execute("insert into fleet.vehicle_owners (vehicle_id, owner_id, valid_from) values (%s, %s, now())",
                      (first, buyer))  # fmt: skip
        value(owner, "select fares.set_split_rule(%s, clock_timestamp(), 300, 100, array['fuel', 'sacco', 'profit'],"
                     " array[3333, 3333, 3334], 'profit', 'test')", first)  # fmt: skip
        rules = {rule: (of, rides) for rule, of, rides in owner.execute(PAYS).fetchall()}
        assert len(rules) == RULES
        assert len(set(rules.values())) == 3
        yield owner, rules
        assert faults(owner) == []


@settings(max_examples=20, deadline=None)
@given(fares=FARES, stored=st.integers(0, 3))
def test_parties_days_are_their_fares(
    market: tuple[Connection[Any], dict[int, tuple[int, int]]], fares: list[tuple[int, int, int]], stored: int
) -> None:
    """Before and after days are stored, and nothing that is stored differs from the vehicles' totals."""
    owner, rules = market
    with owner.transaction(force_rollback=True):
        ids = sorted(rules)
        taken = {party: Counter[tuple[int, date]]() for party in TAKINGS}
        for number, (which, day, cents) in enumerate(fares):
            on = FIRST + timedelta(day)
            value(owner, POST, f"PD{number:08d}", ids[which], cents, on, on)
            for party, who in zip(TAKINGS, rules[ids[which]], strict=True):
                taken[party][who, on] += cents
        live = {party: read(owner, party) for party in TAKINGS}
        for party, rows in live.items():
            assert {(who, on): cents for who, on, _, cents, *_ in rows} == dict(taken[party])
            assert sum(row[2] for row in rows) == len(fares)
            assert all(row[3] == sum(row[5]) for row in rows)
        owner.execute("insert into ledger.closed_days (business_on, xact) values (%s, '5')",
                      (FIRST + timedelta(stored),))  # fmt: skip
        owner.execute("select fares.store_day_totals(ledger.horizon())")
        owner.execute("select fares.store_day_totals(%s::xid8)", (ALL,))
        kept = value(owner, "select count(*) from fares.owner_days")
        assert kept == len([on for _, on in taken["owner"] if on <= FIRST + timedelta(stored)])
        assert {party: read(owner, party) for party in TAKINGS} == live
        assert value(owner, "select count(*) from audit.changed_takings") == 0


def read(owner: Connection[Any], party: str) -> list[tuple[Any, ...]]:
    """All parties' days."""
    return owner.execute(TAKINGS[party].encode(), (FIRST, FIRST + timedelta(9), ALL)).fetchall()
