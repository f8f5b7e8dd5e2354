"""Recent requests between the operator and Lipa Fare, kept so that people can see how the system works.

Passwords, tokens and PINs are removed. Old rows are deleted.
"""

import json
import re
import sqlite3
import time

from sandbox.http_client import Reply
from sandbox.store import Store

KEPT = 4000
NO_REPLY = Reply(0, "", 0)
SECRETS = re.compile(r'("(?:Password|access_token|SecurityCredential)"\s*:\s*")[^"]*')


class Trace:
    def __init__(self, store: Store) -> None:
        self._store = store

    def record(
        self, direction: str, kind: str, phone: str = "", sent: str = "", reply: Reply = NO_REPLY, **detail: object
    ) -> None:
        """Direction: 'to' or 'from' Lipa Fare, or 'person' for an act of a person. Kind: a text key "exchange.…"."""
        sent, got = (SECRETS.sub(r"\1…", text)[:1500] for text in (sent, reply.text))
        number = self._store.insert(
            "exchanges", at=time.time(), phone=phone, direction=direction, kind=kind, detail=json.dumps(detail),
            status=str(reply.status or reply.text), ms=round(reply.ms), sent=sent, got=got,
        )  # fmt: skip
        if number % 500 == 0:
            self._store.execute("delete from exchanges where id <= ?", number - KEPT)

    def latest(self, phone: str, limit: int = 14) -> list[sqlite3.Row]:
        """The newest exchanges of one phone, or of all phones when phone is empty; newest first."""
        sql = "select * from exchanges where ? in ('', phone) order by id desc limit ?"
        return self._store.fetch_all(sql, phone, limit)
