"""The same payment reported by many messages at once and in any order: one fare."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from db.tests.concurrency.vehicle import (  # isort: skip
    CONFIRM, INTENT, PUSH_RESULT, Vehicle, balance, confirm, faults, hashed, kept_fields, message, row, settle,
    start_until_blocked, together, value, vehicle_database,
)
from db.tests.database import Database

PAID_AT = "20261123071455"


def test_one_confirmation_sent_200_times_over_20_connections(database: Database, owner: Connection) -> None:
    """There is one journal, and all 200 answers name it."""
    answers = together(database.url("telco"), 20, lambda telco, _: [confirm(telco, "QRACE00001") for _ in range(10)])
    journals = value(owner, "select array_agg(journal_id) from ledger.journals where reference = 'QRACE00001'")
    assert Counter(answer for ten in answers for answer in ten) == {("posted", journals[0]): 200}
    assert len(journals) == 1
    assert value(owner, "select times_received from mobile_money.mpesa_callbacks where receipt = 'QRACE00001'") == 200
    assert value(owner, "select count(*) from fares.fares where receipt = 'QRACE00001'") == 1


def test_unusable_messages_in_any_order_do_not_deadlock(database: Database, owner: Connection) -> None:
    for n in range(5):
        messages = [message(f"QBAD{n}{i:05}", "NaN") for i in range(30)]

        def send(connection: Connection, number: int, messages: list[tuple[Any, ...]] = messages) -> None:
            settle(connection, messages[:: 1 if number % 2 else -1])

        together(database.owner_url, 4, send)
    assert value(owner, "select count(*) from mobile_money.mpesa_callbacks where receipt like 'QBAD%%'") == 150


def test_of_two_contradicting_confirmations_one_counts(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    for n in range(25):
        receipt, before = f"QCONF{n:05}", balance(owner, vehicle.trust)

        def send(telco: Connection, number: int, receipt: str = receipt) -> str:
            return confirm(telco, receipt, "50.00" if number % 2 else "5000.00")[0]

        assert Counter(together(database.url("telco"), 4, send)) == {"posted": 2, "conflict": 2}
        assert before - balance(owner, vehicle.trust) in (5000, 500000)
    assert value(owner, "select count(*) from messaging.alarms where kind = 'conflict_callback'") == 25


def test_a_push_and_its_confirmation_are_one_fare(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The payment intent is paid, and both messages are kept."""
    owner.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3)"
                  " values (sha256('sim'), '\\x01', '126')")  # fmt: skip
    for n in range(25):
        ref, account, receipt = f"push{n}", f"4628-P{n:04}", f"QSTK{n:06}"
        owner.execute(INTENT, (ref, account, vehicle.vehicle_id))
        result = kept_fields((receipt, "60.0", None, PAID_AT, None, None, ref, "0"))

        def send(
            telco: Connection, number: int, account: str = account, receipt: str = receipt, result: object = result
        ) -> str:
            if number % 2:
                return confirm(telco, receipt, "60", account)[0]
            return str(value(telco, PUSH_RESULT, result, b"\x01", hashed(f"{receipt}{number}")))

        assert together(database.url("telco"), 4, send) == ["posted"] * 4
        intent = row(owner, "select state, receipt from mobile_money.payment_intents where payment_ref = %s", ref)
        assert intent == ("paid", receipt)
        assert row(owner, "select count(*), min(channel) from fares.fares where receipt = %s", receipt) == (1, "ussd")
        times = "select sum(times_received) from mobile_money.mpesa_callbacks where receipt = %s"
        assert value(owner, times, receipt) == 4


def test_of_two_receipts_for_one_intent_at_once_one_is_held(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    """Whichever comes second waits in suspense, with an alarm."""
    owner.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3)"
                  " values (sha256('sim'), '\\x01', '126') on conflict do nothing")  # fmt: skip
    for n in range(25):
        ref, account = f"two{n}", f"4628-T{n:04}"
        owner.execute(INTENT, (ref, account, vehicle.vehicle_id))

        def send(telco: Connection, number: int, n: int = n, ref: str = ref, account: str = account) -> str:
            receipt = f"QTWO{n:04}{number % 2}X"
            if number < 2:
                return confirm(telco, receipt, "60", account)[0]
            fields = kept_fields((receipt, "60.0", None, PAID_AT, None, None, ref, "0"))
            return str(value(telco, PUSH_RESULT, fields, b"\x01", hashed(f"{receipt}{number}")))

        assert Counter(together(database.url("telco"), 4, send)) == {"posted": 2, "suspense": 2}
        state = "select array_agg(state order by state) from mobile_money.payments where payment_ref = %s"
        assert value(owner, state, ref) == ["posted", "suspense"]
        alarm = "select count(*) from messaging.alarms where kind = 'paid_again' and subject like %s"
        assert value(owner, alarm, f"QTWO{n:04}%") == 1


