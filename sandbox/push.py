"""A prompt on a phone: asked for by Lipa Fare, ended by the passenger, by the operator's rules or by time."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from . import people
from .books import PER_DAY_CENTS, PER_TRANSACTION_CENTS, Payment, payer_fee, shillings
from .c2b import C2B
from .clock import eat, stamp
from .conduct import RESULTS, UNREACHABLE
from .courier import Letter
from .office import Office

WRONG_PIN = "0000"
LOCK_AFTER, LOCK_SECONDS = 3, 600
ANSWERS = {"cancel": "1032", "ignore": "1037"}


@dataclass(frozen=True)
class Ask:
    """What Lipa Fare asked for. A fate is set when the passenger will never see the prompt."""

    phone: str
    amount_cents: int
    account: str
    description: str
    callback_url: str
    fate: str = ""


class Pushes:
    def __init__(self, office: Office, c2b: C2B, notify: Callable[[str, str], None]) -> None:
        self._store, self._books, self._courier = office.store, office.books, office.courier
        self._trace, self._conducts, self._shortcode = office.trace, office.conducts, office.settings.shortcode
        self._c2b, self._notify = c2b, notify
        self._change = threading.Condition()
        self._wrong: dict[str, tuple[int, float]] = {}  # phone: wrong PINs in a row, when the last one was typed
        self._open = True
        self._last_id_at = 0.0

    def start(self) -> None:
        threading.Thread(target=self._reap, name="push-reaper", daemon=True).start()

    def stop(self) -> None:
        self._open = False

    def ask(self, wish: Ask) -> sqlite3.Row | None:
        """Send the prompt; its row has the two ids for Lipa Fare. None while another prompt is open on that phone."""
        now, conduct = time.time(), self._conducts.now
        fate = conduct.push_result or wish.fate or self._unshown(wish)
        # The operator's own form: the local time, and the end of the phone's number in clear.
        with self._change:  # two in one millisecond would bear the same id
            self._last_id_at = at = max(now, self._last_id_at + 0.0011)
        checkout = f"ws_CO_{eat(at):%d%m%Y%H%M%S}{int(at * 1000) % 1000:03d}{wish.phone[-9:]}"
        merchant = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(8)}"
        due = now + (1.0 if fate else conduct.prompt_seconds)
        with self._change, self._store.atomic() as db:
            if db.row("select 1 from pushes where phone = ? and state = 'waiting'", wish.phone):
                return None
            db.run(
                "insert into pushes (checkout_id, merchant_id, phone, amount_cents, account, description, callback_url,"
                " asked_at, due_at, fate, state) values (?,?,?,?,?,?,?,?,?,?,'waiting')",
                *(checkout, merchant, wish.phone, wish.amount_cents, wish.account, wish.description, wish.callback_url),
                *(now, due, fate or None),
            )
            self._change.notify_all()
        return self.by_id(checkout)

    @staticmethod
    def _unshown(wish: Ask) -> str:
        if not people.sim(wish.phone).on:
            return "1037"
        return "1025" if len(prompt_text(wish.amount_cents, wish.account)) > 182 else ""

    def open_on(self, phone: str, patience: float = 0) -> sqlite3.Row | None:
        """The prompt that this phone shows, waiting for one if asked to."""
        sql = "select * from pushes where phone = ? and state = 'waiting' and fate is null"
        with self._change:
            self._change.wait_for(lambda: self._store.row(sql, phone) is not None, patience)
        return self._store.row(sql, phone)

    def by_id(self, checkout_id: str) -> sqlite3.Row | None:
        return self._store.row("select * from pushes where checkout_id = ?", checkout_id)

    def answer(self, phone: str, said: str) -> str | None:
        """The passenger typed a PIN, or 'cancel', or 'ignore'. The result code; None when there was no prompt."""
        push = self.open_on(phone)
        if push is None:
            return None
        code = ANSWERS.get(said) or self._judge(push, said)
        return code if self._end(push, code, RESULTS[code]) else None

    def _judge(self, push: sqlite3.Row, pin: str) -> str:
        """The operator's rules: first the PIN, then the money."""
        phone, cents = push["phone"], push["amount_cents"]
        tries, last = self._wrong.get(phone, (0, 0.0))
        if tries >= LOCK_AFTER and time.time() - last < LOCK_SECONDS:
            return "8006"
        if len(pin) != 4 or not (pin.isascii() and pin.isdigit()) or pin == WRONG_PIN:
            self._wrong[phone] = (tries % LOCK_AFTER + 1, time.time())
            return "2001"
        self._wrong.pop(phone, None)
        after = self._books.spent(phone, eat()) + cents
        broken = {
            "2": cents < 100,
            "3": cents > PER_TRANSACTION_CENTS,
            "4": after > PER_DAY_CENTS,
            "1": after + payer_fee(cents) > people.sim(phone).balance_cents,
            "17": self._books.similar(phone, cents, self._conducts.now.similar_seconds),
        }
        return next((code for code, is_broken in broken.items() if is_broken), "0")

    def _end(self, push: sqlite3.Row, code: str, words: str) -> bool:
        """Once only: state the result, move the money on success, tell Lipa Fare and the passenger."""
        payment: Payment | None = None
        with self._store.atomic() as db:
            ended = db.run(
                "update pushes set state = 'done', result_code = ?, result_desc = ?, ended_at = ?"
                " where checkout_id = ? and state = 'waiting'",
                *(code, words, time.time(), push["checkout_id"]),
            )
            if not ended:
                return False
            if code == "0":
                payment = self._books.book(
                    "stk", push["phone"], push["account"], push["amount_cents"], checkout_id=push["checkout_id"]
                )
                db.run("update pushes set receipt = ? where checkout_id = ?", payment.receipt, push["checkout_id"])
        if payment:
            self._trace.note("hand", "push_paid", push["phone"], amount=payment.amount, receipt=payment.receipt)
        else:
            self._trace.note("hand", "push_ended", push["phone"], code=code, words=words)
        self._tell(push, code, words, payment)
        if message := payer_message(push, code, payment):
            self._notify(push["phone"], message)
        return True

    def _tell(self, push: sqlite3.Row, code: str, words: str, payment: Payment | None) -> None:
        """The result to its own address; on success a C2B confirmation of the same receipt as well, in either order."""
        ordinal, conduct = self._ordinal(push), self._conducts.now
        result_first = conduct.draw("result first", ordinal) < 0.5
        letter = Letter(
            "stk_result",
            push["callback_url"],
            result_body(push, code, words, payment),
            phone=push["phone"],
            receipt=payment.receipt if payment else None,
            content_type="application/json;charset=UTF-8",
            headers={"Businessshortcode": self._shortcode},
            retries=conduct.result_retries,
            after=0.2 if result_first else 0.9,
        )
        self._courier.send(letter, ordinal)
        if payment and conduct.strikes("both", ordinal):
            self._c2b.tell(payment, after=0.9 if result_first else 0.2)

    def _ordinal(self, push: sqlite3.Row) -> int:
        row = self._store.row("select rowid as number from pushes where checkout_id = ?", push["checkout_id"])
        return int(row["number"]) if row else 0

    def reap(self) -> int:
        """End what nobody answered in time, and what was never going to reach a phone."""
        late = self._store.rows("select * from pushes where state = 'waiting' and due_at <= ?", time.time())
        for push in late:
            code = push["fate"] or "1037"
            words = UNREACHABLE if code == "1037" and push["fate"] else RESULTS[code]
            self._end(push, code, words)
        return len(late)

    def _reap(self) -> None:
        while self._open:
            self.reap()
            time.sleep(0.2)


