"""The only way to the database: one call of one function is one round trip, one transaction, one commit.

    db.call("telco.confirm_fares", p_receipt=…)        -> list of rows (dicts)
    db.row("telco.settle_push", p_message=…)           -> the one row
    db.value("telco.validate_fare", p_bill_ref=…)      -> the one value

The schema in the name selects the login role, so a handler of one party can't act as another.
Raises DatabaseError if the function raised (nothing happened; `.code` is its SQLSTATE), and DatabaseUnavailableError if
the database did not answer. web/errors.py turns both into answers.
"""

import functools
import math
import random
import re
import time
from typing import Any

import psycopg
from psycopg.rows import DictRow

from web.core.config import Settings
from web.core.db_pool import DatabaseTimeoutError, DatabaseUnavailableError, Pools

__all__ = (
    "DatabaseError", "DatabaseTimeoutError", "DatabaseUnavailableError", "Row", "call", "close", "configure", "row",
    "value",
)  # fmt: skip

SECONDS = 2.5  # the most that one call may take, so that an operator gets its answer within 3
TRIES = 4
# When a connection is lost during a call, we can't know whether it was committed. Every API function of these roles
# is keyed by the caller's own reference, so that a second call is safe.
REPLAYABLE = frozenset({"telco"})
# Serialization failure and deadlock: the transaction is rolled back, and the same call may be made again.
# So is one whose prepared statement is of an older release, where the function returned another type: a new connection
# prepares it anew.
OUTDATED_STATE = "0A000"
RETRYABLE_STATES = frozenset({"40001", "40P01", OUTDATED_STATE})
# Connection lost, shutting down or starting up, out of disk, memory or connections, read-only standby.
UNAVAILABLE_STATES = ("08", "53", "57P", "58", "25006")

_FUNCTION = re.compile(r"([a-z]+)\.[a-z][a-z0-9_]*", re.ASCII)
_ARGUMENT = re.compile(r"p_[a-z][a-z0-9_]*", re.ASCII)

Row = DictRow


class DatabaseError(Exception):
    """The function raised, and its transaction was rolled back. `code` is the SQLSTATE."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


_pools: Pools | None = None


def configure(settings: Settings) -> None:
    """Set the addresses of the database. No connection is opened before the first call, so a fork may follow."""
    global _pools  # noqa: PLW0603
    close()
    _pools = Pools(settings)


def close() -> None:
    """Close the connections of this process (gunicorn: worker_exit)."""
    if _pools is not None:
        _pools.close()


def call(
    function: str, /, *, within: float = SECONDS, connect_within: float = math.inf, **arguments: object
) -> list[Row]:
    """Call one function by its full name and return its rows.

    A server that refuses connections may be starting: it is asked again, for `connect_within` seconds at most.
    """
    if _pools is None:
        raise RuntimeError("db.configure(settings) has not been called")
    statement, actor = _statement(function, tuple(arguments))
    values = tuple(arguments.values())
    pool = _pools.of(actor)
    deadline = time.monotonic() + within
    for tries_left in range(TRIES - 1, -1, -1):
        connection = pool.take(deadline, time.monotonic() + connect_within)
        try:
            return connection.execute(statement, values).fetchall()
        except psycopg.Error as error:
            if error.sqlstate is None and time.monotonic() >= deadline:
                raise DatabaseTimeoutError(function) from error
            if error.sqlstate == OUTDATED_STATE:
                connection.close()
                pool.close()  # the idle ones are as old
            _raise_unless_retryable(error, actor if tries_left else "")
        finally:
            pool.give(connection)
        time.sleep(random.uniform(0.0, 0.02))  # noqa: S311
    raise AssertionError("unreachable: the last try returns or raises")


def row(function: str, /, **arguments: Any) -> Row:
    """The one row of a function that returns exactly one."""
    (only,) = call(function, **arguments)
    return only


def value(function: str, /, **arguments: Any) -> Any:
    """The one value of a function that returns a scalar."""
    (only,) = row(function, **arguments).values()
    return only


@functools.cache
def _statement(function: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The SQL text and the actor. The names come from our code but are checked: only this function builds SQL."""
    match = _FUNCTION.fullmatch(function)
    if match is None or not all(_ARGUMENT.fullmatch(name) for name in names):
        raise ValueError(f"not a function and its arguments: {function}, {names}")
    listed = ", ".join(f"{name} => %s" for name in names)
    return f"select * from {function}({listed})", match[1]  # noqa: S608  # nosec B608


def _raise_unless_retryable(error: psycopg.Error, actor: str) -> None:
    """Return if the same call may be made again for this actor; otherwise raise our exception."""
    code = error.sqlstate
    if code is None and not isinstance(error, psycopg.OperationalError):
        raise DatabaseError("22000", "a value the driver can't send") from error
    lost = code is None or code.startswith(UNAVAILABLE_STATES)
    if actor and (code in RETRYABLE_STATES or (lost and actor in REPLAYABLE)):
        return
    if code is None or lost:
        raise DatabaseUnavailableError(code or "connection lost") from error
    raise DatabaseError(code, error.diag.message_primary or "") from error
