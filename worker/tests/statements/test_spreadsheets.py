"""Statements as spreadsheets, hostile ones among them."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.xml import DEFUSEDXML  # type: ignore[import-untyped]

from worker.statements import StatementError, spreadsheet_rows
from worker.tests.statements.files import COLUMNS, FIRST_LINE, PREAMBLE, lines, read, reasons, row, write


def spreadsheet(folder: Path, rows: list[dict[str, object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for one in (*PREAMBLE, COLUMNS, *([each[name] for name in COLUMNS] for each in rows)):
        sheet.append([str(cell) if isinstance(cell, str) else cell for cell in one])
    path = folder / "statement.xlsx"
    book.save(path)
    return path


def test_xlsx_with_numbers_and_real_dates(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        row() | {"Paid In": 60.5, "Completion Time": datetime(2026, 11, 20, 10, 0, 1), "A/C No.": 4628},  # noqa: DTZ001
        row("SKA0000002") | {"Paid In": None, "Withdrawn": -59.4},
        row("SKA0000003") | {"Completion Time": 46054},
        dict(row("SKA0000004", Details="=1+1")),
    ]
    path = spreadsheet(tmp_path, rows)
    assert [one["amount_cents"] for one in lines(path)] == [6050, -5940, 6000]
    assert lines(path)[0]["completed_at"] == "2026-11-20 10:00:01"
    assert lines(path)[0]["bill_ref"] == "4628"
    assert reasons(path) == [(FIRST_LINE + 2, "time")]


def test_xls_as_the_portal_exports_it() -> None:
    path = Path(__file__).with_name("transaction.xls")
    layout, became, _ = read(path)
    assert (layout.facts.short_code, layout.facts.account) == ("400222", "utility")
    assert [one["amount_cents"] for one in became if isinstance(one, dict)] == [6000, 123_450, -5940]
    assert [one["completed_at"] for one in lines(path)] == [f"2026-11-20 10:00:0{n}" for n in range(3)]


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_broken_spreadsheet(tmp_path: Path, head: bytes) -> None:
    with pytest.raises(StatementError, match="broken_spreadsheet"):
        read(write(tmp_path, head + b"\x00" * 600, name="a.xlsx"))


def test_spreadsheet_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_rows, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    with pytest.raises(StatementError, match="too_large_spreadsheet"):
        read(path)


def test_xml_entities_of_a_spreadsheet_are_refused(tmp_path: Path) -> None:
    assert DEFUSEDXML
    path, hostile = spreadsheet(tmp_path, [dict(row())]), tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(hostile, "w") as target:
        for one in source.namelist():
            text = source.read(one)
            if one.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + text.partition(b"?>")[2]
            target.writestr(one, text)
    with pytest.raises(StatementError, match="broken_spreadsheet"):
        read(hostile)
