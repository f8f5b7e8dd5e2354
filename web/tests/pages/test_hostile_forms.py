"""Hostile inputs, part C: pages and forms of people, row by row. What needs no page is in test_hostile_requests.py."""

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from db.tests.database import Database
from web.auth import Auth
from web.routes import ROUTES
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, sign_in
from web.tests.pages.matrix import expanded
from web.tests.pages.world import World
from web.tests.statements import only_calls, recorded
from web.tests.stopwatch import take_as_long

INJECTIONS = (
    "' OR 1=1--",
    "1; SELECT pg_sleep(10)",
    "') union select version()--",
    "${7*7}",
    "{{7*7}}",
    "%27%20or%201=1",
)
QUERY = ("on", "period", "asof", "plate", "hour", "before", "next", "q")
SESSION_DOORS = [door for door in ROUTES if door.auth is Auth.SESSION]
PAGES = expanded({door.path for door in SESSION_DOORS if "GET" in door.methods})
FORMS = expanded({door.path for door in SESSION_DOORS if "POST" in door.methods})


@pytest.fixture(autouse=True)
def nobody_is_paused(people: Flask, database: Database) -> None:
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update accounts.users set failed_tries = 0, locked_until = null")


@pytest.fixture
def statements() -> Iterator[set[str]]:
    with recorded() as seen:
        yield seen


def changes(database: Database) -> tuple[object, ...] | None:
    """All that forms of people could have changed."""
    with psycopg.connect(database.owner_url) as owner:
        return owner.execute(
            "select (select count(*) from ledger.journals), (select count(*) from fares.split_rules),"
            " (select count(*) from access.role_grants), (select count(*) from accounts.users),"
            " (select count(*) from fleet.vehicles)"
        ).fetchone()


@pytest.mark.parametrize("text", INJECTIONS)
def test_sql_in_every_field_of_every_page_is_text(
    owner: FlaskClient, staff: FlaskClient, statements: set[str], text: str
) -> None:
    for client in (owner, staff):
        for path in PAGES:
            began = time.monotonic()
            answer = client.get(re.sub(r"<[^>]*>", "x", path), query_string=dict.fromkeys(QUERY, text))
            assert answer.status_code in (200, 303, 400, 403, 404, 422), path
            assert time.monotonic() - began < 8, path  # far from the ten seconds that somebody asked for
            assert "49" not in answer.headers.get("Location", "")
    assert only_calls(statements)


@pytest.mark.parametrize("text", INJECTIONS)
def test_sql_in_every_field_of_every_form_changes_nothing(
    owner: FlaskClient, statements: set[str], database: Database, text: str
) -> None:
    before, word = changes(database), csrf(owner.get("/owner/").get_data(as_text=True))
    fields = dict.fromkeys(
        ("phone", "role", "scope", "reason", "plate", "code", "until", "value", "name", "subject"), text
    )
    for path in FORMS:
        if path != "/logout":
            answer = owner.post(re.sub(r"<[^>]*>", "1", path), data={**fields, "csrf": word})
            assert answer.status_code in (303, 400, 403, 404, 409, 422, 200), path
    assert only_calls(statements)
    assert changes(database) == before


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_pages_word_is_refused_everywhere(owner: FlaskClient, people: Flask, path: str) -> None:
    path = re.sub(r"<[^>]*>", "1", path)
    word = csrf(owner.get("/owner/").get_data(as_text=True))
    foreign = csrf(sign_in(people.test_client(), world.OTHER_OWNER_PHONE).get("/owner/").get_data(as_text=True))
    for body in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": word[:-1]}, {"csrf": word + "0"}):
        assert owner.post(path, data=body).status_code == 403
    for kind in ("text/plain", "application/json"):
        assert owner.post(path, data=f'{{"csrf": "{word}"}}', content_type=kind).status_code == 403
    assert owner.post(path, query_string={"csrf": word}).status_code == 403
    assert owner.post(path, data={"csrf": word}, headers={"Origin": "https://evil.example"}).status_code == 403


