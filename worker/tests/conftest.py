"""The worker's tests: a real database, and operators on loopback that answer what a test tells them to."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg import sql

import web
from db.tests.database import Database, fresh
from web.core import db
from web.core.config import Settings
from web.security import phones, sealing
from web.tests import conftest as web_conftest
from worker import http_client
from worker.pool import JobHandler, WorkerPool

from .operator_server import PHONE, TOKEN, Operator

app, environ = web_conftest.app, web_conftest.environ  # fixtures


@pytest.fixture
def operator() -> Iterator[Operator]:
    """An operator whose tokens are good; a test sets its other answers."""
    made = Operator()
    made.will("oauth", TOKEN)
    yield made
    made.close()


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("worker") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute("""
                with s as (insert into fleet.saccos (name) values ('Test Line') returning sacco_id),
                     r as (insert into fleet.routes (sacco_id, number, corridor) select sacco_id, '46', 'A-B' from s
                           returning sacco_id, route_id)
                insert into fleet.vehicles (sacco_id, route_id, plate, seats)
                select sacco_id, route_id, 'KZZ 900A', 14 from r""")
        yield made


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        for table in ("messaging.outbox", "messaging.outbox_done", "mobile_money.payment_intents",
                      "mobile_money.access_tokens", "mobile_money.mpesa_callbacks", "messaging.alarms"):  # fmt: skip
            owner.execute(sql.SQL("delete from {}").format(sql.Identifier(*table.split("."))))
        yield owner


def settings(operator: Operator, database: Database) -> dict[str, str]:
    return {
        "LIPA_WORKER_URL": database.url("worker"), "LIPA_PUBLIC_URL": "http://lipa.test", "LIPA_SHORTCODE": "400222",
        "LIPA_PASSKEY": "passkey", "LIPA_DARAJA_URL": operator.url, "LIPA_DARAJA_KEY": "key",
        "LIPA_DARAJA_SECRET": "secret", "LIPA_SMS_URL": operator.url, "LIPA_SMS_USERNAME": "lipa",
        "LIPA_SMS_KEY": "sms-key",
    }  # fmt: skip


@dataclass(slots=True)
class World:
    """The application, its operators and its database with one passenger, whose number is PHONE."""

    app: Flask
    operator: Operator
    connection: psycopg.Connection
    environ: dict[str, str]  # of a worker process

    @property
    def settings(self) -> Settings:
        return self.app.extensions["lipa"]  # type: ignore[no-any-return]

    def drain(self, handler: JobHandler) -> None:
        WorkerPool("test", handler, threads=1).drain()

    def execute(self, query: str, *arguments: object) -> None:
        self.connection.execute(query.encode(), arguments)

    def one(self, query: str, *arguments: object) -> Any:
        return one(self.connection, query, *arguments)

    def refused(self) -> list[tuple[str, str]]:
        """The alarms about refused tokens: API and detail."""
        query = "select subject, detail from messaging.alarms where kind = 'access_refused' order by 1"
        return self.connection.execute(query.encode()).fetchall()

    def now(self) -> Any:
        return self.one("select clock_timestamp()")

    def make_due(self, key: str = "%") -> None:
        """Let messages that wait for another try be due now."""
        self.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second' where key like %s"
                     " and state = 'ready'", key)  # fmt: skip

    def expire_leases(self) -> None:
        self.execute("update messaging.outbox set lease_until = now() - interval '1 second'")
        # The worker that was killed may have looked for ended leases just now.
        self.execute("update jobs.schedule set next_run_at = now(), started_at = null, lease_until = null")

    def ask_to_pay(self, ref: str = "ref1", state: str = "created") -> None:
        """A payment intent as the menu leaves it, with its prompt in the outbox."""
        sealed = None if state == "created" else sealing.seal("checkout", b"C1")
        self.execute(
            "insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents,"
            " seats, lang, state, checkout_sealed, query_after)"
            " select %s, left('46-' || %s, 12), min(vehicle_id), %s, 6000, 1, 'sw', %s,"
            "        %s, now() - interval '1 second' from fleet.vehicles",
            ref, ref, phones.lookup_hash(PHONE), state, sealed,
        )  # fmt: skip
        if state == "created":
            self.execute("select messaging.enqueue('stk_push', %s, '{}')", ref)

    def age_intents(self, seconds: int) -> None:
        self.execute("update mobile_money.payment_intents set created_at = now() - interval '1 second' * %s", seconds)

    def enqueue_sms(self, key: str = "QK1", text: str = "Lipa Fare: KES 60 imelipwa.") -> int:
        """A message to the passenger in the outbox: its id."""
        query = "select messaging.enqueue('sms', %s, jsonb_build_object('phone_hash', %s::text, 'text', %s::text))"
        return int(self.one(query, key, phones.lookup_hash(PHONE).hex(), text))


@pytest.fixture
def world(
    operator: Operator, environ: dict[str, str], database: Database, connection: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[World]:  # fmt: skip
    monkeypatch.setattr(http_client, "TIMEOUT", (2.0, 2.0))
    environ = environ | settings(operator, database)
    app = web.create_app(environ)
    with app.app_context():
        connection.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (%s, %s, '126')"
                           " on conflict (phone_hash) do update set phone_sealed = excluded.phone_sealed",
                           (phones.lookup_hash(PHONE), sealing.seal("phone", PHONE.encode())))  # fmt: skip
        yield World(app, operator, connection, environ)
    db.close()


def one(owner: psycopg.Connection, query: str, *arguments: object) -> Any:
    row = owner.execute(query.encode(), arguments).fetchone()
    return row[0] if row and len(row) == 1 else row


def eventually(is_so: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Wait until it is so; on a busy machine a process takes long to start."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
