"""Questions about a payment or about our balances. They are accepted at once and answered later from the books."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import payout_results, subscribers
from sandbox.books import Payment, format_shillings
from sandbox.clock import format_timestamp
from sandbox.context import Context
from sandbox.payouts import Payouts, phone_of
from sandbox.webhook_sender import Webhook


@dataclass(frozen=True)
class StatusQuery:
    """A question about one payment, by its receipt or by the OriginatorConversationID of money out."""

    receipt: str
    originator_id: str
    ids: dict[str, str]
    urls: tuple[str, str]  # for the result, and for a time-out
    error_code: str = ""


class StatusQueries:
    def __init__(self, context: Context, payouts: Payouts) -> None:
        self._books, self._webhook_sender, self._payouts = context.books, context.webhook_sender, payouts
        self._fault_profiles, self._shortcode = context.fault_profiles, context.settings.shortcode

    def answer(self, query: StatusQuery, ordinal: int) -> None:
        """Queue the answer to the result address, or to the timeout address when that fault is drawn."""
        profile, name = self._fault_profiles.current, f"status:{ordinal}"
        phone, parameters = self._find(query, 100 if profile.has_fault("status_wrong_amount", name) else 0)
        code = query.error_code or ("0" if parameters else "R000002")
        is_single = profile.has_fault("status_object", name)
        body = result_body(query.ids, code, [] if query.error_code else parameters, is_single=is_single)
        self._send(("status_result", phone, query.receipt), body, query.ids, query.urls, ordinal)

    def answer_balance(self, ids: dict[str, str], urls: tuple[str, str], ordinal: int, error_code: str = "") -> None:
        """Queue what our accounts hold. The faults of a status query strike this answer too."""
        accounts = {name: self._books.balance(name) for name in ("utility", "working", "charges")}
        body = payout_results.balance_body(ids, error_code or "0", accounts, urls[1])
        self._send(("balance_result", "", ""), body, ids, urls, ordinal)

    def _find(self, query: StatusQuery, added_cents: int) -> tuple[str, list[dict[str, Any]]]:
        """The phone that the payment concerns, and what is known of it; nothing of an unknown one."""
        if query.receipt and (payment := self._books.find_by_receipt(query.receipt)):
            state = "Reversed" if self._payouts.is_reversed(payment.receipt) else payment.state
            return payment.payer, payment_parameters(payment, state, added_cents)
        find: Callable[[str], Any] = self._payouts.find_by_receipt if query.receipt else self._payouts.find
        row = find(query.receipt or query.originator_id)
        if row is None:
            return "", []
        return phone_of(row), payout_results.status_parameters(row, self._shortcode, added_cents)

    def _send(
        self, what: tuple[str, str, str], body: Any, ids: dict[str, str], urls: tuple[str, str], ordinal: int
    ) -> None:
        """Queue one answer of this kind about this phone and receipt, with the faults that are drawn for it."""
        profile, (kind, phone, receipt) = self._fault_profiles.current, what
        name, url = f"{kind.removesuffix('_result')}:{ordinal}", urls[0]
        if profile.has_fault("status_lost", name):
            return
        if profile.has_fault("status_timeout", name):
            kind, url, body = "status_timeout", urls[1], timeout_body(ids)
        copies = 2 if profile.has_fault("status_twice", name) else 1
        webhook = Webhook(
            kind, url, json.dumps(body), phone, receipt, retries=profile.result_retries, copies=copies, delay=0.3
        )
        self._webhook_sender.send(webhook, ordinal)


def payment_parameters(payment: Payment, state: str, added_cents: int) -> list[dict[str, Any]]:
    """What the operator answers about a known payment. One key comes twice, as in the official sample."""
    party = f"{payment.payer} - {' '.join(subscribers.subscriber_names(payment.payer))}"
    paid_at = int(format_timestamp(payment.paid_at))
    parameters: list[tuple[str, Any]] = [
        ("DebitPartyName", party), ("DebitPartyName", party), ("CreditPartyName", "LIPA FARE"),
        ("OriginatorConversationID", ""), ("InitiatedTime", paid_at), ("DebitAccountType", "MMF Account For Customer"),
        ("DebitPartyCharges", ""), ("TransactionReason", ""), ("ReasonType", "Pay Bill Online"),
        ("TransactionStatus", state), ("FinalisedTime", paid_at), ("ConversationID", ""),
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
