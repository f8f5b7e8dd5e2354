"""Processor time of one server process: what a call costs the database, without waiting and without the client."""

import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

ALIKE = 20_000  # single-row inserts a second of the machine that the goals are written for
SLICES, WARM = 10, 30


@dataclass(frozen=True)
class Call:
    """A statement and a source of its arguments."""

    query: str
    arguments: Iterable[Sequence[object]]


def milliseconds(url: str, together: Sequence[Call], calls: int = 400) -> float:
    """Processor time (user and system), in ms, of calls that are made one after the other each time.

    One connection calls again and again; the kernel counts what its server process ran (/proc/<pid>/schedstat, in ns).
    The median of ten slices, so that a busy moment of the machine changes little.
    """
    ready = [(call.query.encode(), iter(call.arguments)) for call in together]
    with psycopg.connect(url, autocommit=True, prepare_threshold=1) as connection:
        _run(connection, ready, WARM)
        return statistics.median(_slices(connection, ready, max(1, calls // SLICES)))


def _slices(
    connection: psycopg.Connection, ready: list[tuple[bytes, Iterator[Sequence[object]]]], each: int
) -> Iterator[float]:
    for _ in range(SLICES):
        before = ran_ns(connection)
        _run(connection, ready, each)
        yield (ran_ns(connection) - before) / each / 1e6


def _run(connection: psycopg.Connection, ready: list[tuple[bytes, Iterator[Sequence[object]]]], times: int) -> None:
    for _ in range(times):
        for query, arguments in ready:
            connection.execute(query, next(arguments)).fetchall()


def ran_ns(connection: psycopg.Connection) -> int:
    """Nanoseconds that the server process of a connection has run so far."""
    time.sleep(0.002)  # it has answered; now it is idle, and what it ran is counted
    return int(Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text(encoding="ascii").split()[0])


def scaled(milliseconds_here: float, inserts_per_second: float) -> float:
    """The same on a machine that does 20,000 single-row inserts a second, 8 clients.

    A machine that inserts half as fast is taken to be half as fast at everything: ms here * inserts here / 20,000.
    """
    return milliseconds_here * inserts_per_second / ALIKE
