"""Sends requests at their moments over kept-alive connections, and measures from the moment each was due.

An event loop and a small parser of answers: the generator must cost little, because it shares the machine with what it
measures. Its own lateness is measured too. An answer that does not come in time is an error, like a broken connection.
"""

from __future__ import annotations

import asyncio
import time
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from bench.rush.arrivals import Request

MAX_LINES = 400  # connections; what comes beyond waits here, and its time counts
IDLE_SECONDS = 5.0  # an older idle connection may be closed by the other side at any moment
SILENT_SECONDS = 30.0
SLEEP_SECONDS = 0.0005  # what is due sooner is sent at once


@dataclass
class Record:
    """What was asked and what came of it."""

    took: dict[str, array[float]] = field(default_factory=lambda: defaultdict(lambda: array("d")))  # seconds
    lag: array[float] = field(default_factory=lambda: array("d"))
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)  # by kind and what happened
    sent: Counter[str] = field(default_factory=Counter)
    reported: set[str] = field(default_factory=set)  # receipts of all that was sent
    acknowledged: list[str] = field(default_factory=list)  # receipts of confirmations answered 200
    waiting: int = 0


class Line(asyncio.Protocol):
    """One connection; one request at a time."""

    def __init__(self, generator: Generator) -> None:
        self.generator = generator
        self.transport: asyncio.Transport | None = None
        self.request: Request | None = None
        self.used_at = 0.0
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def send(self, request: Request) -> None:
        self.request, self._heard = request, b""
        if self.transport is not None:
            self.transport.write(request.wire)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if not end or self.request is None:
            return
        lower = head.lower()
        at = lower.find(b"\r\ncontent-length:")
        if at >= 0:
            if len(body) < int(lower[at + 17 :].split(b"\r\n", 1)[0]):
                return
        elif not body.endswith(b"0\r\n\r\n"):
            return
        request, self.request = self.request, None
        closes = b"\r\nconnection: close" in lower
        self.generator.answered(self, request, head[9:12], body, closes)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.generator.lost(self)


class Generator:
    """Plays requests against one address."""

    def __init__(self, port: int, *, uncounted: float = 0.0, silent: float = SILENT_SECONDS) -> None:
        self.record = Record()
        self.began = 0.0
        self._port, self._silent = port, silent
        self._uncounted = uncounted  # seconds at the start whose latencies don't count: the warm-up
        self._idle: list[Line] = []
        self._busy: set[Line] = set()
        self._opening = 0
        self._queue: deque[Request] = deque()
        self._stopped = False
        self._tasks: set[asyncio.Future[None]] = set()

    def stop(self) -> None:
        """Send nothing more; wait for answers."""
        self._stopped = True

    async def play(self, requests: Iterable[Request]) -> Record:
        """Send all at their moments; returns when each is answered or has failed."""
        self.began = time.monotonic()
        sweeper = asyncio.ensure_future(self._sweep())
        for count, request in enumerate(requests):
            due = self.began + request.due
            wait = due - time.monotonic()
            if wait > SLEEP_SECONDS:
                await asyncio.sleep(wait)
            elif not count % 20:
                await asyncio.sleep(0)  # answers come in, also when the generator is late
            if self._stopped:
                break
            self.record.lag.append(max(0.0, time.monotonic() - due))
            self._dispatch(request)
        while self.record.waiting:
            await asyncio.sleep(0.02)
        sweeper.cancel()
        for line in self._idle:
            if line.transport is not None:
                line.transport.close()
        return self.record

    def answered(self, line: Line, request: Request, status: bytes, body: bytes, closes: bool) -> None:
        now = time.monotonic()
        if status != b"200":
            self._fail(request, status.decode())
        elif not body.startswith(request.begins):
            self._fail(request, f"another page: {body[:24].decode(errors='replace')!r}")
        else:
            if request.due >= self._uncounted:
                self.record.took[request.kind].append(now - self.began - request.due)
            if request.receipt:
                self.record.acknowledged.append(request.receipt)
            self.record.waiting -= 1
        self._busy.discard(line)
        if closes and line.transport is not None:
            line.transport.close()
        else:
            line.used_at = now
            self._idle.append(line)
        self._send_next()

    def lost(self, line: Line) -> None:
        """The other side closed a connection, or we gave it up."""
        self._busy.discard(line)
        if line in self._idle:
            self._idle.remove(line)
        if line.request is not None:
            request, line.request = line.request, None
            self._fail(request, "connection closed without an answer")
        self._send_next()

    def _dispatch(self, request: Request) -> None:
        self.record.sent[request.kind] += 1
        self.record.waiting += 1
        if request.receipt:
            self.record.reported.add(request.receipt)
        self._queue.append(request)
        self._send_next()

    def _send_next(self) -> None:
        while self._queue and self._idle:
            line = self._idle.pop()
            if line.transport is None or line.transport.is_closing():
                continue
            if time.monotonic() - line.used_at > IDLE_SECONDS:
                line.transport.close()
                continue
            self._busy.add(line)
            line.send(self._queue.popleft())
        # Each waiting request opens a connection of its own, as long as there may be more.
        while len(self._queue) > self._opening and len(self._busy) + self._opening < MAX_LINES:
            self._opening += 1
            task = asyncio.ensure_future(self._open())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, line = await loop.create_connection(lambda: Line(self), "127.0.0.1", self._port)
        except OSError as error:
            self._opening -= 1
            if self._queue:
                self._fail(self._queue.popleft(), type(error).__name__)
        else:
            self._opening -= 1
            line.used_at = time.monotonic()
            self._idle.append(line)
        self._send_next()

    def _fail(self, request: Request, what: str) -> None:
        self.record.errors[request.kind, what] += 1
        self.record.waiting -= 1

    async def _sweep(self) -> None:
        """Give up what was due too long ago."""
        while True:
            await asyncio.sleep(min(0.5, self._silent / 4))
            limit = time.monotonic() - self.began - self._silent
            while self._queue and self._queue[0].due < limit:
                self._fail(self._queue.popleft(), "no answer in time")
            for line in [line for line in self._busy if line.request is not None and line.request.due < limit]:
                request, line.request = line.request, None
                if request is not None:
                    self._fail(request, "no answer in time")
                if line.transport is not None:
                    line.transport.abort()
