"""The PayBill's statement as the portal exports it: a preamble, then rows with charges and failures, newest first.

Balances follow the completion times, so that opening balance + rows = closing balance within any period.
"""

import csv
import io
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import itemgetter

from sandbox import subscribers
from sandbox.books import OPENING_CENTS, Payment
from sandbox.clock import format_statement_time, nairobi_time
from sandbox.payouts import paying_account

COLUMNS = (
    "Receipt No.", "Completion Time", "Initiation Time", "Details", "Transaction Status", "Paid In", "Withdrawn",
    "Balance", "Balance Confirmed", "Reason Type", "Other Party Info", "Linked Transaction ID", "A/C No.", "Currency",
)  # fmt: skip


def format_money(cents: int) -> str:
    """1,234.50: the statement separates thousands."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


Line = tuple[datetime, int, bool, Payment | sqlite3.Row]  # when, cents, whether it counts, and what it is about


def list_lines(payments: list[Payment], money_out: list[sqlite3.Row]) -> Iterator[Line]:
    """What moved in the utility account, or failed to. B2B is paid from another account."""
    for payment in payments:
        for cents in [payment.amount_cents] + ([-payment.charge_cents] if payment.charge_cents else []):
            yield payment.paid_at, cents, payment.state == "Completed", payment
    for row in money_out:
        if row["ended_at"] and paying_account(row["kind"]) == "utility":
            at = nairobi_time(int(row["ended_at"]))
            yield at, -row["amount_cents"], row["state"] == "completed", row


def format_statement(
    payments: list[Payment], money_out: list[sqlite3.Row], first: datetime, last: datetime, shortcode: str
) -> str:
    """The statement from first until last (exclusive). It needs all payments ever, ordered by time."""
    balance = opening = OPENING_CENTS
    rows: list[tuple[str, ...]] = []
    paid_in = withdrawn = 0
    for at, cents, is_completed, about in sorted(list_lines(payments, money_out), key=itemgetter(0)):
        if at >= last:
            break
        balance += cents if is_completed else 0
        if at < first:
            opening = balance
            continue
        paid_in += cents if is_completed and cents > 0 else 0
        withdrawn += cents if is_completed and cents < 0 else 0
        write = format_row if isinstance(about, Payment) else format_payout_row
        rows.append(write(about, cents, balance))  # type: ignore[arg-type]
    opening_text, closing_text = format_money(opening), format_money(balance)
    period_end = format_statement_time(last - timedelta(seconds=1))
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        (
            ("Account Holder:", "LIPA FARE DEMO"),
            ("Short Code:", shortcode),
            ("Account:", "Utility Account"),
            ("Time Period:", "From", format_statement_time(first), "To", period_end),
            ("Operator:", "Sandbox", "Date of Report:", format_statement_time(nairobi_time())),
            ("Opening Balance:", opening_text, "Closing Balance:", closing_text, "Available Balance:", closing_text),
            ("Total Paid In:", format_money(paid_in), "Total Withdrawn:", format_money(withdrawn)),
            (),
            COLUMNS,
            *reversed(rows),
        )
    )
    return out.getvalue()


def format_row(payment: Payment, cents: int, balance: int) -> tuple[str, ...]:
    """One row. A negative amount is the charge, which has the receipt of its payment."""
    at, is_charge, is_stk = format_statement_time(payment.paid_at), cents < 0, payment.channel == "stk"
    name = " ".join(filter(None, subscribers.subscriber_names(payment.payer))).upper()
    party = f"{subscribers.mask_phone_for_statement(payment.payer)} - {name}"
    details = f"{'Pay Bill Online' if is_stk else 'Pay Bill'} from {party} Acc. {payment.account}"
    reason = "Pay Bill Online" if is_stk else "Pay Utility"
    return (
        *(payment.receipt, at, at, "Pay Bill Charge" if is_charge else details, payment.state),
        *(format_money(cents) if cents > 0 else "", format_money(cents) if is_charge else "", format_money(balance)),
        *("true" if payment.state == "Completed" else "false", "Business Pay Bill Charge" if is_charge else reason),
        *("" if is_charge else party, "", payment.account, "KES"),
    )


def format_payout_row(payout: sqlite3.Row, cents: int, balance: int) -> tuple[str, ...]:
    """Money out. Its fee is in another account."""
    at, name = (nairobi_time(payout[column]) for column in ("ended_at", "asked_at")), payout["receiver"]
    names = " ".join(filter(None, subscribers.subscriber_names(name))).upper() if name else ""
    party = f"{subscribers.mask_phone_for_statement(name)} - {names}"
    is_reversal, is_completed = payout["kind"] == "reversal", payout["state"] == "completed"
    reason = "Pay Reversal" if is_reversal else "Business Payment to Customer via API"
    return (
        *(payout["receipt"], *map(format_statement_time, at), f"{reason} to {party}", payout["state"].capitalize()),
        *("", format_money(cents), format_money(balance), "true" if is_completed else "false", reason, party),
        *(payout["account"] if is_reversal else "", "", "KES"),
    )
