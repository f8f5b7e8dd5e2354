"""A statement as a spreadsheet: each table on its own sheet, the first with whose it is and as of when."""

import tempfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from flask import Response, send_file

from web import i18n
from web.i18n import N_, formats
from web.statements import csv_file, tables
from web.statements.tables import MONEY, Row, Table

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = {"summary": N_("Summary"), "purposes": N_("By purpose"), "vehicles": N_("Vehicles"),
          "vehicle_purposes": N_("Each vehicle"), "lines": N_("Line by line")}  # fmt: skip


def download(document: dict[str, Any], made: Iterable[Table]) -> Response:
    """All sheets. Rows go to a temporary file as they come, so that memory does not hold them."""
    file = tempfile.SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115  the response closes it
    # Nothing that a person typed becomes a formula, a link or a number.
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    money = {"num_format": "#,##0.00"}
    styles = {"head": book.add_format({"bold": True, "bottom": 1}), "money": book.add_format(money),
              "total": book.add_format({"bold": True, "top": 1} | money)}  # fmt: skip
    for table in made:
        sheet = book.add_worksheet(i18n.translate(SHEETS[table.section], i18n.language()))
        first = _facts(sheet, document) if table.section == "summary" else 0
        _table(sheet, first, table, styles)
    book.close()
    file.seek(0)
    response = send_file(file, TYPE, as_attachment=True, download_name=csv_file.file_name(document, "xlsx"))
    response.headers["Cache-Control"] = "no-store"
    return response


def _facts(sheet: Any, document: dict[str, Any]) -> int:
    """Write whose statement it is; return the row below."""
    lines = [f"{name}: {value}" for name, value in tables.facts(document)]
    address = tables.verify_address(document)
    for row, text in enumerate(["Lipa Fare", *lines, *([address] if address else [])]):
        sheet.write_string(row, 0, text)
    return len(lines) + 3


def _table(sheet: Any, first: int, table: Table, styles: dict[str, Any]) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, 32 if column.key == "what" else 16)
        sheet.write_string(first, place, column.heading, styles["head"])
    if not first:
        sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, first + 1):
        _row(sheet, number, table, row, (styles["money"], None))
    if table.foot:
        _row(sheet, first + 1 + len(table.rows), table, table.foot, (styles["total"], styles["total"]))


def _row(sheet: Any, number: int, table: Table, row: Row, styles: tuple[Any, Any]) -> None:
    money, other = styles
    for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
        if isinstance(value, str):
            sheet.write_string(number, place, value, other)
        elif value is not None:
            amount = Decimal(formats.plain(value)) if column.kind == MONEY else value
            sheet.write_number(number, place, amount, money if column.kind == MONEY else other)
