"""Whatever the operator writes and in whatever order it comes: nothing raises, nothing is lost, the end is the same."""

import hashlib
import random
from collections.abc import Iterator
from itertools import count
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.tests.concurrency.vehicle import (
    CONFIRM,
    KEEP,
    PUSH_RESULT,
    TestVehicle,
    balance,
    faults,
    kept_fields,
    register,
    row,
    told,
    value,
)
from db.tests.database import Database

WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ODD = st.sampled_from(
    [
        "",
        " ",
        "\n",
        "0",
        "-1",
        "NaN",
        "1e400",
        "9" * 5000,
        "٥٠",
        "60.00",
        "4628",
        "kzz-001a",
        "КZZ-001A",
        "4628-AB3XY",
        "%",
        "_",
        "{1}",
        "\u202e",
        "null",
        "🚐" * 200,
        "'; drop table fares.fares--",
        "QAA0000001",
        "400222",
        told(),
    ]
)
FIELD = st.one_of(
    st.none(), ODD, st.text(WRITABLE, max_size=60), st.from_regex(r"[0-9]{1,11}(\.[0-9]{0,3})?", fullmatch=True)
)
HASH = st.one_of(st.none(), st.binary(max_size=40))
UNIQUE = count()

OUTCOMES = {"posted", "suspense", "conflict", "quarantine"}


@pytest.fixture(scope="module")
def owner(road: tuple[Database, TestVehicle]) -> Iterator[psycopg.Connection]:
    """The owner of the ledger, which is sound when all is done."""
    with psycopg.connect(road[0].owner_url, autocommit=True) as connection:
        connection.execute(
            "insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\\x01', '126')"
        )
        yield connection
        assert faults(connection) == []


@pytest.fixture(scope="module")
def telco(road: tuple[Database, TestVehicle]) -> Iterator[psycopg.Connection]:
    """The operator's door."""
    with psycopg.connect(road[0].url("telco"), autocommit=True) as connection:
        yield connection


def body(*fields: object) -> tuple[bytes, bytes]:
    """A sealed body and the hash of what is in it."""
    clear = repr(fields).encode("utf-8", "replace")
    return b"\x01" + clear[:50], hashlib.sha256(clear).digest()


@settings(max_examples=200, deadline=None)
@given(told_=st.tuples(FIELD, FIELD, FIELD, FIELD, FIELD, FIELD, HASH, FIELD), good=st.sets(st.integers(0, 5)))
def test_no_confirmation_raises(
    owner: psycopg.Connection, telco: psycopg.Connection, told_: tuple[Any, ...], good: set[int]
) -> None:
    """Any field may hold anything; where enough of them make sense the money is booked, else the message is kept."""
    right = (f"QF{next(UNIQUE):08}", "60.00", "4628", told(), "400222", "1.00")
    fields = (*[right[n] if n in good else told_[n] for n in range(6)], *told_[6:])
    arrays = [[field] for field in (*fields, *body(*fields))]
    outcome = value(telco, CONFIRM, *arrays)
    assert outcome in OUTCOMES
    if {0, 1, 4} <= good:
        assert outcome in {"posted", "suspense"}
    assert value(telco, CONFIRM, *arrays) == outcome
    assert len(telco.execute(CONFIRM, [2 * one for one in arrays]).fetchall()) == 2
    kept = kept_fields((*fields[:6], None, None, *fields[6:]))
    assert value(telco, KEEP, "c2b_confirmation", kept, *body(next(UNIQUE), *fields)) == "pending"
    pending = value(owner, "select callback_id from mobile_money.mpesa_callbacks where outcome = 'pending'")
    assert value(owner, "select mobile_money.retry_callback(%s)", pending) == outcome


@settings(max_examples=150, deadline=None)
@given(told_=st.tuples(FIELD, FIELD, FIELD, FIELD, FIELD, HASH, FIELD), good=st.sets(st.integers(0, 4)))
def test_no_push_result_raises(
    owner: psycopg.Connection, telco: psycopg.Connection, told_: tuple[Any, ...], good: set[int]
) -> None:
    """Whatever the code, the receipt, the address."""
    right = ("nobody", "0", f"QR{next(UNIQUE):08}", "60.0", told())
    fields = (*[right[n] if n in good else told_[n] for n in range(5)], *told_[5:])
    ref, code, receipt, amount, time_, *payer = fields
    told_result = kept_fields((receipt, amount, None, time_, None, None, ref, code, *payer))
    outcome = value(telco, PUSH_RESULT, told_result, *body(*fields))
    assert outcome in OUTCOMES | {"failed", "unknown"}
    assert value(telco, KEEP, "stk_result", told_result, *body(next(UNIQUE), *fields)) == "pending"
    pending = value(owner, "select callback_id from mobile_money.mpesa_callbacks where outcome = 'pending'")
    assert value(owner, "select mobile_money.retry_callback(%s)", pending) in OUTCOMES | {"failed", "unknown"}


