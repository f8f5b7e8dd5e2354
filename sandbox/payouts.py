"""Money out: to a phone (B2C), to a business (B2B), and back to a payer (reversal).

A request that was taken is stored first. When its time comes, the money moves and the result is queued in one
transaction, so a killed sandbox loses neither.
"""

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.books import Books, format_shillings
from sandbox.c2b import generate_conversation_id
from sandbox.clock import nairobi_time
from sandbox.context import Context
from sandbox.fault_profile import FAILURES
from sandbox.payout_results import fault_body, queue_timeout_body, received_message, result_body
from sandbox.webhook_sender import Webhook

CHARGES = ((10_000, 0), (150_000, 500), (500_000, 900))  # up to so many cents the fee is so many
HIGHEST_CHARGE = 1_100
WITHOUT_RESULT = ("silent", "no_result")


def payout_charge(amount_cents: int) -> int:
    """What the operator takes for money out (approximate)."""
    return next((charge for most, charge in CHARGES if amount_cents <= most), HIGHEST_CHARGE)


def paying_account(kind: str) -> str:
    """B2B is paid from the working account, everything else from the utility account, where fares arrive."""
    return "working" if kind in ("paybill", "till") else "utility"


@dataclass(frozen=True)
class PayoutRequest:
    """What Lipa Fare asks for. `account`: the bill's reference, or the receipt that a reversal is about."""

    kind: str
    receiver: str
    amount_cents: int
    result_url: str
    timeout_url: str
    account: str = ""
    originator_id: str = ""
    forced_code: str = ""


