"""A prompt without a result is asked about; only what the operator surely calls a failure is one."""

import psycopg
import pytest
from flask import Flask

from worker.jobs import push_queries
from worker.pool import WorkerPool
from worker.providers.daraja import Daraja

from .conftest import Operator, Passenger, Reply, hangs_up, is_silent, moment, one, result, says, trouble

QUERY = "stkpushquery/v1"


def ask(lipa: Flask) -> None:
    """Let the worker ask what is due."""
    WorkerPool("queries", push_queries.Queries(Daraja(lipa.extensions["lipa"])), threads=1).drain()


def state(connection: psycopg.Connection) -> str:
    """What has become of the one payment."""
    return str(one(connection, "select state from mobile_money.payment_intents"))


def asked_again(connection: psycopg.Connection, began: object) -> bool:
    """Is another question planned, and not at once?"""
    later = "select query_after > %s + interval '5 seconds' from mobile_money.payment_intents"
    return bool(one(connection, later, began))


@pytest.mark.parametrize("code", ["1", "17", "1019", "1032", "1037", "2001", "SFC_IC0003"])
def test_a_failure_is_a_failure(
    code: str, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(QUERY, result(code))
    passenger.asks_to_pay("ref1", state="pushed")
    ask(lipa)
    assert operator.heard(QUERY)[0]["CheckoutRequestID"] == "C1"
    assert state(connection) == "failed"
    ask(lipa)
    assert len(operator.heard(QUERY)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        result("4999"),
        trouble(500, "500.001.1001"),
        trouble(500, "500.003.02"),
        says(500),
        says(500, {"ResultCode": "1032"}),
        says(200),
        hangs_up,
        is_silent,
    ],
    ids=["still at it", "overloaded", "throttled", "500", "a code all the same", "no JSON", "hangs up", "silent"],
)
def test_no_answer_changes_nothing_and_is_asked_again_later(
    reply: Reply, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(QUERY, reply)
    passenger.asks_to_pay("ref1", state="pushed")
    began = moment(connection)
    ask(lipa)
    assert (state(connection), asked_again(connection, began)) == ("pushed", True)
    ask(lipa)
    assert len(operator.heard(QUERY)) == 1


def test_success_without_a_receipt_posts_nothing_and_fails_nothing(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(QUERY, result("0"))
    passenger.asks_to_pay("ref1", state="pushed")
    ask(lipa)
    assert state(connection) == "unknown"
    assert one(connection, "select count(*) from mobile_money.payments") == 0
    connection.execute("update mobile_money.payment_intents set created_at = now() - interval '11 minutes'")
    connection.execute("select worker.run_job('expire_intents')")
    assert state(connection) == "unknown"
    assert one(connection, "select kind from messaging.alarms") == "paid_without_receipt"


def test_a_code_nobody_knows_is_unknown_and_never_charged_again(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(QUERY, result("31415"))
    passenger.asks_to_pay("ref1", state="pushed")
    began = moment(connection)
    ask(lipa)
    assert (state(connection), asked_again(connection, began)) == ("unknown", True)
    assert one(connection, "select count(*) from messaging.outbox") == 0


def test_a_prompt_whose_acknowledgement_was_lost_cannot_be_asked_about(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    passenger.asks_to_pay("ref1", state="unknown")
    connection.execute("update mobile_money.payment_intents set checkout_sealed = null")
    ask(lipa)
    assert operator.heard(QUERY) == []
    connection.execute("update mobile_money.payment_intents set created_at = now() - interval '11 minutes'")
    connection.execute("select worker.run_job('expire_intents')")
    assert state(connection) == "expired"
