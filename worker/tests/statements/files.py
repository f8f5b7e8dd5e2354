"""Statement files for tests: rows in any dialect."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from worker.statements import Row
from worker.statements.importer import rows_of
from worker.statements.layout import Layout, read_layout
from worker.statements.lines import Bad, Failed, Line, LineReader
from worker.statements.times import find_order

COLUMNS = (
    "Receipt No.", "Completion Time", "Initiation Time", "Details", "Transaction Status", "Paid In", "Withdrawn",
    "Balance", "Balance Confirmed", "Reason Type", "Other Party Info", "Linked Transaction ID", "A/C No.", "Currency",
)  # fmt: skip
PREAMBLE = (
    ("Account Holder:", "LIPA FARE"),
    ("Short Code:", "400222"),
    ("Account:", "Utility Account"),
    ("Time Period:", "From", "20-11-2026 00:00:00", "To", "20-11-2026 23:59:59"),
    ("Opening Balance:", "12,500.00", "Closing Balance:", "12,560.00", "Available Balance:", "12,560.00"),
    (),
)
FIRST_LINE = len(PREAMBLE) + 2  # of the first row below the header


def row(receipt: str = "SKA0000001", paid_in: str = "60.00", withdrawn: str = "", **changes: str) -> dict[str, str]:
    """One row by column, an ordinary payment but for what is named."""
    usual = {
        "Receipt No.": receipt, "Completion Time": "20-11-2026 10:00:00", "Initiation Time": "20-11-2026 10:00:00",
        "Details": "Pay Bill from 2547****126 - MAMA NJERI Acc. 4628", "Transaction Status": "Completed",
        "Paid In": paid_in, "Withdrawn": withdrawn, "Balance": "12,560.00", "Balance Confirmed": "true",
        "Reason Type": "Pay Utility", "Other Party Info": "2547****126 - MAMA NJERI", "Linked Transaction ID": "",
        "A/C No.": "4628", "Currency": "KES",
    }  # fmt: skip
    return usual | {name.replace("_", " "): value for name, value in changes.items()}


def text_of(
    rows: Sequence[dict[str, str]], *, columns: Sequence[str] = COLUMNS, preamble: Sequence[Sequence[str]] = PREAMBLE,
    delimiter: str = ",", line_end: str = "\r\n",
) -> str:  # fmt: skip
    """The file as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerows((*preamble, columns, *([one[name] for name in columns] for one in rows)))
    return out.getvalue()


def write(folder: Path, content: str | bytes, name: str = "statement.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(path: Path) -> tuple[Layout, list[Line | Failed | Bad | None], list[Row]]:
    """What the file says of itself, and what its rows became."""
    rows = rows_of(path)
    layout = read_layout(rows, path.name)
    rest = list(rows)
    order = find_order(one.cells[layout.columns["completed"]] for one in rest if len(one.cells) > 1)
    reader = LineReader(layout, order, layout.facts.account or "utility", "KES")
    return layout, [reader.read(one) for one in rest], rest


def lines(path: Path) -> list[Line]:
    """Its lines only."""
    return [one for one in read(path)[1] if isinstance(one, dict)]


def reasons(path: Path) -> list[tuple[int, str]]:
    """The rows that are set aside."""
    _, became, rows = read(path)
    return [(one.number, what.reason) for one, what in zip(rows, became, strict=True) if isinstance(what, Bad)]
