"""PIN prompts on phones (STK push). The passenger, the operator's rules or the time limit ends a prompt."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox import subscribers
from sandbox.books import PER_DAY_CENTS, PER_TRANSACTION_CENTS, Payment, format_shillings, payer_fee
from sandbox.c2b import C2B, generate_conversation_id
from sandbox.clock import format_timestamp, nairobi_time
from sandbox.context import Context
from sandbox.fault_profile import RESULTS, UNREACHABLE
from sandbox.webhook_sender import Webhook

WRONG_PIN = "0000"
LOCK_AFTER, LOCK_SECONDS = 3, 600
RESULT_OF_ANSWER = {"cancel": "1032", "ignore": "1037"}


@dataclass(frozen=True)
class PushRequest:
    """What Lipa Fare asks for. With a forced_result the passenger never sees the prompt."""

    phone: str
    amount_cents: int
    account: str
    description: str
    callback_url: str
    forced_result: str = ""


class StkPushes:
    def __init__(self, context: Context, c2b: C2B, send_sms: Callable[[str, str], None]) -> None:
        self._store, self._books, self._webhook_sender = context.store, context.books, context.webhook_sender
        self._trace, self._fault_profiles, self._settings = context.trace, context.fault_profiles, context.settings
        self._c2b, self._send_sms = c2b, send_sms
        self._change = threading.Condition()
        self._wrong_pins: dict[str, tuple[int, float]] = {}  # phone: wrong PINs in a row, time of the last one
        self._is_open = True
        self._last_id_at = 0.0

    def start(self) -> None:
        threading.Thread(target=self._run, name="push-expiry", daemon=True).start()

    def stop(self) -> None:
        self._is_open = False

    def send(self, request: PushRequest) -> sqlite3.Row | None:
        """Open a prompt and return its row. None when another prompt is open on that phone."""
        now, profile = time.time(), self._fault_profiles.current
        forced_result = profile.push_result or request.forced_result or self._delivery_failure(request)
        # The operator's own format: the local time, then the last nine digits of the phone.
        with self._change:  # two pushes in one millisecond would have the same id
            self._last_id_at = at = max(now, self._last_id_at + 0.0011)
        checkout_id = f"ws_CO_{nairobi_time(at):%d%m%Y%H%M%S}{int(at * 1000) % 1000:03d}{request.phone[-9:]}"
        with self._change, self._store.transaction() as db:
            if db.fetch_one(
                "select 1 from pushes where phone = ? and state = 'waiting' and result_code is null", request.phone
            ):
                return None
            db.insert(
                "pushes", checkout_id=checkout_id, merchant_id=generate_conversation_id(), asked_at=now,
                due_at=now + (1.0 if forced_result else profile.prompt_seconds), state="waiting",
                **{**request.__dict__, "forced_result": forced_result or None},
            )  # fmt: skip
            self._change.notify_all()
        return self.find(checkout_id)

    @staticmethod
    def _delivery_failure(request: PushRequest) -> str:
        if not subscribers.find_sim(request.phone).is_on:
            return "1037"
        return "1025" if len(prompt_text(request.amount_cents, request.account)) > 182 else ""

    def open_prompt(self, phone: str, max_wait: float = 0) -> sqlite3.Row | None:
        """The prompt that this phone shows. Waits up to max_wait seconds for one."""
        sql = "select * from pushes where phone = ? and state = 'waiting' and forced_result is null"
        with self._change:
            self._change.wait_for(lambda: self._store.fetch_one(sql, phone) is not None, max_wait)
        return self._store.fetch_one(sql, phone)

    def find(self, checkout_id: str) -> sqlite3.Row | None:
        return self._store.fetch_one("select * from pushes where checkout_id = ?", checkout_id)

    def answer(self, phone: str, text: str) -> str | None:
        """The passenger types a PIN, 'cancel' or 'ignore'. Returns the result code; None when no prompt is open."""
        push = self.open_prompt(phone)
        if push is None:
            return None
        code = RESULT_OF_ANSWER.get(text) or self._apply_rules(push, text)
        return code if self._finish(push, code, RESULTS[code]) else None

    def _apply_rules(self, push: sqlite3.Row, pin: str) -> str:
        """The result code by the operator's rules: first the PIN, then the amounts."""
        phone, cents = push["phone"], push["amount_cents"]
        wrong, last = self._wrong_pins.get(phone, (0, 0.0))
        if wrong >= LOCK_AFTER and time.time() - last < LOCK_SECONDS:
            return "8006"
        if not is_valid_pin(pin):
            self._wrong_pins[phone] = (wrong % LOCK_AFTER + 1, time.time())
            return "2001"
        self._wrong_pins.pop(phone, None)
        after = self._books.spent_cents(phone, nairobi_time()) + cents
        broken_rules = {
            "2": cents < 100,
            "3": cents > PER_TRANSACTION_CENTS,
            "4": after > PER_DAY_CENTS,
            "1": after + payer_fee(cents) > subscribers.find_sim(phone).balance_cents,
            "17": self._books.has_similar(phone, cents, self._fault_profiles.current.similar_seconds),
        }
        return next((code for code, is_broken in broken_rules.items() if is_broken), "0")

    def _finish(self, push: sqlite3.Row, code: str, description: str) -> bool:
        """Store the result once, record the payment on success, then inform Lipa Fare and the passenger."""
        payment: Payment | None = None
        profile, now = self._fault_profiles.current, time.time()
        is_first = push["result_code"] is None
        # Ended for the passenger and for queries, but the money follows (expire).
        is_paid_later = code == "1037" and is_first and profile.has_fault("paid_after_1037", self._ordinal(push))
        with self._store.transaction() as db:
            ended = db.execute(
                "update pushes set state = ?, result_code = ?, result_desc = ?, ended_at = ?, due_at = ?,"
                " forced_result = coalesce(?, forced_result)"
                " where checkout_id = ? and state = 'waiting' and result_code is ?",
                *("waiting" if is_paid_later else "done", code, description, now, now + profile.late_seconds),
                *("0" if is_paid_later else None, push["checkout_id"], push["result_code"]),
            )
            if not ended:
                return False
            if code == "0":
                payment = self._books.record_payment(
                    "stk", push["phone"], push["account"], push["amount_cents"], checkout_id=push["checkout_id"]
                )
                db.execute("update pushes set receipt = ? where checkout_id = ?", payment.receipt, push["checkout_id"])
        if payment:
            self._trace.record("person", "push_paid", push["phone"], amount=payment.amount, receipt=payment.receipt)
        else:
            self._trace.record("person", "push_ended", push["phone"], code=code, description=description)
        self._send_result(push, code, description, payment)
        if message := payer_message(push, code, payment):
            self._send_sms(push["phone"], message)
        return True

    def _send_result(self, push: sqlite3.Row, code: str, description: str, payment: Payment | None) -> None:
        """Queue the result, and on success a C2B confirmation of the same receipt. Either can come first."""
        ordinal, profile = self._ordinal(push), self._fault_profiles.current
        is_result_first = profile.draw("result first", ordinal) < 0.5
        webhook = Webhook(
            "stk_result", push["callback_url"], result_body(push, code, description, payment), push["phone"],
            payment.receipt if payment else None, content_type="application/json;charset=UTF-8",
            headers={"Businessshortcode": self._settings.shortcode}, retries=profile.result_retries,
            delay=0.2 if is_result_first else 0.9,
        )  # fmt: skip
        self._webhook_sender.send(webhook, ordinal)
        if payment and profile.has_fault("both", ordinal):
            self._c2b.send_confirmation(payment, delay=0.9 if is_result_first else 0.2)

    def _ordinal(self, push: sqlite3.Row) -> int:
        row = self._store.fetch_one("select rowid as number from pushes where checkout_id = ?", push["checkout_id"])
        return int(row["number"]) if row else 0

    def expire(self) -> None:
        """Finish the prompts whose time is over, and those with a forced result."""
        for push in self._store.fetch_all("select * from pushes where state = 'waiting' and due_at <= ?", time.time()):
            code = push["forced_result"] or "1037"
            self._finish(push, code, UNREACHABLE if push["forced_result"] == "1037" else RESULTS[code])

    def _run(self) -> None:
        while self._is_open:
            self.expire()
            time.sleep(0.2)


