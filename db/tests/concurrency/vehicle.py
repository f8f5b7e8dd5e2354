"""Helpers of the concurrency tests: a PayBill, a vehicle that takes fares, connections that act at the same time."""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg import Connection
from psycopg.types.json import Jsonb

from db.tests.database import Database, fresh

# How long the endless tests run: LIPA_RACE_SECONDS=60 for a long run.
SECONDS = float(os.environ.get("LIPA_RACE_SECONDS", "6"))
SHARES = {"fuel": 3000, "maintenance": 500, "sacco": 1000, "insurance": 2000, "profit": 3500}
NAIROBI = ZoneInfo("Africa/Nairobi")


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle and the sub_wallets that its fares post to."""

    vehicle_id: int
    trust: int
    commission: int
    sub_wallets: list[int]  # in the order of SHARES
    suspense: int


@contextmanager
def vehicle_database(name: str) -> Iterator[tuple[Database, Vehicle]]:
    """A database with one vehicle in it."""
    with fresh(name) as database, psycopg.connect(database.owner_url, autocommit=True) as owner:
        yield database, register(owner)


def register(owner: Connection, plate: str = "KZZ 001A", door_code: str = "4628") -> Vehicle:
    """One more vehicle of the same SACCO and owner."""
    value(owner, "select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    owner.execute("insert into fleet.saccos (name) values ('Test SACCO') on conflict do nothing")
    owner.execute("insert into fleet.owners (name) select 'Mama Njeri' where not exists (select from fleet.owners)")
    route = "select fleet.register_route(sacco_id, '46', 'Kencom', array['Kencom', 'Yaya']) from fleet.saccos"
    vehicle = "select fleet.register_vehicle(%s, %s, owner_id, 14, now() - interval '90 days') from fleet.owners"
    vehicle_id = value(owner, vehicle, plate, value(owner, route))
    value(owner, "select fleet.issue_door_code(%s, %s, now() - interval '90 days')", vehicle_id, door_code)
    rule = set_rule(owner, vehicle_id, "-90 days", 200)
    wallets = """select r.trust_sub_wallet_id, r.commission_sub_wallet_id, r.sub_wallet_ids, t.suspense_sub_wallet_id
                   from fares.split_rules r, mobile_money.tills t where r.split_rule_id = %s"""
    return Vehicle(vehicle_id, *row(owner, wallets, rule))


def set_rule(connection: Connection, vehicle_id: int, after: str, commission_bps: int) -> int:
    """A split rule by SHARES that begins so long after now; its id."""
    query = "select fares.set_split_rule(%s, now() + %s::interval, %s, 0, %s, %s, 'profit', 'test')"
    return int(value(connection, query, vehicle_id, after, commission_bps, list(SHARES), list(SHARES.values())))


def make_user(owner: Connection, name: str) -> int:
    """A person with a phone of this name, made once."""
    query = """insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (%s, '\\x01', '126')
                   on conflict (phone_hash) do update set phone_last3 = '126' returning user_id"""
    return int(value(owner, query, hashed(name)))


PERSON = """insert into accounts.users
  (phone_hash, phone_sealed, phone_last3, password_salt, password_params, password_verifier)
  values (%s, '\\x01', '126', %s, 'm=19456,t=2,p=1', sha256('right')) on conflict (phone_hash)
  do update set disabled_at = null, disabled_by = null, disabled_why = null returning user_id"""


def make_person(
    owner: Connection, name: str, role: str, scope_kind: str = "platform", scope_id: int | None = None
) -> int:
    """A person with a password, a role, and an open session whose second factor was just used."""
    user = int(value(owner, PERSON, hashed("phone of " + name), bytes(16)))
    value(owner, "select access.grant_role(%s, %s, %s, %s)", user, role, scope_kind, scope_id)
    owner.execute("delete from accounts.sessions where user_id = %s", (user,))
    value(owner, "select 1 from accounts.open_session(%s, %s, null)", user, hashed(name))
    owner.execute("update accounts.sessions set proved_at = now() where user_id = %s", (user,))
    return user


def hashed(word: str) -> bytes:
    """Stands for a keyed hash."""
    return hashlib.sha256(word.encode()).digest()


def row(connection: Connection, query: str, *arguments: object) -> Any:
    """The first row of a query, or None."""
    return connection.execute(query.encode(), arguments).fetchone()


def value(connection: Connection, query: str, *arguments: object) -> Any:
    """The one value of a query."""
    found = row(connection, query, *arguments)
    return found[0] if found else None


def error_code(connection: Connection, query: str, *arguments: object) -> str | None:
    """The SQLSTATE with which the database refuses this query; None when it does not."""
    try:
        value(connection, query, *arguments)
    except psycopg.Error as error:
        return error.sqlstate
    return None


# In the order of mobile_money.payment_message; each an array.
CONFIRM = """select outcome, journal_id from telco.confirm_fares(%s::text[], %s::text[], %s::text[], %s::text[],
  %s::text[], %s::text[], %s::bytea[], %s::text[], %s::bytea[], %s::bytea[])"""
INTENT = """insert into mobile_money.payment_intents
  (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang, state)
  values (%s, %s, %s, sha256('sim'), 6000, 1, 'sw', 'pushed')"""
PUSH_RESULT = "select outcome from telco.settle_push(%s, %s, %s)"
KEEP = "select telco.keep_callback(%s, '40P01', %s, %s, %s)"


def operator_time() -> str:
    """This moment as the operator writes it."""
    return datetime.now(NAIROBI).strftime("%Y%m%d%H%M%S")


def message(receipt: str, amount: str = "60.00", account: str = "4628", paid_at: str | None = None) -> tuple[Any, ...]:
    """One confirmation as the fields of mobile_money.payment_message."""
    body = f"{receipt}|{amount}|{account}".encode()
    return (receipt, amount, account, paid_at or operator_time(), "400222", "", None, None, None, None,
            b"\x01" + body, hashlib.sha256(body).digest())  # fmt: skip


def confirm(telco: Connection, receipt: str, amount: str = "60.00", account: str = "4628") -> tuple[str, int]:
    """A confirmation through the API function for M-Pesa: its outcome and its journal."""
    fields = message(receipt, amount, account)
    outcome, journal_id = row(telco, CONFIRM, *[[field] for field in (*fields[:6], *fields[8:])])
    return outcome, journal_id


def kept_fields(fields: tuple[Any, ...]) -> Jsonb:
    """A message as telco.keep_callback and telco.settle_push take it: by name, without the body."""
    names = ("receipt", "amount", "bill_ref", "trans_time", "short_code", "org_balance", "payment_ref", "result_code",
             "payer_hash", "payer_last3")  # fmt: skip
    named = dict(zip(names, fields, strict=False))
    return Jsonb({n: f"\\x{v.hex()}" if isinstance(v, bytes) else v for n, v in named.items()})


def settle(owner: Connection, messages: list[tuple[Any, ...]]) -> dict[str, set[str]]:
    """A batch of confirmations in one transaction: the outcomes of each receipt."""
    item = "row(%s, %s, %s, %s, %s, %s, %s, %s, %s::bytea, %s, %s, %s, null, null)::mobile_money.payment_message"
    query = f"""select receipt, outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation',
                  p_messages => array[{", ".join([item] * len(messages))}], p_received_at => now())"""  # noqa: S608
    outcomes: dict[str, set[str]] = {}
    for receipt, outcome in owner.execute(query.encode(), [field for one in messages for field in one]):
        outcomes.setdefault(receipt, set()).add(outcome)
    return outcomes


MOVE = """select (ledger.post_journals('test', array[%s], array[current_date], array[now()], null, null,
  array_fill(1, array[cardinality(%s::bigint[])]), array(select generate_series(1, cardinality(%s::bigint[]))),
  %s, %s, array_fill('KES'::text, array[cardinality(%s::bigint[])])))[1]"""


def move(owner: Connection, reference: str, legs: dict[int, int]) -> int:
    """A journal of these legs (sub_wallet: cents), in the order given."""
    return int(value(owner, MOVE, reference, *[list(legs)] * 3, list(legs.values()), list(legs)))


def balance(owner: Connection, sub_wallet_id: int) -> int:
    """The balance of a sub_wallet."""
    return int(value(owner, "select balance_cents from ledger.balances(array[%s]::bigint[], null)", sub_wallet_id))


def wait_until_settled(owner: Connection, below: str | None = None) -> None:
    """Wait until every transaction below this one (or below now) has ended, also those of other tests on the server."""
    limit = below or value(owner, "select (pg_current_xact_id()::text::bigint + 1)::text")
    until = time.monotonic() + 60
    while not value(owner, "select ledger.horizon() >= %s::text::xid8", limit):
        assert time.monotonic() < until, "a transaction holds the horizon back"
        time.sleep(0.01)


def faults(owner: Connection) -> list[tuple[str, int]]:
    """Every invariant of the ledger that does not hold."""
    return list(owner.execute("select invariant, faults from audit.ledger_proof where faults <> 0"))


def together(url: str, many: int, act: Callable[[Connection, int], Any]) -> list[Any]:
    """Let so many connections act at the same moment; an error of one is raised."""
    start = threading.Barrier(many)

    def begin(number: int) -> Any:
        with psycopg.connect(url, autocommit=True) as connection:
            start.wait(20)
            return act(connection, number)

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(begin, range(many)))


def query_together(url: str, calls: Sequence[tuple[str, tuple[object, ...]]]) -> list[Any]:
    """Run these queries at the same moment, each on its own connection; the value of each."""
    return together(url, len(calls), lambda connection, n: value(connection, calls[n][0], *calls[n][1]))


def start_until_blocked(
    pool: ThreadPoolExecutor, owner: Connection, url: str, query: str, *arguments: object
) -> "Future[Any]":
    """Start this query on another connection and wait until it is done or waits for a lock."""
    second = psycopg.connect(url, autocommit=True)

    def act() -> Any:
        with second:
            return value(second, query, *arguments)

    pid, running = second.info.backend_pid, pool.submit(act)
    until = time.monotonic() + 60
    while not running.done() and not value(owner, "select cardinality(pg_blocking_pids(%s)) > 0", pid):
        assert time.monotonic() < until, "neither done nor blocked"
        time.sleep(0.01)
    return running
