"""Functions that PostgreSQL opens to everybody are closed to the login roles (api_functions.sql)."""

from collections.abc import Iterator

import psycopg
import pytest

from db.tests.database import Database, fresh

ACTORS = ("telco", "crew", "owners", "sacco", "ops", "partners", "worker", "auditor")
ACTS = {
    "keep a large object from a file": "select lo_import('/etc/passwd')",
    "keep a large object": "select lo_from_bytea(0, 'kept')",
    "make an empty one": "select lo_create(0)",
    "hold up every deploy": "select pg_advisory_lock(hashtext('load lipa functions'))",
    "hold up every scheduled_job": "select pg_try_advisory_lock_shared(hashtext('worker.run_job'), hashtext('close_cutoff'))",
    "hold them up for a moment": "select pg_advisory_xact_lock(hashtext('worker.run_job'), hashtext('close_cutoff'))",
    "write into what is archived": "select pg_logical_emit_message(false, 'a', repeat('b', 1000))",
}


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """One for the tests of this file."""
    with fresh("needless") as made:
        yield made


@pytest.mark.parametrize("actor", ACTORS)
def test_no_login_role_can_call_them(database: Database, actor: str) -> None:
    with psycopg.connect(database.url(actor), autocommit=True) as line:
        for act in ACTS.values():
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                line.execute(act.encode())
