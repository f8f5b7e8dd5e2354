"""A login role can do nothing by direct SQL, should its password be stolen or SQL be injected."""

import csv
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection, sql

from db.tests.database import Database, fresh

ACTORS = [row["actor"] for row in csv.DictReader((Path(__file__).parents[2] / "actors.csv").open())]
DENIED = psycopg.errors.InsufficientPrivilege

OURS = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tap')"
TABLES = f"""select format('%%I.%%I', n.nspname, c.relname), c.relkind in ('r', 'p')
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p', 'v', 'm', 'S') and {OURS}
               and not (%s = 'auditor' and n.nspname = 'audit' and c.relkind = 'v')"""  # noqa: S608
# With null for every argument, because rights are checked before arguments are evaluated.
FUNCTIONS = f"""select format('%%I.%%I(%%s)', n.nspname, p.proname,
                    (select string_agg('null::' || format_type(t, null), ', ') from unnest(p.proargtypes::oid[]) t))
                  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                 where {OURS} and n.nspname <> %s and p.prokind = 'f'
                   and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)"""  # noqa: S608
WRITES = ("insert into {} default values", "delete from {}", "truncate {}", "select 1 from {} for share")
STATEMENTS = {
    "make a table": "create table public.mine (x int)",
    "make a table in its own schema": "create table {schema}.mine (x int)",
    "make a temporary table": "create temporary table mine (x int)",
    "make a function": "create function {schema}.mine() returns int language sql as 'select 1'",
    "make a schema": "create schema mine",
    "become the owner": "set role lipa_owner",
    "become the superuser": "set session authorization postgres",
    "give itself rights": "grant select on all tables in schema ledger to lipa_{actor}",
    "make a role": "create role mine",
    "read the server's files": "select pg_read_file('/etc/passwd')",
    "list the server's files": "select pg_ls_dir('/')",
    "run a program": "copy (select 1) to program 'true'",
    "write a file": "copy (select 1) to '/tmp/mine'",
    "load a library": "load '/tmp/mine.so'",
    "skip the triggers": "set session_replication_role = replica",
    "read passwords": "select rolpassword from pg_authid",
    "change how the server runs": "alter system set log_statement = 'all'",
}


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with fresh("direct") as made:
        yield made


@pytest.fixture
def owner(database: Database) -> Iterator[Connection]:
    """The owner of the tables, to list what there is."""
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection


def is_denied(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(statement.encode())
    except DENIED:
        return True
    except psycopg.Error:
        return False
    return False


@pytest.mark.parametrize("actor", ACTORS)
def test_no_table_view_or_sequence_can_be_read_or_written(database: Database, owner: Connection, actor: str) -> None:
    found = [(str(name), bool(is_table)) for name, is_table in owner.execute(TABLES.encode(), (actor,))]
    assert len(found) > 40
    with psycopg.connect(database.url(actor), autocommit=True) as connection:
        assert [name for name, _ in found if not is_denied(connection, f"table {name}")] == []
        tables = [name for name, is_table in found if is_table]
        for statement in WRITES:
            assert [name for name in tables if not is_denied(connection, statement.format(name))] == []


@pytest.mark.parametrize("actor", ACTORS)
def test_no_function_outside_its_own_schema_can_be_called(database: Database, owner: Connection, actor: str) -> None:
    functions = [str(row[0]) for row in owner.execute(FUNCTIONS.encode(), (actor,))]
    assert len(functions) > 100
    with psycopg.connect(database.url(actor), autocommit=True) as connection:
        allowed = [function for function in functions if not is_denied(connection, f"select {function}")]
    # The functions that the auditor's views call are listed in api_functions.txt.
    assert allowed == [] or actor == "auditor", allowed


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("actor", ACTORS)
def test_no_other_statement_is_allowed(database: Database, actor: str, statement: str) -> None:
    query = STATEMENTS[statement].format(actor=actor, schema="audit" if actor == "auditor" else actor)
    with psycopg.connect(database.url(actor), autocommit=True) as connection, pytest.raises(DENIED):
        connection.execute(query.encode())


@pytest.mark.parametrize("actor", ACTORS)
def test_no_session_of_another_role_can_be_ended(database: Database, owner: Connection, actor: str) -> None:
    (pid,) = owner.execute("select pg_backend_pid()").fetchone() or (0,)
    with psycopg.connect(database.url(actor), autocommit=True) as connection, pytest.raises(DENIED):
        connection.execute("select pg_terminate_backend(%s)", (pid,))


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("other", ["postgres", "template1"])
def test_the_servers_own_databases_are_closed(database: Database, actor: str, other: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(database.url(actor), dbname=other).close()


@pytest.mark.parametrize("actor", ACTORS)
def test_a_temporary_view_can_not_shadow_a_name(database: Database, actor: str) -> None:
    with psycopg.connect(database.url(actor), autocommit=True) as connection:
        connection.execute(sql.SQL("set search_path = {}, pg_temp, pg_catalog").format(sql.Identifier(actor)))
        with pytest.raises(DENIED):
            connection.execute("create temporary view now as select 1")


def test_the_auditor_reads_every_audit_view(database: Database, owner: Connection) -> None:
    """A function in a view runs as the reader: one that the auditor may not call makes the whole view unreadable."""
    views = owner.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'audit' and c.relkind = 'v' order by 1"
    ).fetchall()
    assert len(views) > 15
    with psycopg.connect(database.url("auditor"), autocommit=True) as auditor:
        for (view,) in views:
            auditor.execute(sql.SQL("select * from audit.{} limit 1").format(sql.Identifier(view)))
