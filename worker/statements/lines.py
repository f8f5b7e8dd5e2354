"""One row of a statement becomes a line, a failed transaction, a row without meaning, or a bad row with its reason."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from worker.statements import Row
from worker.statements.amounts import parse_cents
from worker.statements.kinds import find_kind
from worker.statements.layout import Layout, normal
from worker.statements.times import parse_time

RECEIPT = re.compile(r"[A-Z0-9]{8,12}")
COMPLETED = ("completed",)
FAILED = ("failed", "cancelled", "canceled", "declined", "expired", "rejected")
# From or to somebody: a number, masked or not, then a name; or words with a dash before the name. What follows " Acc."
# is the account.
PARTY = re.compile(r"\s*\b(?:from|to|by)\s+[+0-9*].*?(?=\s+Acc\.|$)", re.IGNORECASE | re.DOTALL)
NAMED_PARTY = re.compile(r"\s*\b(?:from|to|by)\b.*?\s-\s.*?(?=\s+Acc\.|$)", re.IGNORECASE | re.DOTALL)
LONG_NUMBER = re.compile(r"[+0-9*][0-9*\s]{6,}[0-9*]")
LAST3 = re.compile(r"[+0-9*x]*?([0-9]{3})(?:\s*-.*|\s*)", re.IGNORECASE | re.DOTALL)


class Failed(NamedTuple):
    """A transaction that the operator did not complete: no money moved."""


class Bad(NamedTuple):
    """A row that is set aside. The reason quotes nothing of it."""

    reason: str


Line = dict[str, Any]


class LineReader:
    """Reads the rows of one statement."""

    def __init__(self, layout: Layout, order: str, account: str, currency: str) -> None:
        self._layout, self._order, self._account, self._currency = layout, order, account, currency

    def read(self, row: Row) -> Line | Failed | Bad | None:
        """None: an empty row, a total, or the header once more."""
        if row.fault:
            return Bad(row.fault)
        texts = [one if isinstance(one, datetime) else str(one).strip() for one in row.cells]
        receipt = self._text(texts, "receipt")
        if not RECEIPT.fullmatch(receipt) and self._is_no_row(receipt, texts):
            return None
        fault = self._find_fault(receipt, texts)
        return Bad(fault) if fault else self._read(row.number, receipt, texts)

    def _is_no_row(self, receipt: str, texts: list[Any]) -> bool:
        """An empty row, the header once more, or a line that adds up the ones above it."""
        said = receipt or next((str(one) for one in texts if one), "")
        return not said or normal(said) == "receiptno" or "total" in said.lower()

    def _find_fault(self, receipt: str, texts: list[Any]) -> str:
        """Why the row as a whole can't be read, or ''."""
        if any(texts[self._layout.width :]):
            return "more_cells"
        if len(texts) <= max(self._layout.columns[name] for name in ("receipt", "completed", "status")):
            return "fewer_cells"
        return "" if RECEIPT.fullmatch(receipt) else "receipt"

    def _read(self, number: int, receipt: str, texts: list[Any]) -> Line | Failed | Bad:
        status = self._text(texts, "status").lower()
        if status in FAILED:
            return Failed()
        completed = parse_time(self._cell(texts, "completed"), self._order)
        cents = self._cents(texts)
        currency = self._text(texts, "currency").upper()
        if status not in COMPLETED or completed is None or isinstance(cents, str):
            return Bad("status" if status not in COMPLETED else "time" if completed is None else str(cents))
        if currency and currency != self._currency:
            return Bad("currency")
        reason_type = self._text(texts, "reason_type")[:100]
        details = without_party(self._text(texts, "details"))
        kind = find_kind(reason_type, details, cents > 0, self._account)
        linked, party = self._text(texts, "linked"), LAST3.fullmatch(self._text(texts, "party"))
        return {
            "row_no": number, "receipt": receipt, "kind": kind, "amount_cents": cents,
            "detail_key": normal(reason_type or details)[:60] if kind == "other" else "",
            "balance_cents": parse_cents(self._text(texts, "balance")),
            "completed_at": completed.isoformat(sep=" "), "bill_ref": self._text(texts, "bill_ref")[:40] or None,
            "linked_receipt": linked if RECEIPT.fullmatch(linked) else None,
            "party_last3": party[1] if party else None, "reason_type": LONG_NUMBER.sub("…", reason_type) or None,
            "details": details[:200] or None,
        }  # fmt: skip

    def _cents(self, texts: list[Any]) -> int | str:
        """The amount with its sign, or the reason why there is none."""
        written = [self._text(texts, name) for name in ("paid_in", "withdrawn")]
        paid_in, withdrawn = (parse_cents(one) if one else 0 for one in written)
        if paid_in is None or withdrawn is None or paid_in < 0:
            return "amount"
        if bool(paid_in) == bool(withdrawn):
            return "two_amounts" if paid_in else "no_amount"
        return paid_in or -abs(withdrawn)

    def _cell(self, texts: list[Any], name: str) -> Any:
        place = self._layout.columns.get(name)
        return "" if place is None or place >= len(texts) else texts[place]

    def _text(self, texts: list[Any], name: str) -> str:
        return str(self._cell(texts, name))


def without_party(details: str) -> str:
    """What happened, without the number and the name of the other party."""
    return LONG_NUMBER.sub("…", NAMED_PARTY.sub("", PARTY.sub("", " ".join(details.split()))))