def is_valid_pin(pin: str) -> bool:
    """Any four digits are a right PIN, except 0000."""
    return len(pin) == 4 and pin.isascii() and pin.isdigit() and pin != WRONG_PIN


def prompt_text(amount_cents: int, account: str) -> str:
    amount = format_shillings(amount_cents)
    return f"Do you want to pay Ksh{amount} to LIPA FARE Account no. {account}? Enter M-PESA PIN:"


def result_body(push: sqlite3.Row, code: str, description: str, payment: Payment | None) -> str:
    """The documented format: numbers as numbers, Balance without a Value, metadata only on success."""
    callback: dict[str, object] = {
        "MerchantRequestID": push["merchant_id"],
        "CheckoutRequestID": push["checkout_id"],
        "ResultCode": int(code) if code.isdigit() else code,
        "ResultDesc": description,
    }
    if payment:
        items: list[dict[str, object]] = [
            {"Name": "Amount", "Value": payment.amount_cents / 100},
            {"Name": "MpesaReceiptNumber", "Value": payment.receipt},
            {"Name": "Balance"},
            {"Name": "TransactionDate", "Value": int(format_timestamp(payment.paid_at))},
            {"Name": "PhoneNumber", "Value": int(payment.payer)},
        ]
        callback["CallbackMetadata"] = {"Item": items}
    return json.dumps({"Body": {"stkCallback": callback}})


def payer_message(push: sqlite3.Row, code: str, payment: Payment | None) -> str:
    """The SMS that M-PESA sends to the payer."""
    if payment:
        return paid_message(payment)
    amount = format_shillings(push["amount_cents"])
    return {
        "1": f"Failed. You do not have enough money in your M-PESA account to pay Ksh{amount} to LIPA FARE.",
        "17": f"Failed. You have just paid Ksh{amount} to LIPA FARE. Wait 2 minutes before a similar payment.",
        "2001": "Failed. You have entered the wrong PIN.",
        "8006": "Failed. Your M-PESA PIN is locked. Try again in 10 minutes.",
    }.get(code, "")


def paid_message(payment: Payment) -> str:
    when = f"{payment.paid_at:%d/%m/%y} at {payment.paid_at:%I:%M %p}"
    return (
        f"{payment.receipt} Confirmed. Ksh{payment.amount} sent to LIPA FARE for account {payment.account} on {when}."
        f" Transaction cost, Ksh{format_shillings(payer_fee(payment.amount_cents))}."
    )
