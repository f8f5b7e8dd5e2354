"""The same money told of by many at once: one fare, whoever comes first, in whatever order they come."""

import hashlib
import random
from collections import Counter
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from db.tests.concurrency.vehicle import (
    PUSH_RESULT,
    TestVehicle,
    balance,
    confirm,
    faults,
    message,
    row,
    settle,
    test_vehicle_database,
    together,
    value,
)
from db.tests.database import Database


def test_one_confirmation_sent_200_times_over_20_connections(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection
) -> None:
    """One journal, and 200 answers that say so."""
    answers = together(road[0].url("telco"), 20, lambda telco, _: [confirm(telco, "QRACE00001") for _ in range(10)])
    outcomes = Counter(answer for ten in answers for answer in ten)
    assert len(outcomes) == 1
    ((outcome, journal_id), times) = outcomes.popitem()
    assert (outcome, times) == ("posted", 200)
    assert value(owner, "select array_agg(journal_id) from ledger.journals where reference = 'QRACE00001'") == [
        journal_id
    ]
    assert value(owner, "select times_received from mobile_money.mpesa_callbacks where receipt = 'QRACE00001'") == 200
    assert value(owner, "select count(*) from fares.fares where receipt = 'QRACE00001'") == 1


def test_a_conflict_that_races_the_original(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Whichever amount comes first is posted; the other is kept aside, never both and never neither."""
    for round_ in range(25):
        receipt = f"QCONF{round_:05}"
        before = balance(owner, road[1].trust)

        def tell(telco: psycopg.Connection, number: int, receipt: str = receipt) -> str:
            return confirm(telco, receipt, "50.00" if number % 2 else "5000.00")[0]

        answers = together(road[0].url("telco"), 4, tell)
        assert Counter(answers) == {"posted": 2, "conflict": 2}
        assert before - balance(owner, road[1].trust) in (5000, 500000)
    assert value(owner, "select count(*) from messaging.alarms where kind = 'conflict_callback'") == 25


def test_a_result_that_races_its_confirmation(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """One fare, its wish is paid, and both messages are kept."""
    owner.execute(
        "insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\\x01', '126')"
    )
    for round_ in range(25):
        ref, receipt = f"push{round_}", f"QSTK{round_:06}"
        owner.execute(
            """insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang, state)
               values (%s, %s, %s, sha256('sim'), 6000, 1, 'sw', 'pushed')""",
            (ref, f"4628-P{round_:04}", road[1].vehicle_id),
        )

        def tell(
            telco: psycopg.Connection, number: int, ref: str = ref, receipt: str = receipt, n: int = round_
        ) -> str:
            if number % 2:
                return confirm(telco, receipt, "60", f"4628-P{n:04}")[0]
            body = f"{ref}{number}".encode()
            return str(
                value(
                    telco,
                    PUSH_RESULT,
                    Jsonb(
                        {
                            "payment_ref": ref,
                            "result_code": "0",
                            "receipt": receipt,
                            "amount": "60.0",
                            "trans_time": "20261123071455",
                        }
                    ),
                    body,
                    hashlib.sha256(body).digest(),
                )
            )

        assert together(road[0].url("telco"), 4, tell) == ["posted"] * 4
        assert row(owner, "select state, receipt from mobile_money.payment_intents where payment_ref = %s", ref) == (
            "paid",
            receipt,
        )
        assert row(owner, "select count(*), min(channel) from fares.fares where receipt = %s", receipt) == (1, "ussd")
        assert (
            value(owner, "select sum(times_received) from mobile_money.mpesa_callbacks where receipt = %s", receipt)
            == 4
        )


def test_a_batch_of_a_thousand_equals_one_by_one(road: tuple[Database, TestVehicle]) -> None:
    """Known and unknown vehicles, repeats and contradictions: the same outcomes, the same connection."""
    chance = random.Random(46)
    messages = []
    for number in range(1000):
        receipt = f"QB{chance.randrange(700):08}"
        amount = chance.choice(["50", "60.00", "1", "0.01", "499.99", "NaN"])
        messages.append(message(receipt, amount, chance.choice(["4628", "kzz 001a", "nobody", ""]), "20261123071455"))
        if number % 10 == 0:
            messages.append(messages[-1])
    outcomes, books = [], []
    for batch in (len(messages), 1):
        with test_vehicle_database("batch") as (database, matatu), psycopg.connect(database.owner_url, autocommit=True) as owner:
            found: dict[str, set[str]] = {}
            for start in range(0, len(messages), batch):
                for receipt, outcome in settle(owner, messages[start : start + batch]).items():
                    found.setdefault(receipt, set()).update(outcome)
            outcomes.append(found)
            books.append(
                (
                    [balance(owner, pot) for pot in (matatu.trust, matatu.commission, matatu.suspense, *matatu.pots)],
                    owner.execute(
                        "select receipt, amount_cents, bill_ref, state from mobile_money.payments order by 1"
                    ).fetchall(),
                    owner.execute(
                        "select receipt, kind, outcome, times_received, body_sha256 from mobile_money.mpesa_callbacks order by 1, 5"
                    ).fetchall(),
                    owner.execute("select kind, subject, times_raised from messaging.alarms order by 1, 2").fetchall(),
                    owner.execute(
                        "select receipt, amount_cents, commission_cents from fares.fares order by 1"
                    ).fetchall(),
                )
            )
            assert faults(owner) == []
    assert outcomes[0] == outcomes[1]
    assert books[0] == books[1]


@pytest.mark.parametrize("known", ["new", "already posted"])
def test_overlapping_batches_in_opposite_order(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, known: str
) -> None:
    """Two batches that tell of the same payments, one backwards: neither waits for the other in a circle."""
    for round_ in range(15):
        batch = [
            message(f"QO{known[0].upper()}{round_:03}{n:04}", account="4628" if n % 3 else "nobody") for n in range(40)
        ]
        batch += [message(one[0], "777") for one in batch[::7]]  # and some that contradict
        if known != "new":
            settle(owner, batch[:40])

        def tell(hand: psycopg.Connection, number: int, batch: list[tuple[Any, ...]] = batch) -> dict[str, set[str]]:
            return settle(hand, batch if number % 2 else [*batch[39::-1], *batch[:39:-1]])

        answers = together(road[0].owner_url, 4, tell)
        for receipt in {one[0] for one in batch}:
            assert set().union(*(answer[receipt] for answer in answers)) <= {"posted", "suspense", "conflict"}
        times = value(
            owner,
            "select array_agg(distinct times_received) from mobile_money.mpesa_callbacks where receipt like %s and outcome <> 'conflict'",
            f"QO{known[0].upper()}{round_:03}%",
        )
        assert times == ([4] if known == "new" else [5])
