"""A payment whose money is held is asked about: by whom, with which secret, and again until the answer comes."""

import base64
from collections.abc import Iterator

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Flask

import web
from db.tests.database import Database
from sandbox.credential import Credential
from web.core import db
from worker import http_client
from worker.jobs import payment_queries
from worker.pool import WorkerPool
from worker.providers.daraja import Daraja

from .conftest import Operator, Reply, hangs_up, is_silent, moment, one, says, settings, trouble

STATUS = "transactionstatus/v1"
TAKEN = says(200, {"ConversationID": "AG_1", "OriginatorConversationID": "1", "ResponseCode": "0"})
KEY = Credential()
PASSWORD = "Kx7!mQ2vTz"
RECEIPT = "QKX0000001"
INITIATOR = {
    "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": PASSWORD, "LIPA_DARAJA_CERT": KEY.certificate_pem,
}  # fmt: skip


@pytest.fixture
def asking(
    operator: Operator,
    environ: dict[str, str],
    database: Database,
    connection: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    """The application with an initiator, and one payment to ask about."""
    monkeypatch.setattr(http_client, "TIMEOUT", (2.0, 2.0))
    connection.execute("delete from mobile_money.verifications")
    connection.execute("delete from mobile_money.payments")
    connection.execute(
        "insert into mobile_money.payments (receipt, amount_cents, paid_at, state, channel, short_code)"
        " values (%s, 150000, now(), 'suspense', 'paybill', '400222')",
        (RECEIPT,),
    )
    connection.execute(
        "insert into mobile_money.verifications (receipt, journal_id, why, ref) values (%s, -1, '{above_limit}', 'ref1')",
        (RECEIPT,),
    )
    connection.execute("select messaging.enqueue('status_query', %s, '{}')", (f"{RECEIPT}/1",))
    app = web.create_app(environ | settings(operator, database) | INITIATOR)
    with app.app_context():
        yield app
    db.close()


def ask(app: Flask) -> None:
    """Let the worker ask what is due."""
    WorkerPool("status queries", payment_queries.StatusQueries(Daraja(app.extensions["lipa"])), threads=1).drain()


def state(connection: psycopg.Connection, began: object = None) -> tuple[str, str, bool]:
    """Of the verification, of its question, and is the next one planned for later than the test began?"""
    return one(  # type: ignore[no-any-return]
        connection,
        "select v.state, o.state, o.next_attempt_at > %s::timestamptz + interval '2 seconds'"
        " from mobile_money.verifications v, messaging.outbox o where o.topic = 'status_query'",
        began,
    )


def test_the_question_says_who_asks_about_what_and_where_to_answer(
    asking: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will(STATUS, TAKEN)
    began = moment(connection)
    ask(asking)
    (said,) = operator.heard(STATUS)
    credential = said.pop("SecurityCredential")
    token = asking.extensions["lipa"].callback_tokens[0]
    assert said == {
        "Initiator": "lipafare", "CommandID": "TransactionStatusQuery", "TransactionID": RECEIPT, "PartyA": "400222",
        "IdentifierType": "4", "Remarks": "Lipa Fare", "Occasion": "Lipa Fare",
        "ResultURL": f"http://lipa.test/telco/{token}/status/ref1/result",
        "QueueTimeOutURL": f"http://lipa.test/telco/{token}/status/ref1/timeout",
    }  # fmt: skip
    key = load_pem_private_key(KEY.key_pem.encode(), password=None)
    assert key.decrypt(base64.b64decode(credential), padding.PKCS1v15()) == PASSWORD.encode()  # type: ignore[union-attr]
    assert state(connection, began) == ("asked", "ready", True)
    ask(asking)
    assert len(operator.heard(STATUS)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        says(400, {"errorCode": "400.002.02"}),
        trouble(500, "500.001.1001"),
        trouble(500, "500.003.02"),
        says(200, {"ResponseCode": "1"}),
        says(500),
        says(200),
        hangs_up,
        is_silent,
    ],
    ids=["refused", "overloaded", "throttled", "not accepted", "500", "no JSON", "hangs up", "silent"],
)
def test_a_question_that_was_not_taken_is_asked_again_later(
    reply: Reply, asking: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will(STATUS, reply)
    began = moment(connection)
    ask(asking)
    assert state(connection, began) == ("wanted", "ready", True)


def test_asked_often_enough_it_waits_for_a_person(
    asking: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will(STATUS, TAKEN)
    for _ in range(8):
        connection.execute(
            "update messaging.outbox set next_attempt_at = now() - interval '1 second' where state = 'ready'"
        )
        ask(asking)
    assert len(operator.heard(STATUS)) == 8
    assert state(connection)[:2] == ("unknown", "dead")
    assert one(connection, "select subject from messaging.alarms where kind = 'payment_unverified'") == RECEIPT
    ask(asking)
    assert len(operator.heard(STATUS)) == 8


def test_an_answer_that_comes_before_the_acknowledgement_is_the_answer(
    asking: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    """The operator's result is settled while its acknowledgement is still on the line."""

    def answered(handler: object) -> None:
        connection.execute(
            "select telco.settle_status('ref1', '0', %s, 'Completed', '1500.00', '\\x01', sha256('answer'))", (RECEIPT,)
        )
        TAKEN(handler)  # type: ignore[arg-type]

    operator.will(STATUS, answered)
    ask(asking)
    assert one(connection, "select state from mobile_money.verifications") == "verified"
    assert one(connection, "select count(*) from messaging.outbox") == 0
    assert one(connection, "select key from messaging.outbox_done") == f"{RECEIPT}/1"


def test_what_was_answered_meanwhile_is_filed_without_asking(
    asking: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    connection.execute("update mobile_money.verifications set state = 'differs', decided_at = now()")
    ask(asking)
    assert operator.heard(STATUS) == []
    assert one(connection, "select count(*) from messaging.outbox") == 0


def test_without_an_initiator_nobody_is_asked(
    lipa: Flask, operator: Operator, asking: Flask, connection: psycopg.Connection
) -> None:
    ask(lipa)
    assert operator.heard(STATUS) == []
    assert one(connection, "select last_error from messaging.outbox") == "no initiator is set"


def test_one_worn_out_token_is_replaced_as_for_prompts(
    asking: Flask, operator: Operator, connection: psycopg.Connection
) -> None:
    operator.will(STATUS, trouble(404, "404.001.03"), TAKEN)
    ask(asking)
    assert len(operator.heard("oauth")) == 2
    assert state(connection)[0] == "asked"
