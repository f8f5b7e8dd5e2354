"""Transaction status queries. They are accepted at once and answered later from the operator's books."""

import json
import secrets
from typing import Any

from sandbox import subscribers
from sandbox.books import Payment, format_shillings
from sandbox.clock import format_timestamp
from sandbox.context import Context
from sandbox.webhook_sender import Webhook


class StatusQueries:
    def __init__(self, context: Context) -> None:
        self._books, self._webhook_sender = context.books, context.webhook_sender
        self._fault_profiles = context.fault_profiles

    def answer(
        self, receipt: str, ids: dict[str, str], urls: tuple[str, str], ordinal: int, error_code: str = ""
    ) -> None:
        """Queue the answer to the result address, or to the timeout address when that fault is drawn."""
        profile, name = self._fault_profiles.current, f"status:{ordinal}"
        if profile.has_fault("status_lost", name):
            return
        payment = self._books.find_by_receipt(receipt)
        if profile.has_fault("status_timeout", name):
            kind, url, body = "status_timeout", urls[1], timeout_body(ids)
        else:
            added_cents = 100 if profile.has_fault("status_wrong_amount", name) else 0
            parameters = payment_parameters(payment, added_cents) if payment and not error_code else []
            code = error_code or ("0" if payment else "R000002")
            kind, url = "status_result", urls[0]
            body = result_body(ids, code, parameters, is_single=profile.has_fault("status_object", name))
        webhook = Webhook(
            *(kind, url, json.dumps(body), payment.payer if payment else "", receipt),
            retries=profile.result_retries,
            copies=2 if profile.has_fault("status_twice", name) else 1,
            delay=0.3,
        )
        self._webhook_sender.send(webhook, ordinal)


def payment_parameters(payment: Payment, added_cents: int) -> list[dict[str, Any]]:
    """What the operator answers about a known payment. One key comes twice, as in the official sample."""
    party = f"{payment.payer} - {' '.join(subscribers.subscriber_names(payment.payer))}"
    paid_at = int(format_timestamp(payment.paid_at))
    parameters: list[tuple[str, Any]] = [
        ("DebitPartyName", party), ("DebitPartyName", party), ("CreditPartyName", "LIPA FARE"),
        ("OriginatorConversationID", ""), ("InitiatedTime", paid_at), ("DebitAccountType", "MMF Account For Customer"),
        ("DebitPartyCharges", ""), ("TransactionReason", ""), ("ReasonType", "Pay Bill Online"),
        ("TransactionStatus", payment.state), ("FinalisedTime", paid_at), ("ConversationID", ""),
        ("Amount", format_shillings(payment.amount_cents + added_cents)), ("ReceiptNo", payment.receipt),
    ]  # fmt: skip
    return [{"Key": key, "Value": value} for key, value in parameters]


def result_body(ids: dict[str, str], code: str, parameters: list[dict[str, Any]], *, is_single: bool) -> dict[str, Any]:
    """The documented format. A numeric code is a number; a single parameter comes without a list."""
    result: dict[str, Any] = {
        "ResultType": 0,
        "ResultCode": int(code) if code.isdigit() else code,
        "ResultDesc": "The service request is processed successfully." if code == "0" else "The request failed.",
        **ids,
        "TransactionID": f"O{secrets.token_hex(4).upper()}0",
        "ReferenceData": {"ReferenceItem": {"Key": "Occasion"}},
    }
    if parameters:
        result["ResultParameters"] = {"ResultParameter": parameters[-1] if is_single else parameters}
    return {"Result": result}


def timeout_body(ids: dict[str, str]) -> dict[str, Any]:
    return {"Result": {"ResultType": 1, "ResultCode": 1, "ResultDesc": "The service request timed out.", **ids}}
