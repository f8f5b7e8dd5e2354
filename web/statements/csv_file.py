"""A statement as CSV: one heading for all tables, so that a program reads it; section says which table a row is of."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response

from web.core import csv_rows
from web.i18n import formats
from web.statements import tables
from web.statements.tables import MONEY, Column, Row, Table

KEYS = ("what", "text", "on", "at", "plate", "owner", "purpose", "fares", "amount_kes", "balance_kes", "opening_kes",
        "in_kes", "other_kes", "closing_kes")  # fmt: skip
HEADER = ("section", *KEYS)


def download(document: dict[str, Any], made: Iterable[Table]) -> Response:
    """The file, named by its period."""
    return csv_rows.download(file_name(document, "csv"), HEADER, _rows(document, made))


def file_name(document: dict[str, Any], kind: str) -> str:
    """Such as lipa-fare-statement-month-2026-11-01.csv; of one vehicle with its plate."""
    days = document["days"]
    plate = f"{document['plate'].replace(' ', '')}-" if document["plate"] else ""
    return f"lipa-fare-statement-{plate}{days['period']}-{days['starts_on']}.{kind}"


def _rows(document: dict[str, Any], made: Iterable[Table]) -> Iterator[tuple[str, ...]]:
    for name, value in (*tables.facts(document), ("verify", tables.verify_address(document))):
        yield _line("account", {"what": csv_rows.cell(name), "text": csv_rows.cell(value)})
    for table in made:
        for row in (*table.rows, *((table.foot,) if table.foot else ())):
            section = f"{table.section}_total" if row is table.foot else table.section
            yield _line(section, _cells(table.columns, row))


def _cells(columns: tuple[Column, ...], row: Row) -> dict[str, str]:
    return {column.key: _cell(column, value) for column, value in zip(columns, row.cells, strict=True)}


def _cell(column: Column, value: tables.Cell) -> str:
    if column.kind == MONEY and isinstance(value, int):
        return formats.plain(value)
    # A day is written as one, so that a spreadsheet takes it for a day; any other text stays text.
    return str(value or "") if column.key == "on" or isinstance(value, int) else csv_rows.cell(value or "")


def _line(section: str, cells: dict[str, str]) -> tuple[str, ...]:
    return (section, *(cells.get(key, "") for key in KEYS))
