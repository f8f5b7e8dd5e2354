"""Connection pools: one for each actor's role, made in the process that uses it.

A call takes the newest idle connection, or opens one, and gives it back. Unlike psycopg_pool it finds a dead
connection without a round trip, waits while the server restarts, serves waiting threads in order, and every wait
has a deadline. docs/decisions/connection-pool.md.
"""

import math
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

MAX_WAITING = 64
LIFETIME_SECONDS = 1800.0
BACKEND_PID = "select pg_backend_pid() as pid"


class DatabaseUnavailableError(Exception):
    """The database could not be asked, or did not answer in time."""


class DatabaseTimeoutError(DatabaseUnavailableError):
    """The database was asked and did not answer in time: the call may yet happen, or not."""


class PooledConnection(psycopg.Connection[DictRow]):
    """A connection that gives up at its deadline, so that a frozen server does not block a handler for ever."""

    deadline = 0.0
    opened_at = 0.0

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        left = self.deadline - time.monotonic() if self.deadline and timeout is None else timeout
        return super().wait(gen, interval, left)


class _Slots:
    """A counter of connections in use, first come first served; a semaphore would favour the last thread to leave."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._queue: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    def take(self, deadline: float) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            if len(self._queue) == MAX_WAITING:
                raise DatabaseUnavailableError("too many are waiting")
            granted = threading.Lock()
            granted.acquire()
            self._queue.append(granted)
        if not granted.acquire(timeout=max(0.0, deadline - time.monotonic())):
            with self._lock:
                if granted in self._queue:  # otherwise a slot was granted at this very moment
                    self._queue.remove(granted)
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
        self._slots = _Slots(settings.pool_size)

    def take(self, deadline: float, connect_deadline: float = math.inf) -> PooledConnection:
        self._slots.take(deadline)
        try:
            connection = self._newest_alive() or self._open(deadline, min(deadline, connect_deadline))
        except BaseException:
            self._slots.give()
            raise
        connection.deadline = deadline
        return connection

    def give(self, connection: PooledConnection) -> None:
        clean = connection.pgconn.transaction_status == TransactionStatus.IDLE
        if clean and time.monotonic() - connection.opened_at < LIFETIME_SECONDS:
            self._idle.append(connection)
        else:
            connection.close()
        self._slots.give()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _newest_alive(self) -> PooledConnection | None:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:  # checking first would let two threads see the same last one
                return None
            if _is_alive(connection):
                return connection
            connection.close()

    def _open(self, deadline: float, connect_deadline: float) -> PooledConnection:
        """Connect; while the server is starting up, which after a crash takes a second, try again."""
        while True:
            try:
                connection = PooledConnection.connect(
                    self._url, autocommit=True, row_factory=dict_row, prepare_threshold=self._prepare,
                    application_name=self._name, connect_timeout=2, keepalives_idle=30, client_encoding="UTF8",
                )  # fmt: skip
                connection.opened_at, connection.deadline = time.monotonic(), deadline
                if self._prepare is not None and not _is_direct(connection):
                    connection.prepare_threshold = None
                return connection
            except psycopg.OperationalError as error:
                if time.monotonic() + 0.1 > connect_deadline:
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
            if self._process != os.getpid():  # after a fork: the parent's connections are not ours
                self._process, self._by_actor = os.getpid(), {}
            url = self.settings.database_urls.get(actor)
            if url is None:
                raise DatabaseUnavailableError(f"LIPA_{actor.upper()}_URL is not set")
            return self._by_actor.setdefault(actor, Pool(url, self.settings, actor))


def _is_direct(connection: PooledConnection) -> bool:
    """True if the server process that greeted us also answers. If not, a pooler gives each call to any free connection,
    where a statement prepared under our name may be another client's. docs/decisions/connection-pool.md."""
    try:
        answers = connection.execute(BACKEND_PID, prepare=False).fetchone()
    except psycopg.Error:
        return False  # the call that follows will fail and report it
    return answers is not None and answers["pid"] == connection.info.backend_pid


def _is_alive(connection: PooledConnection) -> bool:
    """An idle connection has nothing to read unless the server closed it: this costs a system call, no round trip."""
    poll = select.poll()
    try:
        poll.register(connection.pgconn.socket, select.POLLIN)
        if not poll.poll(0):
            return True
        connection.deadline = time.monotonic() + 1.0
        connection.execute("")  # or unless the server sent a notice, such as a changed parameter
    except psycopg.Error:
        return False
    return True
