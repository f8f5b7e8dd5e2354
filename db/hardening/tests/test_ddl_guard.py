"""A guarded table changes in a maintenance window only, and the change is logged."""

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from psycopg import Connection

from db.tests import database

DISABLE = "alter table ledger.journals disable trigger guard_append_only"
GUARD = """create trigger guard_append_only before update or delete or truncate on ledger.{}
  for each statement execute function ledger.guard_append_only()"""


@pytest.fixture(scope="module")
def made() -> Iterator[database.Database]:
    with database.fresh("ddl_guard") as fresh:
        yield fresh


@pytest.fixture
def owner(made: database.Database) -> Iterator[Connection]:
    with psycopg.connect(made.owner_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def superuser(made: database.Database) -> Iterator[Connection]:
    with psycopg.connect(made.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as connection:
        yield connection


def assert_refused(connection: Connection, query: LiteralString) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(query)


def test_outside_a_window_even_a_superuser_is_refused(superuser: Connection, owner: Connection) -> None:
    for connection in (superuser, owner):
        assert_refused(connection, DISABLE)


def test_a_change_in_a_window_is_allowed_and_logged(superuser: Connection, owner: Connection) -> None:
    window = superuser.execute("select ddl_guard.open_window('trying the window', 1)").fetchone()
    assert window is not None
    owner.execute(DISABLE)
    owner.execute("alter table ledger.journals enable always trigger guard_append_only")
    superuser.execute("select ddl_guard.close_window(%s)", window)
    assert_refused(owner, DISABLE)
    query = "select login, command, identity from ddl_guard.ddl_log where window_id = %s order by ddl_id"
    assert superuser.execute(query, window).fetchall() == [("lipa_owner", "ALTER TABLE", "ledger.journals")] * 2


def test_a_window_closes_by_itself(superuser: Connection, owner: Connection) -> None:
    superuser.execute("select ddl_guard.open_window('over at once', 0)")
    assert_refused(owner, DISABLE)


def test_a_new_guard_can_be_changed_in_its_own_transaction_only(owner: Connection) -> None:
    with owner.transaction():
        owner.execute("create table ledger.made_now (x int)")
        owner.execute(GUARD.format("made_now"))
        owner.execute("alter table ledger.made_now enable always trigger guard_append_only")
    assert_refused(owner, "alter table ledger.made_now disable trigger guard_append_only")
    assert_refused(owner, "drop table ledger.made_now")


def test_a_partition_can_be_made_without_a_window(owner: Connection) -> None:
    with owner.transaction():
        owner.execute("create table ledger.whole (x int) partition by range (x)")
        owner.execute(GUARD.format("whole"))
    owner.execute("create table ledger.part partition of ledger.whole for values from (1) to (2)")
    assert_refused(owner, "alter table ledger.whole detach partition ledger.part")
