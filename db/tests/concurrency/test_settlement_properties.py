"""Whatever the operator writes, in whatever order: no error, nothing lost, the same end."""

import hashlib
import random
from collections.abc import Iterator
from itertools import count
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection

from db.tests.concurrency.vehicle import (  # isort: skip
    CONFIRM, INTENT, KEEP, PUSH_RESULT, Vehicle, balance, kept_fields, operator_time, register, row, value,
)
from db.tests.database import Database
from db.tests.long import LONG

WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ODD = st.sampled_from([
    "", " ", "\n", "0", "-1", "NaN", "1e400", "9" * 5000, "٥٠", "60.00", "4628", "kzz-001a", "КZZ-001A", "4628-AB3XY",
    "%", "_", "{1}", "\u202e", "null", "🚐" * 200, "'; drop table fares.fares--", "QAA0000001", "400222",
    operator_time(),
])  # fmt: skip
NUMBER = st.from_regex(r"[0-9]{1,11}(\.[0-9]{0,3})?", fullmatch=True)
FIELD = st.one_of(st.none(), ODD, st.text(WRITABLE, max_size=60), NUMBER)
HASH = st.one_of(st.none(), st.binary(max_size=40))
UNIQUE = count()
OUTCOMES = {"posted", "suspense", "conflict", "quarantine"}
PENDING = "select callback_id from mobile_money.mpesa_callbacks where outcome = 'pending'"
RETRY = "select mobile_money.retry_callback(%s)"


@pytest.fixture(scope="module")
def owner(module_owner: Connection) -> Connection:
    """The owner of the tables; one SIM is known."""
    phone = "insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\\x01', '126')"
    module_owner.execute(phone)
    return module_owner


@pytest.fixture(scope="module")
def telco(database: Database) -> Iterator[Connection]:
    """The login role for the operator's messages."""
    with psycopg.connect(database.url("telco"), autocommit=True) as connection:
        yield connection


def body(*fields: object) -> tuple[bytes, bytes]:
    """A sealed body and the hash of its content."""
    clear = repr(fields).encode("utf-8", "replace")
    return b"\x01" + clear[:50], hashlib.sha256(clear).digest()


@settings(max_examples=200 if LONG else 66, deadline=None)
@given(written=st.tuples(FIELD, FIELD, FIELD, FIELD, FIELD, FIELD, HASH, FIELD), good=st.sets(st.integers(0, 5)))
def test_no_confirmation_raises(owner: Connection, telco: Connection, written: tuple[Any, ...], good: set[int]) -> None:
    """Any field may contain anything. Money with enough valid fields is posted, else the message is kept."""
    right = (f"QF{next(UNIQUE):08}", "60.00", "4628", operator_time(), "400222", "1.00")
    fields = (*[right[n] if n in good else written[n] for n in range(6)], *written[6:])
    arrays = [[field] for field in (*fields, *body(*fields))]
    outcome = value(telco, CONFIRM, *arrays)
    assert outcome in OUTCOMES
    if {0, 1, 4} <= good:
        assert outcome in {"posted", "suspense"}
    assert value(telco, CONFIRM, *arrays) == outcome
    assert len(telco.execute(CONFIRM, [2 * one for one in arrays]).fetchall()) == 2
    kept = kept_fields((*fields[:6], None, None, *fields[6:]))
    assert value(telco, KEEP, "c2b_confirmation", kept, *body(next(UNIQUE), *fields)) == "pending"
    assert value(owner, RETRY, value(owner, PENDING)) == outcome


@settings(max_examples=150 if LONG else 50, deadline=None)
@given(written=st.tuples(FIELD, FIELD, FIELD, FIELD, FIELD, HASH, FIELD), good=st.sets(st.integers(0, 4)))
def test_no_push_result_raises(owner: Connection, telco: Connection, written: tuple[Any, ...], good: set[int]) -> None:
    right = ("nobody", "0", f"QR{next(UNIQUE):08}", "60.0", operator_time())
    fields = (*[right[n] if n in good else written[n] for n in range(5)], *written[5:])
    ref, code, receipt, amount, time_, *payer = fields
    result = kept_fields((receipt, amount, None, time_, None, None, ref, code, *payer))
    outcome = value(telco, PUSH_RESULT, result, *body(*fields))
    assert outcome in OUTCOMES | {"failed", "unknown"}
    assert value(telco, KEEP, "stk_result", result, *body(next(UNIQUE), *fields)) == "pending"
    assert value(owner, RETRY, value(owner, PENDING)) in OUTCOMES | {"failed", "unknown"}


