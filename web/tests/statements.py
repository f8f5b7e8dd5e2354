"""Records the SQL that the web sends to the database during a fuzz test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from web.core.db_pool import BACKEND_PID, PooledConnection

CALL = re.compile(r"select \* from [a-z]+\.[a-z][a-z0-9_]*\((?:p_[a-z0-9_]+ => %s(?:, )?)*\)", re.ASCII)

# Known attacks and odd input.
NASTY = (
    "' OR 1=1--", "1; SELECT pg_sleep(10)", "'; DROP TABLE ledger.journals--", "\\'; select 1--", "%s", "%(a)s", "$1",
    "{{7*7}}", "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "../../etc/passwd", "\r\nSet-Cookie: a=b",
    "\0", "\u202eevil", "٥٠", "1e400", "NaN", "null", "[]", "-1", "9" * 400, "*" * 100, "#", "Ng'ang'a",
    "O'Brien", "Z̴̢͝", "x" * 10_000,
)  # fmt: skip


@contextmanager
def recorded() -> Iterator[set[str]]:
    """The text of every statement; values are parameters, never part of it."""
    seen: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        before = PooledConnection.execute

        def execute(connection: PooledConnection, query: Any, *rest: Any, **named: Any) -> Any:
            seen.add(str(query))
            return before(connection, query, *rest, **named)

        patch.setattr(PooledConnection, "execute", execute)
        yield seen


def only_calls(statements: set[str]) -> bool:
    """Whether all statements are calls of our functions or a pool's check of a new connection."""
    return all(CALL.fullmatch(statement) or statement in ("", BACKEND_PID) for statement in statements)
