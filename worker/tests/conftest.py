"""The worker's tests: a real database, and operators on loopback that answer what a test tells them to."""

import contextlib
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import psycopg
import pytest
from flask import Flask
from psycopg import sql

import web
from db.tests.database import Database, fresh
from db.tests.long import some
from web.core import db
from web.core.config import Settings
from web.security import phones, sealing
from web.tests import conftest as web_conftest
from worker import http_client
from worker.pool import JobHandler, WorkerPool

PHONE = "254700000126"
app, environ = web_conftest.app, web_conftest.environ  # fixtures
Reply = Callable[[BaseHTTPRequestHandler], None]


class _Server(ThreadingHTTPServer):
    """A server that can tell its silent handlers that the test is over."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.over = threading.Event()


def says(status: int, body: object = None, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        written = json.dumps(body).encode() if body is not None else b"<html>trouble</html>"
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(written)))
        handler.end_headers()
        handler.wfile.write(written)

    return reply


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """Take the request, then close the connection without an answer."""
    handler.close_connection = True


def is_silent(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and don't answer until the test is over."""
    assert isinstance(handler.server, _Server)
    handler.server.over.wait(20)
    handler.close_connection = True


def never_ends(pause: float) -> Reply:
    """A head, then a byte now and then, or many at once, until the other side or the test has had enough."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        assert isinstance(handler.server, _Server)
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while not handler.server.over.wait(pause):
                handler.wfile.write(b" " if pause else b" " * 65536)

    return drip


def slowly(reply: Reply, wait: Callable[[], object]) -> Reply:
    def answer_later(handler: BaseHTTPRequestHandler) -> None:
        wait()
        reply(handler)

    return answer_later


TOKEN = says(200, {"access_token": "t-1", "expires_in": "3599"})
ACCEPTED = says(200, {"MerchantRequestID": "M1", "CheckoutRequestID": "C1", "ResponseCode": "0"})


def result(code: str) -> Reply:
    """The answer to a push query."""
    return says(200, {"ResponseCode": "0", "CheckoutRequestID": "C1", "ResultCode": code, "ResultDesc": "whatever"})


def trouble(status: int, code: str) -> Reply:
    return says(status, {"requestId": "1-2", "errorCode": code, "errorMessage": "whatever"})


# What Daraja, and the gateways in front of it, say instead of "bring another token".
ALL_BAD_TOKENS: dict[str, tuple[Reply, str]] = {
    "404.001.03": (trouble(404, "404.001.03"), "404.001.03"),
    "401.003.01": (trouble(401, "401.003.01"), "401.003.01"),
    "400.003.01": (trouble(400, "400.003.01"), "400.003.01"),
    "401.002.01": (trouble(401, "401.002.01"), "401.002.01"),
    "another status": (trouble(500, " 401.003.01 "), "401.003.01"),
    "other names": (says(200, {"ErrorCode": "401.002.01"}), "401.002.01"),
    "bare 401": (says(401), "401"),
    "a number": (says(401, {"fault": {"code": 900901, "message": "Invalid Credentials"}}), "900901"),
    "nested": (
        says(403, {"fault": {"detail": {"errorcode": "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound"}}}),
        "keymanagement.service.InvalidAPICallAsNoApiProductMatchFound",
    ),
    "expired": (
        says(400, {"fault": {"detail": {"errorcode": "keymanagement.service.access_token_expired"}}}),
        "keymanagement.service.access_token_expired",
    ),
}
BAD_TOKENS = dict(some(list(ALL_BAD_TOKENS.items()), 2))


def taken(code: int, message_id: str = "AT1") -> Reply:
    """The SMS gateway's answer about its one recipient."""
    entry = {"statusCode": code, "number": f"+{PHONE}", "status": "whatever", "cost": "KES 0.8000"}
    return says(201, {"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [entry | {"messageId": message_id}]}})


class Operator:
    """Both operators in one: records the requests, and answers each path from a list of replies."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self._replies: dict[str, deque[Reply]] = {}
        operator = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if "form" in self.headers.get("Content-Type", ""):
                    operator.answer(self, {name: values[0] for name, values in parse_qs(body.decode()).items()})
                else:
                    operator.answer(self, json.loads(body or b"{}"))

            def do_GET(self) -> None:
                operator.answer(self, {})

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def will(self, part: str, *replies: Reply) -> None:
        """Answer requests whose path has this part: one reply each, the last one for ever."""
        self._replies[part] = deque(replies)

    def answer(self, handler: BaseHTTPRequestHandler, fields: dict[str, Any]) -> None:
        self.asked.append((handler.path, fields, dict(handler.headers)))
        replies = next((replies for part, replies in self._replies.items() if part in handler.path), deque([says(404)]))
        (replies.popleft() if len(replies) > 1 else replies[0])(handler)

    def heard(self, part: str) -> list[dict[str, Any]]:
        return [fields for path, fields, _ in self.asked if part in path]

    def close(self) -> None:
        self._server.over.set()
        self._server.shutdown()
        self._server.server_close()


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