@settings(max_examples=200 if LONG else 66, deadline=None)
@given(account=FIELD, amount=FIELD, till=st.one_of(FIELD, st.just("400222")))
def test_no_validation_raises_an_error(telco: Connection, account: str, amount: str, till: str) -> None:
    """Every question is answered, and no vehicle is guessed."""
    answer = value(telco, "select telco.validate_fare(%s, %s, %s)", account, amount, till)
    assert answer in {"0", "C2B00012", "C2B00013", "C2B00015"}
    if answer == "0":
        plain = "".join(account.split()).replace("-", "").replace(".", "").upper()
        assert plain in {"4628", "KZZ001A"} or plain.startswith("4628")


@settings(max_examples=60 if LONG else 20, deadline=None)
@given(seed=st.integers(0, 10**9), blank=st.booleans(), doubled=st.booleans())
def test_the_result_does_not_depend_on_the_order(  # noqa: PLR0917
    vehicle: Vehicle,
    owner: Connection,
    telco: Connection,
    seed: int,
    blank: bool,  # the confirmation does not say for which account
    doubled: bool,  # each message comes twice
) -> None:
    """A push reported as lost, then as paid; its confirmation; a PayBill payment; one without a vehicle."""
    n = next(UNIQUE)
    ref, account, pushed, paybill, lost = f"o{n}", f"4628-O{n:04}", f"QO{n:08}", f"QS{n:08}", f"QL{n:08}"
    # Earlier ones are long ago: a SIM that pays the same fare again within minutes is flagged.
    owner.execute("update mobile_money.payment_intents set created_at = created_at - interval '1 hour'")
    owner.execute(INTENT, (ref, account, vehicle.vehicle_id))
    at = operator_time()
    messages: list[tuple[str, tuple[Any, ...]]] = [
        (CONFIRM, (pushed, "60", "" if blank else account, at, "400222", "", None, None)),
        (PUSH_RESULT, (pushed, "60.0", None, at, None, None, ref, "0")),
        (PUSH_RESULT, (None, None, None, None, None, None, ref, "1037")),
        (PUSH_RESULT, (None, None, None, None, None, None, ref, "SURPRISE")),
        (CONFIRM, (paybill, "70.00", "kzz 001a", at, "400222", "", None, None)),
        (CONFIRM, (paybill, "70", "KZZ-001A", at, "400222", "", None, "126")),
        (CONFIRM, (lost, "80", "nobody", at, "400222", "", None, None)),
        (CONFIRM, (lost, "NaN", "nobody", at, "400222", "", None, None)),
    ] * (2 if doubled else 1)
    accounts = (vehicle.suspense, vehicle.commission, *vehicle.sub_wallets)
    before = {account: balance(owner, account) for account in accounts}
    random.Random(seed).shuffle(messages)
    for statement, fields in messages:
        sealed = body(statement, *fields)
        if statement == PUSH_RESULT:
            value(telco, statement, kept_fields(fields), *sealed)
        else:
            value(telco, statement, *[[field] for field in (*fields, *sealed)])
    gained = [balance(owner, sub_wallet) - had for sub_wallet, had in before.items()]
    assert gained[:2] == [8000, 120 + 140]
    assert sum(gained) == 21000
    intent = row(owner, "select state, receipt from mobile_money.payment_intents where payment_ref = %s", ref)
    assert intent == ("paid", pushed)
    query = "select receipt, amount_cents, channel from fares.fares where receipt in (%s, %s, %s) order by 2"
    fares = owner.execute(query, (pushed, paybill, lost)).fetchall()
    assert fares == [(pushed, 6000, "ussd"), (paybill, 7000, "paybill")]
    assert value(owner, "select count(*) from messaging.outbox where key = %s", pushed) == 1
    assert value(owner, "select count(*) from messaging.alarms where subject in (%s, %s)", pushed, paybill) == 0


def test_two_vehicles_of_one_owner_share_no_sub_wallet(vehicle: Vehicle, owner: Connection) -> None:
    second = register(owner, "KZZ 002B", "4631")
    assert set(second.sub_wallets).isdisjoint(vehicle.sub_wallets)
    assert (second.trust, second.commission) == (vehicle.trust, vehicle.commission)
