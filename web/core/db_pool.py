"""Connections to the database: a pool for each actor's role, made in the process that uses it.

A call takes the newest idle connection, or opens one, and gives it back. What makes it ours (and not
psycopg_pool): a dead connection is noticed without a round trip, a restart of the server is waited
out, waiting is first come first served, and every wait has a deadline. docs/decisions/connection-pool.md.
"""

import os
import select
import threading
import time
from collections import deque

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row

from web.core.config import Settings

WAITING_ROOM = 64
LIFETIME_SECONDS = 1800.0
WHO_ANSWERS = "select pg_backend_pid() as pid"


class DatabaseUnavailableError(Exception):
    """The database could not be asked, or did not answer in time."""


class DatabaseTimeoutError(DatabaseUnavailableError):
    """The database was asked and did not answer in time: the call may yet happen, or not."""


class PooledConnection(psycopg.Connection[DictRow]):
    """A connection that gives up at its deadline: a frozen server holds no handler for ever."""

    deadline = 0.0
    born = 0.0

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        left = self.deadline - time.monotonic() if self.deadline and timeout is None else timeout
        return super().wait(gen, interval, left)


class _Slots:
    """So many at a time, first come first served: a semaphore lets the one who just left in again first."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._queue: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    def take(self, deadline: float) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._queue) == WAITING_ROOM:
                raise DatabaseUnavailableError("too many are waiting")
            bell = threading.Lock()
            bell.acquire()
            self._queue.append(bell)
        if not bell.acquire(timeout=max(0.0, deadline - time.monotonic())):
            with self._lock:
                if bell in self._queue:  # else a place was given to us this very moment
                    self._queue.remove(bell)
                    raise DatabaseUnavailableError("no connection became free")

    def give(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1


class Pool:
    """The idle connections of one role in this process, newest first, opened as they are needed."""

    def __init__(self, url: str, settings: Settings, actor: str) -> None:
        self._url = url
        self._prepare = 0 if settings.prepare else None
        self._name = f"lipa {actor}"
        self._idle: list[PooledConnection] = []
        self._places = _Slots(settings.pool_size)

    def take(self, deadline: float) -> PooledConnection:
        self._places.take(deadline)
        try:
            line = self._newest_alive() or self._open(deadline)
        except BaseException:
            self._places.give()
            raise
        line.deadline = deadline
        return line

    def give(self, line: PooledConnection) -> None:
        clean = line.pgconn.transaction_status == TransactionStatus.IDLE
        if clean and time.monotonic() - line.born < LIFETIME_SECONDS:
            self._idle.append(line)
        else:
            line.close()
        self._places.give()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _newest_alive(self) -> PooledConnection | None:
        while True:
            try:
                line = self._idle.pop()
            except IndexError:  # asked this way round, two threads can't both see the last one
                return None
            if _is_alive(line):
                return line
            line.close()

    def _open(self, deadline: float) -> PooledConnection:
        """Connect; while the server is starting up, which after a crash takes a second, try again."""
        while True:
            try:
                line = PooledConnection.connect(
                    self._url, autocommit=True, row_factory=dict_row, prepare_threshold=self._prepare,
                    application_name=self._name, connect_timeout=2, keepalives_idle=30, client_encoding="UTF8",
                )  # fmt: skip
                line.born, line.deadline = time.monotonic(), deadline
                if self._prepare is not None and not _is_direct(line):
                    line.prepare_threshold = None
                return line
            except psycopg.OperationalError as error:
                if time.monotonic() + 0.1 > deadline:
                    raise DatabaseUnavailableError(f"can't connect ({error.sqlstate or 'no answer'})") from error
                time.sleep(0.1)


class Pools:
    """One pool per actor role. A process that was forked opens its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._by_actor: dict[str, Pool] = {}

    def of(self, actor: str) -> Pool:
        if self._process == os.getpid():
            pool = self._by_actor.get(actor)
            if pool is not None:
                return pool
        return self._make(actor)

    def close(self) -> None:
        if self._process == os.getpid():
            for pool in self._by_actor.values():
                pool.close()

    def _make(self, actor: str) -> Pool:
        with self._lock:
            if self._process != os.getpid():  # our parent's connections are not ours to use
                self._process, self._by_actor = os.getpid(), {}
            url = self.settings.database_urls.get(actor)
            if url is None:
                raise DatabaseUnavailableError(f"LIPA_{actor.upper()}_URL is not set")
            return self._by_actor.setdefault(actor, Pool(url, self.settings, actor))


def _is_direct(line: PooledConnection) -> bool:
    """Does the one who greeted us answer? If not, a pooler stands between, and gives each call to whichever connection
    is free: there a statement prepared under our name may be somebody else's. docs/decisions/connection-pool.md."""
    try:
        answers = line.execute(WHO_ANSWERS, prepare=False).fetchone()
    except psycopg.Error:
        return False  # the call that comes now finds out
    return answers is not None and answers["pid"] == line.info.backend_pid


def _is_alive(line: PooledConnection) -> bool:
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