def prompt_text(amount_cents: int, account: str) -> str:
    return f"Do you want to pay Ksh{shillings(amount_cents)} to LIPA FARE Account no. {account}? Enter M-PESA PIN:"


def result_body(push: sqlite3.Row, code: str, words: str, payment: Payment | None) -> str:
    """The documented shape: numbers as numbers, Balance without a Value, metadata on success alone."""
    callback: dict[str, object] = {
        "MerchantRequestID": push["merchant_id"],
        "CheckoutRequestID": push["checkout_id"],
        "ResultCode": int(code) if code.isdigit() else code,
        "ResultDesc": words,
    }
    if payment:
        items: list[dict[str, object]] = [
            {"Name": "Amount", "Value": payment.amount_cents / 100},
            {"Name": "MpesaReceiptNumber", "Value": payment.receipt},
            {"Name": "Balance"},
            {"Name": "TransactionDate", "Value": int(stamp(payment.paid_at))},
            {"Name": "PhoneNumber", "Value": int(payment.payer)},
        ]
        callback["CallbackMetadata"] = {"Item": items}
    return json.dumps({"Body": {"stkCallback": callback}})


def payer_message(push: sqlite3.Row, code: str, payment: Payment | None) -> str:
    """What M-PESA itself texts to the payer."""
    amount = shillings(push["amount_cents"])
    if payment:
        return paid_message(payment)
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
        f" Transaction cost, Ksh{shillings(payer_fee(payment.amount_cents))}."
    )
