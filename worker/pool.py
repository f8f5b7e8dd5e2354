"""Threads that take jobs from the database and do them.

One thread of a pool at a time looks for work. When it has found some, the next one may look while it does the work.
A handler that can take several at once is asked for as many as threads are free: each gets one, so nothing that was
claimed waits. Where fewer were due, the next look comes after a pause. So an idle pool asks the database two or three
times a second however many threads it has, and a busy one never waits.
"""

import logging
import random
import threading
from collections import deque
from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from web.core import db

log = logging.getLogger("lipa.worker.pool")

# Pauses when there was no work and when the database failed; random, so that processes don't ask at the same moment.
IDLE_SECONDS = (0.25, 0.5)
UNAVAILABLE_SECONDS = (1.0, 3.0)
# For what a person waits for.
PROMPT_SECONDS = (0.2, 0.4)
# For what nobody waits for by the second, such as alarms by mail or questions to the operator.
RARE_SECONDS = (1.0, 2.0)

Work = dict[str, Any]


class JobHandler(Protocol):
    def take(self) -> Sequence[Work]:
        """Claim what is due now, under a lease; empty when nothing is."""

    def do(self, work: Work) -> None:
        """Do one job and report it. No transaction is open while it talks to an operator."""


@runtime_checkable
class ManyTaker(JobHandler, Protocol):
    """A job handler that can take several at once."""

    def take_many(self, limit: int) -> Sequence[Work]:
        """As `take`, so many at most; each is done at once by a thread of its own."""


class WorkerPool:
    """The threads of one job handler."""

    def __init__(
        self, name: str, handler: JobHandler | ManyTaker, threads: int, idle: tuple[float, float] = IDLE_SECONDS
    ) -> None:
        self.name = name
        self._handler = handler
        self._threads = threads
        self._idle = idle
        self._taking = threading.Lock()
        self._free: set[int] = set()  # threads that wait for work
        self._claimed: deque[Work] = deque()  # for them, no more than they are
        self._was_short = False  # the last look found some, but no more were due

    def start(self, stop: threading.Event) -> list[threading.Thread]:
        threads = [
            threading.Thread(target=self._run, args=(stop,), name=f"{self.name}-{number}", daemon=True)
            for number in range(self._threads)
        ]
        for thread in threads:
            thread.start()
        return threads

    def drain(self) -> None:
        """Do what is due now in this thread, then return."""
        while works := self._handler.take():
            for work in works:
                self._do(work)

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            for work in self._next(stop):
                self._do(work)

    def _next(self, stop: threading.Event) -> Sequence[Work]:
        """What this thread is to do: what another one claimed for it, also when it is to stop; or what is due."""
        number = threading.get_ident()
        self._free.add(number)
        with self._taking:
            if not self._claimed and not stop.is_set():
                self._claimed.extend(self._take(stop))
            self._free.discard(number)
            return [self._claimed.popleft()] if self._claimed else ()

    def _take(self, stop: threading.Event) -> Sequence[Work]:
        """What is due, so many as threads are free; without work, empty after a pause."""
        pause = self._idle
        if self._was_short:
            self._was_short = False
            stop.wait(random.uniform(*self._idle))  # noqa: S311
            if stop.is_set():
                return ()
        try:
            works = self._ask()
            if works:
                return works
        except (db.DatabaseUnavailableError, db.DatabaseError) as error:
            log.error("%s: can't take work: %s", self.name, error)
            pause = UNAVAILABLE_SECONDS
        stop.wait(random.uniform(*pause))  # noqa: S311
        return ()

    def _ask(self) -> Sequence[Work]:
        if not isinstance(self._handler, ManyTaker):
            return self._handler.take()
        limit = len(self._free)
        works = self._handler.take_many(limit)
        self._was_short = 0 < len(works) < limit
        return works

    def _do(self, work: Work) -> None:
        try:
            self._handler.do(work)
        except Exception as error:
            # Not reported: when the lease ends another worker takes the job, or it is recorded as unknown.
            log.exception("%s: job failed: %s", self.name, type(error).__name__)
