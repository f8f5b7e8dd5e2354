"""M-Pesa's asynchronous results: the answers to our questions about a payment, a payout, or our accounts' balances."""

from typing import Any

from flask import Response

from web.callbacks.fields import member, readable_id, result_parameters, single_value
from web.callbacks.receive import Arguments, Kind, receive
from web.core import db
from web.security import phones


def status_result(ref: str) -> Response:
    """The answer to one question of ours; the database knows what it was about and decides what it means."""
    return receive(RESULT, ref)


def status_timeout(ref: str) -> Response:
    """The operator's queue gave up on a query; it will be sent again."""
    return receive(TIMEOUT, ref)


def _settle(within: float, said: Arguments, sealed: Arguments) -> str:
    named = {f"p_{name}": value for name, value in said.items()}
    return str(db.row("telco.settle_status", within=within, connect_within=0.0, **named, **sealed)["outcome"])


def _read_status(ref: str, body: Any, replaced: set[str]) -> Arguments:
    result = member(body, "Result")
    parameters = result_parameters(result, replaced)
    said = {name: single_value(parameters, name) for name in ("ReceiptNo", "TransactionStatus", "Amount")}
    return {
        "ref": phones.mask_id(ref),
        "result_code": readable_id(result, "ResultCode", replaced),
        "said_receipt": readable_id(said, "ReceiptNo", replaced),
        "said_status": readable_id(said, "TransactionStatus", replaced),
        "said_amount": said["Amount"],
        "said_balance": single_value(parameters, "AccountBalance"),
    }


def _read_timeout(ref: str, _body: Any, _replaced: set[str]) -> Arguments:
    nothing = dict.fromkeys(("said_receipt", "said_status", "said_amount", "said_balance"))
    return {"ref": phones.mask_id(ref), "result_code": "timeout", **nothing}


RESULT = Kind("status_result", _read_status, _settle)
TIMEOUT = Kind("status_timeout", _read_timeout, _settle)
