"""Somebody sends SQL as a login role: what they cause stands in the trail under that role, whoever they say they are."""

import hashlib
from collections.abc import Iterator

import psycopg
import pytest

from db.tests.database import Database, fresh

Line = psycopg.Connection[tuple[object, ...]]
PHONE, SESSION = (hashlib.sha256(word).digest() for word in (b"phone", b"session"))
WRONG = "select owners.sign_in(%(phone)s, %(phone)s, %(phone)s, null, %(phone)s)"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """One for the tests of this file."""
    with fresh("actors") as made:
        yield made


@pytest.fixture(scope="module")
def person(database: Database) -> int:
    """Somebody with a password that nobody types here, and a session."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        made = owner.execute(
            "insert into security.users (phone_hash, phone_sealed, phone_last3, password_salt, password_params, password_verifier)"
            " values (%s, '\\x01', '126', '\\x01', 'm=1', '\\x01') returning user_id",
            (PHONE,),
        ).fetchone()
        assert made
        owner.execute("select security.open_session(%s, %s, null)", (made[0], SESSION))
    return int(made[0])


@pytest.fixture
def line(database: Database) -> Iterator[Line]:
    """The role of the owners' pages, and no more."""
    with psycopg.connect(database.url("owners"), autocommit=True) as made:
        yield made


def told(database: Database, person: int) -> list[tuple[object, ...]]:
    """The trail about that person since the last look: actor, role, action."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        rows = owner.execute(
            "select actor, role, action from audit.changes where subject = %s"
            " and change_id > coalesce((select max(change_id) from audit.changes where subject = 'test:seen'), 0) order by change_id",
            (f"security.users:{person}",),
        ).fetchall()
        owner.execute("select audit.record_event('seen', 'test:seen', null)")
    return rows


def proof(line: Line) -> str:
    """What the transaction that a door has just worked in knows about its actor."""
    found = line.execute("select current_setting('lipa.actor_proof', true)").fetchone()
    return str(found[0] if found else "")


def test_a_name_that_the_caller_wrote_is_not_believed(database: Database, person: int, line: Line) -> None:
    told(database, person)
    line.execute(f"set lipa.actor = 'user:{person}'")
    line.execute("set lipa.actor_proof = '%s'" % ("0" * 64))
    line.execute(WRONG, {"phone": PHONE})
    rows = told(database, person)
    assert {action for _, _, action in rows} == {"update", "sign_in_refused"}
    assert {(actor, role) for actor, role, _ in rows} == {("lipa_owners", "lipa_owners")}


def test_nor_with_a_proof_from_another_transaction(database: Database, person: int, line: Line) -> None:
    with line.transaction():
        line.execute("select owners.choose_lang(%s, 'en')", (SESSION,))
        learnt = proof(line)
    assert len(learnt) == 64
    told(database, person)
    line.execute(f"set lipa.actor = 'user:{person}'")
    line.execute(f"set lipa.actor_proof = '{learnt}'")
    line.execute(WRONG, {"phone": PHONE})
    assert {actor for actor, _, _ in told(database, person)} == {"lipa_owners"}


def test_nor_with_the_proof_of_somebody_else(database: Database, person: int, line: Line) -> None:
    told(database, person)
    with line.transaction():
        line.execute("select owners.choose_lang(%s, 'sw')", (SESSION,))
        line.execute("set local lipa.actor = 'user:999'")
        line.execute(WRONG, {"phone": PHONE})
    rows = told(database, person)
    assert [actor for actor, _, action in rows if action == "sign_in_refused"] == ["lipa_owners"]


def test_before_there_are_functions_that_prove_it_people_still_come_in(
    database: Database, person: int, line: Line
) -> None:
    """Shape comes a little before the functions of its release, and stays alone if those are refused."""
    told(database, person)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("alter function security.actor() rename to actor_of_the_next_release")
        try:
            line.execute("select owners.choose_lang(%s, 'en')", (SESSION,))
        finally:
            owner.execute("alter function security.actor_of_the_next_release() rename to actor")
    assert {actor for actor, _, _ in told(database, person)} == {f"user:{person}"}


def test_whom_a_door_names_it_is(database: Database, person: int, line: Line) -> None:
    told(database, person)
    line.execute("set lipa.actor = 'user:999'")
    line.execute("select owners.choose_lang(%s, 'sw')", (SESSION,))
    line.execute("select owners.sign_out(%s)", (SESSION,))
    assert {(actor, role) for actor, role, _ in told(database, person)} == {(f"user:{person}", "lipa_owners")}


def test_the_secret_is_the_owners(line: Line) -> None:
    for look in ("select secret from security.actor_keys", "select security.actor_proof('user:1')"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(look.encode())
