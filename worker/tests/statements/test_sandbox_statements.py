"""The simulated operator's statement in each of its dialects is read as the same lines, which are its books."""

from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.books import Books
from sandbox.clock import nairobi_time, parse_day
from sandbox.statement import Dialect, list_rows, write_file
from sandbox.store import Store
from worker.tests.statements.files import lines, reasons, write

DIALECTS = {
    "comma": Dialect(), "semicolon and BOM": Dialect(delimiter=";", encoding="utf-8-sig"),
    "tab and UTF-16": Dialect(delimiter="\t", encoding="utf-16", line_end="\n"), "year first": Dialect(order="ymd"),
    "line breaks in cells": Dialect(order="ymd", breaks=True), "xlsx": Dialect("xlsx"), "CR": Dialect(line_end="\r"),
}  # fmt: skip


@pytest.fixture(scope="module")
def books() -> Books:
    made = Books(Store(":memory:"))
    for number in range(25):
        at = parse_day("") + timedelta(seconds=number)
        made.record_payment("paybill", "254199000101", "4628", 20_000 * (number + 1), paid_at=at)
    return made


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_tells_the_books(books: Books, tmp_path: Path, name: str) -> None:
    dialect, today = DIALECTS[name], parse_day("")
    rows = list_rows(books.all(), [], today, today + timedelta(days=1), "400222", dialect=dialect)
    found = lines(write(tmp_path, write_file(rows, dialect), f"a.{dialect.file_format}"))
    payments = [(one["receipt"], one["amount_cents"]) for one in found if one["kind"] == "payment"]
    assert payments == [(one.receipt, one.amount_cents) for one in reversed(books.all())]
    charges = {one["receipt"]: -one["amount_cents"] for one in found if one["kind"] == "charge"}
    assert charges == {one.receipt: one.charge_cents for one in books.all() if one.charge_cents}
    assert found[0]["balance_cents"] == books.balance()
    assert {one["completed_at"][:10] for one in found} == {f"{nairobi_time():%Y-%m-%d}"}


def test_broken_rows_are_set_aside(books: Books, tmp_path: Path) -> None:
    dialect, today = Dialect(broken=10), parse_day("")
    rows = list_rows(books.all(), [], today, today + timedelta(days=1), "400222", dialect=dialect)
    path = write(tmp_path, write_file(rows, dialect))
    assert [reason for _, reason in reasons(path)] == ["time"] * 10
    assert len(lines(path)) == len(rows) - 9 - 10