class Payouts:
    def __init__(self, context: Context, send_sms: Callable[[str, str], None]) -> None:
        self._store, self._books, self._webhook_sender = context.store, context.books, context.webhook_sender
        self._trace, self._fault_profiles, self._settings = context.trace, context.fault_profiles, context.settings
        self._send_sms = send_sms
        self._is_open = True

    def start(self) -> None:
        threading.Thread(target=self._run, name="payouts", daemon=True).start()

    def stop(self) -> None:
        self._is_open = False

    def take(self, request: PayoutRequest, fault: str = "") -> sqlite3.Row | None:
        """Store a request, and return its row; None when its OriginatorConversationID is known."""
        profile, now = self._fault_profiles.current, time.time()
        delay = 0 if fault == "result_first" else profile.payout_seconds
        delay += profile.late_seconds if fault in ("silent", "timeout_then_success") else 0
        originator_id = request.originator_id or generate_conversation_id()
        with self._store.transaction() as db:
            if self.find(originator_id):
                return None
            number = db.insert(
                "payouts", **{**request.__dict__, "originator_id": originator_id},
                receipt=self._books.reserve_receipt(),
                conversation_id=f"AG_{nairobi_time(now):%Y%m%d}_{secrets.token_hex(10)}", state="pending", fault=fault,
                asked_at=now, due_at=now + delay,
            )  # fmt: skip
            row = self._fetch(number)
            if fault == "timeout_then_success":
                body = json.dumps(queue_timeout_body(row))
                webhook = Webhook(
                    "payout_timeout", row["timeout_url"], body, phone_of(row), delay=profile.payout_seconds
                )
                self._webhook_sender.send(webhook, number)
        if fault == "result_first":
            self._webhook_sender.wait_until_tried(self._finish(row))
        return row

    def find(self, originator_id: str) -> sqlite3.Row | None:
        return self._store.fetch_one("select * from payouts where originator_id = ?", originator_id)

    def find_by_receipt(self, receipt: str) -> sqlite3.Row | None:
        return self._store.fetch_one("select * from payouts where receipt = ?", receipt)

    def arrived_at(self, phone: str) -> float:
        """When money last reached this phone; 0 if never."""
        row = self._store.fetch_one(
            "select max(ended_at) as at from payouts where receiver = ? and state = 'completed'", phone
        )
        return float(row["at"] or 0) if row else 0.0

    def all(self, since: datetime | None = None) -> list[sqlite3.Row]:
        """Money out, oldest first, whether it has moved or not."""
        first = since.timestamp() if since else 0.0
        return self._store.fetch_all("select * from payouts where coalesce(ended_at, asked_at) >= ?", first)

    def reversed_cents(self, receipt: str) -> int:
        """How much of this payment was given back, or will be."""
        row = self._store.fetch_one(
            "select coalesce(sum(amount_cents), 0) as cents from payouts"
            " where kind = 'reversal' and account = ? and state <> 'failed'", receipt
        )  # fmt: skip
        return int(row["cents"]) if row else 0

    def is_reversed(self, receipt: str) -> bool:
        """Whether this payment was given back."""
        return bool(
            self._store.fetch_one(
                "select 1 from payouts where kind = 'reversal' and account = ? and state = 'completed'", receipt
            )
        )

    def settle_due(self) -> None:
        """End the payouts whose time has come."""
        for row in self._store.fetch_all(
            "select * from payouts where state = 'pending' and due_at <= ? order by due_at", time.time()
        ):
            self._finish(row)

    def _finish(self, row: sqlite3.Row) -> list[int]:
        """Move the money or refuse, once, and queue the result. Returns the ids of its webhooks."""
        charge = payout_charge(row["amount_cents"]) if row["kind"] != "reversal" else 0
        with self._store.transaction() as db:
            code = self._decide(row)
            state = "failed" if code != "0" else "completed"
            ended = db.execute(
                "update payouts set state = ?, result_code = ?, ended_at = ?, charge_cents = ?"
                " where number = ? and state = 'pending'",
                *(state, code, time.time(), charge if code == "0" else 0, row["number"]),
            )
            if not ended:
                return []
            if code == "0":
                self._books.move(paying_account(row["kind"]), -row["amount_cents"])
                self._books.move("charges", -charge)
            db.execute(
                "update payouts set utility_cents = ?, working_cents = ?, charges_cents = ? where number = ?",
                *(self._books.balance(name) for name in ("utility", "working", "charges")), row["number"],
            )  # fmt: skip
            ended_row = self._fetch(row["number"])
            self._note(ended_row)
            return self._send_result(ended_row)

    def _decide(self, row: sqlite3.Row) -> str:
        if row["forced_code"]:
            return str(row["forced_code"])
        if row["fault"] in FAILURES:
            return FAILURES[row["fault"]]
        return "0" if self._books.balance(paying_account(row["kind"])) >= row["amount_cents"] else "1"

    def _note(self, row: sqlite3.Row) -> None:
        """Show on the pages what happened, and tell the receiver that money arrived."""
        phone, amount = phone_of(row), row["amount_cents"] // 100
        if row["state"] == "failed":
            self._trace.record("person", "payout_failed", phone, amount=amount, code=row["result_code"])
            return
        self._trace.record("person", "payout_paid", phone, amount=amount, paid=row["receipt"], to=row["receiver"][-3:])
        if phone:
            self._send_sms(phone, received_message(row))

    def _send_result(self, row: sqlite3.Row) -> list[int]:
        fault, profile = row["fault"], self._fault_profiles.current
        if fault in WITHOUT_RESULT or not row["result_url"]:  # nobody asked for a reversal of the operator's own
            return []
        is_reversal = row["kind"] == "reversal"
        body = fault_body() if fault == "fault_body" else result_body(row, self._settings.shortcode, self._order(row))
        webhook = Webhook(
            "reversal_result" if is_reversal else "payout_result", row["result_url"], json.dumps(body), phone_of(row),
            retries=profile.result_retries, copies=2 if fault == "result_twice" else 1,
            delay=0 if fault == "result_first" else 0.2,
        )  # fmt: skip
        return self._webhook_sender.send(webhook, row["number"])

    def _order(self, row: sqlite3.Row) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
        """What the fault does to the result's parameters."""
        if row["fault"] == "result_reordered":
            return lambda parameters: parameters[::-1]
        if row["fault"] == "parameter_missing":
            drawn = self._fault_profiles.current.draw("missing parameter", row["number"])
            return lambda parameters: [
                one for position, one in enumerate(parameters) if position != int(drawn * len(parameters))
            ]
        return lambda parameters: parameters

    def _fetch(self, number: int) -> sqlite3.Row:
        return self._store.fetch_all("select * from payouts where number = ?", number)[0]

    def _run(self) -> None:
        while self._is_open:
            self.settle_due()
            time.sleep(0.1)


def phone_of(row: sqlite3.Row) -> str:
    """The phone that a payout concerns, '' for a business."""
    return str(row["receiver"]) if row["kind"] in ("b2c", "reversal") else ""


def as_movement(row: sqlite3.Row) -> dict[str, Any]:
    """A payout as the books show it, beside payments in. Until it ends, its age is that of the request."""
    at = row["ended_at"] or row["asked_at"]
    hidden = ("number", "result_url", "timeout_url", "forced_code", "due_at")
    return {
        **{name: row[name] for name in row.keys() if name not in hidden},  # noqa: SIM118 (a row is no dictionary)
        "direction": "out",
        "channel": row["kind"],
        "paid_at": nairobi_time(at).isoformat(),
        "amount": format_shillings(row["amount_cents"]),
        "at_age_seconds": round(time.time() - at, 1),
    }


def summarise(books: Books, rows: list[sqlite3.Row]) -> dict[str, int]:
    """Counts and sums for the console."""
    states = [row["state"] for row in rows]
    return {
        "count": states.count("completed"),
        "cents": sum(row["amount_cents"] for row in rows if row["state"] == "completed"),
        "failed": states.count("failed"),
        "pending": states.count("pending"),
        **{name: books.balance(name) for name in ("utility", "working", "charges")},
    }