@settings(max_examples=200, deadline=None)
@given(account=FIELD, amount=FIELD, till=st.one_of(FIELD, st.just("400222")))
def test_no_validation_raises(telco: psycopg.Connection, account: str, amount: str, till: str) -> None:
    """An answer to every question, and no vehicle by guess."""
    answer = value(telco, "select telco.validate_fare(%s, %s, %s)", account, amount, till)
    assert answer in {"0", "C2B00012", "C2B00013", "C2B00015"}
    if answer == "0":
        plain = "".join(account.split()).replace("-", "").replace(".", "").upper()
        assert plain in {"4628", "KZZ001A"} or plain.startswith("4628")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), blank=st.booleans(), doubled=st.booleans())
def test_the_end_does_not_depend_on_the_order(  # noqa: PLR0917
    road: tuple[Database, TestVehicle],
    owner: psycopg.Connection,
    telco: psycopg.Connection,
    seed: int,
    blank: bool,  # the confirmation does not say for which account
    doubled: bool,  # each message comes twice
) -> None:
    """A push that was said to be lost, then paid; its confirmation; a PayBill payer; a other_owner: in any order."""
    n = next(UNIQUE)
    ref, account, wished, straight, lost = f"o{n}", f"4628-O{n:04}", f"QO{n:08}", f"QS{n:08}", f"QL{n:08}"
    owner.execute(
        """insert into mobile_money.payment_intents
             (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang, state)
           values (%s, %s, %s, sha256('sim'), 6000, 1, 'sw', 'pushed')""",
        (ref, account, road[1].vehicle_id),
    )
    at, payer = told(), None
    messages: list[tuple[str, tuple[Any, ...]]] = [
        (CONFIRM, (wished, "60", "" if blank else account, at, "400222", "", payer, None)),
        (PUSH_RESULT, (wished, "60.0", None, at, None, None, ref, "0")),
        (PUSH_RESULT, (None, None, None, None, None, None, ref, "1037")),
        (PUSH_RESULT, (None, None, None, None, None, None, ref, "SURPRISE")),
        (CONFIRM, (straight, "70.00", "kzz 001a", at, "400222", "", payer, None)),
        (CONFIRM, (straight, "70", "KZZ-001A", at, "400222", "", payer, "126")),
        (CONFIRM, (lost, "80", "nobody", at, "400222", "", payer, None)),
        (CONFIRM, (lost, "NaN", "nobody", at, "400222", "", payer, None)),
    ] * (2 if doubled else 1)
    before = {pot: balance(owner, pot) for pot in (road[1].suspense, road[1].commission, *road[1].pots)}
    random.Random(seed).shuffle(messages)
    for statement, fields in messages:
        sealed = body(statement, *fields)
        if statement == PUSH_RESULT:
            value(telco, statement, kept_fields(fields), *sealed)
        else:
            value(telco, statement, *[[field] for field in (*fields, *sealed)])
    gained = [balance(owner, pot) - had for pot, had in before.items()]
    assert gained[:2] == [8000, 120 + 140]
    assert sum(gained) == 21000
    assert row(owner, "select state, receipt from mobile_money.payment_intents where payment_ref = %s", ref) == (
        "paid",
        wished,
    )
    assert owner.execute(
        "select receipt, amount_cents, channel from fares.fares where receipt in (%s, %s, %s) order by 2",
        (wished, straight, lost),
    ).fetchall() == [(wished, 6000, "ussd"), (straight, 7000, "paybill")]
    assert value(owner, "select count(*) from messaging.outbox where key = %s", wished) == 1
    assert value(owner, "select count(*) from messaging.alarms where subject in (%s, %s)", wished, straight) == 0


def test_two_vehicles_never_share_a_fare(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """A second vehicle of the same owner: each fare is in the pots of its own."""
    second = register(owner, "KZZ 002B", "4631")
    assert set(second.pots).isdisjoint(road[1].pots)
    assert (second.trust, second.commission) == (road[1].trust, road[1].commission)
