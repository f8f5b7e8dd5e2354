"""Settles messages that arrive at the same time as one batch: one call, one transaction, one commit.

A fare settled alone costs the database several times what it costs in a batch (docs/decisions/batching.md).
The first message is called at once, as a batch of one. Messages that arrive during a call wait, and the next call
takes all of them. After a large batch the next call waits up to MAX_WAIT_SECONDS, because the senders that were just
answered will soon send again. Messages that come one by one do not wait.

If a batch is refused, each of its messages is called again alone.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from web.callbacks import outage
from web.core import db
from web.core.db_arrays import array

MAX_BATCH = 64
# One call at a time makes the largest batches. If it is stuck (a lock, the disk), the next message starts another.
MAX_IN_FLIGHT = 4
STUCK_SECONDS = 0.05
MAX_WAIT_SECONDS = 0.003

Arguments = dict[str, Any]


class _PendingItem:
    """One message. Its thread waits for `wake`: the message was settled, or the thread must settle a batch."""

    def __init__(self, arguments: Arguments, deadline: float) -> None:
        self.arguments = arguments
        self.deadline = deadline
        self.wake = threading.Lock()
        self.wake.acquire()
        self.leads = False
        self.outcome = ""
        self.row: db.Row = {}
        self.error: db.DatabaseError | db.DatabaseUnavailableError | None = None


class Batcher:
    """Calls a function that takes one array for each field, with all messages that wait."""

    def __init__(self, function: str, key: str, note: Callable[[db.Row], None] | None = None) -> None:
        self._function = function
        self._note = note  # called in the thread of each message, with the function's row about it
        self._key = key  # unique in a batch: only a later call can tell that a message repeats another
        self._lock = threading.Lock()
        self._waiting: list[_PendingItem] = []
        self._in_flight = 0
        self._last_start = 0.0
        self._expected = 1  # the size of the next batch, estimated from the last ones
        self._waits_for_more: _PendingItem | None = None

    def settle(self, within: float, arguments: Arguments) -> str:
        """The outcome of this message. Raises what the function raises for it alone."""
        item = _PendingItem(arguments, time.monotonic() + within)
        with self._lock:
            if self._in_flight == 0 or (self._in_flight < MAX_IN_FLIGHT and self._is_stuck()):
                self._in_flight += 1
                self._give_lead(item)
            else:
                self._waiting.append(item)
                if self._waits_for_more is not None and self._is_complete():
                    self._waits_for_more.wake.release()
                    self._waits_for_more = None
        if item.leads or self._wait(item):
            self._wait_for_more(item)
            self._settle_batch(item)
        if not item.outcome and item.error is None:
            self._call([item])
        if item.error is not None:
            raise item.error
        if self._note is not None:
            self._note(item.row)
        return item.outcome

    def _wait(self, item: _PendingItem) -> bool:
        """Wait until the message is settled (False), or until this thread is to settle a batch (True)."""
        if not item.wake.acquire(timeout=max(0.0, item.deadline - time.monotonic())):
            with self._lock:
                if not item.leads:  # otherwise it was given the lead at this very moment, and must pass it on
                    if item in self._waiting:
                        self._waiting.remove(item)
                    raise db.DatabaseTimeoutError(self._function)
        return item.leads

    def _wait_for_more(self, leader: _PendingItem) -> None:
        with self._lock:
            if self._waits_for_more is not None or self._is_complete():
                return
            self._waits_for_more = leader
        leader.wake.acquire(timeout=MAX_WAIT_SECONDS)
        with self._lock:
            if self._waits_for_more is leader:
                self._waits_for_more = None

    def _settle_batch(self, leader: _PendingItem) -> None:
        """Settle this message and all that wait, then give the lead to the next message."""
        with self._lock:
            batch = self._take_batch(leader)
        try:
            self._call(batch)
        finally:
            with self._lock:
                if self._waiting and (self._in_flight == 1 or self._is_stuck()):
                    successor = self._waiting.pop(0)
                    self._give_lead(successor)
                    successor.wake.release()
                else:
                    self._in_flight -= 1
            for item in batch[1:]:
                item.wake.release()

    def _call(self, batch: list[_PendingItem]) -> None:
        """Give each message its outcome or error, or neither if the batch was refused and it must be called alone."""
        arrays = {name: array([item.arguments[name] for item in batch]) for name in batch[0].arguments}
        try:
            outage.check()  # whoever waited behind a call that found the database away need not find out again
            rows = db.call(self._function, within=batch[0].deadline - time.monotonic(), connect_within=0.0, **arrays)
        except db.DatabaseError as error:
            if len(batch) == 1:
                batch[0].error = error
        except db.DatabaseUnavailableError as error:
            outage.begin(error)
            for item in batch:
                item.error = error
        else:
            if len(batch) == 1:
                batch[0].row = rows[0]
            else:
                found = {row[self._key]: row for row in rows}
                for item in batch:
                    item.row = found.get(item.arguments[f"p_{self._key}"], {})
            for item in batch:
                item.outcome = item.row.get("outcome", "")

    def _give_lead(self, item: _PendingItem) -> None:
        item.leads = True
        self._last_start = time.monotonic()

    def _is_stuck(self) -> bool:
        return time.monotonic() - self._last_start > STUCK_SECONDS

    def _is_complete(self) -> bool:
        return len(self._waiting) + 1 >= self._expected

    def _take_batch(self, leader: _PendingItem) -> list[_PendingItem]:
        key = f"p_{self._key}"
        batch = {leader.arguments[key]: leader}
        left = []
        for item in self._waiting:
            if len(batch) == MAX_BATCH or batch.setdefault(item.arguments[key], item) is not item:
                left.append(item)
        self._waiting = left
        self._expected = max(len(batch), self._expected - 1)
        return list(batch.values())
