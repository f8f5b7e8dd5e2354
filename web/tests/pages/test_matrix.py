"""Every role at every door, function and address, with what is theirs and with what is not."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask

import web
from web import doors
from web.core.config import ACTORS
from web.doors import SESSION_COOKIE, Auth
from web.person_actions import ACTIONS
from web.tests.pages.function_calls import FUNCTION_CALLS
from web.tests.pages.matrix import BEFORE_SIGN_IN, MACHINES, ROLES, SCOPED
from web.tests.pages.page_calls import PAGE_CALLS
from web.tests.pages.seed import SeededWorld, furnish, is_open, permitted
from web.tests.pages.world import World

# What only the other owner's or the other SACCO's pages may ever show.
FOREIGN = ("KZZ 900Z", "KZZ 800Y", "Baba Otieno", "Foreign Line")


@pytest.fixture(scope="module")
def seeded(small_world: World, people: Flask) -> Iterator[SeededWorld]:
    """The furnished world."""
    made = furnish(small_world)
    yield made
    made.connection.close()


def test_every_function_has_its_line(seeded: SeededWorld) -> None:
    doors = seeded.connection.execute(
        "select n.nspname, n.nspname || '.' || p.proname, coalesce(p.proargnames[1], '') = 'p_session'"
        " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where n.nspname = any (%s)",
        (list(ACTORS),),
    ).fetchall()
    assert {door for _, door, personal in doors if personal} == set(FUNCTION_CALLS)
    assert {door for schema, door, personal in doors if not personal and schema not in MACHINES} == BEFORE_SIGN_IN
    assert not [door for schema, door, personal in doors if personal and schema in MACHINES]


def test_every_address_has_its_line() -> None:
    personal = {f"{door.methods} {door.path}" for door in web.ROUTES if door.auth is Auth.SESSION}
    for address in sorted(personal):
        method, path = address.split(" ")
        if "<action>" in path:
            party = path.split("/")[1]
            personal -= {address}
            personal |= {f"{method} {party} {name}" for of, name in ACTIONS if of == party}
    assert personal == set(PAGE_CALLS)
    assert {visit.door for visit in PAGE_CALLS.values()} <= set(FUNCTION_CALLS)


def test_the_table_knows_every_door_and_no_other_role() -> None:
    assert {door for door, _ in permitted()} == set(FUNCTION_CALLS)
    assert {role for _, role in permitted()} <= set(ROLES)


def call_function(seeded: SeededWorld, door: str, session: bytes, arguments: dict[str, Any]) -> Any:
    """One call of a function; the caller rolls it back."""
    named = "".join(f", {name} => %s" for name in arguments)
    return seeded.value(f"select {door}(p_session => %s{named})", session, *arguments.values())


def outcome(answer: Any) -> str:
    """absent, or anything else."""
    return str(answer.get("outcome", "")) if isinstance(answer, dict) else ""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("door", sorted(FUNCTION_CALLS))
def test_a_function_serves_whom_the_table_names_and_with_their_own_only(
    seeded: SeededWorld, door: str, role: str
) -> None:
    call = FUNCTION_CALLS[door]
    session = hashlib.sha256(seeded.session(role).encode()).digest()
    for arguments, served in ((call.own, is_open(door, role)), (call.foreign, False)):
        if arguments is None:
            continue
        with seeded.connection.transaction(force_rollback=True):
            if call.prepare:
                seeded.connection.execute(seeded.say(call.prepare).encode())
            answer = call_function(seeded, door, session, seeded.filled(arguments))
            assert (outcome(answer) != "absent") == served
            assert seeded.refusals(role)[-1:] == ([] if served else [door]) or served
            if role in SCOPED:
                assert not [word for word in FOREIGN if word in json.dumps(answer)]


@pytest.mark.parametrize("door", sorted(FUNCTION_CALLS))
@pytest.mark.parametrize("session", [b"", bytes(32), None], ids=["empty", "unknown", "none"])
def test_without_a_session_no_function_serves_anybody(seeded: SeededWorld, door: str, session: bytes | None) -> None:
    with seeded.connection.transaction(force_rollback=True):
        if door == "account.sign_out":  # who has left may leave again
            assert call_function(seeded, door, session or b"", {}) in (None, "")
            return
        with pytest.raises(psycopg.Error) as refused:
            call_function(seeded, door, session or b"", seeded.filled(FUNCTION_CALLS[door].own))
        assert refused.value.sqlstate == "LFA60"


def csrf_of(people: Flask, session: str) -> str:
    """The word that the forms of this session carry."""
    with people.test_request_context(headers={"Cookie": f"{SESSION_COOKIE}={session}"}):
        return doors.csrf_token()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", sorted(PAGE_CALLS))
def test_an_address_serves_whom_the_table_names_and_with_their_own_only(
    seeded: SeededWorld, people: Flask, address: str, role: str
) -> None:
    visit, method = PAGE_CALLS[address], address.split(" ", maxsplit=1)[0]
    for path, served in (
        (visit.own, all(is_open(door, role) for door in (visit.door, visit.also) if door)),
        (visit.foreign, False),
    ):
        if not path:
            continue
        if visit.prepare:
            seeded.connection.execute(seeded.say(visit.prepare).encode())
        client = people.test_client()
        session = seeded.session(role)
        client.set_cookie(SESSION_COOKIE, session)
        form = {**seeded.filled(visit.form), "csrf": csrf_of(people, session)} if method == "POST" else None
        before = seeded.refusals(role)
        answer = client.open(seeded.say(path), method=method, data=form)
        after = seeded.refusals(role)
        if served:
            assert answer.status_code in visit.served, answer.text
            to_sign_in = answer.headers.get("Location", "").startswith(("/login", "/sign-in"))
            assert to_sign_in == (visit.door == "account.sign_out")
        else:
            assert (answer.status_code, after[-1], len(after)) == (404, visit.door, len(before) + 1)
        if role in SCOPED:
            assert not [word for word in FOREIGN if word in answer.text]


@pytest.mark.parametrize("address", sorted(PAGE_CALLS))
def test_without_a_session_every_address_leads_to_the_sign_in(seeded: SeededWorld, people: Flask, address: str) -> None:
    method = address.split(" ", maxsplit=1)[0]
    answer = people.test_client().open(seeded.say(PAGE_CALLS[address].own), method=method)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize("door", [door for door in web.ROUTES if door.auth is Auth.TOKEN], ids=lambda door: door.path)
@pytest.mark.parametrize("role", ["ops", "finance"])
def test_no_role_opens_a_machine_route(seeded: SeededWorld, people: Flask, door: doors.Route, role: str) -> None:
    client = people.test_client()
    client.set_cookie(SESSION_COOKIE, seeded.session(role))
    path = door.path.replace("<token>", seeded.names["mine"]).replace("<", "").replace(">", "")
    source = f"10.0.{ROLES.index(role)}.{web.ROUTES.index(door)}"  # one of its own: guessers of tokens are told to wait
    assert client.post(path, json={}, environ_base={"REMOTE_ADDR": source}).status_code == 404
