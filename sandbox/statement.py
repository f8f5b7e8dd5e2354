"""The statements as the portal exports them, one for each of our accounts: a preamble, then rows, newest first.

Balances follow the completion times, so that opening balance + rows = closing balance within any period. The utility
account has payments with their charges, B2C and reversals; the working account B2B; the charges account their fees.
"""

import csv
import io
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import xlsxwriter  # type: ignore[import-untyped]

from sandbox import subscribers
from sandbox.books import OPENING_CENTS, OPENING_WORKING_CENTS, Payment
from sandbox.clock import EAT, format_statement_time, nairobi_time
from sandbox.payouts import paying_account

COLUMNS = (
    "Receipt No.", "Completion Time", "Initiation Time", "Details", "Transaction Status", "Paid In", "Withdrawn",
    "Balance", "Balance Confirmed", "Reason Type", "Other Party Info", "Linked Transaction ID", "A/C No.", "Currency",
)  # fmt: skip
ACCOUNTS = {"utility": "Utility Account", "working": "Working Account", "charges": "Charges Paid Account"}
OPENING = {"utility": OPENING_CENTS, "working": OPENING_WORKING_CENTS, "charges": 0}
REASONS = {
    "b2c": "Business Payment to Customer via API", "reversal": "Pay Reversal", "paybill": "Business Pay Bill",
    "till": "Business Buy Goods",
}  # fmt: skip
FEES = {"b2c": "Fee For B2C Payment", "paybill": "Fee For B2B Payment", "till": "Fee For B2B Payment"}


@dataclass(frozen=True)
class Dialect:
    """How a file is written. breaks: a line break between day and time; broken: so many rows can't be read."""

    file_format: str = "csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\r\n"
    order: str = "dmy"
    breaks: bool = False
    broken: int = 0

    @property
    def time_format(self) -> str:
        day = "%Y-%m-%d" if self.order == "ymd" else "%d-%m-%Y"
        return f"{day}{chr(13) if self.breaks else ' '}%H:%M:%S"


@dataclass(frozen=True)
class Line:
    """What moved in an account, or failed to; cents with their sign."""

    at: datetime
    cents: int
    is_completed: bool
    about: Payment | sqlite3.Row
    is_charge: bool = False


