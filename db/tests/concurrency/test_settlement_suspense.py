"""Money that waits, claimed by two at once; and messages kept while others tell the same."""

from collections import Counter

import psycopg
import pytest

from db.tests.concurrency.vehicle import (
    KEEP,
    TestVehicle,
    balance,
    confirm,
    kept_fields,
    message,
    register,
    together,
    value,
)
from db.tests.database import Database


def test_a_claim_raced_by_two(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """Two operators name two vehicles: one of them gets the fare, and suspense is empty."""
    first = road[1]
    second = register(owner, "KZZ 002B", "4631")
    with psycopg.connect(road[0].url("telco"), autocommit=True) as telco:
        for round_ in range(20):
            receipt = f"QCLAIM{round_:04}"
            assert confirm(telco, receipt, account="nobody")[0] == "suspense"

            def claim(hand: psycopg.Connection, number: int, receipt: str = receipt) -> str:
                vehicle = (first, second)[number % 2].vehicle_id
                return str(
                    value(hand, "select mobile_money.claim_suspense(%s, %s, %s)", receipt, vehicle, f"user:{number}")
                )

            assert together(road[0].owner_url, 4, claim) == ["placed"] * 4
            assert value(owner, "select count(*) from fares.fares where receipt = %s", receipt) == 1
            assert value(owner, "select count(*) from ledger.journals where kind = 'reversal'") == round_ + 1
    assert balance(owner, first.suspense) == 0
    assert balance(owner, first.pots[0]) + balance(owner, second.pots[0]) == 20 * 1764


def test_a_claim_raced_by_a_redelivery(road: tuple[Database, TestVehicle], owner: psycopg.Connection) -> None:
    """The operator tells it again while somebody places it: counted, placed, once."""
    with psycopg.connect(road[0].url("telco"), autocommit=True) as telco:
        for round_ in range(20):
            receipt = f"QAGAIN{round_:04}"
            confirm(telco, receipt, account="nobody")

            def both(hand: psycopg.Connection, number: int, receipt: str = receipt) -> str:
                if number % 2:
                    return confirm(hand, receipt, account="nobody")[0]
                vehicle = road[1].vehicle_id
                return str(value(hand, "select mobile_money.claim_suspense(%s, %s, 'user:1')", receipt, vehicle))

            answers = Counter(together(road[0].owner_url, 4, both))
            assert answers["placed"] == 2
            assert answers["suspense"] + answers["posted"] == 2
            assert (
                value(owner, "select times_received from mobile_money.mpesa_callbacks where receipt = %s", receipt) == 3
            )
    assert balance(owner, road[1].suspense) == 0


@pytest.mark.parametrize("amount", ["60.00", "70.00"])
def test_a_kept_message_retried_while_it_is_told_again(
    road: tuple[Database, TestVehicle], owner: psycopg.Connection, amount: str
) -> None:
    """The worker settles what was kept, others bring the same bytes or the original: one fare, no circle."""
    for round_ in range(15):
        receipt = f"QKEPT{amount[0]}{round_:04}"
        kept = message(receipt, amount)
        if amount != "60.00":  # the kept one contradicts what is posted
            with psycopg.connect(road[0].url("telco"), autocommit=True) as telco:
                assert confirm(telco, receipt)[0] == "posted"
        value(owner, KEEP, "c2b_confirmation", kept_fields(kept), *kept[10:])
        kept_id = value(
            owner,
            "select callback_id from mobile_money.mpesa_callbacks where receipt = %s and outcome = 'pending'",
            receipt,
        )

        def hand(connection: psycopg.Connection, number: int, receipt: str = receipt, kept_id: int = kept_id) -> str:
            if number < 2:
                return str(value(connection, "select coalesce(mobile_money.retry_callback(%s), 'gone')", kept_id))
            return confirm(connection, receipt, amount)[0]

        outcome = "posted" if amount == "60.00" else "conflict"
        assert set(together(road[0].owner_url, 6, hand)) <= {outcome, "gone", "pending"}
        assert value(owner, "select count(*) from fares.fares where receipt = %s", receipt) == 1
        assert (
            value(
                owner,
                "select count(*) from mobile_money.mpesa_callbacks where receipt = %s and outcome = 'pending'",
                receipt,
            )
            == 0
        )
        times = value(
            owner,
            "select sum(times_received) from mobile_money.mpesa_callbacks where receipt = %s and outcome = %s",
            receipt,
            outcome,
        )
        assert times == 5  # kept once, told four times
