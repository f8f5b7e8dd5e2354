"""What the operator and Lipa Fare said to each other, kept so that people can see how the system works.

Passwords, tokens and PINs are not kept. Old lines are dropped: this is for looking on, the books are elsewhere.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time

from .store import Store

KEPT = 4000
SECRETS = re.compile(r'("(?:Password|access_token|SecurityCredential)"\s*:\s*")[^"]*')


class Trace:
    def __init__(self, store: Store) -> None:
        self._store = store

    def note(
        self,
        way: str,
        what: str,
        phone: str = "",
        *,
        status: object = "",
        ms: float = 0,
        sent: str = "",
        got: str = "",
        **detail: object,
    ) -> None:
        """way: 'to' Lipa Fare, 'from' Lipa Fare, or 'hand' for what a person did; what: a key of words.STORY."""
        sent, got = (SECRETS.sub(r"\1…", text)[:1500] for text in (sent, got))
        number = self._store.run(
            "insert into exchanges (at, phone, way, what, detail, status, ms, sent, got) values (?,?,?,?,?,?,?,?,?)",
            *(time.time(), phone, way, what, json.dumps(detail), str(status), round(ms), sent, got),
        )
        if number % 500 == 0:
            self._store.run("delete from exchanges where id <= ?", number - KEPT)

    def story(self, phone: str, limit: int = 14) -> list[sqlite3.Row]:
        """The latest of one phone, newest first; of everybody when no phone is named."""
        if phone:
            return self._store.rows("select * from exchanges where phone = ? order by id desc limit ?", phone, limit)
        return self._store.rows("select * from exchanges order by id desc limit ?", limit)
