"""Hands that take work from the database and do it.

One thread of a pool at a time looks for work; when it has found some it lets the next one look and does
what it has. So an idle pool asks the database two or three times a second however many threads it has,
and a busy one never waits.
"""

import logging
import random
import threading
from collections.abc import Sequence
from typing import Any, Protocol

from web.core import db

log = logging.getLogger("lipa.worker.pool")

# Between two looks when there was nothing; never the same, so that processes don't fall into step.
IDLE_SECONDS = (0.25, 0.5)
AWAY_SECONDS = (1.0, 3.0)

Work = dict[str, Any]


class JobHandler(Protocol):
    """What a pool knows how to do."""

    def take(self) -> Sequence[Work]:
        """What is due now, held under a lease; empty when there is nothing."""

    def do(self, work: Work) -> None:
        """Do one piece and report it. Holds no transaction while it talks to the outside."""


class WorkerPool:
    """So many threads for one handler."""

    def __init__(self, name: str, handler: JobHandler, threads: int) -> None:
        self.name = name
        self._trade = handler
        self._hands = threads
        self._turn = threading.Lock()

    def start(self, stop: threading.Event) -> list[threading.Thread]:
        """Put all threads to work until `stop`."""
        threads = [
            threading.Thread(target=self._until, args=(stop,), name=f"{self.name}-{number}", daemon=True)
            for number in range(self._hands)
        ]
        for thread in threads:
            thread.start()
        return threads

    def drain(self) -> None:
        """Do what is due now, here, and return."""
        while works := self._trade.take():
            for work in works:
                self._do(work)

    def _until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            with self._turn:
                if stop.is_set():
                    return
                works = self._look(stop)
            for work in works:
                self._do(work)

    def _look(self, stop: threading.Event) -> Sequence[Work]:
        """What there is; after a short pause with nothing when there is none."""
        pause = IDLE_SECONDS
        try:
            works = self._trade.take()
            if works:
                return works
        except (db.DatabaseUnavailableError, db.DatabaseError) as error:
            log.error("%s: can't take work: %s", self.name, error)
            pause = AWAY_SECONDS
        stop.wait(random.uniform(*pause))  # noqa: S311
        return ()

    def _do(self, work: Work) -> None:
        try:
            self._trade.do(work)
        except Exception as error:
            # Not reported: the lease runs out and another takes it, or it is written off as unknown.
            log.exception("%s: left undone: %s", self.name, type(error).__name__)
