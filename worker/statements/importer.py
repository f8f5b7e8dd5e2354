"""Reads one file into the database, batch by batch. A crash costs the batch that was not taken yet."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from psycopg.types.json import Jsonb

from web.core import db
from worker.statements import MAX_BYTES, Row, StatementError, spreadsheet_rows, text_rows
from worker.statements.layout import read_layout
from worker.statements.lines import Bad, Failed, Line, LineReader
from worker.statements.times import find_order

log = logging.getLogger("lipa.statements")

BATCH_ROWS = 5000
FIRST_ROWS = 200
# A batch takes a second; while another import of the same lines runs, it waits for that.
CALL_SECONDS = 60.0


@dataclass
class Outcome:
    """state: read, known, busy, lost or failed (then failure says why)."""

    state: str
    statement_id: int | None = None
    failure: str = ""
    proof: str = ""
    rows: int = 0
    new: int = 0
    known: int = 0
    conflicting: int = 0
    failed: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    bad_count: int = 0


@dataclass
class Batch:
    """What a few thousand rows of the file became."""

    rows: int = 0
    failed: int = 0
    lines: list[Line] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)


class Importer:
    """Stores statements through the functions of one schema: worker, or recon for the tables' owner."""

    def __init__(self, schema: str, channel: str, on_progress: Callable[[int], None] = lambda _: None) -> None:
        self._schema, self._channel, self._on_progress = schema, channel, on_progress

    def read(self, path: Path, file_name: str, account: str | None = None, reader: str = "") -> Outcome:
        """Read a file, or go on where another reading of it stopped."""
        reader = reader or secrets.token_hex(8)
        sha256, size, lines = fingerprint(path)
        file = {"p_file_sha256": sha256, "p_channel": self._channel, "p_file_name": file_name, "p_file_bytes": size}
        try:
            if size > MAX_BYTES:
                raise StatementError("too_large")
            return self._read(path, file, account, reader, lines)
        except StatementError as error:
            number = self._value("fail_statement", **file, p_failure=str(error))
            return Outcome("failed" if number else "known", number, failure=str(error))

    def _read(self, path: Path, file: dict[str, Any], account: str | None, reader: str, lines: int | None) -> Outcome:
        rows = rows_of(path)
        layout = read_layout(rows, file["p_file_name"])
        facts = layout.facts
        first = list(islice(rows, FIRST_ROWS))
        place = layout.columns["completed"]
        order = find_order(row.cells[place] for row in first if len(row.cells) > place)
        begin = {
            **file, "p_reader": reader, "p_short_code": facts.short_code, "p_account": facts.account or account,
            "p_period_from": facts.period_from, "p_period_to": facts.period_to, "p_opening_cents": facts.opening_cents,
            "p_closing_cents": facts.closing_cents, "p_rows_total": lines,
        }  # fmt: skip
        begun = self._row("begin_statement", **begin)
        if begun["outcome"] in ("unknown_till", "no_account"):
            raise StatementError(begun["outcome"])
        if begun["outcome"] not in ("new", "resumed"):
            return Outcome(begun["outcome"], begun["statement_id"], rows=begun["rows_done"])
        line_reader = LineReader(layout, order, str(facts.account or account), begun["currency"])
        return self._take(chain(first, rows), line_reader, begun, begin)

    def _take(self, rows: Iterator[Row], reader: LineReader, begun: db.Row, begin: dict[str, Any]) -> Outcome:
        named = {"p_statement_id": begun["statement_id"], "p_reader": begin["p_reader"]}
        outcome = Outcome("read", begun["statement_id"], rows=begun["rows_done"])
        for batch in batches(islice(rows, begun["rows_done"], None), reader):
            upto = outcome.rows + batch.rows
            taken = self._row(
                "take_lines", **named, p_rows_done=outcome.rows, p_rows_upto=upto, p_lines=Jsonb(batch.lines),
                p_bad_rows=Jsonb(batch.bad), p_rows_failed=batch.failed,
            )  # fmt: skip
            if taken["outcome"] == "lost" and not self._has_taken(begin, upto):
                return Outcome("lost", begun["statement_id"], rows=outcome.rows)
            outcome.rows, outcome.failed = upto, outcome.failed + batch.failed
            outcome.new, outcome.known = outcome.new + taken["lines_new"], outcome.known + taken["lines_known"]
            outcome.conflicting += taken["lines_conflicting"]
            outcome.bad_count += len(batch.bad)
            outcome.bad += batch.bad[: 100 - len(outcome.bad)]
            self._on_progress(outcome.rows)
        ended = self._row("finish_statement", **named, p_rows_done=outcome.rows)
        outcome.state, outcome.proof = ended["outcome"], ended["proof"] or ""
        log.info("statement %s: %s, %s rows", outcome.statement_id, outcome.state, outcome.rows)
        return outcome

    def _has_taken(self, begin: dict[str, Any], upto: int) -> bool:
        """Whether the batch was stored although its answer was lost with the connection."""
        begun = self._row("begin_statement", **begin)
        return bool(begun["outcome"] == "resumed" and begun["rows_done"] == upto)

    def _row(self, function: str, **arguments: Any) -> db.Row:
        """One call; once more when the connection broke, because each is fenced by what is settled already."""
        try:
            return db.row(f"{self._schema}.{function}", within=CALL_SECONDS, **arguments)
        except db.DatabaseUnavailableError:
            log.warning("%s: the database is unavailable, trying again", function)
            return db.row(f"{self._schema}.{function}", within=CALL_SECONDS, **arguments)

    def _value(self, function: str, **arguments: Any) -> Any:
        (only,) = self._row(function, **arguments).values()
        return only


def rows_of(path: Path) -> Iterator[Row]:
    """All rows of a file of any kind."""
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise StatementError("empty")
    return spreadsheet_rows.read_rows(path) if spreadsheet_rows.is_spreadsheet(head) else text_rows.read_rows(path)


def fingerprint(path: Path) -> tuple[bytes, int, int | None]:
    """SHA-256, size, and about how many lines: None for a spreadsheet."""
    digest, size, lines, is_text = hashlib.sha256(), 0, 0, True
    with path.open("rb") as file:
        while part := file.read(1024 * 1024):
            is_text = is_text and not (size == 0 and spreadsheet_rows.is_spreadsheet(part))
            digest.update(part)
            size += len(part)
            lines += part.count(b"\n") or part.count(b"\r")
    return digest.digest(), size, lines if is_text else None


def batches(rows: Iterator[Row], reader: LineReader) -> Iterator[Batch]:
    """Rows in batches of some thousands."""
    while part := list(islice(rows, BATCH_ROWS)):
        batch = Batch(rows=len(part))
        for row in part:
            match reader.read(row):
                case Failed():
                    batch.failed += 1
                case Bad(reason):
                    batch.bad.append((row.number, reason))
                case None:
                    pass
                case line:
                    batch.lines.append(line)
        yield batch