def test_of_two_twins_paid_at_once_one_is_offered_back(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Two requests of one SIM for one vehicle and amount, whose receipts arrive at the same moment."""
    owner.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3)"
                  " values (sha256('sim'), '\\x01', '126') on conflict do nothing")  # fmt: skip
    for n in range(15):
        owner.execute("update mobile_money.payment_intents set created_at = created_at - interval '1 day'")
        for number in range(2):
            owner.execute(INTENT, (f"twin{n}{number}", f"4628-W{n:03}{number}", vehicle.vehicle_id))

        def send(telco: Connection, number: int, n: int = n) -> str:
            return confirm(telco, f"QTWIN{n:03}{number}X", "60", f"4628-W{n:03}{number}")[0]

        assert together(database.url("telco"), 2, send) == ["posted"] * 2
        flagged = "select count(*) from mobile_money.payments where receipt like %s and 'paid_twice' = any (flags)"
        assert value(owner, flagged, f"QTWIN{n:03}%") == 1


TABLES = (
    "select receipt, amount_cents, bill_ref, state from mobile_money.payments order by 1",
    "select receipt, kind, outcome, times_received, body_sha256 from mobile_money.mpesa_callbacks order by 1, 5",
    "select kind, subject, times_raised from messaging.alarms order by 1, 2",
    "select receipt, amount_cents, commission_cents from fares.fares order by 1",
)


def settle_in_batches(messages: list[tuple[Any, ...]], size: int) -> tuple[dict[str, set[str]], list[Any]]:
    """Settle these messages in a new database: the outcomes, and what is stored."""
    outcomes: dict[str, set[str]] = {}
    with vehicle_database("batch") as (database, vehicle), psycopg.connect(database.owner_url) as owner:
        owner.autocommit = True
        for start in range(0, len(messages), size):
            for receipt, found in settle(owner, messages[start : start + size]).items():
                outcomes.setdefault(receipt, set()).update(found)
        assert faults(owner) == []
        accounts = (vehicle.trust, vehicle.commission, vehicle.suspense, *vehicle.sub_wallets)
        stored = [owner.execute(query.encode()).fetchall() for query in TABLES]
        return outcomes, [[balance(owner, account) for account in accounts], *stored]


def test_a_batch_of_a_thousand_equals_one_by_one() -> None:
    """Known and unknown vehicles, repeats and contradictions."""
    chance = random.Random(46)
    messages: list[tuple[Any, ...]] = []
    for number in range(1000):
        receipt = f"QB{chance.randrange(700):08}"
        amount = chance.choice(["50", "60.00", "1", "0.01", "499.99", "NaN"])
        messages.append(message(receipt, amount, chance.choice(["4628", "kzz 001a", "nobody", ""]), PAID_AT))
        messages += messages[-1:] if number % 10 == 0 else []
    assert settle_in_batches(messages, len(messages)) == settle_in_batches(messages, 1)


def columns(*messages: tuple[Any, ...]) -> list[list[Any]]:
    """These messages as CONFIRM takes them."""
    fields = [list(column) for column in zip(*messages, strict=True)]
    return [*fields[:6], *fields[8:]]


@pytest.mark.parametrize(("accounts", "amount"), [(("4628-L0001", "4628-L0002"), "60.00"), (("4628", "4628"), "NaN")])
def test_batches_in_reverse_wait_in_order(
    database: Database, vehicle: Vehicle, owner: Connection, accounts: tuple[str, str], amount: str
) -> None:
    """Second payments of the same intents, or the same unusable messages: the one that waits has locked nothing."""
    usable = amount != "NaN"
    owner.execute("insert into privacy.phones (phone_hash, phone_sealed, phone_last3)"
                  " select sha256(s), '\\x01', '126' from unnest('{sim,other}'::bytea[]) s"
                  " on conflict do nothing")  # fmt: skip
    for number in (1, 2) if usable else ():
        owner.execute(INTENT, (f"lock{number}", accounts[number - 1], vehicle.vehicle_id))
    owner.execute("update mobile_money.payment_intents set phone_hash = sha256('other') where payment_ref = 'lock2'")
    one, two = (message(f"QLOCK{amount[0]}{number}", amount, accounts[number]) for number in (0, 1))
    others = [message(m[0] + "B", amount, m[2]) if usable else m for m in (two, one)]
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.url("telco")) as first:
        value(first, CONFIRM, *columns(one))
        second = start_until_blocked(pool, owner, database.url("telco"), CONFIRM, *columns(*others))
        value(first, CONFIRM, *columns(two))
        first.commit()
        assert second.result(60) == ("suspense" if usable else "quarantine")


def test_a_redelivery_waits_for_its_payment(database: Database, owner: Connection) -> None:
    """Whoever links or assigns the payment has its row: the redelivery reads it afterwards."""
    confirm(owner, "QWAITS0001")
    lock = b"select from mobile_money.payments where receipt = 'QWAITS0001' for no key update"
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.owner_url) as first:
        first.execute(lock)
        again = start_until_blocked(pool, owner, database.url("telco"), CONFIRM, *columns(message("QWAITS0001")))
        assert not again.done()
        first.commit()
        assert again.result(60) == "posted"


@pytest.mark.parametrize("known", ["new", "already posted"])
def test_overlapping_batches_in_reverse_do_not_deadlock(database: Database, owner: Connection, known: str) -> None:
    """Two batches report the same payments, one backwards."""
    for n in range(15):
        prefix = f"QO{known[0].upper()}{n:03}"
        batch = [message(f"{prefix}{m:04}", account="4628" if m % 3 else "nobody") for m in range(40)]
        batch += [message(one[0], "777") for one in batch[::7]]  # some contradict
        if known != "new":
            settle(owner, batch[:40])

        def send(connection: Connection, number: int, batch: list[tuple[Any, ...]] = batch) -> dict[str, set[str]]:
            return settle(connection, batch if number % 2 else [*batch[39::-1], *batch[:39:-1]])

        answers = together(database.owner_url, 4, send)
        for receipt in {one[0] for one in batch}:
            assert set().union(*(answer[receipt] for answer in answers)) <= {"posted", "suspense", "conflict"}
        times = """select array_agg(distinct times_received) from mobile_money.mpesa_callbacks
                    where receipt like %s and outcome <> 'conflict'"""
        assert value(owner, times, f"{prefix}%") == ([4] if known == "new" else [5])
