"""Payments to the PayBill: validation by Lipa Fare, a record in the books, then a confirmation."""

import json
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox import subscribers
from sandbox.books import PER_TRANSACTION_CENTS, Payment, format_shillings
from sandbox.clock import format_timestamp, nairobi_time
from sandbox.context import Context
from sandbox.http_client import Reply, create_session, post
from sandbox.webhook_sender import Webhook

REASONS = {
    "C2B00011": "Invalid MSISDN",
    "C2B00012": "Invalid Account Number",
    "C2B00013": "Invalid Amount",
    "C2B00014": "Invalid KYC Details",
    "C2B00015": "Invalid Shortcode",
    "C2B00016": "Other Error",
}


def generate_conversation_id() -> str:
    return f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class PaymentRequest:
    """What a payer asks of M-Pesa. The time is now by default; empty validation means the terms of service."""

    payer: str
    account: str
    amount_cents: int
    paid_at: datetime | None = None
    idempotency_key: str | None = None
    validation: str = ""
    copies: int = 1


class C2B:
    def __init__(self, context: Context) -> None:
        self._store, self._books, self._webhook_sender = context.store, context.books, context.webhook_sender
        self._trace, self._fault_profiles, self._settings = context.trace, context.fault_profiles, context.settings
        self._validators = ThreadPoolExecutor(4, thread_name_prefix="validation")
        self._session = create_session()

    @property
    def urls(self) -> dict[str, str] | None:
        found: dict[str, str] | None = self._store.get_value("c2b_urls")
        return found

    def register_urls(self, version: str, response_type: str, confirmation: str, validation: str) -> None:
        urls = {"version": version, "response_type": response_type}
        self._store.set_value("c2b_urls", {**urls, "confirmation": confirmation, "validation": validation})

    def pay(self, request: PaymentRequest) -> Payment:
        return self.pay_all([request])[0]

    def pay_all(self, requests: Sequence[PaymentRequest]) -> list[Payment]:
        """Validate all at once, record in the given order, then wait until each confirmation has been sent once."""
        receipts = [self._books.reserve_receipt(request.paid_at) for request in requests]
        verdicts = list(self._validators.map(self._validate, requests, receipts))
        payments: list[Payment] = []
        sent: list[int] = []
        for request, receipt, (refused, third_party_id) in zip(requests, receipts, verdicts, strict=True):
            key = request.idempotency_key
            known = self._books.find_by_key(key)
            payment = known or self._books.record_payment(
                "paybill", request.payer, request.account, request.amount_cents, receipt=receipt,
                paid_at=request.paid_at, refused=refused, idempotency_key=key,
            )  # fmt: skip
            if not known and payment.state == "Completed":
                sent += self.send_confirmation(payment, third_party_id=third_party_id, copies=request.copies)
            payments.append(payment)
        self._webhook_sender.wait_until_tried(sent)
        return payments

    def send_confirmation(
        self, payment: Payment, *, third_party_id: str = "", copies: int = 1, delay: float = 0.0
    ) -> list[int]:
        """Queue the confirmation. Without a registered address nothing is sent."""
        urls = self.urls
        if urls is None:
            return []
        body = self._format_message(payment, format_shillings(payment.balance_cents), third_party_id, urls["version"])
        webhook = Webhook(
            "c2b_confirmation", urls["confirmation"], body, payment.payer, payment.receipt,
            retries=self._fault_profiles.current.confirmation_retries, copies=copies, delay=delay,
        )  # fmt: skip
        return self._webhook_sender.send(webhook, payment.seq)

    def _validate(self, request: PaymentRequest, receipt: str) -> tuple[str, str]:
        """The reason for a refusal (empty when accepted) and the ThirdPartyTransID for the confirmation."""
        profile, urls = self._fault_profiles.current, self.urls
        if request.amount_cents < 100 or request.amount_cents > PER_TRANSACTION_CENTS:
            return "Invalid Amount", ""
        known = self._books.find_by_key(request.idempotency_key)
        if known or urls is None or not urls["validation"] or (request.validation or profile.validation) == "off":
            return "", ""
        at = request.paid_at or nairobi_time()
        payment = Payment(0, receipt, "paybill", request.payer, request.account, request.amount_cents, at)
        body = self._format_message(payment, "", "", urls["version"])
        reply = post(self._session, urls["validation"], body, "application/json", profile.validation_seconds)
        refused, third_party_id = self._parse_verdict(reply, urls["response_type"])
        self._trace.record("to", "c2b_validation", request.payer, body, reply, refused=refused)
        return refused, third_party_id

    @staticmethod
    def _parse_verdict(reply: Reply, response_type: str) -> tuple[str, str]:
        """A valid answer decides. Without one, the registered ResponseType decides."""
        try:
            answer = json.loads(reply.text) if reply.status == 200 else None
            code = str(answer["ResultCode"]) if isinstance(answer, dict) else None
        except (ValueError, KeyError):
            code = None
        if code in REASONS:
            return REASONS[code], ""
        if code == "0" and isinstance(answer, dict):
            return "", str(answer.get("ThirdPartyTransID") or "")
        return ("", "") if response_type == "Completed" else ("Validation Failed", "")

    def _format_message(self, payment: Payment, balance: str, third_party_id: str, version: str) -> str:
        """The documented fields in their order, all strings. One whole amount in ten comes without decimals."""
        profile = self._fault_profiles.current
        is_hashed = (version == "v1") if profile.msisdn == "registered" else profile.msisdn == "hashed"
        first, middle, last = subscribers.subscriber_names(payment.payer)
        is_plain = payment.amount_cents % 100 == 0 and profile.draw("plain amount", payment.seq) < 0.1
        fields: dict[str, Any] = {
            "TransactionType": "Pay Bill",
            "TransID": payment.receipt,
            "TransTime": format_timestamp(payment.paid_at),
            "TransAmount": payment.amount.removesuffix(".00") if is_plain else payment.amount,
            "BusinessShortCode": self._settings.shortcode,
            "BillRefNumber": payment.account[:20],
            "InvoiceNumber": "",
            "OrgAccountBalance": balance,
            "ThirdPartyTransID": third_party_id,
            "MSISDN": (subscribers.hash_phone if is_hashed else subscribers.mask_phone)(payment.payer),
            "FirstName": first,
            "MiddleName": middle if is_hashed else "",
            "LastName": last if is_hashed else "",
        }
        return json.dumps(fields, ensure_ascii=False)
