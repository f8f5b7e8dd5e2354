"""Suspense assigned by two at once, and kept messages retried while they arrive again."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import Connection
from psycopg.types.json import Jsonb

from db.tests.concurrency.vehicle import (  # isort: skip
    KEEP, Vehicle, balance, confirm, kept_fields, make_user, message, register, start_until_blocked, together, value,
)
from db.tests.database import Database

ASSIGN = "select mobile_money.claim_suspense(%s, %s, %s)"
PROPOSE = """select config.change_config(p_made_by => %s, p_kind => 'assignment', p_subject => %s,
  p_phone_hash => null, p_value => %s, p_reason => 'typed wrongly')"""
DECIDE = "select config.decide_config(p_decided_by => %s, p_change_id => %s, p_decision => 'approved')"
PROPOSE_REVERSAL = """select config.change_config(p_made_by => %s, p_kind => 'reversal', p_subject => %s,
  p_phone_hash => null, p_value => '{"taken_back": "yes"}', p_reason => 'the portal says so')"""
REVERSE = "select mobile_money.reverse_suspense(%s, 'the portal says so')"
RECEIVED = "select sum(times_received) from mobile_money.mpesa_callbacks where receipt = %s and outcome <> %s"
PENDING = "select max(callback_id) from mobile_money.mpesa_callbacks where receipt = %s and outcome = 'pending'"


def test_one_of_two_assignments_counts(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """Two members of staff name two vehicles: one of them gets the fare, and suspense is empty."""
    vehicles = (vehicle, register(owner, "KZZ 002B", "4631"))
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for n in range(20):
            receipt = f"QCLAIM{n:04}"
            assert confirm(telco, receipt, account="nobody")[0] == "suspense"

            def assign(connection: Connection, number: int, receipt: str = receipt) -> str:
                return str(value(connection, ASSIGN, receipt, vehicles[number % 2].vehicle_id, f"user:{number}"))

            assert together(database.owner_url, 4, assign) == ["placed"] * 4
            assert value(owner, "select count(*) from fares.fares where receipt = %s", receipt) == 1
            assert value(owner, "select count(*) from ledger.journals where kind = 'reversal'") == n + 1
    assert balance(owner, vehicle.suspense) == 0
    assert sum(balance(owner, one.sub_wallets[0]) for one in vehicles) == 20 * 1764


def test_a_decision_waits_for_a_claim_and_is_outdated(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    """The passenger claims the payment while a second person approves its assignment."""
    confirm(owner, "QSTALE0001", account="nobody")
    proposed = value(owner, PROPOSE, make_user(owner, "maker"), "QSTALE0001", Jsonb({"vehicle_id": vehicle.vehicle_id}))
    change, checker = value(owner, "select max(change_id) from config.config_changes"), make_user(owner, "checker")
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.owner_url) as passenger:
        assert value(passenger, ASSIGN, "QSTALE0001", vehicle.vehicle_id, "passenger") == "placed"
        decision = start_until_blocked(pool, owner, database.owner_url, DECIDE, checker, change)
        passenger.commit()
        assert (proposed, decision.result()) == ("proposed", "stale")


def test_a_payment_is_claimed_or_taken_back_and_never_both(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    """The passenger claims what the operator took back at the same moment: suspense gives it once."""
    for n in range(20):
        receipt = f"QBACK{n:05}"
        assert confirm(owner, receipt, account="nobody")[0] == "suspense"

        def act(connection: Connection, number: int, receipt: str = receipt) -> str:
            if number % 2:
                return str(value(connection, REVERSE, receipt))
            return str(value(connection, ASSIGN, receipt, vehicle.vehicle_id, "passenger"))

        outcomes = Counter(together(database.owner_url, 4, act))
        fares = value(owner, "select count(*) from fares.fares where receipt = %s", receipt)
        claimed, reversed_first = {"placed": 2, "not_found": 2}, {"reversed": 2, "taken_back": 1, "known": 1}
        assert dict(outcomes) == (claimed if fares else reversed_first)
    assert balance(owner, vehicle.suspense) == 0
    assert value(owner, "select coalesce(sum(faults), 0) from audit.ledger_proof") == 0


def test_a_reversal_that_waited_for_a_claim_takes_the_fare_back(
    database: Database, vehicle: Vehicle, owner: Connection
) -> None:
    confirm(owner, "QBACKFARE1", account="nobody")
    maker, checker = make_user(owner, "reverser"), make_user(owner, "second")
    assert value(owner, PROPOSE_REVERSAL, maker, "QBACKFARE1") == "proposed"
    change = value(owner, "select max(change_id) from config.config_changes")
    with ThreadPoolExecutor(1) as pool, psycopg.connect(database.owner_url) as passenger:
        assert value(passenger, ASSIGN, "QBACKFARE1", vehicle.vehicle_id, "passenger") == "placed"
        decision = start_until_blocked(pool, owner, database.owner_url, DECIDE, checker, change)
        passenger.commit()
        assert decision.result(60) == "approved"
    assert value(owner, "select state from mobile_money.payments where receipt = %s", "QBACKFARE1") == "placed"
    assert value(owner, "select sum(amount_cents) from fares.refunds where receipt = %s", "QBACKFARE1") == 6000
    assert value(owner, "select coalesce(sum(faults), 0) from audit.ledger_proof") == 0


def test_a_payment_sent_again_is_assigned_once(database: Database, vehicle: Vehicle, owner: Connection) -> None:
    with psycopg.connect(database.url("telco"), autocommit=True) as telco:
        for n in range(20):
            receipt = f"QAGAIN{n:04}"
            confirm(telco, receipt, account="nobody")

            def act(connection: Connection, number: int, receipt: str = receipt) -> str:
                if number % 2:
                    return confirm(connection, receipt, account="nobody")[0]
                return str(value(connection, ASSIGN, receipt, vehicle.vehicle_id, "user:1"))

            outcomes = Counter(together(database.owner_url, 4, act))
            assert outcomes["placed"] == 2
            assert outcomes["suspense"] + outcomes["posted"] == 2
            assert value(owner, RECEIVED, receipt, "pending") == 3
    assert balance(owner, vehicle.suspense) == 0


@pytest.mark.parametrize(("amount", "outcome"), [("60.00", "posted"), ("70.00", "conflict")])
def test_a_kept_message_retried_while_resent(database: Database, owner: Connection, amount: str, outcome: str) -> None:
    """The worker settles a kept message while the same one arrives again: one fare, no deadlock."""
    for n in range(15):
        receipt = f"QKEPT{amount[0]}{n:04}"
        kept = message(receipt, amount)
        if outcome == "conflict":
            with psycopg.connect(database.url("telco"), autocommit=True) as telco:
                assert confirm(telco, receipt)[0] == "posted"
        value(owner, KEEP, "c2b_confirmation", kept_fields(kept), *kept[10:])
        callback = value(owner, PENDING, receipt)

        def act(connection: Connection, number: int, receipt: str = receipt, callback: int = callback) -> str:
            if number < 2:
                return str(value(connection, "select coalesce(mobile_money.retry_callback(%s), 'gone')", callback))
            return confirm(connection, receipt, amount)[0]

        assert set(together(database.owner_url, 6, act)) <= {outcome, "gone", "pending"}
        assert value(owner, "select count(*) from fares.fares where receipt = %s", receipt) == 1
        assert value(owner, PENDING, receipt) is None
        # Kept once and received four times; the contradicted original is another row.
        assert value(owner, RECEIVED, receipt, "posted" if outcome == "conflict" else "pending") == 5


def test_two_retries_wait_before_they_lock(database: Database, owner: Connection) -> None:
    """The payment comes after the first retry looked for it: the second would lock it, and they would deadlock."""
    kept = message("QTWICE0001")
    value(owner, KEEP, "c2b_confirmation", kept_fields(kept), *kept[10:])
    callback, retry = value(owner, PENDING, "QTWICE0001"), "select mobile_money.retry_callback(%s)"
    with psycopg.connect(database.owner_url) as holder, ThreadPoolExecutor(2) as pool:
        holder.execute("select from mobile_money.mpesa_callbacks where callback_id = %s for update", (callback,))
        first = start_until_blocked(pool, owner, database.owner_url, retry, callback)
        assert confirm(owner, "QTWICE0001")[0] == "posted"
        second = start_until_blocked(pool, owner, database.owner_url, retry, callback)
        holder.commit()
        assert (first.result(60), second.result(60)) == ("posted", None)


def test_a_retry_locks_the_payment_before_its_message(database: Database, owner: Connection) -> None:
    """A redelivery has the payment's row and then wants the kept message's: without the order they would deadlock."""
    receipt = "QORDER0001"
    kept = message(receipt, "70.00")
    confirm(owner, receipt)
    value(owner, KEEP, "c2b_confirmation", kept_fields(kept), *kept[10:])
    retry, lock = "select mobile_money.retry_callback(%s)", "select from mobile_money.payments where receipt = %s"
    with psycopg.connect(database.owner_url) as first, ThreadPoolExecutor(1) as pool:
        first.execute(f"{lock} for no key update".encode(), (receipt,))
        second = start_until_blocked(pool, owner, database.owner_url, retry, value(owner, PENDING, receipt))
        assert confirm(first, receipt, "70.00")[0] == "pending"
        first.commit()
        assert second.result(60) == "conflict"
    assert value(owner, RECEIVED, receipt, "posted") == 2
