"""The operator's memory: one SQLite file, one connection behind one lock, so that its books survive a restart."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SHAPE = Path(__file__).with_name("shape.sql")


class Store:
    def __init__(self, path: Path | str) -> None:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._lock = threading.RLock()
        self._depth = 0
        self._db.executescript(SHAPE.read_text(encoding="utf-8"))

    @contextmanager
    def atomic(self) -> Iterator[Store]:
        """All of it or nothing, and nobody else in between. May be nested; the outermost one commits."""
        with self._lock:
            if self._depth == 0:
                self._db.execute("begin immediate")
            self._depth += 1
            try:
                yield self
            except BaseException:
                if self._depth == 1:
                    self._db.execute("rollback")
                raise
            else:
                if self._depth == 1:
                    self._db.execute("commit")
            finally:
                self._depth -= 1

    def run(self, sql: str, *values: object) -> int:
        """One statement; tells the id of the row it inserted (or how many it changed, when it is an update)."""
        with self._lock:
            done = self._db.execute(sql, values)
            return done.rowcount if sql.lstrip().startswith("update") else int(done.lastrowid or 0)

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        found = self.rows(sql, *values)
        return found[0] if found else None

    def fact(self, name: str, default: Any = None) -> Any:
        """A thing to remember that is not a row of anything: the registered addresses, the token, today's conduct."""
        found = self.row("select value from facts where name = ?", name)
        return default if found is None else json.loads(found["value"])

    def note(self, name: str, value: Any) -> None:
        sql = "insert into facts values (?, ?) on conflict (name) do update set value = excluded.value"
        self.run(sql, name, json.dumps(value))

    def close(self) -> None:
        with self._lock:
            self._db.close()
