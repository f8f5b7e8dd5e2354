"""Statements of the operator's portal: files in many shapes become lines that the database matches with the ledger.

text_rows.py and spreadsheet_rows.py read rows of cells, layout.py finds the header and what the file says of itself,
lines.py reads a row, kinds.csv says what a movement is, importer.py stores. Nothing holds a whole file in memory.
Decision: docs/decisions/reconciliation.md.
"""

from collections.abc import Iterator
from typing import NamedTuple

MAX_BYTES = 200 * 1024 * 1024
MAX_CELL = 131_072
MAX_COLUMNS = 100


class StatementError(Exception):
    """The file is refused as a whole. `code` names the reason; `detail` a column."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)


class Row(NamedTuple):
    """One row of a file. number: as an editor counts. fault: why its cells can't be read, or ''."""

    number: int
    cells: list[object]
    fault: str = ""


Rows = Iterator[Row]
