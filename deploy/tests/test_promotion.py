"""The short form of `make promotion-drill`: docs/runbooks/promotion.md on a small primary under load."""

import contextlib
import threading
import time

import psycopg

from deploy.tests.recovery.pair import Pair, pair
from web.core import config, db
from web.tests import servers

TABLES = """
create role lipa_telco login; create schema telco; grant usage on schema telco to lipa_telco;
create table telco.fares (receipt int primary key);
create function telco.pay(p_receipt int) returns int language sql security definer
  as 'insert into telco.fares values (p_receipt) on conflict do nothing; select p_receipt';
"""
ALL = "select receipt from telco.fares"


class Payer:
    """Pays through the web's own connection pool, one fare after the other, each until it is acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: list[int] = []
        self.accepted_at: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._over.is_set():
            receipt = len(self.acknowledged)
            with contextlib.suppress(db.DatabaseUnavailableError):
                assert db.value("telco.pay", p_receipt=receipt) == receipt
                self.acknowledged.append(receipt)
                self.accepted_at.append(time.monotonic())

    def __enter__(self) -> "Payer":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def wait_for(self, more: int) -> None:
        wanted, deadline = len(self.acknowledged) + more, time.monotonic() + 60
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < deadline, "no fare is accepted"
            time.sleep(0.01)


def stored(made: Pair) -> set[int]:
    with psycopg.connect(made.standby_url()) as connection:
        return {receipt for (receipt,) in connection.execute(ALL)}


def test_no_acknowledged_fare_is_lost_with_the_primary(environ: dict[str, str]) -> None:
    """The standby gets nothing in the last part: those fares are on the receiver's disk only."""
    with servers.postgres() as primary:
        with psycopg.connect(primary.url(), autocommit=True) as superuser:
            superuser.execute(TABLES.encode())
        with pair(primary, in_memory=True) as made:
            db.configure(config.load(environ | {"LIPA_TELCO_URL": made.both_urls("lipa_telco", "postgres")}))
            try:
                with Payer() as payer:
                    payer.wait_for(50)
                    made.detach_standby()
                    payer.wait_for(50)
                    made.lose_primary()
                    acknowledged = len(payer.acknowledged)
                    made.promote()
                    payer.wait_for(50)
            finally:
                db.close()
            assert stored(made) >= set(payer.acknowledged)
            assert acknowledged >= 100
