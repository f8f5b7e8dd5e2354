"""Lipa Fare asks about one payment: taken at once, answered later, out of the operator's own books."""

from __future__ import annotations

import json
import secrets
from typing import Any

from . import people
from .books import Payment, shillings
from .courier import Letter
from .office import Office


class Enquiries:
    def __init__(self, office: Office) -> None:
        self._books, self._courier, self._conducts = office.books, office.courier, office.conducts

    def ask(self, receipt: str, ids: dict[str, str], urls: tuple[str, str], ordinal: int, fault: str = "") -> None:
        """Answer to the first address, or to the second when today's queue gives up. A fault is our own refusal."""
        conduct, name = self._conducts.now, f"enquiry:{ordinal}"
        if conduct.strikes("status_lost", name):
            return
        payment = self._books.by_receipt(receipt)
        if conduct.strikes("status_timeout", name):
            kind, url, body = "status_timeout", urls[1], timed_out(ids)
        else:
            wrong = conduct.strikes("status_wrong_amount", name)
            parameters = told(payment, 100 if wrong else 0) if payment and not fault else []
            code = fault or ("0" if payment else "R000002")
            kind, url = "status_result", urls[0]
            body = result(ids, code, parameters, alone=conduct.strikes("status_object", name))
        letter = Letter(
            kind,
            url,
            json.dumps(body),
            phone=payment.payer if payment else "",
            receipt=receipt,
            retries=conduct.result_retries,
            copies=2 if conduct.strikes("status_twice", name) else 1,
            after=0.3,
        )
        self._courier.send(letter, ordinal)


def told(payment: Payment, too_much_cents: int) -> list[dict[str, Any]]:
    """What the operator says of a payment it knows. One key stands twice, as in its own sample."""
    first, middle, last = people.names(payment.payer)
    who = f"{payment.payer} - {first} {middle} {last}"
    said: list[tuple[str, Any]] = [
        ("DebitPartyName", who),
        ("DebitPartyName", who),
        ("CreditPartyName", "LIPA FARE"),
        ("OriginatorConversationID", ""),
        ("InitiatedTime", int(f"{payment.paid_at:%Y%m%d%H%M%S}")),
        ("DebitAccountType", "MMF Account For Customer"),
        ("DebitPartyCharges", ""),
        ("TransactionReason", ""),
        ("ReasonType", "Pay Bill Online"),
        ("TransactionStatus", payment.state),
        ("FinalisedTime", int(f"{payment.paid_at:%Y%m%d%H%M%S}")),
        ("Amount", shillings(payment.amount_cents + too_much_cents)),
        ("ConversationID", ""),
        ("ReceiptNo", payment.receipt),
    ]
    return [{"Key": key, "Value": value} for key, value in said]


def result(ids: dict[str, str], code: str, parameters: list[dict[str, Any]], *, alone: bool) -> dict[str, Any]:
    """The documented shape: the code a number where it is one; a single parameter may come without its list."""
    said: dict[str, Any] = {
        "ResultType": 0,
        "ResultCode": int(code) if code.isdigit() else code,
        "ResultDesc": "The service request is processed successfully." if code == "0" else "The request failed.",
        **ids,
        "TransactionID": f"O{secrets.token_hex(4).upper()}0",
        "ReferenceData": {"ReferenceItem": {"Key": "Occasion"}},
    }
    if parameters:
        said["ResultParameters"] = {"ResultParameter": parameters[-1] if alone else parameters}
    return {"Result": said}


def timed_out(ids: dict[str, str]) -> dict[str, Any]:
    return {"Result": {"ResultType": 1, "ResultCode": 1, "ResultDesc": "The service request timed out.", **ids}}
