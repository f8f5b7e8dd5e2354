"""Messages to Lipa Fare: each is written down first, then sent at its time, then again as often as the terms allow.

What is due survives a restart. The faults of the day are drawn here and nowhere else: lost, late, overtaken, doubled.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import requests

from .books import Books
from .conduct import Conducts
from .store import Store
from .trace import Trace

PATIENCE = 10  # seconds for one callback
KEPT = 5000  # letters that arrived, for looking at
PAUSES = (
    5,
    30,
    120,
    600,
    1800,
)  # before the 2nd, 3rd, … attempt; the operator publishes none (docs/decisions/sandbox.md)


@dataclass(frozen=True)
class Letter:
    """One message: what it is (a key of words.STORY), where to, about which phone and receipt."""

    kind: str
    url: str
    body: str
    phone: str = ""
    receipt: str | None = None
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    retries: int = 0
    copies: int = 1
    after: float = 0.0


def post(
    session: requests.Session, url: str, body: str, content_type: str, patience: float, **headers: str
) -> tuple[int, str]:
    """POST as the outside world does; status 0 when nobody answered in time."""
    try:
        answer = session.post(
            url,
            data=body.encode(),
            headers={"Content-Type": content_type, **headers},
            timeout=patience,
            allow_redirects=False,
        )
    except requests.RequestException as problem:
        return 0, type(problem).__name__
    return answer.status_code, answer.text


def direct_session() -> requests.Session:
    """A session that never goes through a proxy: Lipa Fare is next door."""
    session = requests.Session()
    session.trust_env = False
    return session


class Courier:
    def __init__(self, store: Store, books: Books, trace: Trace, conducts: Conducts) -> None:
        self._store, self._books, self._trace, self._conducts = store, books, trace, conducts
        self._due: list[tuple[float, int]] = []
        self._change = threading.Condition()
        self._unsent: set[int] = set()  # never tried yet
        self._flying = 0
        self._open = True
        for row in store.rows("select id, due_at from deliveries where state = 'waiting'"):
            heapq.heappush(self._due, (row["due_at"], row["id"]))

    def start(self, threads: int = 6) -> None:
        for number in range(threads):
            threading.Thread(target=self._work, name=f"courier-{number}", daemon=True).start()

    def stop(self) -> None:
        with self._change:
            self._open = False
            self._change.notify_all()

    def send(self, letter: Letter, ordinal: object) -> list[int]:
        """Hand a letter over; the ids of what will go out now, nothing when today's faults hold it back or lose it."""
        conduct, name = self._conducts.now, f"{letter.kind}:{ordinal}"
        if conduct.strikes("lost", name):
            self._write(letter, 0, "lost")
            self._trace.note(
                "to", "lost", letter.phone, status="—", sent=letter.body, kind=letter.kind, receipt=letter.receipt
            )
            return []
        wait, now = letter.after, time.time()
        if conduct.strikes("late", name):
            wait += conduct.late_seconds
        elif conduct.strikes("reorder", name):
            wait += 2 + 4 * conduct.draw("reorder-by", name)
        copies = letter.copies + conduct.strikes("duplicate", name)
        sent = [self._write(letter, now + wait + 0.3 * copy, "waiting") for copy in range(copies)]
        return sent if wait <= letter.after else []

    def _write(self, letter: Letter, due: float, state: str) -> int:
        number = self._store.run(
            "insert into deliveries (kind, url, body, content_type, headers, receipt, phone, due_at, retries, state)"
            " values (?,?,?,?,?,?,?,?,?,?)",
            *(letter.kind, letter.url, letter.body, letter.content_type, json.dumps(letter.headers), letter.receipt),
            *(letter.phone, due, json.dumps(PAUSES[: letter.retries]), state),
        )
        if state == "waiting":
            self._queue(due, number, fresh=True)
        return number

    def _queue(self, due: float, number: int, *, fresh: bool) -> None:
        with self._change:
            heapq.heappush(self._due, (due, number))
            if fresh:
                self._unsent.add(number)
            self._change.notify_all()

    def wait(self, numbers: Iterable[int], patience: float = 30) -> bool:
        """Until each of these has been tried once."""
        wanted = set(numbers)
        with self._change:
            return self._change.wait_for(lambda: not (wanted & self._unsent), patience)

    def settle(self, patience: float = 10) -> bool:
        """Until nothing that is due is left and nothing is on its way."""
        with self._change:
            return self._change.wait_for(
                lambda: not self._flying and not (self._due and self._due[0][0] <= time.time()), patience
            )

    def _work(self) -> None:
        session = direct_session()
        while (number := self._next()) is not None:
            try:
                self._deliver(session, number)
            finally:
                with self._change:
                    self._flying -= 1
                    self._unsent.discard(number)
                    self._change.notify_all()

    def _next(self) -> int | None:
        with self._change:
            while self._open:
                pause = self._due[0][0] - time.time() if self._due else None
                if pause is not None and pause <= 0:
                    self._flying += 1
                    return heapq.heappop(self._due)[1]
                self._change.wait(None if pause is None else min(pause, 5))
            return None

    def _deliver(self, session: requests.Session, number: int) -> None:
        row = self._store.row("select * from deliveries where id = ?", number)
        if row is None or row["state"] != "waiting":
            return
        begin = time.monotonic()
        status, answer = post(
            session, row["url"], row["body"], row["content_type"], PATIENCE, **json.loads(row["headers"])
        )
        taken = (time.monotonic() - begin) * 1000
        self._trace.note(
            "to",
            row["kind"],
            row["phone"],
            status=status or answer,
            ms=taken,
            sent=row["body"],
            got=answer,
            receipt=row["receipt"],
            attempt=row["attempts"] + 1,
        )
        if status == 200 and row["receipt"] and row["kind"] in ("c2b_confirmation", "stk_result"):
            self._books.acknowledge(row["receipt"])
        self._conclude(row, status)

    def _conclude(self, row: sqlite3.Row, status: int) -> None:
        pauses = json.loads(row["retries"])
        again = status != 200 and row["attempts"] < len(pauses)
        due = time.time() + pauses[row["attempts"]] if again else row["due_at"]
        state = "waiting" if again else "sent" if status in (200, 201, 204) else "failed"
        self._store.run(
            "update deliveries set state = ?, status = ?, attempts = attempts + 1, due_at = ? where id = ?",
            state,
            status,
            due,
            row["id"],
        )
        if again:
            self._queue(due, row["id"], fresh=False)
        if row["id"] % 500 == 0:
            self._store.run("delete from deliveries where state = 'sent' and id <= ?", row["id"] - KEPT)
