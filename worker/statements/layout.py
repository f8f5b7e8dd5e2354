"""Finds the header of a statement and reads what stands above it: account, period, balances. Columns go by name."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from worker.statements import Row, Rows, StatementError
from worker.statements.amounts import parse_cents
from worker.statements.times import FORMATS, parse_time

MOST_ROWS_BEFORE_THE_HEADER = 10_000
NEEDED = {
    "receipt": "Receipt No.", "completed": "Completion Time", "details": "Details", "status": "Transaction Status",
    "paid_in": "Paid In", "withdrawn": "Withdrawn",
}  # fmt: skip
OPTIONAL = {
    "balance": "Balance", "reason_type": "Reason Type", "party": "Other Party Info",
    "linked": "Linked Transaction ID", "bill_ref": "A/C No.", "currency": "Currency",
}  # fmt: skip
ACCOUNTS = {"utility": "utility", "working": "working", "mmf": "working", "charges": "charges",
            "settlement": "settlement"}  # fmt: skip
ORGANIZATION_FILE = re.compile(r"ORG_([0-9]{5,7})_([A-Za-z]+)", re.ASCII)


@dataclass
class Facts:
    """What a file says of itself; None where it says nothing. period_to is exclusive."""

    short_code: str | None = None
    account: str | None = None
    period_from: datetime | None = None
    period_to: datetime | None = None
    opening_cents: int | None = None
    closing_cents: int | None = None


@dataclass
class Layout:
    """Where each column stands, and the facts above the header."""

    columns: dict[str, int]
    width: int
    facts: Facts = field(default_factory=Facts)
    header: tuple[str, ...] = ()


def normal(name: object) -> str:
    """A header cell without case, spaces and signs: receiptno."""
    return re.sub(r"[^a-z]", "", str(name).lower())


NAMES = {normal(title): name for name, title in (NEEDED | OPTIONAL).items()} | {
    "accountno": "bill_ref", "acno": "bill_ref"
}  # fmt: skip


def read_layout(rows: Rows, file_name: str = "") -> Layout:
    """Read up to the header. Whatever stands above it is the preamble, of any length."""
    preamble: list[Row] = []
    for row in rows:
        if any(normal(cell) == "receiptno" for cell in row.cells):
            return _layout(row, preamble, file_name)
        preamble.append(row)
        if len(preamble) >= MOST_ROWS_BEFORE_THE_HEADER:
            break
    raise StatementError("no_header")


def _layout(header: Row, preamble: list[Row], file_name: str) -> Layout:
    columns: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        name = NAMES.get(normal(cell))
        if name and columns.setdefault(name, place) != place:
            raise StatementError("column_twice", (NEEDED | OPTIONAL)[name])
    missing = [title for name, title in NEEDED.items() if name not in columns]
    if missing:
        raise StatementError("missing_column", ", ".join(missing))
    cells = [cell for row in preamble for cell in row.cells if cell not in ("", None)]
    return Layout(columns, len(header.cells), _facts(cells, file_name), tuple(normal(cell) for cell in header.cells))


def _facts(cells: list[object], file_name: str) -> Facts:
    """The value of a label stands in the next cell, or in the same one after a colon."""
    said: dict[str, object] = {}
    for place, cell in enumerate(cells):
        label, colon, rest = str(cell).partition(":")
        if colon and rest.strip() and not isinstance(cell, datetime):
            said.setdefault(normal(label), rest.strip())
        elif not isinstance(cell, datetime):
            said.setdefault(normal(cell), cells[place + 1] if place + 1 < len(cells) else "")
    named = ORGANIZATION_FILE.search(file_name)
    short_code = re.search("[0-9]{5,7}", str(said.get("shortcode", "")), re.ASCII)
    period_to = _moment(said.get("to"))
    period_to = period_to and period_to + timedelta(seconds=1)
    reported_at = _moment(said.get("dateofreport"))
    if period_to and reported_at:  # what came after the export is not in it
        period_to = min(period_to, reported_at)
    return Facts(
        short_code=short_code[0] if short_code else named[1] if named else None,
        account=_account(str(said.get("account", ""))) or (_account(named[2]) if named else None),
        period_from=_moment(said.get("from")),
        period_to=period_to,
        opening_cents=parse_cents(said.get("openingbalance", "")),
        closing_cents=parse_cents(said.get("closingbalance", "")),
    )


def _account(said: str) -> str | None:
    """utility, working, charges or settlement."""
    return next((account for word, account in ACCOUNTS.items() if word in said.lower()), None)


def _moment(said: object) -> datetime | None:
    for order in FORMATS:
        moment = parse_time(said, order)
        if moment:
            return moment
    return None