def format_money(cents: int) -> str:
    """1,234.50: the statement separates thousands."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def list_lines(payments: list[Payment], money_out: list[sqlite3.Row], account: str) -> Iterator[Line]:
    """What moved in one of our accounts, or failed to."""
    for payment in payments if account == "utility" else ():
        is_completed = payment.state == "Completed"
        yield Line(payment.paid_at, payment.amount_cents, is_completed, payment)
        if payment.charge_cents:
            yield Line(payment.paid_at, -payment.charge_cents, is_completed, payment, is_charge=True)
    for row in money_out:
        at = nairobi_time(int(row["ended_at"])) if row["ended_at"] else None
        if at and paying_account(row["kind"]) == account:
            yield Line(at, -row["amount_cents"], row["state"] == "completed", row)
        if at and account == "charges" and row["charge_cents"]:
            yield Line(at, -row["charge_cents"], row["state"] == "completed", row, is_charge=True)


def list_rows(
    payments: list[Payment], money_out: list[sqlite3.Row], first: datetime, last: datetime, shortcode: str, *,
    account: str = "utility", dialect: Dialect = Dialect(),
) -> list[Sequence[str]]:  # fmt: skip
    """The rows from first until last (exclusive), preamble and header above. It needs all payments ever."""
    balance = opening = OPENING[account]
    rows: list[tuple[str, ...]] = []
    paid_in = withdrawn = 0
    lines = list_lines(payments, money_out, account)
    for line in sorted(lines, key=lambda one: one.at):
        if line.at >= last:
            break
        balance += line.cents if line.is_completed else 0
        if line.at < first:
            opening = balance
            continue
        paid_in += line.cents if line.is_completed and line.cents > 0 else 0
        withdrawn += line.cents if line.is_completed and line.cents < 0 else 0
        write = format_row if isinstance(line.about, Payment) else format_payout_row
        rows.append(write(line, balance, dialect))
    opening_text, closing_text = format_money(opening), format_money(balance)
    return [
        ("Account Holder:", "LIPA FARE DEMO"),
        ("Short Code:", shortcode),
        ("Account:", ACCOUNTS[account]),
        (
            "Time Period:",
            "From",
            format_statement_time(first),
            "To",
            format_statement_time(last - timedelta(seconds=1)),
        ),
        ("Operator:", "Sandbox", "Date of Report:", format_statement_time(nairobi_time())),
        ("Opening Balance:", opening_text, "Closing Balance:", closing_text, "Available Balance:", closing_text),
        ("Total Paid In:", format_money(paid_in), "Total Withdrawn:", format_money(withdrawn)),
        (),
        COLUMNS,
        *break_rows(rows[::-1], dialect.broken),
    ]


def break_rows(rows: list[tuple[str, ...]], number: int) -> Iterator[tuple[str, ...]]:
    """The rows, of which so many, spread evenly, have a time that can't be read."""
    every = max(len(rows) // number, 1) if number else 0
    for place, row in enumerate(rows):
        is_broken = number and place % every == 0 and place // every < number
        yield (row[0], "46054", *row[2:]) if is_broken else row


def write_file(rows: list[Sequence[str]], dialect: Dialect) -> bytes:
    """The bytes of the file."""
    if dialect.file_format == "xlsx":
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("transaction")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
        book.close()
        return out.getvalue()
    text = io.StringIO()
    csv.writer(text, delimiter=dialect.delimiter, lineterminator=dialect.line_end).writerows(rows)
    return text.getvalue().encode(dialect.encoding)


def format_row(line: Line, balance: int, dialect: Dialect) -> tuple[str, ...]:
    """One row of a payment. Its charge has the receipt of its payment."""
    payment, is_charge = line.about, line.is_charge
    assert isinstance(payment, Payment)  # noqa: S101 (the caller looked)
    at, is_stk = payment.paid_at.astimezone(EAT).strftime(dialect.time_format), payment.channel == "stk"
    name = " ".join(filter(None, subscribers.subscriber_names(payment.payer))).upper()
    party = f"{subscribers.mask_phone_for_statement(payment.payer)} - {name}"
    details = f"{'Pay Bill Online' if is_stk else 'Pay Bill'} from {party} Acc. {payment.account}"
    reason = "Pay Bill Online" if is_stk else "Pay Utility"
    return (
        *(payment.receipt, at, at, "Pay Bill Charge" if is_charge else details, payment.state),
        *format_amounts(line.cents, balance), "true" if line.is_completed else "false",
        *("Business Pay Bill Charge" if is_charge else reason, "" if is_charge else party, "", payment.account, "KES"),
    )  # fmt: skip


def format_payout_row(line: Line, balance: int, dialect: Dialect) -> tuple[str, ...]:
    """Money out, or its fee, which is in another account and has the same receipt."""
    payout = line.about
    assert not isinstance(payout, Payment)  # noqa: S101 (the caller looked)
    at = [nairobi_time(payout[column]).strftime(dialect.time_format) for column in ("ended_at", "asked_at")]
    receiver, kind = payout["receiver"], payout["kind"]
    is_phone = kind in ("b2c", "reversal")
    names = " ".join(filter(None, subscribers.subscriber_names(receiver))).upper() if is_phone and receiver else "SHOP"
    number = subscribers.mask_phone_for_statement(receiver) if is_phone else receiver
    party, reason = f"{number} - {names}", REASONS[kind]
    if line.is_charge:
        reason = details = FEES[kind]
    else:
        details = f"{reason} to {party}"
    return (
        *(payout["receipt"], *at, details, payout["state"].capitalize()),
        *format_amounts(line.cents, balance), "true" if line.is_completed else "false", reason,
        *("" if line.is_charge else party, payout["account"] if kind == "reversal" else "", "", "KES"),
    )  # fmt: skip


def format_amounts(cents: int, balance: int) -> tuple[str, str, str]:
    """Paid In, Withdrawn (negative), Balance."""
    return format_money(cents) if cents > 0 else "", format_money(cents) if cents < 0 else "", format_money(balance)