def test_what_is_anothers_and_what_is_not_there_are_one_answer_and_leave_a_trace(
    owner: FlaskClient, small_world: World, database: Database
) -> None:
    with psycopg.connect(database.owner_url) as connection:
        wallet = connection.execute(
            "select sub_wallet_id from audit.wallet_balances where owner = 'Baba Otieno' limit 1"
        ).fetchone() or (0,)
        traces = "select coalesce(sum(times), 0) from audit.refusals where action = 'refused'"
        before = connection.execute(traces).fetchone() or (0,)
        pairs = (("/owner/vehicle/KZZ900Z", "/owner/vehicle/KZZ999Z"),
                 (f"/owner/wallet/{wallet[0]}", "/owner/wallet/99999999"))  # fmt: skip
        for foreign, absent in pairs:
            pages = [owner.get(path) for path in (foreign, absent)]
            assert [page.status_code for page in pages] == [404, 404]
            bodies = [re.sub("[0-9a-f]{16}", "", page.get_data(as_text=True)) for page in pages]
            assert bodies[0] == bodies[1]
        connection.rollback()
        after = connection.execute(traces).fetchone() or (0,)
    assert after[0] == before[0] + 4


@pytest.mark.parametrize(
    "on", ["2026-02-30", "23:59:60", "2026-11-23T23:59:60", "1900-01-01", "9999-12-31", "2026-11-23;", "٢٠٢٦-١١-٢٣"]
)
@pytest.mark.parametrize("path", ["/owner/", "/owner/fares", "/owner/fares.csv"])
def test_a_day_that_is_none_is_422(owner: FlaskClient, path: str, on: str) -> None:
    assert owner.get(path, query_string={"on": on}).status_code == 422


def test_a_fare_a_second_before_midnight_belongs_to_that_day(
    owner: FlaskClient, small_world: World, database: Database
) -> None:
    midnight = datetime.combine(small_world.sunday, datetime.min.time(), world.EAT)
    receipts = {
        name: small_world.pay("KZZ 001A", 3000, midnight + timedelta(seconds=seconds))
        for name, seconds in (("before", -1), ("after", 0))
    }
    with psycopg.connect(database.owner_url) as connection:
        for name, day in (("before", small_world.sunday - timedelta(days=1)), ("after", small_world.sunday)):
            on = connection.execute(
                "select business_on from audit.fares where receipt = %s", (receipts[name],)
            ).fetchone()
            assert on == (day,)


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b", "https:evil.example", "/%0d%0aX: y", "\\evil"],
)
def test_nobody_is_sent_elsewhere_from_any_form(people: Flask, back: str) -> None:
    client = people.test_client()
    for path in ("/login", "/language", "/reset"):
        for form in ({"phone": world.OWNER_PHONE, "password": world.PASSWORD}, {"lang": "en"}):
            answer = client.post(path, data={**form, "next": back})
            where = answer.headers.get("Location", "/")
            assert re.match(r"/(?![/\\])", where), where
            assert not re.search(r"[\r\n]", where)
            assert "a=b" not in str(answer.headers)


@pytest.mark.parametrize("name", ["x" * 10_000, "a\0b", "\u200b\u200b", "Z̴̢͝", "null", "O'Brien", "Ng'ang'a"])
def test_a_strange_name_in_the_form_of_signing_in_is_shown_as_text_or_refused(people: Flask, name: str) -> None:
    answer = people.test_client().post("/login", data={"phone": name, "password": name})
    assert answer.status_code == 422
    assert len(answer.data) < 20_000


def test_refusals_take_as_long_whether_the_phone_is_known_or_not(people: Flask) -> None:
    client = people.test_client()

    def refused(phone: str) -> None:
        assert client.post("/login", data={"phone": phone, "password": "not the password"}).status_code == 403

    assert take_as_long(lambda: refused(world.OWNER_PHONE), lambda: refused("0799999997"), most=1.67)


def test_a_download_is_a_file_and_nothing_a_browser_or_a_spreadsheet_runs(owner: FlaskClient) -> None:
    answer = owner.get("/owner/fares.csv")
    assert answer.mimetype == "text/csv"
    assert re.fullmatch(r'attachment; filename="[a-z0-9.-]+\.csv"', answer.headers["Content-Disposition"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"(?:^|,)[=+@\t-]", answer.get_data(as_text=True), re.MULTILINE)
