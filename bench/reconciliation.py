"""Reconciliation of 1,000,000 statement rows with 1,000,000 fares, beside a plain anti-join of the same rows.

`reconcile` reads a file of a day, as the worker does, until every line is matched and the day compared. `match_open`
matches lines that are in the database already and open, as if they had come before the messages: the most work that
matching can have, in the batches of the scheduled job. Both in a database of their own, because what is laid out is no
whole ledger.
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psycopg

from bench.figures import Figure
from db.tests.database import fresh
from worker.tests.reconciling import OwnersImporter

ROWS, OPEN_ROWS, BATCH = 1_000_000, 200_000, 20_000
MOST_MEGABYTES = 500
DAY = datetime(2026, 2, 1, tzinfo=UTC)
EAT = timezone(timedelta(hours=3))
# Fares without the rest of a ledger; receipts in no order, as the operator draws them.
LAY_OUT = (
    "select mobile_money.register_till('400222', 'KES', 100, 25000000, 'Africa/Nairobi')",
    """insert into mobile_money.payments (receipt, amount_cents, paid_at, bill_ref, state, vehicle_id, channel,
         short_code)
       select 'B' || lpad(mod(n::bigint * 7919, 1000000007)::text, 9, '0'), 6000,
         timestamptz '2026-02-01 00:00Z' + n * interval '80 ms', '4628', 'posted', 1, 'paybill', '400222'
         from generate_series(1, %(rows)s) n""",
    """insert into fares.fares (receipt, journal_id, vehicle_id, split_rule_id, amount_cents, commission_cents, paid_at,
         business_on, channel)
       select receipt, row_number() over (order by paid_at), 1, 1, amount_cents, 0, paid_at, '2026-02-01', channel
         from mobile_money.payments""",
    "vacuum analyze",
)
# Two legs each: the guards want whole journals.
JOURNALS = """with part as (select * from fares.fares where journal_id between %(first)s and %(first)s + 49999),
    posted as (insert into ledger.journals (journal_id, kind, reference, business_on, value_at)
               select journal_id, 'fare', receipt, business_on, paid_at from part returning journal_id)
  insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
  select p.journal_id, l.n, l.id, l.sign * 6000, 'KES'
    from posted p, mobile_money.tills t, lateral (values (1, t.trust_sub_wallet_id, -1),
                                                         (2, t.suspense_sub_wallet_id, 1)) l(n, id, sign)"""
OPEN_LINES = (
    """insert into recon.statements (source, channel, file_sha256, short_code, account, period_from, period_to, state,
         proof, ended_at)
       select 'statement', 'command', sha256('bench'), '400222', 'utility', date '2026-02-01', date '2026-02-03',
         'read', 'not_stated', now()""",
    """insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, amount_cents,
         balance_cents, completed_at, business_on, bill_ref)
       select s.statement_id, row_number() over (order by p.paid_at desc), s.source, s.short_code, s.account, p.receipt,
         'payment', p.amount_cents, 1, p.paid_at, (p.paid_at at time zone 'Africa/Nairobi')::date, p.bill_ref
         from mobile_money.payments p, recon.statements s""",
    "vacuum analyze",
)
IS_OPEN = "select count(*) from (select from recon.lines where state = 'open' limit 1) o"
MATCH = "select recon.match_lines(p_at => now(), p_limit => %s)"
ANTI_JOIN = """select (select count(*) from recon.lines l
                  where not exists (select from fares.fares f where f.receipt = l.receipt))
              + (select count(*) from fares.fares f
                  where not exists (select from recon.lines l where l.receipt = f.receipt))"""
RIGHT = """select lines = matched and matched = %s and unexplained_cents = 0 and missing_at_operator = 0
             from (select sum(lines) as lines, sum(matched) as matched, sum(unexplained_cents) as unexplained_cents,
                          sum(missing_at_operator) as missing_at_operator from audit.reconciliation) r"""


def measure() -> tuple[dict[str, Figure], dict[str, float]]:
    """Rows a second, and times beside the anti-join's; stops when the outcome or the memory is wrong."""
    reconcile, beside = _file()
    match_open, open_beside = _open_lines()
    return {"reconcile": reconcile, "match_open": match_open}, {
        "reconcile_over_anti_join": beside, "match_open_over_anti_join": open_beside,
    }  # fmt: skip


