"""Rows of a text file: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; line ends of every kind, also mixed.

A cell in quotes may have line breaks. A quote that is never closed costs its own row only: the next lines are read
again, each for itself.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from worker.statements import MAX_CELL, MAX_COLUMNS, Row, Rows, StatementError

DELIMITERS = ",;\t|"
HEADER = re.compile(r"receipt\s*no\b", re.IGNORECASE)
MAX_LINE = 2 * MAX_CELL
MOST_LINES_IN_A_ROW = 10
MOST_ROWS_BEFORE_THE_HEADER = 10_000
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_rows(path: Path) -> Rows:
    """All rows, from the first line of the file."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        delimiter = find_delimiter(text)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        yield from split_rows(read_lines(text), delimiter)


def find_encoding(path: Path) -> str:
    """By the byte order mark, by the zeros of UTF-16, or by trying UTF-8 on the whole file."""
    with path.open("rb") as file:
        head = file.read(4096)
        for bom, encoding in BOMS:
            if head.startswith(bom):
                return encoding
        if head[1::2].count(0) > len(head) // 4:
            return "utf-16-le"
        if head[::2].count(0) > len(head) // 4:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = file.read(1024 * 1024)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def find_delimiter(text: IO[str]) -> str:
    """The one that divides the header into the most cells."""
    for _, line in islice(read_lines(text), MOST_ROWS_BEFORE_THE_HEADER):
        if HEADER.search(line):
            return max(DELIMITERS, key=line.count)
    raise StatementError("no_header")


def read_lines(text: IO[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines with their ends; of a line that is too long only the beginning."""
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        rest = line
        while not rest.endswith(("\r", "\n")):
            rest = text.readline(MAX_LINE)
            if not rest:
                break
        yield number, line


def split_rows(lines: Iterator[tuple[int, str]], delimiter: str) -> Rows:
    """Rows of cells. Quotes decide where a row ends."""
    waiting: deque[tuple[int, str]] = deque()

    def next_line() -> tuple[int, str] | None:
        return waiting.popleft() if waiting else next(lines, None)

    while first := next_line():
        number, record = first
        more: list[tuple[int, str]] = []
        while (
            len(record) < MAX_LINE
            and record.count('"') % 2
            and len(more) < MOST_LINES_IN_A_ROW
            and (line := next_line())
        ):
            more.append(line)
            record += line[1]
        cells = _split(record, delimiter)
        if more and cells is None:
            waiting.extendleft(reversed(more))
        yield _row(number, first[1] if cells is None else record, cells)


def _split(record: str, delimiter: str) -> list[str] | None:
    """The cells, or None when the quotes don't fit."""
    if record.count('"') % 2 or len(record) > MAX_LINE:
        return None
    try:
        rows = list(csv.reader([record], delimiter=delimiter))
    except csv.Error:
        return None
    return rows[0] if rows else []


def _row(number: int, record: str, cells: list[str] | None) -> Row:
    if cells is None or len(record) >= MAX_LINE:
        return Row(number, [], "cell_too_long" if len(record) > MAX_CELL else "quotes")
    if "\0" in record:
        return Row(number, [], "nul")
    if len(cells) > MAX_COLUMNS:
        return Row(number, [], "too_many_columns")
    if max(map(len, cells), default=0) > MAX_CELL:
        return Row(number, [], "cell_too_long")
    return Row(number, list(cells))
