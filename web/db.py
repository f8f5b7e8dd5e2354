"""The only way to the database: one call of one function is one round trip, one transaction, one commit.

    db.call("owners.daily_takings", p_session=token, p_on=day)   -> list of rows (dicts)
    db.row("telco.confirm_fare", p_receipt=…)                    -> the one row
    db.value("telco.validate_fare", p_bill_ref=…)                -> the one value

The schema in the name picks the login role, so a handler of one party can't act as another.
Raises Raised when the function refused (nothing happened; `.code` is its SQLSTATE) and Away when
the database can't be asked; web/errors.py says what either looks like outside.
"""

import functools
import os
import random
import re
import select
import threading
import time
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row

from web.config import Settings

SECONDS = 2.5  # what one call may take in all, so that an operator has its answer within 3
TRIES = 4
LIFETIME_SECONDS = 1800.0
# A connection dropped in the middle leaves us not knowing whether the call was committed. Every door
# of these roles is keyed by the caller's own reference, so that asking again is safe.
REPLAYABLE = frozenset({"telco"})
# Serialization failure and deadlock: the transaction is gone, the same call may simply be made again.
AGAIN = frozenset({"40001", "40P01"})
# Connection lost, shutting down or starting up, out of disk, memory or connections, read-only standby.
AWAY_STATES = ("08", "53", "57P", "58", "25006")

_FUNCTION = re.compile(r"([a-z]+)\.[a-z][a-z0-9_]*", re.ASCII)
_ARGUMENT = re.compile(r"p_[a-z][a-z0-9_]*", re.ASCII)

Row = DictRow


class Raised(Exception):  # noqa: N818
    """The function raised: its transaction left nothing. `code` is the SQLSTATE."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class Away(Exception):  # noqa: N818
    """The database could not be asked, or did not answer in time."""


class TooSlow(Away):
    """The database was asked and did not answer in time: the call may yet happen, or not."""


class _Line(psycopg.Connection[DictRow]):
    """A connection that gives up at its deadline: a frozen server holds no handler for ever."""

    deadline = 0.0
    born = 0.0

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        left = self.deadline - time.monotonic() if self.deadline and timeout is None else timeout
        return super().wait(gen, interval, left)


class _Pool:
    """The idle connections of one role in this process, newest first, opened as they are needed."""

    def __init__(self, url: str, settings: Settings, actor: str) -> None:
        self._url = url
        self._prepare = 0 if settings.prepare else None
        self._name = f"lipa {actor}"
        self._idle: list[_Line] = []
        self._places = threading.BoundedSemaphore(settings.pool_size)
        self._waiting_room = threading.BoundedSemaphore(64)

    def take(self, deadline: float) -> _Line:
        if not self._places.acquire(blocking=False):
            self._wait_for_a_place(deadline)
        try:
            line = self._newest_alive() or self._open(deadline)
        except BaseException:
            self._places.release()
            raise
        line.deadline = deadline
        return line

    def give(self, line: _Line) -> None:
        clean = line.pgconn.transaction_status == TransactionStatus.IDLE
        if clean and time.monotonic() - line.born < LIFETIME_SECONDS:
            self._idle.append(line)
        else:
            line.close()
        self._places.release()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _newest_alive(self) -> _Line | None:
        while True:
            try:
                line = self._idle.pop()
            except IndexError:  # asked this way round, two threads can't both see the last one
                return None
            if _is_alive(line):
                return line
            line.close()

    def _wait_for_a_place(self, deadline: float) -> None:
        if not self._waiting_room.acquire(blocking=False):
            raise Away("too many are waiting")
        try:
            if not self._places.acquire(timeout=max(0.0, deadline - time.monotonic())):
                raise Away("no connection became free")
        finally:
            self._waiting_room.release()

    def _open(self, deadline: float) -> _Line:
        """Connect; while the server is starting up, which after a crash takes a second, try again."""
        while True:
            try:
                line = _Line.connect(
                    self._url, autocommit=True, row_factory=dict_row, prepare_threshold=self._prepare,
                    application_name=self._name, connect_timeout=2, keepalives_idle=30, client_encoding="UTF8",
                )  # fmt: skip
                line.born = time.monotonic()
                return line
            except psycopg.OperationalError as error:
                if time.monotonic() + 0.1 > deadline:
                    raise Away("can't connect") from error
                time.sleep(0.1)


class _Pools:
    """One pool per actor role. A process that was forked opens its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._by_actor: dict[str, _Pool] = {}

    def of(self, actor: str) -> _Pool:
        if self._process == os.getpid():
            pool = self._by_actor.get(actor)
            if pool is not None:
                return pool
        return self._make(actor)

    def close(self) -> None:
        if self._process == os.getpid():
            for pool in self._by_actor.values():
                pool.close()

    def _make(self, actor: str) -> _Pool:
        with self._lock:
            if self._process != os.getpid():  # our parent's connections are not ours to use
                self._process, self._by_actor = os.getpid(), {}
            url = self.settings.database_urls.get(actor)
            if url is None:
                raise Away(f"LIPA_{actor.upper()}_URL is not set")
            return self._by_actor.setdefault(actor, _Pool(url, self.settings, actor))


