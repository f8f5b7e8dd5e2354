"""Every role at every function and address, with what is theirs and with what is not."""

import hashlib
import io
import json
import zipfile
from typing import Any

import psycopg
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from db.tests.long import LONG
from web import routes
from web.auth import Auth
from web.core.config import ACTORS
from web.person_actions import ACTIONS
from web.routes import ROUTES
from web.tests.pages.fixtures import csrf_of
from web.tests.pages.function_calls import FUNCTION_CALLS
from web.tests.pages.html_text import pdf_texts
from web.tests.pages.matrix import BEFORE_SIGN_IN, MACHINES, ROLES, SCOPED
from web.tests.pages.page_calls import PAGE_CALLS
from web.tests.pages.seed import SeededWorld, is_open, permitted

# What only the other SACCO's pages may ever show; and only those of the SACCO or the other owner.
OF_OTHER_SACCO, OF_OTHER_OWNER = ("KZZ 800Y", "Foreign Line"), ("KZZ 900Z", "Baba Otieno")


def test_every_function_has_its_line(seeded: SeededWorld) -> None:
    query = """select n.nspname, n.nspname || '.' || p.proname, coalesce(p.proargnames[1], '') = 'p_session'
                 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any (%s)"""
    functions = seeded.connection.execute(query, (list(ACTORS),)).fetchall()
    assert {name for _, name, personal in functions if personal} == set(FUNCTION_CALLS)
    assert {name for schema, name, personal in functions if not personal and schema not in MACHINES} == BEFORE_SIGN_IN
    assert not [name for schema, name, personal in functions if personal and schema in MACHINES]


def test_every_address_has_its_line() -> None:
    personal = {f"{route.methods} {route.path}" for route in ROUTES if route.auth is Auth.SESSION}
    for address in sorted(personal):
        method, path = address.split(" ")
        if "<action>" in path:
            party = path.split("/")[1]
            personal -= {address}
            personal |= {f"{method} {party} {name}" for of, name in ACTIONS if of == party}
    assert personal == set(PAGE_CALLS)
    assert {call.function for call in PAGE_CALLS.values()} <= set(FUNCTION_CALLS)


def test_permissions_name_every_function_and_known_roles_only() -> None:
    assert {function for function, _ in permitted()} == set(FUNCTION_CALLS)
    assert {role for _, role in permitted()} <= set(ROLES)


def foreign(role: str) -> tuple[str, ...]:
    """Words that a page for this role never shows."""
    return OF_OTHER_SACCO + (() if role.startswith("sacco") else OF_OTHER_OWNER)


def call_function(seeded: SeededWorld, function: str, session: bytes, arguments: dict[str, Any]) -> Any:
    """Call a function; the caller rolls it back."""
    named = "".join(f", {name} => %s" for name in arguments)
    return seeded.value(f"select {function}(p_session => %s{named})", session, *arguments.values())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("function", sorted(FUNCTION_CALLS))
def test_a_function_serves_permitted_roles_with_their_own_only(seeded: SeededWorld, function: str, role: str) -> None:
    call = FUNCTION_CALLS[function]
    session = hashlib.sha256(seeded.session(role).encode()).digest()
    samples = [(call.own, is_open(function, role))]
    if call.foreign is not None:
        samples.append(({**call.own, **call.foreign}, False))
    for arguments, served in samples:
        with seeded.connection.transaction(force_rollback=True):
            seeded.execute(call.prepare)
            answer = call_function(seeded, function, session, seeded.filled(arguments))
            is_absent = isinstance(answer, dict) and answer.get("outcome") == "absent"
            assert is_absent != served
            assert served or seeded.refusals(role)[-1:] == [function]
            if role in SCOPED:
                assert not [word for word in foreign(role) if word in json.dumps(answer)]


@pytest.mark.parametrize("function", sorted(FUNCTION_CALLS))
@pytest.mark.parametrize("session", [b"", bytes(32), None], ids=["empty", "unknown", "none"])
def test_without_a_session_no_function_serves(seeded: SeededWorld, function: str, session: bytes | None) -> None:
    with seeded.connection.transaction(force_rollback=True):
        if function == "account.sign_out":  # who has left may leave again
            assert call_function(seeded, function, session or b"", {}) in (None, "")
            return
        with pytest.raises(psycopg.Error) as refused:
            call_function(seeded, function, session or b"", seeded.filled(FUNCTION_CALLS[function].own))
        assert refused.value.sqlstate == "LFA60"


def text_of(answer: TestResponse) -> str:
    """What a page or a file says, of a spreadsheet all its parts."""
    if answer.data.startswith(b"%PDF"):
        return " ".join(pdf_texts(answer.data))
    if not answer.data.startswith(b"PK"):
        return answer.text
    book = zipfile.ZipFile(io.BytesIO(answer.data))
    return " ".join(book.read(name).decode() for name in book.namelist())


def is_permitted(address: str, role: str) -> bool:
    call = PAGE_CALLS[address]
    return all(is_open(function, role) for function in (call.function, call.also) if function)


# Each address with the roles that may open it; with all others in a long run, else with one in three.
TRIED = [
    (address, role) for n, address in enumerate(sorted(PAGE_CALLS)) for m, role in enumerate(ROLES)
    if LONG or (n + m) % 3 == 0 or is_permitted(address, role)
]  # fmt: skip


@pytest.mark.parametrize(("address", "role"), TRIED)
def test_an_address_serves_permitted_roles_with_their_own_only(seeded: SeededWorld, address: str, role: str) -> None:
    call, method = PAGE_CALLS[address], address.split(" ", maxsplit=1)[0]
    for path, served in ((call.own, is_permitted(address, role)), (call.foreign, False)):
        if not path:
            continue
        seeded.execute(call.prepare)
        client = seeded.browser(role)
        form = {**seeded.filled(call.form), "csrf": csrf_of(client)} if method == "POST" else None
        before = seeded.refusals(role)
        answer = client.open(seeded.say(path), method=method, data=form)
        after = seeded.refusals(role)
        if served:
            assert answer.status_code in call.served, answer.text
            to_sign_in = answer.headers.get("Location", "").startswith(("/login", "/sign-in"))
            assert to_sign_in == (call.function == "account.sign_out")
            assert "=&#34;" not in text_of(answer), "the quotes of an attribute are escaped, so it has no effect"
        else:
            assert (answer.status_code, after[-1], len(after)) == (404, call.function, len(before) + 1)
        if role in SCOPED:
            assert not [word for word in foreign(role) if word in text_of(answer)]


@pytest.mark.parametrize("address", sorted(PAGE_CALLS))
def test_without_a_session_every_address_leads_to_the_sign_in(seeded: SeededWorld, people: Flask, address: str) -> None:
    method = address.split(" ", maxsplit=1)[0]
    answer = people.test_client().open(seeded.say(PAGE_CALLS[address].own), method=method)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.auth is Auth.TOKEN], ids=lambda of: of.path)
@pytest.mark.parametrize("role", ["ops", "finance"])
def test_no_role_opens_a_machine_route(seeded: SeededWorld, route: routes.Route, role: str) -> None:
    path = route.path.replace("<token>", seeded.names["mine"]).replace("<", "").replace(">", "")
    # An address of its own: whoever guesses tokens is told to wait.
    source = f"10.0.{ROLES.index(role)}.{ROUTES.index(route)}"
    client = seeded.browser(role)
    assert client.post(path, json={}, environ_base={"REMOTE_ADDR": source}).status_code == 404
