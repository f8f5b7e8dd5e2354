"""Limits under many at once: a bucket gives exactly its turns, and no two fares wait for each other."""

import hashlib
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.concurrency.test_menu_charges_once import dial
from db.tests.concurrency.vehicle import confirm, test_vehicle_database, together, value
from db.tests.database import Database


@pytest.fixture(scope="module")
def road() -> Iterator[Database]:
    """One vehicle whose route has prices."""
    with test_vehicle_database("limits") as (database, _):
        with psycopg.connect(database.owner_url, autocommit=True) as owner:
            prices = "select fleet.set_stage_fares(route_id, 'off_peak', array[6000], '2026-01-01') from fleet.routes"
            value(owner, prices)
        yield database


def test_a_bucket_asked_by_many_at_once_gives_exactly_its_turns(road: Database) -> None:
    with psycopg.connect(road.owner_url, autocommit=True) as owner:
        owner.execute(
            "update config.rate_limits set burst = 7, refill_ms = 3600000 where limit_name = 'form' and per = 'address'"
        )
    address = hashlib.sha256(b"one address").digest()

    def call(owners: psycopg.Connection, _: int) -> int:
        return int(value(owners, "select account.check_rate_limit('form', %s, null, null)", address))

    waits = [wait for _ in range(4) for wait in together(road.url("owners"), 8, call)]
    assert sorted(waits)[:8] == [0] * 7 + [sorted(waits)[7]]
    assert min(sorted(waits)[7:]) > 0


def pay(telco: psycopg.Connection, sim: str, session: str) -> str:
    """The screen after pressing "pay"."""
    dial(telco, sim, session, "4628*60")
    return dial(telco, sim, session, "4628*60*1")


def test_passengers_of_one_vehicle_do_not_wait_for_each_other(road: Database) -> None:
    """One has pressed "pay" and is not committed; another dials and pays for the same vehicle meanwhile."""
    telco = road.url("telco")
    with psycopg.connect(telco) as first, psycopg.connect(telco, autocommit=True) as second:
        assert pay(first, "first", "f1").startswith("END ")
        second.execute("set lock_timeout = '300ms'")
        assert pay(second, "second", "s1").startswith("END ")
        assert confirm(second, "TLM0000001")[0] == "posted"
        with psycopg.connect(road.owner_url, autocommit=True) as owner:
            paying = "select count(*) from mobile_money.payment_intents where phone_hash = sha256('second')"
            assert value(owner, paying) == 1
        first.rollback()


def test_no_confirmation_touches_a_bucket(road: Database) -> None:
    with psycopg.connect(road.owner_url, autocommit=True) as owner:
        owner.execute("truncate config.buckets")
        with psycopg.connect(road.url("telco"), autocommit=True) as telco:
            for number in range(20):
                confirm(telco, f"TLN{number:07d}")
        assert value(owner, "select count(*) from config.buckets") == 0
