"""CSV for a spreadsheet, without text that it would run as a formula, or convert to a number."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from flask import Response, stream_with_context

# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Whatever has a digit and no letter (007, 5%, 6/9, 7:15), or but one word of a number, a time or a date (12E4567890,
# 7 PM, 5MAR, March 5, 2026); and words with a value.
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
CONVERTED = re.compile(rf"(?=.*[0-9])[^a-z]*(?:(?:e| ?[ap]m| [ap]|{_MONTH})[^a-z]*)?|true|false", re.IGNORECASE)


def download(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Response:
    """A file of that name, sent while its rows are made."""
    response = Response(stream_with_context(_lines(header, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Some hundred lines at a time, so that memory holds no more of a large file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % 500 == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def cell(text: str) -> str:
    """The cell, with an apostrophe if a spreadsheet would not take it for text."""
    return f"'{text}" if text.startswith(FORMULA) or CONVERTED.fullmatch(text.strip()) else text
