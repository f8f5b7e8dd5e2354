"""The only way to the database: one call of one function is one round trip, one transaction, one commit.

    db.call("owners.daily_takings", p_session=token, p_on=day)   -> list of rows (dicts)
    db.row("telco.settle_push", p_message=…)                      -> the one row
    db.value("telco.validate_fare", p_bill_ref=…)                -> the one value

The schema in the name picks the login role, so a handler of one party can't act as another.
Raises DatabaseError when the function refused (nothing happened; `.code` is its SQLSTATE) and DatabaseUnavailableError when
the database can't be asked; web/errors.py says what either looks like outside.
"""

import functools
import random
import re
import time
from typing import Any

import psycopg
from psycopg.rows import DictRow

from web.core.config import Settings
from web.core.db_pool import DatabaseTimeoutError, DatabaseUnavailableError, Pools

__all__ = [
    "DatabaseError",
    "DatabaseTimeoutError",
    "DatabaseUnavailableError",
    "Row",
    "call",
    "close",
    "configure",
    "row",
    "value",
]

SECONDS = 2.5  # what one call may take in all, so that an operator has its answer within 3
TRIES = 4
# A connection dropped in the middle leaves us not knowing whether the call was committed. Every door
# of these roles is keyed by the caller's own reference, so that asking again is safe.
REPLAYABLE = frozenset({"telco"})
# Serialization failure and deadlock: the transaction is gone, the same call may simply be made again.
AGAIN = frozenset({"40001", "40P01"})
# Connection lost, shutting down or starting up, out of disk, memory or connections, read-only standby.
AWAY_STATES = ("08", "53", "57P", "58", "25006")

_FUNCTION = re.compile(r"([a-z]+)\.[a-z][a-z0-9_]*", re.ASCII)
_ARGUMENT = re.compile(r"p_[a-z][a-z0-9_]*", re.ASCII)

Row = DictRow


class DatabaseError(Exception):
    """The function raised: its transaction left nothing. `code` is the SQLSTATE."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


_pools: Pools | None = None


def configure(settings: Settings) -> None:
    """Say where the database is. Nothing is opened before the first call, so it may precede a fork."""
    global _pools  # noqa: PLW0603
    close()
    _pools = Pools(settings)


def close() -> None:
    """Close what this process holds open (gunicorn: worker_exit)."""
    if _pools is not None:
        _pools.close()


def call(function: str, /, *, within: float = SECONDS, **arguments: object) -> list[Row]:
    """Call one function by its full name and return its rows."""
    if _pools is None:
        raise RuntimeError("db.configure(settings) has not been called")
    statement, actor = _statement(function, tuple(arguments))
    values = tuple(arguments.values())
    pool = _pools.of(actor)
    deadline = time.monotonic() + within
    for tries_left in range(TRIES - 1, -1, -1):
        line = pool.take(deadline)
        try:
            return line.execute(statement, values).fetchall()
        except psycopg.Error as error:
            if error.sqlstate is None and time.monotonic() >= deadline:
                raise DatabaseTimeoutError(function) from error
            _unless_again(error, actor if tries_left else "")
        finally:
            pool.give(line)
        time.sleep(random.uniform(0.0, 0.02))  # noqa: S311
    raise AssertionError("unreachable: the last try returns or raises")


def row(function: str, /, *, within: float = SECONDS, **arguments: object) -> Row:
    """The one row of a function that returns exactly one."""
    (only,) = call(function, within=within, **arguments)
    return only


def value(function: str, /, *, within: float = SECONDS, **arguments: object) -> Any:
    """The one value of a function that returns a scalar."""
    (only,) = row(function, within=within, **arguments).values()
    return only


@functools.cache
def _statement(function: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The SQL text and the actor. Names are ours, yet checked: this is the one place that builds SQL."""
    match = _FUNCTION.fullmatch(function)
    if match is None or not all(_ARGUMENT.fullmatch(name) for name in names):
        raise ValueError(f"not a function and its arguments: {function}, {names}")
    listed = ", ".join(f"{name} => %s" for name in names)
    return f"select * from {function}({listed})", match[1]  # noqa: S608  # nosec B608


def _unless_again(error: psycopg.Error, actor: str) -> None:
    """Return if the same call may be made again for this actor; otherwise raise what it means."""
    code = error.sqlstate
    if code is None and not isinstance(error, psycopg.OperationalError):
        raise DatabaseError("22000", "a value the driver can't send") from error
    lost = code is None or code.startswith(AWAY_STATES)
    if actor and (code in AGAIN or (lost and actor in REPLAYABLE)):
        return
    if code is None or lost:
        raise DatabaseUnavailableError(code or "connection lost") from error
    raise DatabaseError(code, error.diag.message_primary or "") from error
