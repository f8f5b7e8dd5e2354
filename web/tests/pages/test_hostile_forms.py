"""Hostile inputs to pages and forms of people. What needs no page is in test_hostile_requests.py."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from db.tests.long import some
from web.auth import Auth
from web.routes import ROUTES
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, sign_in
from web.tests.pages.matrix import expanded
from web.tests.pages.world import World
from web.tests.statements import only_calls, recorded
from web.tests.stopwatch import take_as_long

INJECTIONS = ("' OR 1=1--", "1; SELECT pg_sleep(10)", "') union select version()--",
              "${7*7}", "{{7*7}}", "%27%20or%201=1")  # fmt: skip
QUERY = ("on", "period", "asof", "plate", "hour", "before", "next", "q")
FIELDS = ("phone", "role", "scope", "reason", "plate", "code", "until", "value", "name", "subject")
PERSONAL = [route for route in ROUTES if route.auth is Auth.SESSION]
PAGES = expanded({route.path for route in PERSONAL if "GET" in route.methods})
FORMS = expanded({route.path for route in PERSONAL if "POST" in route.methods})


@pytest.fixture(autouse=True)
def nobody_is_paused(connection: Connection) -> None:
    connection.execute("update accounts.users set failed_tries = 0, locked_until = null")


@pytest.fixture
def statements() -> Iterator[set[str]]:
    with recorded() as seen:
        yield seen


def what_forms_could_change(connection: Connection) -> tuple[object, ...] | None:
    return connection.execute("select (select count(*) from ledger.journals), (select count(*) from fares.split_rules),"
                              " (select count(*) from access.role_grants), (select count(*) from accounts.users),"
                              " (select count(*) from fleet.vehicles)").fetchone()  # fmt: skip


@pytest.mark.parametrize("text", some(INJECTIONS, 2))
def test_sql_in_a_query_is_text(owner: FlaskClient, staff: FlaskClient, statements: set[str], text: str) -> None:
    for client in (owner, staff):
        for path in PAGES:
            began = time.monotonic()
            answer = client.get(re.sub(r"<[^>]*>", "x", path), query_string=dict.fromkeys(QUERY, text))
            assert answer.status_code in (200, 303, 400, 403, 404, 422), path
            assert time.monotonic() - began < 8, path  # the injection asks for ten seconds
            assert "49" not in answer.headers.get("Location", "")
    assert only_calls(statements)


@pytest.mark.parametrize("text", INJECTIONS)
def test_sql_in_forms_does_nothing(owner: FlaskClient, statements: set[str], connection: Connection, text: str) -> None:
    before, form = what_forms_could_change(connection), {**dict.fromkeys(FIELDS, text), "csrf": csrf_of(owner)}
    for path in FORMS:
        if path != "/logout":
            answer = owner.post(re.sub(r"<[^>]*>", "1", path), data=form)
            assert answer.status_code in (303, 400, 403, 404, 409, 422, 200), path
    assert only_calls(statements)
    assert what_forms_could_change(connection) == before


@pytest.mark.parametrize("path", FORMS)
def test_every_form_needs_the_token_of_its_session(owner: FlaskClient, people: Flask, path: str) -> None:
    path = re.sub(r"<[^>]*>", "1", path)
    token = csrf_of(owner)
    foreign = csrf_of(sign_in(people.test_client(), world.OTHER_OWNER_PHONE))
    for body in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": token[:-1]}, {"csrf": token + "0"}):
        assert owner.post(path, data=body).status_code == 403
    for kind in ("text/plain", "application/json"):
        assert owner.post(path, data=f'{{"csrf": "{token}"}}', content_type=kind).status_code == 403
    assert owner.post(path, query_string={"csrf": token}).status_code == 403
    assert owner.post(path, data={"csrf": token}, headers={"Origin": "https://evil.example"}).status_code == 403


@pytest.mark.parametrize("on", [
    "2026-02-30", "23:59:60", "2026-11-23T23:59:60", "1900-01-01", "9999-12-31", "2026-11-23;", "٢٠٢٦-١١-٢٣",
    "2026-13-01", "26-01-01", "2026-1-1", "٢٠٢٦-٠١-٠١", "now",
])  # fmt: skip
@pytest.mark.parametrize("path", ["/owner/", "/owner/fares", "/owner/fares.csv"])
def test_what_is_no_day_is_422(owner: FlaskClient, path: str, on: str) -> None:
    assert owner.get(path, query_string={"on": on}).status_code == 422


def test_midnight_divides_two_days(small_world: World, connection: Connection) -> None:
    for seconds, day in ((-1, small_world.sunday - timedelta(days=1)), (0, small_world.sunday)):
        receipt = small_world.pay("KZZ 001A", 3000, small_world.at(0) + timedelta(seconds=seconds))
        assert world.value(connection, "select business_on from audit.fares where receipt = %s", receipt) == day


def test_refusals_of_known_and_unknown_phones_take_as_long(client: FlaskClient) -> None:

    def refused(phone: str) -> None:
        assert client.post("/login", data={"phone": phone, "password": "not the password"}).status_code == 403

    assert take_as_long(lambda: refused(world.OWNER_PHONE), lambda: refused("0799999997"), most=1.04)


def test_no_browser_or_spreadsheet_runs_a_download(owner: FlaskClient) -> None:
    answer = owner.get("/owner/fares.csv")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"(?:^|,)[=+@\t-]", answer.text, re.MULTILINE)
