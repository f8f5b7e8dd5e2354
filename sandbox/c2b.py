"""A payment to the PayBill: perhaps asked about first (validation), then booked, then told (confirmation)."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import people
from .books import PER_TRANSACTION_CENTS, Payment, shillings
from .clock import eat, stamp
from .courier import Letter, direct_session, post
from .office import Office

REASONS = {
    "C2B00011": "Invalid MSISDN",
    "C2B00012": "Invalid Account Number",
    "C2B00013": "Invalid Amount",
    "C2B00014": "Invalid KYC Details",
    "C2B00015": "Invalid Shortcode",
    "C2B00016": "Other Error",
}


@dataclass(frozen=True)
class Order:
    """What a payer asks of M-Pesa. Without a time it is now; validation empty means as the terms say."""

    payer: str
    account: str
    amount_cents: int
    paid_at: datetime | None = None
    play_key: str | None = None
    validation: str = ""
    copies: int = 1


class C2B:
    def __init__(self, office: Office) -> None:
        self._store, self._books, self._courier = office.store, office.books, office.courier
        self._trace, self._conducts, self._shortcode = office.trace, office.conducts, office.settings.shortcode
        self._askers = ThreadPoolExecutor(4, thread_name_prefix="validation")
        self._session = direct_session()

    @property
    def urls(self) -> dict[str, str] | None:
        found: dict[str, str] | None = self._store.fact("c2b_urls")
        return found

    def register(self, version: str, response_type: str, confirmation: str, validation: str) -> None:
        urls = {
            "version": version,
            "response_type": response_type,
            "confirmation": confirmation,
            "validation": validation,
        }
        self._store.note("c2b_urls", urls)

    def pay(self, order: Order) -> Payment:
        return self.pay_all([order])[0]

    def pay_all(self, orders: Sequence[Order]) -> list[Payment]:
        """Ask about all at once, book in the order given, tell all at once; back when each has been told once."""
        numbers = [self._books.reserve(order.paid_at) for order in orders]
        verdicts = list(self._askers.map(self._ask, orders, numbers))
        booked: list[Payment] = []
        letters: list[int] = []
        for order, number, (refused, third_party) in zip(orders, numbers, verdicts, strict=True):
            known = order.play_key and self._books.by_play_key(order.play_key)
            payment = known or self._books.book(
                *("paybill", order.payer, order.account, order.amount_cents),
                number=number,
                paid_at=order.paid_at,
                refused=refused,
                play_key=order.play_key,
            )
            if not known and payment.state == "Completed":
                letters += self.tell(payment, third_party=third_party, copies=order.copies)
            booked.append(payment)
        self._courier.wait(letters)
        return booked

    def tell(self, payment: Payment, *, third_party: str = "", copies: int = 1, after: float = 0.0) -> list[int]:
        """Send the confirmation. Without a registered address the payment completes in silence."""
        urls = self.urls
        if urls is None:
            return []
        body = self._body(payment, shillings(payment.balance_cents), third_party, urls["version"])
        letter = Letter(
            "c2b_confirmation",
            urls["confirmation"],
            body,
            payment.payer,
            payment.receipt,
            retries=self._conducts.now.confirmation_retries,
            copies=copies,
            after=after,
        )
        return self._courier.send(letter, payment.seq)

    def _ask(self, order: Order, number: str) -> tuple[str, str]:
        """Why it is refused (empty when it isn't) and the ThirdPartyTransID to echo."""
        conduct, urls = self._conducts.now, self.urls
        if order.amount_cents < 100 or order.amount_cents > PER_TRANSACTION_CENTS:
            return "Invalid Amount", ""
        known = order.play_key and self._books.by_play_key(order.play_key)
        if known or urls is None or not urls["validation"] or (order.validation or conduct.validation) == "off":
            return "", ""
        unsettled = Payment(
            *(
                0,
                number,
                "paybill",
                order.payer,
                order.account,
                order.amount_cents,
                0,
                order.paid_at or eat(),
                "",
                "",
                0,
                None,
                0,
            )
        )
        body = self._body(unsettled, "", "", urls["version"])
        begin = time.monotonic()
        status, answer = post(self._session, urls["validation"], body, "application/json", conduct.validation_seconds)
        refused, third_party = self._verdict(status, answer, urls["response_type"])
        self._trace.note(
            "to",
            "c2b_validation",
            order.payer,
            status=status or answer,
            ms=(time.monotonic() - begin) * 1000,
            sent=body,
            got=answer,
            refused=refused,
        )
        return refused, third_party

    @staticmethod
    def _verdict(status: int, answer: str, response_type: str) -> tuple[str, str]:
        """A usable answer decides; otherwise (late, unreachable, nonsense) the registered ResponseType does."""
        try:
            said = json.loads(answer) if status == 200 else None
            code = str(said["ResultCode"]) if isinstance(said, dict) else None
        except (ValueError, KeyError):
            code = None
        if code in REASONS:
            return REASONS[code], ""
        if code == "0" and isinstance(said, dict):
            return "", str(said.get("ThirdPartyTransID") or "")
        return ("", "") if response_type == "Completed" else ("Validation Failed", "")

    def _body(self, payment: Payment, balance: str, third_party: str, version: str) -> str:
        """The documented fields in their order, all strings. Whole amounts come in both forms that the samples show."""
        conduct = self._conducts.now
        hashed = (version == "v1") if conduct.msisdn == "registered" else conduct.msisdn == "hashed"
        first, middle, last = people.names(payment.payer)
        plain = payment.amount_cents % 100 == 0 and conduct.draw("plain amount", payment.seq) < 0.1
        fields: dict[str, Any] = {
            "TransactionType": "Pay Bill",
            "TransID": payment.receipt,
            "TransTime": stamp(payment.paid_at),
            "TransAmount": payment.amount.removesuffix(".00") if plain else payment.amount,
            "BusinessShortCode": self._shortcode,
            "BillRefNumber": payment.account[:20],
            "InvoiceNumber": "",
            "OrgAccountBalance": balance,
            "ThirdPartyTransID": third_party,
            "MSISDN": people.hashed(payment.payer) if hashed else people.masked(payment.payer),
            "FirstName": first,
            "MiddleName": middle if hashed else "",
            "LastName": last if hashed else "",
        }
        return json.dumps(fields, ensure_ascii=False)
