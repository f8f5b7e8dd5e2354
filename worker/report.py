"""Reports of the job handlers to the database."""

import contextlib
import logging
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from web.core import db

log = logging.getLogger("lipa.worker.report")

RETRY_SECONDS = 30.0
# How long a report waits for those of messages that were sent at the same moment.
JOIN_SECONDS = 0.02


def report(function: str, /, **arguments: Any) -> str:
    """Call a function that may be called twice; try again while the database is unavailable.

    The operator was asked already. Without the report it would be asked again, or the outcome stay unknown.
    """
    return str(_report(function, arguments))


@dataclass(slots=True, eq=False)
class _Item:
    """One report, and its outcome once it was made."""

    values: tuple[Any, ...]
    outcome: str = ""


class JoinedReports:
    """Reports of several threads in one call of a function that takes an array for each argument.

    The thread that comes first waits for the others and reports for them. A call that is refused did nothing, so each
    then reports alone.
    """

    def __init__(self, function: str, arguments: Sequence[str]) -> None:
        self._function = function
        self._arguments = arguments
        self._reporting = threading.Lock()
        self._waiting: list[_Item] = []  # threads append; whoever has the lock takes from its begin
        self._expected = 1

    def expect(self, many: int) -> None:
        """So many were claimed together, and will be reported at about the same time."""
        self._expected = many

    def report(self, *values: Any) -> str:
        """The outcome of this report. Raises what `report` raises."""
        item = _Item(values)
        self._waiting.append(item)
        with self._reporting:
            if item in self._waiting:  # or another thread has taken it along
                if len(self._waiting) < self._expected:
                    time.sleep(JOIN_SECONDS)
                items = self._waiting[:]
                del self._waiting[: len(items)]
                with contextlib.suppress(db.DatabaseError):
                    self._make(items)
        if not item.outcome:
            self._make([item])
        return item.outcome

    def _make(self, items: list[_Item]) -> None:
        columns = map(list, zip(*(item.values for item in items), strict=True))
        outcomes = _report(self._function, dict(zip(self._arguments, columns, strict=True)))
        for item, outcome in zip(items, outcomes, strict=True):
            item.outcome = outcome


def _report(function: str, arguments: dict[str, Any]) -> Any:
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            return db.value(function, **arguments)
        except db.DatabaseUnavailableError:
            if time.monotonic() > deadline:
                raise
            log.warning("%s: the database is unavailable, trying again", function)
            time.sleep(random.uniform(0.2, 1.0))  # noqa: S311
