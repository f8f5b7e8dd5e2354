"""What the operator says of a payout, at the address made for that payout; and our part in sending it."""

from typing import Any

from flask import Flask
from psycopg import Connection

from web.tests.conftest import TOKEN
from web.tests.pages import world

CLAIM = "select count(*) from worker.claim_payouts(10, 60) where payout_ref = %s"
TAKE = """select worker.note_payout(c.outbox_id, c.attempt, c.payout_ref, 'taken', null, c.payout_ref)
            from worker.claim_payouts(100, 60) c where c.payout_ref = %s"""
PROOF = "select coalesce(sum(faults), 0) from audit.ledger_proof"


def take(connection: Connection, ref: str) -> None:
    """The worker sent it, and the operator took the request."""
    assert world.value(connection, TAKE, ref) == "sent"


def is_sent_again(connection: Connection, ref: str) -> bool:
    return bool(world.value(connection, CLAIM, ref))


def say(app: Flask, ref: str, code: object, receipt: str = "", amount: int = 0) -> None:
    """Post a result: paid with a receipt and an amount, or the code of a failure."""
    parameters: dict[str, Any] = {"TransactionReceipt": receipt, "TransactionAmount": amount} if receipt else {}
    body = {"Result": {
        "ResultType": 0, "ResultCode": code, "ResultDesc": "whatever", "OriginatorConversationID": ref,
        "ConversationID": "AG_1", "TransactionID": receipt or "OAK0000000",
        "ResultParameters": {"ResultParameter": [{"Key": key, "Value": said} for key, said in parameters.items()]},
    }}  # fmt: skip
    _post(app, f"payout/{ref}/result", body)


def time_out(app: Flask, ref: str) -> None:
    """The operator's queue gave up, which says nothing of the money."""
    _post(app, f"payout/{ref}/timeout", {"Result": {"ResultCode": 1, "ResultDesc": "timed out"}})


def _post(app: Flask, path: str, body: dict[str, Any]) -> None:
    answer = app.test_client().post(f"/telco/{TOKEN}/{path}", json=body)
    assert (answer.status_code, answer.get_json()["ResultCode"]) == (200, 0)
