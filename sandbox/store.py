"""The operator's storage: one SQLite file with one connection behind one lock. It survives a restart."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    def __init__(self, path: Path | str) -> None:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._lock = threading.RLock()
        self._depth = 0
        self._db.executescript(SCHEMA.read_text(encoding="utf-8"))

    @contextmanager
    def transaction(self) -> Iterator[Self]:
        """Run the block in one transaction. Blocks can be nested; the outermost one commits."""
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

    def execute(self, sql: str, *values: object) -> int:
        """Run one statement and return the number of rows it changed."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def insert(self, table: str, **values: object) -> int:
        """Insert one row and return its id. Only our own code names tables and columns."""
        marks = ", ".join("?" * len(values))
        sql = f"insert into {table} ({', '.join(values)}) values ({marks})"  # noqa: S608  # nosec B608
        with self._lock:
            return int(self._db.execute(sql, tuple(values.values())).lastrowid or 0)

    def fetch_all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def fetch_one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with self._lock:
            row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return row

    def get_value(self, name: str, default: Any = None) -> Any:
        """A single value under a name, such as the registered addresses or the access token."""
        found = self.fetch_one("select value from named_values where name = ?", name)
        return default if found is None else json.loads(found["value"])

    def set_value(self, name: str, value: Any) -> None:
        sql = "insert into named_values values (?, ?) on conflict (name) do update set value = excluded.value"
        self.execute(sql, name, json.dumps(value))

    def increment(self, name: str) -> int:
        with self.transaction():
            number: int = self.get_value(name, 0) + 1
            self.set_value(name, number)
        return number

    def close(self) -> None:
        with self._lock:
            self._db.close()
