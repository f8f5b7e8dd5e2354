"""Roles belong to the server, where no trigger sees them change: the trail hears of it all the same, and ops does."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import tuple_row

from db.tests import database

ROOT = Path(__file__).parents[3]
Line = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(scope="module")
def place() -> Iterator[database.Database]:
    with database.fresh("watch") as made:
        yield made


@pytest.fixture
def superuser(place: database.Database) -> Iterator[Line]:
    with psycopg.connect(place.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as line:
        yield line


@pytest.fixture
def owner(place: database.Database) -> Iterator[Line]:
    with psycopg.connect(place.owner_url, autocommit=True, row_factory=tuple_row) as line:
        line.execute("delete from messaging.alarms where kind = 'database_roles_changed'")
        yield line


@pytest.fixture
def role(superuser: Line, place: database.Database) -> Iterator[sql.Identifier]:
    """One that can come into this database and into no other: the server is everybody's who tests at the same time."""
    name = f"watched_{secrets.token_hex(4)}"
    superuser.execute(sql.SQL("create role {} login password 'twiga-ndovu-4628'").format(sql.Identifier(name)))
    superuser.execute(
        sql.SQL("grant connect on database {} to {}").format(sql.Identifier(place.name), sql.Identifier(name))
    )
    look(place)
    yield sql.Identifier(name)
    superuser.execute(sql.SQL("drop owned by {}").format(sql.Identifier(name)))
    superuser.execute(sql.SQL("drop role {}").format(sql.Identifier(name)))


def look(place: database.Database) -> str:
    """The worker's chore."""
    with psycopg.connect(place.url("worker"), autocommit=True) as worker:
        (did,) = worker.execute("select worker.run_job('watch_roles')").fetchone() or ("",)
    return str(did)


def told(owner: Line, name: str) -> list[tuple[object, ...]]:
    """The trail about one role: by whom, what is no longer so, what is so now."""
    return owner.execute(
        "select actor, before ->> 'facts', after ->> 'facts' from audit.changes where subject = %s order by change_id",
        (f"database.roles:{name}",),
    ).fetchall()


def rung(owner: Line, name: str) -> int:
    row = owner.execute(
        "select times_raised from messaging.alarms where kind = 'database_roles_changed' and subject = %s", (name,)
    ).fetchone()
    return int(str(row[0])) if row else 0


def test_a_new_role_and_what_becomes_of_it(
    place: database.Database, superuser: Line, owner: Line, role: sql.Identifier
) -> None:
    name = role.as_string(None).strip('"')
    (came,) = told(owner, name)
    assert came[:2] == ("database", "[]")
    assert all(fact in str(came[2]) for fact in ("logs in", "connect on the database"))
    for act, before, after in (
        ("alter role {} set statement_timeout = '1h'", [], "sets statement_timeout=1h"),
        ("alter role {} connection limit 7", "has -1 connections", "has 7 connections"),
        ("alter role {} nologin", "logs in", []),
        ("alter role {} in database {place} set work_mem = '1GB'", [], "sets work_mem=1GB in this database"),
        ("grant pg_read_all_data to {} with admin option", [], "is a member of pg_read_all_data"),
    ):
        times = rung(owner, name)
        superuser.execute(sql.SQL(act).format(role, place=sql.Identifier(place.name)))
        look(place)
        actor, was, is_now = told(owner, name)[-1]
        assert actor == "database", "who did it is not known"
        assert str(before) in str(was), act
        assert str(after) in str(is_now), act
        assert rung(owner, name) == times + 1, act
    look(place)
    assert rung(owner, name) == 6, "its coming and five changes; what was told once is not told again"


def test_a_database_at_its_side_hears_nothing_of_it(
    place: database.Database, owner: Line, role: sql.Identifier
) -> None:
    name = role.as_string(None).strip('"')
    with database.fresh("watch_beside") as other:
        look(other)
        with psycopg.connect(other.owner_url, row_factory=tuple_row) as beside:
            assert told(beside, name) == []
            assert beside.execute("select count(*) from messaging.alarms where subject = %s", (name,)).fetchone() == (
                0,
            )
    assert told(owner, name)


