"""Threads that take jobs from the database and do them.

One thread of a pool at a time looks for work. When it has found some, the next one may look while it does the work.
So an idle pool asks the database two or three times a second however many threads it has, and a busy one never waits.
"""

import logging
import random
import threading
from collections.abc import Sequence
from typing import Any, Protocol

from web.core import db

log = logging.getLogger("lipa.worker.pool")

# Pauses when there was no work and when the database failed; random, so that processes don't ask at the same moment.
IDLE_SECONDS = (0.25, 0.5)
UNAVAILABLE_SECONDS = (1.0, 3.0)

Work = dict[str, Any]


class JobHandler(Protocol):
    def take(self) -> Sequence[Work]:
        """Claim what is due now, under a lease; empty when nothing is."""

    def do(self, work: Work) -> None:
        """Do one job and report it. No transaction is open while it talks to an operator."""


class WorkerPool:
    """The threads of one job handler."""

    def __init__(self, name: str, handler: JobHandler, threads: int) -> None:
        self.name = name
        self._handler = handler
        self._threads = threads
        self._taking = threading.Lock()

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
            with self._taking:
                if stop.is_set():
                    return
                works = self._take(stop)
            for work in works:
                self._do(work)

    def _take(self, stop: threading.Event) -> Sequence[Work]:
        """What is due; without work, empty after a pause."""
        pause = IDLE_SECONDS
        try:
            works = self._handler.take()
            if works:
                return works
        except (db.DatabaseUnavailableError, db.DatabaseError) as error:
            log.error("%s: can't take work: %s", self.name, error)
            pause = UNAVAILABLE_SECONDS
        stop.wait(random.uniform(*pause))  # noqa: S311
        return ()

    def _do(self, work: Work) -> None:
        try:
            self._handler.do(work)
        except Exception as error:
            # Not reported: when the lease ends another worker takes the job, or it is recorded as unknown.
            log.exception("%s: job failed: %s", self.name, type(error).__name__)
