"""Inside a window, and only there, a guarded table changes; and it is written down."""

from collections.abc import Iterator

import psycopg
import pytest

from db.tests import database

DISABLE = "alter table ledger.journals disable trigger guard_append_only"
PooledConnection = psycopg.Connection


@pytest.fixture(scope="module")
def place() -> Iterator[database.Database]:
    with database.fresh("ddl_guard") as made:
        yield made


@pytest.fixture
def owner(place: database.Database) -> Iterator[PooledConnection]:
    with psycopg.connect(place.owner_url, autocommit=True) as line:
        yield line


@pytest.fixture
def superuser(place: database.Database) -> Iterator[PooledConnection]:
    with psycopg.connect(place.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as line:
        yield line


def test_outside_a_window_not_even_a_superuser(superuser: PooledConnection, owner: PooledConnection) -> None:
    for line in (superuser, owner):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(DISABLE)


def test_inside_a_window_the_owner_may_and_it_is_logged(superuser: PooledConnection, owner: PooledConnection) -> None:
    window = superuser.execute("select ddl_guard.open_window('trying the window', 1)").fetchone()
    assert window is not None
    owner.execute(DISABLE)
    owner.execute("alter table ledger.journals enable always trigger guard_append_only")
    superuser.execute("select ddl_guard.close_window(%s)", window)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(DISABLE)
    logged = superuser.execute(
        "select login, command, identity from ddl_guard.ddl_log where window_id = %s order by ddl_id", window
    ).fetchall()
    assert logged == [("lipa_owner", "ALTER TABLE", "ledger.journals")] * 2


def test_a_window_closes_by_itself(superuser: PooledConnection, owner: PooledConnection) -> None:
    superuser.execute("select ddl_guard.open_window('over at once', 0)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(DISABLE)


def test_a_guard_can_be_finished_in_its_own_transaction_only(owner: PooledConnection) -> None:
    with owner.transaction():
        owner.execute("create table ledger.made_now (x int)")
        owner.execute(
            "create trigger guard_append_only before update or delete or truncate on ledger.made_now"
            " for each statement execute function ledger.guard_append_only()"
        )
        owner.execute("alter table ledger.made_now enable always trigger guard_append_only")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute("alter table ledger.made_now disable trigger guard_append_only")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute("drop table ledger.made_now")


def test_partitions_need_no_window_to_be_made(owner: PooledConnection) -> None:
    with owner.transaction():
        owner.execute("create table ledger.whole (x int) partition by range (x)")
        owner.execute(
            "create trigger guard_append_only before update or delete or truncate on ledger.whole"
            " for each statement execute function ledger.guard_append_only()"
        )
    owner.execute("create table ledger.part partition of ledger.whole for values from (1) to (2)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute("alter table ledger.whole detach partition ledger.part")
