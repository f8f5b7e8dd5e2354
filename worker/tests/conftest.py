"""The worker's tests: a real database, and an operator on loopback that answers as each test tells it to."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import psycopg
import pytest
from flask import Flask
from psycopg import sql

import web
from db.tests.database import Database, fresh
from web.core import db
from web.security import phones, sealing
from worker import http_client

PHONE = "254700000126"
Reply = Callable[[BaseHTTPRequestHandler], None]


class _Server(ThreadingHTTPServer):
    """A server that can tell its silent handlers that the test is over."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.over = threading.Event()


def says(status: int, body: object = None, **headers: str) -> Reply:
    """Answer with JSON."""

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
    """Take the request, then close the line without a word."""
    handler.close_connection = True


def is_silent(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and don't answer until the test is over."""
    assert isinstance(handler.server, _Server)
    handler.server.over.wait(20)
    handler.close_connection = True


def slowly(reply: Reply, wait: Callable[[], object]) -> Reply:
    """Answer, but not at once."""

    def later(handler: BaseHTTPRequestHandler) -> None:
        wait()
        reply(handler)

    return later


TOKEN = says(200, {"access_token": "t-1", "expires_in": "3599"})
ACCEPTED = says(200, {"MerchantRequestID": "M1", "CheckoutRequestID": "C1", "ResponseCode": "0"})


def result(code: str) -> Reply:
    """What a query is answered."""
    return says(200, {"ResponseCode": "0", "CheckoutRequestID": "C1", "ResultCode": code, "ResultDesc": "whatever"})


def trouble(status: int, code: str) -> Reply:
    """An error as Daraja words it."""
    return says(status, {"requestId": "1-2", "errorCode": code, "errorMessage": "whatever"})


def taken(code: int, message_id: str = "AT1") -> Reply:
    """What the SMS gateway says about its one recipient."""
    line = {
        "statusCode": code,
        "number": f"+{PHONE}",
        "status": "whatever",
        "cost": "KES 0.8000",
        "messageId": message_id,
    }
    return says(201, {"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [line]}})


class Operator:
    """Both operators in one: notes what it was asked, and answers each path from a list of replies."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self._replies: dict[str, deque[Reply]] = {}
        operator = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                written = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                form = "form" in self.headers.get("Content-Type", "")
                said = (
                    {k: v[0] for k, v in parse_qs(written.decode()).items()} if form else json.loads(written or b"{}")
                )
                operator.answer(self, said)

            def do_GET(self) -> None:
                operator.answer(self, {})

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def will(self, part: str, *replies: Reply) -> None:
        """Answer what is asked of a path with this part: one reply each, the last one for ever."""
        self._replies[part] = deque(replies)

    def answer(self, handler: BaseHTTPRequestHandler, said: dict[str, Any]) -> None:
        self.asked.append((handler.path, said, dict(handler.headers)))
        replies = next((replies for part, replies in self._replies.items() if part in handler.path), deque([says(404)]))
        (replies.popleft() if len(replies) > 1 else replies[0])(handler)

    def heard(self, part: str) -> list[dict[str, Any]]:
        """What was asked of a path, in order."""
        return [said for path, said, _ in self.asked if part in path]

    def close(self) -> None:
        self._server.over.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def operator() -> Iterator[Operator]:
    """An operator whose tokens are good and who otherwise does what the test says."""
    made = Operator()
    made.will("oauth", TOKEN)
    yield made
    made.close()


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A database with one vehicle."""
    with fresh("worker") as made:
        with psycopg.connect(made.owner_url, autocommit=True) as owner:
            owner.execute("insert into fleet.saccos (name) values ('Test PooledConnection')")
            owner.execute(
                "insert into fleet.routes (sacco_id, number, corridor) select sacco_id, '46', 'A-B' from fleet.saccos"
            )
            owner.execute(
                "insert into fleet.vehicles (sacco_id, route_id, plate, seats)"
                " select sacco_id, route_id, 'KZZ 900A', 14 from fleet.routes"
            )
        yield made


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """A look into the database as its owner, at one vehicle and nothing to do."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        for table in ("messaging.outbox", "messaging.outbox_done", "mobile_money.payment_intents",
                      "mobile_money.access_tokens", "mobile_money.mpesa_callbacks", "messaging.alarms"):  # fmt: skip
            owner.execute(sql.SQL("delete from {}").format(sql.Identifier(*table.split("."))))
        yield owner


@pytest.fixture
def lipa(operator: Operator, environ: dict[str, str], database: Database, connection: psycopg.Connection,
         monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:  # fmt: skip
    """The application, pointed at the test's database and operator, and impatient."""
    monkeypatch.setattr(http_client, "TIMEOUT", (2.0, 2.0))
    app = web.create_app(environ | settings(operator, database))
    with app.app_context():
        yield app
    db.close()


def settings(operator: Operator, database: Database) -> dict[str, str]:
    """The worker's part of the environment."""
    return {
        "LIPA_WORKER_URL": database.url("worker"),
        "LIPA_PUBLIC_URL": "http://lipa.test",
        "LIPA_SHORTCODE": "400222",
        "LIPA_PASSKEY": "passkey",
        "LIPA_DARAJA_URL": operator.url,
        "LIPA_DARAJA_KEY": "key",
        "LIPA_DARAJA_SECRET": "secret",
        "LIPA_SMS_URL": operator.url,
        "LIPA_SMS_USERNAME": "lipa",
        "LIPA_SMS_KEY": "sms-key",
    }


class Passenger:
    """Somebody with a SIM that we know."""

    def __init__(self, owner: psycopg.Connection) -> None:
        self._owner = owner
        self.hash = phones.lookup_hash(PHONE)
        owner.execute(
            "insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (%s, %s, '126')"
            " on conflict (phone_hash) do update set phone_sealed = excluded.phone_sealed",
            (self.hash, sealing.seal("phone", PHONE.encode())),
        )

    def asks_to_pay(self, ref: str, state: str = "created") -> str:
        """As the menu leaves it: an intent, and its prompt in the outbox."""
        self._owner.execute(
            "insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents,"
            " seats, lang, state, checkout_sealed, query_after)"
            " select %s, left('46-' || %s, 12), min(vehicle_id), %s, 6000, 1, 'sw', %s,"
            "        %s, now() - interval '1 second' from fleet.vehicles",
            (ref, ref, self.hash, state, None if state == "created" else sealing.seal("checkout", b"C1")),
        )
        if state == "created":
            self._owner.execute("select messaging.enqueue('stk_push', %s, '{}')", (ref,))
        return ref

    def is_owed_an_sms(self, key: str, text: str = "Lipa Fare: KES 60 imelipwa.") -> int:
        """A message in the outbox."""
        row = self._owner.execute(
            "select messaging.enqueue('sms', %s, jsonb_build_object('phone_hash', %s::text, 'text', %s::text))",
            (key, self.hash.hex(), text),
        ).fetchone()
        assert row
        return int(row[0])


@pytest.fixture
def passenger(lipa: Flask, connection: psycopg.Connection) -> Passenger:
    """Somebody with a SIM that we know."""
    return Passenger(connection)


def one(owner: psycopg.Connection, query: str, *arguments: object) -> Any:
    """The one value of a query."""
    row = owner.execute(query.encode(), arguments).fetchone()
    return row[0] if row and len(row) == 1 else row


def moment(owner: psycopg.Connection) -> Any:
    """What time the database says it is: what is told later is reckoned from there, however long it takes."""
    return one(owner, "select clock_timestamp()")


def eventually(what: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Wait until it is so; on a busy machine a process takes long to start."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
