"""The Pull API: asks for the payments of each window, all its pages, and stores them as lines to be matched.

The database plans the windows (recon.plan_pull_windows). Only when every page has come is anything stored; a window
without an answer is asked again.
"""

import logging
import re
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from web.core import db
from worker.pool import Work
from worker.providers.daraja_pull import DarajaPull, NotAnswered
from worker.report import report
from worker.statements.amounts import parse_cents

log = logging.getLogger("lipa.worker.pulls")

LOOK_EVERY_SECONDS = 10.0
REGISTER_EVERY_SECONDS = 300.0
MOST_PAGES = 400
# The lease is 180 seconds.
LONGEST_SECONDS = 120.0
RECEIPT = re.compile(r"[A-Z0-9]{8,12}")
# What goes back is told as c2b, too, or may be: it is no second payment.
PAYMENT = re.compile(r"(?!.*(?:revers|refund|return))c2b|$", re.IGNORECASE)
LAST3 = re.compile(r"[0-9*]*([0-9]{3})")


class Pulls:
    """Asks about one window at a time. `nominated`: the phone that the operator wants to have named."""

    def __init__(self, daraja: DarajaPull, nominated: str) -> None:
        self._daraja, self._nominated = daraja, nominated
        self._look_at = self._register_at = 0.0
        self._is_registered = False

    def take(self) -> Sequence[Work]:
        """The next window that is due; before that, our registration."""
        now = time.monotonic()
        if now < self._look_at or not (self._is_registered or self._register(now)):
            return ()
        windows = db.call("worker.claim_pull_window", p_short_code=self._daraja.short_code)
        if not windows:
            self._look_at = now + LOOK_EVERY_SECONDS
        return windows

    def do(self, work: Work) -> None:
        """Ask for all pages of a window, and store them."""
        window = {"p_window_id": work["window_id"], "p_attempt": work["attempt"]}
        payments = self._ask(work["from_text"], work["to_text"])
        if isinstance(payments, NotAnswered):
            outcome = report("worker.note_pull_failure", **window, p_error=payments.reason)
            log.info("pull window %s: %s, %s", work["window_id"], payments.reason, outcome)
            return
        lines, bad = read_payments(payments)
        outcome = report("worker.take_pull", **window, p_lines=Jsonb(lines), p_bad_rows=Jsonb(bad))
        log.info("pull window %s: %s payments, %s", work["window_id"], len(lines), outcome)

    def _ask(self, start: str, end: str) -> list[Any] | NotAnswered:
        """The payments of all pages. The end of the list is told as 1001, like no answer at all."""
        payments: list[Any] = []
        deadline = time.monotonic() + LONGEST_SECONDS
        for _ in range(MOST_PAGES):
            page = self._daraja.query(start, end, len(payments))
            if isinstance(page, NotAnswered):
                is_end = page.reason == "none" and payments
                return payments if is_end else page
            if page.payments == payments[-len(page.payments) :]:
                return payments  # the same page once more: the operator does not heed the offset
            payments += page.payments
            if time.monotonic() > deadline:
                return NotAnswered("too slow")
        return NotAnswered("too many pages")

    def _register(self, now: float) -> bool:
        """Whether the PayBill is registered; registers it, if a phone is named, and tries again later if that fails."""
        if now < self._register_at:
            return False
        self._register_at = now + REGISTER_EVERY_SECONDS
        short_code = self._daraja.short_code
        state = db.value("worker.pull_registration", p_short_code=short_code)
        if state == "wanted" and self._nominated:
            error = self._daraja.register(self._nominated)
            log.info("registration for the Pull API: %s", error or "taken")
            if error is None:
                report("worker.note_pull_registered", p_short_code=short_code)
                state = "registered"
        self._is_registered = state == "registered"
        return self._is_registered


def read_payments(payments: Sequence[Any]) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """Lines, each receipt once, and what could not be read, by its place. Numbers and names are not kept."""
    lines: dict[tuple[object, ...], dict[str, Any]] = {}
    bad = []
    for number, payment in enumerate(payments, 1):
        fields = {str(name).lower(): value for name, value in payment.items()} if isinstance(payment, dict) else {}
        receipt, cents = str(fields.get("transactionid")), parse_cents(fields.get("amount"))
        completed = parse_time(fields.get("trxdate"))
        if not RECEIPT.fullmatch(receipt) or not cents or cents < 0 or completed is None:
            reason = "receipt" if not RECEIPT.fullmatch(receipt) else "time" if completed is None else "amount"
            bad.append((number, reason))
            continue
        kind = str(fields.get("transactiontype") or "")[:40]
        last3 = LAST3.fullmatch(str(fields.get("msisdn") or ""))
        lines.setdefault((receipt, cents, completed), {
            "row_no": number, "receipt": receipt, "amount_cents": cents, "completed_at": completed,
            "kind": "payment" if PAYMENT.match(kind) else "other",
            "bill_ref": str(fields.get("billreference") or "")[:40] or None, "reason_type": kind or None,
            "party_last3": last3[1] if last3 else None,
        })  # fmt: skip
    return list(lines.values()), bad


def parse_time(written: object) -> str | None:
    """2020-08-05T10:13:00Z on the operator's clock, whatever its Z means; None if it is no time."""
    found = re.fullmatch(r"(20[0-9]{2}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?Z?", str(written))
    try:
        return str(datetime.fromisoformat(f"{found[1]} {found[2]}")) if found else None
    except ValueError:
        return None
