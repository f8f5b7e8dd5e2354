"""Rows of a spreadsheet: the portal's old .xls, and .xlsx as people save it. Both by libraries.

An .xlsx is a ZIP of XML: it is refused when it would unpack to much more than a statement has, and its XML is parsed
by defusedxml, which refuses entities.
"""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import xlrd  # type: ignore[import-untyped]
from openpyxl.xml import DEFUSEDXML  # type: ignore[import-untyped]

from worker.statements import MAX_CELL, MAX_COLUMNS, Row, Rows, StatementError

OLD, NEW = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
MAX_OLD_BYTES = 40 * 1024 * 1024  # 65,536 rows are all that such a sheet can have
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_SHARED_TEXTS = 32 * 1024 * 1024  # openpyxl holds these in memory
SHARED_TEXTS = "xl/sharedStrings.xml"


def is_spreadsheet(head: bytes) -> bool:
    """Whether a file begins like one."""
    return head.startswith((OLD, NEW))


def read_rows(path: Path) -> Rows:
    """The rows of the first sheet."""
    with path.open("rb") as file:
        is_old = file.read(8) == OLD
    try:
        yield from (_old_rows if is_old else _new_rows)(path)
    except StatementError:
        raise
    except Exception as error:  # the libraries raise whatever a broken file leads them to
        raise StatementError("broken_spreadsheet") from error


def _old_rows(path: Path) -> Iterator[Row]:
    if path.stat().st_size > MAX_OLD_BYTES:
        raise StatementError("too_large")
    with xlrd.open_workbook(str(path), on_demand=True, logfile=open_nothing()) as book:
        sheet = book.sheet_by_index(0)
        if sheet.ncols > MAX_COLUMNS:
            raise StatementError("too_many_columns")
        for number in range(sheet.nrows):
            yield _row(number + 1, [_old_value(cell, book.datemode) for cell in sheet.row(number)])


def open_nothing() -> "Silence":
    """Where xlrd writes its remarks, which may quote the file."""
    return Silence()


class Silence:
    """A file that forgets."""

    def write(self, _text: str) -> None:
        """Forget."""


def _old_value(cell: xlrd.sheet.Cell, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    return None if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


def _new_rows(path: Path) -> Iterator[Row]:
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl does not use defusedxml")
    with zipfile.ZipFile(path) as archive:
        sizes = {one.filename: one.file_size for one in archive.infolist()}
    if sum(sizes.values()) > MAX_UNPACKED or sizes.get(SHARED_TEXTS, 0) > MAX_SHARED_TEXTS:
        raise StatementError("too_large_spreadsheet")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not believed
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
            yield _row(number, list(cells))
    finally:
        book.close()


def _row(number: int, values: list[object]) -> Row:
    cells = [value if isinstance(value, datetime) else _text(value) for value in values]
    while cells and cells[-1] == "":
        cells.pop()
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
        return Row(number, [], "cell_too_long")
    return Row(number, list(cells))


def _text(value: object) -> str:
    """A number as it would be typed: 59.4, and 60 for 60.0."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 4))
    return str(value).replace("\0", "")
