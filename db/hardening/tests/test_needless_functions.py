"""Functions that PostgreSQL opens to every role are closed to the login roles (role_limits.sql)."""

import csv
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.tests.database import Database, fresh

ACTORS = [row["actor"] for row in csv.DictReader((Path(__file__).parents[2] / "actors.csv").open())]
STATEMENTS = (
    "select lo_import('/etc/passwd')",
    "select lo_from_bytea(0, 'kept')",
    "select lo_create(0)",
    # The locks of the loader and of scheduled jobs.
    "select pg_advisory_lock(hashtext('load lipa functions'))",
    "select pg_try_advisory_lock_shared(hashtext('worker.run_job'), hashtext('close_cutoff'))",
    "select pg_advisory_xact_lock(hashtext('worker.run_job'), hashtext('close_cutoff'))",
    "select pg_logical_emit_message(false, 'a', repeat('b', 1000))",
)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("needless") as made:
        yield made


@pytest.mark.parametrize("actor", ACTORS)
def test_no_login_role_can_call_them(database: Database, actor: str) -> None:
    with psycopg.connect(database.url(actor), autocommit=True) as connection:
        for statement in STATEMENTS:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
