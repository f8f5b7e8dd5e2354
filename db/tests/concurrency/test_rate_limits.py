"""Rate limits under many calls at once: a bucket allows exactly its burst, and no two fares wait for each other."""

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.test_ussd_menu import dial
from db.tests.concurrency.vehicle import confirm, hashed, together, value
from db.tests.database import Database


def test_a_bucket_allows_exactly_its_burst(database: Database, owner: Connection) -> None:
    limit = "update config.rate_limits set burst = 7, refill_ms = 3600000 where limit_name = 'form' and per = 'address'"
    owner.execute(limit)
    check = "select account.check_rate_limit('form', %s, null, null)"
    url, address = database.url("account"), hashed("one address")
    waits: list[int] = []
    for _ in range(4):
        waits += together(url, 8, lambda account, _: value(account, check, address))
    waits.sort()
    assert waits[:7] == [0] * 7
    assert waits[7] > 0


def pay(telco: Connection, sim: str, session: str) -> str:
    """The screen after the key for "pay"."""
    dial(telco, sim, session, "4628*60")
    return dial(telco, sim, session, "4628*60*1")


@pytest.mark.usefixtures("prices")
def test_passengers_of_one_vehicle_do_not_wait_for_each_other(database: Database, owner: Connection) -> None:
    """While one payment is not committed, another passenger dials and pays for the same vehicle."""
    telco = database.url("telco")
    with psycopg.connect(telco) as first, psycopg.connect(telco, autocommit=True) as second:
        assert pay(first, "first", "f1").startswith("END ")
        second.execute("set lock_timeout = '300ms'")
        assert pay(second, "second", "s1").startswith("END ")
        assert confirm(second, "TLM0000001")[0] == "posted"
        query = "select count(*) from mobile_money.payment_intents where phone_hash = sha256('second')"
        assert value(owner, query) == 1
        first.rollback()


def test_no_confirmation_uses_a_bucket(database: Database, owner: Connection) -> None:
    owner.execute("truncate config.buckets")
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for number in range(20):
            confirm(telco, f"TLN{number:07d}")
    assert value(owner, "select count(*) from config.buckets") == 0