_pools: _Pools | None = None


def configure(settings: Settings) -> None:
    """Say where the database is. Nothing is opened before the first call, so it may precede a fork."""
    global _pools  # noqa: PLW0603
    close()
    _pools = _Pools(settings)


def close() -> None:
    """Close what this process holds open (gunicorn: worker_exit)."""
    if _pools is not None:
        _pools.close()


def call(function: str, /, *, within: float = SECONDS, **arguments: object) -> list[Row]:
    """Call one function by its full name and return its rows."""
    if _pools is None:
        raise RuntimeError("db.configure(settings) has not been called")
    statement, actor = _statement(function, tuple(arguments))
    values = tuple(arguments.values())
    pool = _pools.of(actor)
    deadline = time.monotonic() + within
    for tries_left in range(TRIES - 1, -1, -1):
        line = pool.take(deadline)
        try:
            return line.execute(statement, values).fetchall()
        except psycopg.Error as error:
            if error.sqlstate is None and time.monotonic() >= deadline:
                raise TooSlow(function) from error
            _unless_again(error, actor if tries_left else "")
        finally:
            pool.give(line)
        time.sleep(random.uniform(0.0, 0.02))  # noqa: S311
    raise AssertionError("unreachable: the last try returns or raises")


def row(function: str, /, *, within: float = SECONDS, **arguments: object) -> Row:
    """The one row of a function that returns exactly one."""
    (only,) = call(function, within=within, **arguments)
    return only


def value(function: str, /, *, within: float = SECONDS, **arguments: object) -> Any:
    """The one value of a function that returns a scalar."""
    (only,) = row(function, within=within, **arguments).values()
    return only


@functools.cache
def _statement(function: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The SQL text and the actor. Names are ours, yet checked: this is the one place that builds SQL."""
    match = _FUNCTION.fullmatch(function)
    if match is None or not all(_ARGUMENT.fullmatch(name) for name in names):
        raise ValueError(f"not a function and its arguments: {function}, {names}")
    listed = ", ".join(f"{name} => %s" for name in names)
    return f"select * from {function}({listed})", match[1]  # noqa: S608


def _unless_again(error: psycopg.Error, actor: str) -> None:
    """Return if the same call may be made again for this actor; otherwise raise what it means."""
    code = error.sqlstate
    if code is None and not isinstance(error, psycopg.OperationalError):
        raise Raised("22000", "a value the driver can't send") from error
    lost = code is None or code.startswith(AWAY_STATES)
    if actor and (code in AGAIN or (lost and actor in REPLAYABLE)):
        return
    if code is None or lost:
        raise Away(code or "connection lost") from error
    raise Raised(code, error.diag.message_primary or "") from error


def _is_alive(line: _Line) -> bool:
    """Nothing is readable on an idle connection unless the server hung up: costs a system call, no round trip."""
    poll = select.poll()
    try:
        poll.register(line.pgconn.socket, select.POLLIN)
        if not poll.poll(0):
            return True
        line.deadline = time.monotonic() + 1.0
        line.execute("")  # it may only have had something to say, such as a changed parameter
    except psycopg.Error:
        return False
    return True
