"""Webhooks to Lipa Fare. Each is stored first, sent when it is due, and retried as the terms of service allow.

Waiting webhooks survive a restart. The faults lost, late, reorder and duplicate are drawn here only.
"""

import heapq
import json
import sqlite3
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import requests

from sandbox.books import Books
from sandbox.fault_profile import FaultProfiles
from sandbox.http_client import Reply, create_session, post
from sandbox.store import Store
from sandbox.trace import Trace

TIMEOUT = 10  # seconds for one request
KEPT = 5000  # sent webhooks that stay stored
PAUSES = (
    5,
    30,
    120,
    600,
    1800,
)  # before the 2nd, 3rd, … attempt; the operator publishes none (docs/decisions/sandbox.md)


@dataclass(frozen=True)
class Webhook:
    """One callback to Lipa Fare. Its kind is a text key "exchange.…"."""

    kind: str
    url: str
    body: str
    phone: str = ""
    receipt: str | None = None
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    retries: int = 0
    copies: int = 1
    delay: float = 0.0


class WebhookSender:
    def __init__(self, store: Store, books: Books, trace: Trace, fault_profiles: FaultProfiles) -> None:
        self._store, self._books, self._trace, self._fault_profiles = store, books, trace, fault_profiles
        self._due: list[tuple[float, int]] = []
        self._change = threading.Condition()
        self._untried: set[int] = set()
        self._in_flight = 0
        self._is_open = True
        for row in store.fetch_all("select id, due_at from webhooks where state = 'waiting'"):
            heapq.heappush(self._due, (row["due_at"], row["id"]))

    def start(self, threads: int = 6) -> None:
        for number in range(threads):
            threading.Thread(target=self._run, name=f"webhooks-{number}", daemon=True).start()

    def stop(self) -> None:
        with self._change:
            self._is_open = False
            self._change.notify_all()

    def send(self, webhook: Webhook, ordinal: object) -> list[int]:
        """Queue a webhook. Returns the ids of its copies, or nothing when a fault delays or loses it."""
        profile, name = self._fault_profiles.current, f"{webhook.kind}:{ordinal}"
        if profile.has_fault("lost", name):
            self._store_webhook(webhook, 0, "lost")
            detail: dict[str, Any] = {"lost_kind": webhook.kind, "receipt": webhook.receipt}
            self._trace.record("to", "lost", webhook.phone, webhook.body, Reply(0, "—", 0), **detail)
            return []
        wait, now = webhook.delay, time.time()
        if profile.has_fault("late", name):
            wait += profile.late_seconds
        elif profile.has_fault("reorder", name):
            wait += 2 + 4 * profile.draw("reorder-by", name)
        copies = webhook.copies + profile.has_fault("duplicate", name)
        ids = [self._store_webhook(webhook, now + wait + 0.3 * copy, "waiting") for copy in range(copies)]
        return ids if wait <= webhook.delay else []

    def _store_webhook(self, webhook: Webhook, due_at: float, state: str) -> int:
        number = self._store.insert(
            "webhooks", kind=webhook.kind, url=webhook.url, body=webhook.body, content_type=webhook.content_type,
            headers=json.dumps(webhook.headers), receipt=webhook.receipt, phone=webhook.phone, due_at=due_at,
            retry_pauses=json.dumps(PAUSES[: webhook.retries]), state=state,
        )  # fmt: skip
        if state == "waiting":
            self._schedule(due_at, number, is_new=True)
        return number

    def _schedule(self, due_at: float, number: int, *, is_new: bool) -> None:
        with self._change:
            heapq.heappush(self._due, (due_at, number))
            if is_new:
                self._untried.add(number)
            self._change.notify_all()

    def wait_until_tried(self, ids: Iterable[int], max_wait: float = 30) -> bool:
        """Wait until each of these webhooks has been sent once."""
        wanted = set(ids)
        with self._change:
            return self._change.wait_for(lambda: not (wanted & self._untried), max_wait)

    def wait_until_idle(self, max_wait: float = 10) -> bool:
        """Wait until no webhook is due or in flight."""
        with self._change:
            return self._change.wait_for(
                lambda: not self._in_flight and not (self._due and self._due[0][0] <= time.time()), max_wait
            )

    def _run(self) -> None:
        session = create_session()
        while (number := self._take_due()) is not None:
            try:
                self._deliver(session, number)
            finally:
                with self._change:
                    self._in_flight -= 1
                    self._untried.discard(number)
                    self._change.notify_all()

    def _take_due(self) -> int | None:
        """The id of the next webhook, once it is due; None after stop()."""
        with self._change:
            while self._is_open:
                pause = self._due[0][0] - time.time() if self._due else None
                if pause is not None and pause <= 0:
                    self._in_flight += 1
                    return heapq.heappop(self._due)[1]
                self._change.wait(None if pause is None else min(pause, 5))
            return None

    def _deliver(self, session: requests.Session, number: int) -> None:
        row = self._store.fetch_one("select * from webhooks where id = ? and state = 'waiting'", number)
        if row is None:
            return
        reply = post(session, row["url"], row["body"], row["content_type"], TIMEOUT, **json.loads(row["headers"]))
        detail = {"receipt": row["receipt"], "attempt": row["attempts"] + 1}
        self._trace.record("to", row["kind"], row["phone"], row["body"], reply, **detail)
        if reply.status == 200 and row["receipt"] and row["kind"] in ("c2b_confirmation", "stk_result"):
            self._books.acknowledge(row["receipt"])
        self._finish_attempt(row, reply.status)

    def _finish_attempt(self, row: sqlite3.Row, status: int) -> None:
        pauses = json.loads(row["retry_pauses"])
        again = status != 200 and row["attempts"] < len(pauses)
        due_at = time.time() + pauses[row["attempts"]] if again else row["due_at"]
        state = "waiting" if again else "sent" if status in (200, 201, 204) else "failed"
        self._store.execute(
            "update webhooks set state = ?, status = ?, attempts = attempts + 1, due_at = ? where id = ?",
            *(state, status, due_at, row["id"]),
        )
        if again:
            self._schedule(due_at, row["id"], is_new=False)
        if row["id"] % 500 == 0:
            self._store.execute("delete from webhooks where state = 'sent' and id <= ?", row["id"] - KEPT)
