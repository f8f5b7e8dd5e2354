"""A payment prompt is sent once at most, and what isn't known to be refused isn't failed."""

import base64
import io

import psycopg
import pytest
from flask import Flask

from web.core import logs
from web.security import sealing
from worker.jobs import pushes
from worker.pool import WorkerPool
from worker.providers.daraja import Daraja

from .conftest import ACCEPTED, PHONE, TOKEN, Operator, Passenger, Reply, hangs_up, is_silent, one, says, trouble

PUSH = "stkpush/v1"


def send(lipa: Flask) -> None:
    """Let the worker do what is due."""
    WorkerPool("pushes", pushes.Pushes(Daraja(lipa.extensions["lipa"])), threads=1).drain()


def state(connection: psycopg.Connection, ref: str) -> str:
    """What has become of the payment."""
    return str(one(connection, "select state from mobile_money.payment_intents where payment_ref = %s", ref))


def waits(connection: psycopg.Connection, ref: str) -> bool:
    """Is the prompt still in the outbox?"""
    return bool(
        one(connection, "select exists (select from messaging.outbox where topic = 'stk_push' and key = %s)", ref)
    )


def test_the_prompt_says_what_the_operator_documents(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(PUSH, ACCEPTED)
    passenger.asks_to_pay("ref1")
    send(lipa)
    (asked,) = operator.heard(PUSH)
    stamp = asked.pop("Timestamp")
    assert asked.pop("Password") == base64.b64encode(f"400222passkey{stamp}".encode()).decode()
    assert asked == {
        "BusinessShortCode": "400222",
        "TransactionType": "CustomerPayBillOnline",
        "Amount": "60",
        "PartyA": PHONE,
        "PartyB": "400222",
        "PhoneNumber": PHONE,
        "CallBackURL": "http://lipa.test/telco/token-for-tests-0123456789/stk/ref1",
        "AccountReference": "46-ref1",
        "TransactionDesc": "Nauli",
    }
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("pushed", False)
    kept = one(connection, "select checkout_sealed from mobile_money.payment_intents where payment_ref = 'ref1'")
    assert sealing.open_sealed("checkout", bytes(kept)) == b"C1"


@pytest.mark.parametrize(
    "reply",
    [hangs_up, is_silent, says(500), says(502), says(200), says(200, []), says(200, {"ResponseCode": "0"}),
     trouble(500, "500.001.1001"), trouble(500, "500.999.9999"), says(302, None, Location="/elsewhere")],
    ids=["hangs up", "silent", "500", "502", "no JSON", "a list", "no id", "overloaded", "unheard of", "elsewhere"],
)  # fmt: skip
def test_what_may_have_reached_the_phone_is_never_sent_again(
    reply: Reply, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(PUSH, reply)
    passenger.asks_to_pay("ref1")
    send(lipa)
    connection.execute("select messaging.enqueue('stk_push', 'ref1', '{}')")
    connection.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second'")
    send(lipa)
    assert len(operator.heard(PUSH)) == 1
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("unknown", False)


@pytest.mark.parametrize("reply", [trouble(400, "400.002.02"), says(403), says(200, {"ResponseCode": "1"})])
def test_what_the_operator_refuses_is_failed_at_once(
    reply: Reply, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(PUSH, reply)
    passenger.asks_to_pay("ref1")
    send(lipa)
    assert len(operator.heard(PUSH)) == 1
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("failed", False)


@pytest.mark.parametrize("reply", [trouble(500, "500.003.02"), trouble(500, "500.003.03"), says(429)])
def test_what_the_operators_gate_turned_away_is_sent_again(
    reply: Reply, lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will(PUSH, reply, ACCEPTED)
    passenger.asks_to_pay("ref1")
    send(lipa)
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("created", True)
    connection.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second'")
    send(lipa)
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("pushed", False)


def test_nobody_there_is_no_prompt_sent(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    connection.execute(
        "insert into mobile_money.access_tokens values ('daraja', %s, now() + interval '1 hour')",
        (sealing.seal("token", b"t-0"),),
    )
    operator.close()
    passenger.asks_to_pay("ref1")
    send(lipa)
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("created", True)


def test_a_worn_out_token_is_replaced_and_the_prompt_goes_out_once(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will("oauth", TOKEN, says(200, {"access_token": "t-2", "expires_in": 3599}))
    operator.will(PUSH, ACCEPTED, trouble(404, "404.001.03"), ACCEPTED)
    passenger.asks_to_pay("ref1")
    send(lipa)
    passenger.asks_to_pay("ref2")
    send(lipa)
    worn = [headers["Authorization"] for path, _, headers in operator.asked if PUSH in path]
    assert worn == ["Bearer t-1", "Bearer t-1", "Bearer t-2"]
    assert state(connection, "ref2") == "pushed"


def test_two_worn_out_tokens_in_a_row_are_no_refusal_of_the_prompt(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    worn = trouble(404, "404.001.03")
    operator.will(PUSH, worn, worn, ACCEPTED)
    passenger.asks_to_pay("ref1")
    send(lipa)
    assert (len(operator.heard(PUSH)), state(connection, "ref1"), waits(connection, "ref1")) == (2, "created", True)
    connection.execute("update messaging.outbox set next_attempt_at = now() - interval '1 second'")
    send(lipa)
    assert state(connection, "ref1") == "pushed"


def test_without_a_token_nothing_is_sent_and_nothing_is_lost(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    operator.will("oauth", trouble(400, "400.008.01"))
    passenger.asks_to_pay("ref1")
    send(lipa)
    assert operator.heard(PUSH) == []
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("created", True)
    assert one(connection, "select state from messaging.outbox") == "ready", (
        "given back, and not left to be written off"
    )


def test_no_more_is_taken_than_is_sent_next(lipa: Flask, connection: psycopg.Connection, passenger: Passenger) -> None:
    for ref in ("ref1", "ref2"):
        passenger.asks_to_pay(ref)
    assert len(pushes.Pushes(Daraja(lipa.extensions["lipa"])).take()) == 1


def test_a_prompt_that_waited_over_a_minute_is_dropped(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    passenger.asks_to_pay("ref1")
    connection.execute("update mobile_money.payment_intents set created_at = now() - interval '61 seconds'")
    send(lipa)
    assert operator.heard(PUSH) == []
    assert (state(connection, "ref1"), waits(connection, "ref1")) == ("expired", False)


def test_neither_number_nor_token_is_written_down(
    lipa: Flask, operator: Operator, connection: psycopg.Connection, passenger: Passenger
) -> None:
    # Really written so: time and number in one run of digits.
    named = {"MerchantRequestID": "M1", "CheckoutRequestID": f"ws_CO_23112026171457103{PHONE[3:]}", "ResponseCode": "0"}
    operator.will(PUSH, says(200, named), hangs_up, trouble(500, "500.001.1001"))
    for ref in ("ref1", "ref2", "ref3"):
        passenger.asks_to_pay(ref)
    written = io.StringIO()
    logs.configure(written)
    send(lipa)
    said = written.getvalue()
    assert "push" in said
    assert PHONE not in said
    assert "t-1" not in said
    stored = str(connection.execute("select o::text from messaging.outbox_done o").fetchall())
    stored += str(connection.execute("select i::text from mobile_money.payment_intents i").fetchall())
    assert PHONE[3:] not in stored
