"""What races of money stand on: a PayBill, a vehicle that takes fares, and hands that do things at the same moment."""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.types.json import Jsonb

from db.tests.database import Database, fresh

# How long the endless ones go on: short in the daily run, LIPA_RACE_SECONDS=60 for the long one.
SECONDS = float(os.environ.get("LIPA_RACE_SECONDS", "10"))
SHARES = {"fuel": 3000, "maintenance": 500, "sacco": 1000, "insurance": 2000, "profit": 3500}


@dataclass(frozen=True, slots=True)
class TestVehicle:
    """A vehicle on the road and the sub_wallets its fares touch."""

    vehicle_id: int
    split_rule_id: int
    trust: int
    commission: int
    pots: list[int]  # in the order of SHARES
    suspense: int


@contextmanager
def test_vehicle_database(what_for: str) -> Iterator[tuple[Database, TestVehicle]]:
    """A database of its own with one vehicle in it."""
    with fresh(what_for) as database, psycopg.connect(database.owner_url, autocommit=True) as owner:
        yield database, register(owner)


def register(owner: psycopg.Connection, plate: str = "KZZ 001A", door_code: str = "4628") -> TestVehicle:
    """One more vehicle of the same SACCO and owner."""
    value(owner, "select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')")
    owner.execute("insert into fleet.saccos (name) values ('Test PooledConnection') on conflict do nothing")
    owner.execute("insert into fleet.owners (name) select 'Mama Njeri' where not exists (select from fleet.owners)")
    route = value(
        owner, "select fleet.register_route(sacco_id, '46', 'Kencom', array['Kencom', 'Yaya']) from fleet.saccos"
    )
    vehicle = value(
        owner,
        "select fleet.register_vehicle(%s, %s, owner_id, 14, now() - interval '90 days') from fleet.owners",
        plate,
        route,
    )
    value(owner, "select fleet.issue_door_code(%s, %s, now() - interval '90 days')", vehicle, door_code)
    rule = value(
        owner,
        "select fares.set_split_rule(%s, now() - interval '90 days', 200, 0, %s, %s, 'profit', 'test')",
        vehicle,
        list(SHARES),
        list(SHARES.values()),
    )
    trust, commission, pots, suspense = row(
        owner,
        """select r.trust_sub_wallet_id, r.commission_sub_wallet_id, r.sub_wallet_ids, t.suspense_sub_wallet_id
             from fares.split_rules r, mobile_money.tills t where r.split_rule_id = %s""",
        rule,
    )
    return TestVehicle(vehicle, rule, trust, commission, pots, suspense)


def row(connection: psycopg.Connection, query: str, *arguments: object) -> Any:
    """The first row of a query, or None."""
    return connection.execute(query.encode(), arguments).fetchone()


def value(connection: psycopg.Connection, query: str, *arguments: object) -> Any:
    """The one value of a query."""
    found = row(connection, query, *arguments)
    return found[0] if found else None


# In the order of mobile_money.payment_message; each an array.
CONFIRM = """select outcome, journal_id from telco.confirm_fares(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
  %s::text[], %s::bytea[], %s::text[], %s::bytea[], %s::bytea[])"""
PUSH_RESULT = "select outcome from telco.settle_push(%s, %s, %s)"
KEEP = "select telco.keep_callback(%s, '40P01', %s, %s, %s)"


def told(moment: datetime | None = None) -> str:
    """A moment as the operator writes it."""
    return (
        (moment or datetime.now(ZoneInfo("Africa/Nairobi")))
        .astimezone(ZoneInfo("Africa/Nairobi"))
        .strftime("%Y%m%d%H%M%S")
    )


def message(receipt: str, amount: str = "60.00", account: str = "4628", time_: str | None = None) -> tuple[Any, ...]:
    """One confirmation as the fields of mobile_money.payment_message."""
    body = f"{receipt}|{amount}|{account}".encode()
    return (receipt, amount, account, time_ or told(), "400222", "", None, None, None, None,
            b"\x01" + body, hashlib.sha256(body).digest())  # fmt: skip


def confirm(telco: psycopg.Connection, receipt: str, amount: str = "60.00", account: str = "4628") -> tuple[str, int]:
    """A confirmation through the door that M-Pesa's comes through: its outcome and its journal."""
    told_ = message(receipt, amount, account)
    outcome, journal_id = row(
        telco,
        CONFIRM,
        *[[field] for field in (*told_[:6], *told_[8:])],
    )
    return outcome, journal_id