def _file() -> tuple[Figure, float]:
    with _laid_out(ROWS) as connection, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.csv"
        _write(path, connection)
        began = time.monotonic()
        outcome = OwnersImporter(connection).read(path, path.name)
        read = time.monotonic() - began
        _value(connection, MATCH, BATCH)
        took, plain = time.monotonic() - began, _plain(connection)
        print(f"{ROWS:,} rows: file read and matched in {read:.1f} s, day compared in {took - read:.1f} s")
        _check(connection, "reconcile", ROWS, took / plain, outcome.bad_count)
    return Figure(ROWS / took, "rows/s", 0, 0), took / plain


def _open_lines() -> tuple[Figure, float]:
    with _laid_out(OPEN_ROWS) as connection:
        for statement in OPEN_LINES:
            connection.execute(statement)
        plain, calls = _plain(connection), list[float]()
        while not calls or _value(connection, IS_OPEN):
            calls.append(_seconds(connection, MATCH, BATCH))
        _check(connection, "match_open", OPEN_ROWS, sum(calls) / plain, 0)
    milliseconds = sorted(1000 * call for call in calls)
    figure = Figure(OPEN_ROWS / sum(calls), "rows/s", statistics.median(milliseconds), milliseconds[-1])
    return figure, sum(calls) / plain


@contextmanager
def _laid_out(rows: int) -> Iterator[psycopg.Connection[Any]]:
    with fresh("bench_recon") as database:
        with psycopg.connect(database.owner_url, autocommit=True) as connection:
            for statement in LAY_OUT[:-1]:
                connection.execute(statement, {"rows": rows} if "%(rows)s" in statement else None)
            for first in range(1, rows + 1, 50_000):
                connection.execute(JOURNALS, {"first": first})
            connection.execute(LAY_OUT[-1])
        # Another connection, whose memory is that of the reconciliation.
        with psycopg.connect(database.owner_url, autocommit=True) as connection:
            yield connection


def _write(path: Path, connection: psycopg.Connection[Any]) -> None:
    """The day's statement as the portal exports it, newest first."""
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write("Short Code:,400222\nAccount:,Utility Account\nTime Period:,From,01-02-2026 00:00:00,To,"
                   "03-02-2026 23:59:59\n\nReceipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,"
                   "Balance,Reason Type,Other Party Info,A/C No.\n")  # fmt: skip
        with connection.transaction(), connection.cursor("payments") as cursor:
            cursor.itersize = 10_000
            cursor.execute("select receipt, paid_at from mobile_money.payments order by paid_at desc")
            for receipt, paid_at in cursor:
                at = paid_at.astimezone(EAT).strftime("%d-%m-%Y %H:%M:%S")
                file.write(f"{receipt},{at},Pay Bill from 2541****126 - JUMA DEMO Acc. 4628,Completed,60.00,,"
                           "1000.00,Pay Utility,2541****126 - JUMA DEMO,4628\n")  # fmt: skip


def _check(connection: psycopg.Connection[Any], name: str, rows: int, beside: float, bad: int) -> None:
    megabytes, view = _peak_megabytes(connection), 1000 * _seconds(connection, RIGHT, rows)
    print(f"{name}: {beside:.1f} times an anti-join, day's figures {view:.0f} ms, at most {megabytes:.0f} MB"
          f" (goal <= {MOST_MEGABYTES})")  # fmt: skip
    if bad or not _value(connection, RIGHT, rows) or megabytes > MOST_MEGABYTES:
        raise SystemExit(f"{name}: rows are left over, or it took too much memory")


def _plain(connection: psycopg.Connection[Any]) -> float:
    return statistics.median(_seconds(connection, ANTI_JOIN) for _ in range(3))


def _value(connection: psycopg.Connection[Any], query: str, *values: object) -> Any:
    return connection.execute(query.encode(), values or None).fetchall()[0][0]


def _seconds(connection: psycopg.Connection[Any], query: str, *values: object) -> float:
    began = time.monotonic()
    _value(connection, query, *values)
    return time.monotonic() - began


def _peak_megabytes(connection: psycopg.Connection[Any]) -> float:
    """Most that this program and its backend had in memory, without the buffers that all backends share."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    status = Path(f"/proc/{connection.info.backend_pid}/status")
    if not status.exists():
        return own
    words = {line.split(":")[0]: line.split()[1] for line in status.read_text().splitlines() if line.split()[1:]}
    shared = int(_value(connection, "select pg_size_bytes(current_setting('shared_buffers')) / 1024"))
    return own + max(int(words["RssAnon"]), int(words["VmHWM"]) - shared) / 1024