def test_a_right_given_by_hand_is_told_at_once_with_who_gave_it(
    place: database.Database, superuser: Line, owner: Line
) -> None:
    for line, who in ((owner, "lipa_owner"), (superuser, "postgres")):
        line.execute("grant select on security.users to lipa_crew")
        assert told(owner, "lipa_crew")[-1] == (who, "[]", '["select on table security.users"]')
        line.execute("revoke select on security.users from lipa_crew")
        assert told(owner, "lipa_crew")[-1] == (who, '["select on table security.users"]', "[]")
    assert rung(owner, "lipa_crew") == 4
    superuser.execute("grant execute on function pg_read_file(text) to lipa_crew")
    assert told(owner, "lipa_crew")[-1] == ("postgres", "[]", '["execute on function pg_read_file(text)"]')
    superuser.execute("revoke execute on function pg_read_file(text) from lipa_crew")


def test_a_deploy_takes_back_what_is_too_much_and_rings_nothing(place: database.Database, owner: Line) -> None:
    load = [str(ROOT / "db/functions/load.sh"), place.owner_url]
    subprocess.run(load, check=True, cwd=ROOT, stderr=subprocess.PIPE, env=os.environ)
    before = owner.execute("select max(change_id) from audit.change_log").fetchone()
    subprocess.run(load, check=True, cwd=ROOT, stderr=subprocess.PIPE, env=os.environ)
    assert owner.execute("select max(change_id) from audit.change_log").fetchone() == before, (
        "nothing new, nothing told"
    )
    owner.execute("grant create on schema telco to lipa_telco")
    owner.execute("grant select (phone_last3) on security.users to lipa_telco")
    owner.execute("revoke execute on function telco.readiness from lipa_telco")
    assert rung(owner, "lipa_telco") == 3
    subprocess.run(load, check=True, cwd=ROOT, stderr=subprocess.PIPE, env=os.environ)
    actor = told(owner, "lipa_telco")[-1][0]
    assert (actor, rung(owner, "lipa_telco")) == ("lipa_owner", 3)
    (left,) = owner.execute(
        "select count(*) from audit.known_facts where subject = 'database.roles:lipa_telco'"
        " and (fact ~ 'create|phone_last3' or fact like 'execute on function telco.readiness(%')"
    ).fetchone() or (0,)
    assert left == 1, "the two are gone and the door is open again"


def test_the_warden_sent_away_is_told(place: database.Database, superuser: Line, owner: Line) -> None:
    superuser.execute("alter event trigger warden_judges_drops disable")
    look(place)
    superuser.execute("alter event trigger warden_judges_drops enable always")
    found = owner.execute(
        "select after ->> 'facts' from audit.changes where action = 'alter_database' and subject = 'database.event_triggers'"
        " order by change_id desc limit 1"
    ).fetchone()
    assert found
    assert str(found[0]).endswith('warden.judge_drops, belongs to postgres, off"]')
    assert rung(owner, "event_triggers") == 1


def test_no_password_and_no_hash_of_one_is_kept(
    place: database.Database, superuser: Line, owner: Line, role: sql.Identifier
) -> None:
    name = role.as_string(None).strip('"')
    superuser.execute(sql.SQL("alter role {} password 'kobe-simba-1234'").format(role))
    look(place)
    hashes = superuser.execute("select rolpassword from pg_authid where rolpassword is not null").fetchall()
    kept = str(owner.execute("select subject, fact from audit.known_facts").fetchall() + told(owner, name))
    assert len(hashes) > 8
    assert not [one for (one,) in hashes if str(one) in kept]


def test_the_superuser_never_runs_what_the_owner_could_replace() -> None:
    with (
        database.fresh("watch_body") as place,
        psycopg.connect(place.owner_url, autocommit=True) as owner,
        psycopg.connect(place.addresses["LIPA_SUPERUSER_URL"], autocommit=True) as superuser,
    ):
        owner.execute(
            "create or replace function audit.watch_roles(p_source text) returns bigint language plpgsql as"
            " $$ begin raise exception 'I am %', current_user using errcode = 'LFV52'; end $$"
        )
        with pytest.raises(psycopg.Error, match="I am lipa_owner"):
            superuser.execute("grant select on security.users to lipa_crew")
        for act in (
            "alter function warden.note_rights() security invoker",
            "create or replace function warden.note_rights() returns void language sql as 'select'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                owner.execute(act.encode())