def kept_fields(message_: tuple[Any, ...]) -> Jsonb:
    """A message as telco.keep_callback and telco.settle_push take it: by name, without the body."""
    names = ("receipt", "amount", "bill_ref", "trans_time", "short_code", "org_balance", "payment_ref", "result_code",
             "payer_hash", "payer_last3")  # fmt: skip
    fields = dict(zip(names, message_, strict=False))
    return Jsonb({n: f"\\x{v.hex()}" if isinstance(v, bytes) else v for n, v in fields.items()})


def settle(owner: psycopg.Connection, messages: list[tuple[Any, ...]]) -> dict[str, set[str]]:
    """A batch of confirmations in one transaction: the outcomes of each receipt."""
    place = "row(%s, %s, %s, %s, %s, %s, %s, %s, %s::bytea, %s, %s, %s)::mobile_money.payment_message"
    outcomes: dict[str, set[str]] = {}
    for receipt, outcome in owner.execute(
        f"""select receipt, outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation',
              p_messages => array[{", ".join([place] * len(messages))}], p_received_at => now())""".encode(),  # noqa: S608
        [field for one in messages for field in one],
    ):
        outcomes.setdefault(receipt, set()).add(outcome)
    return outcomes


def move(owner: psycopg.Connection, reference: str, legs: dict[int, int], kind: str = "test") -> int:
    """A journal of these legs (sub_wallet: cents), in the order given."""
    return int(
        value(
            owner,
            """select (ledger.post_journals(%s, array[%s], array[current_date], array[now()], null, null,
                 array_fill(1, array[cardinality(%s::bigint[])]), array(select generate_series(1, cardinality(%s::bigint[]))),
                 %s, %s, array_fill('KES'::text, array[cardinality(%s::bigint[])])))[1]""",
            kind,
            reference,
            *[list(legs)] * 3,
            list(legs.values()),
            list(legs),
        )
    )


def balance(owner: psycopg.Connection, sub_wallet_id: int) -> int:
    """What is in it now."""
    return int(value(owner, "select balance_cents from ledger.balances(array[%s]::bigint[], null)", sub_wallet_id))


def wait_until_settled(owner: psycopg.Connection, below: str | None = None) -> None:
    """Until every transaction below this one (or below now) has ended: other tests on the same server have theirs."""
    limit = below or value(owner, "select (pg_current_xact_id()::text::bigint + 1)::text")
    until = time.monotonic() + 60
    while not value(owner, "select ledger.horizon() >= %s::text::xid8", limit):
        assert time.monotonic() < until, "somebody's transaction holds the horizon back"
        time.sleep(0.01)


def faults(owner: psycopg.Connection) -> list[tuple[str, int]]:
    """Every invariant of the ledger that does not hold."""
    return list(owner.execute("select invariant, faults from audit.ledger_proof where faults <> 0"))


def together(url: str, many: int, what: Callable[[psycopg.Connection, int], Any]) -> list[Any]:
    """Let so many connections do it at the same moment; an error of one is the error of all."""
    start = threading.Barrier(many)

    def begin(number: int) -> Any:
        with psycopg.connect(url, autocommit=True) as connection:
            start.wait(20)
            return what(connection, number)

    with ThreadPoolExecutor(many) as crowd:
        return list(crowd.map(begin, range(many)))


def waiting(hands: ThreadPoolExecutor, owner: psycopg.Connection, url: str, query: str, *arguments: object) -> "Future[Any]":
    """Somebody else does this, and has come as far as he comes: he is done, or waits for a lock."""
    second = psycopg.connect(url, autocommit=True)

    def act() -> Any:
        with second:
            return value(second, query, *arguments)

    pid, doing = second.info.backend_pid, hands.submit(act)
    until = time.monotonic() + 60
    while not doing.done() and not value(owner, "select cardinality(pg_blocking_pids(%s)) > 0", pid):
        assert time.monotonic() < until, "neither done nor waiting"
        time.sleep(0.01)
    return doing


def for_seconds(seconds: float, what: Callable[[int], Any]) -> int:
    """Do it again and again for so long: how often it was done."""
    until = time.monotonic() + seconds
    times = 0
    while time.monotonic() < until:
        what(times)
        times += 1
    return times
