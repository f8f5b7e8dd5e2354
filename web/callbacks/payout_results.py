"""M-Pesa's results of payouts. Each payout has its own address, so the address names the payout.

Parameters are read by key, never by place; any of them may be missing. What has no Result, such as a gateway's
Envelope with a Fault, says nothing of the money and is quarantined: the payout is asked about.
"""

from typing import Any

from flask import Response

from web.callbacks.fields import member, readable_id, result_parameters, single_value
from web.callbacks.receive import Arguments, Kind, receive
from web.core import db
from web.security import phones

# What phones' results call it, and what businesses' do.
AMOUNT = ("TransactionAmount", "Amount")
COMPLETED_AT = ("TransactionCompletedDateTime", "TransCompletedTime")
UTILITY, WORKING = "B2CUtilityAccountAvailableFunds", "B2CWorkingAccountAvailableFunds"
UNREADABLE = "unreadable"  # no amount, and not a missing one either


def payout_result(payout_ref: str) -> Response:
    """Paid or not: the database decides by the code, never by the description."""
    return receive(RESULT, payout_ref)


def payout_timeout(payout_ref: str) -> Response:
    """The operator's queue gave up on the request, which may be paid all the same: it is asked about."""
    return receive(TIMEOUT, payout_ref)


def _settle(within: float, said: Arguments, sealed: Arguments) -> str:
    named = {f"p_{name}": value for name, value in said.items()}
    return str(db.row("telco.settle_payout", within=within, connect_within=0.0, **named, **sealed)["outcome"])


def _read_result(payout_ref: str, body: Any, replaced: set[str]) -> Arguments:
    result = member(body, "Result")
    parameters = result_parameters(result, replaced)
    code = readable_id(result, "ResultCode", replaced)
    amount = single_value(parameters, *AMOUNT)
    if amount is None and any(key in parameters for key in AMOUNT):
        amount = UNREADABLE
    return {
        "payout_ref": phones.mask_id(payout_ref),
        "result_code": code,
        "said_receipt": _receipt(result, parameters, replaced) if code == "0" else None,
        "said_amount": amount,
        "said_at": single_value(parameters, *COMPLETED_AT),
        "said_utility": single_value(parameters, UTILITY),
        "said_working": single_value(parameters, WORKING),
    }


def _receipt(result: dict[str, Any], parameters: dict[str, set[str | None]], replaced: set[str]) -> str | None:
    """The receipt of a success. In a failure TransactionID is a placeholder that many share."""
    receipt = single_value(parameters, "TransactionReceipt")
    return phones.mask_id(receipt) if receipt else readable_id(result, "TransactionID", replaced)


def _read_timeout(payout_ref: str, _body: Any, _replaced: set[str]) -> Arguments:
    nothing = ("said_receipt", "said_amount", "said_at", "said_utility", "said_working")
    return {"payout_ref": phones.mask_id(payout_ref), "result_code": "timeout", **dict.fromkeys(nothing)}


RESULT = Kind("payout_result", _read_result, _settle)
TIMEOUT = Kind("payout_timeout", _read_timeout, _settle)
