"""Forms and addresses of people under a fuzzer: never a 500, nothing is sent back unescaped, nothing becomes SQL."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.tests.long import LONG, some
from web.auth import Auth
from web.routes import ROUTES
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_in, csrf_of, sign_in
from web.tests.pages.matrix import expanded
from web.tests.statements import NASTY, only_calls, recorded

often = settings(
    max_examples=25 if LONG else 2, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
typed = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=40), st.sampled_from(["2026-02-30", "1900-01-01", "9999-12-31", "day"])
)
OF_PEOPLE = [route for route in ROUTES if route.auth in (Auth.SESSION, Auth.PUBLIC)
             and route.path not in ("/healthz", "/readyz", "/metrics", "/logout")]  # fmt: skip
FORMS = expanded({route.path for route in OF_PEOPLE if "POST" in route.methods})
PAGES = expanded({route.path for route in OF_PEOPLE if "GET" in route.methods})
FIELDS = ("phone", "password", "next", "lang", "code", "plate", "name", "role", "reason", "scope", "until", "on",
          "value", "burst", "refill_ms", "keep_days", "listed", "decision")  # fmt: skip
QUERY = ("on", "period", "asof", "plate", "hour", "before", "after", "next", "q", "who", "page")


@pytest.fixture(autouse=True)
def nothing_from_outside_is_sql() -> Iterator[None]:
    with recorded() as statements:
        yield
    assert only_calls(statements), statements


@pytest.fixture(params=some(["owner", "staff", "nobody"], 2))
def person(request: pytest.FixtureRequest, people: Flask) -> FlaskClient:
    if request.param == "nobody":
        return people.test_client()
    return sign_in(people.test_client(), world.OWNER_PHONE if request.param == "owner" else world.OPS_PHONE)


def filled(path: str, text: str) -> str:
    return re.sub(r"<[^>]*>", lambda _: quote(text[:200], safe="") or "x", path)


def is_escaped(answer_text: str, text: str) -> bool:
    return not (re.search(r"[<>]", text) and len(text) > 3 and text in answer_text)


def test_a_form_carries_the_token_of_its_session(people: Flask) -> None:
    person = sign_in(people.test_client(), world.OPS_PHONE)
    assert csrf_in(person.get("/", follow_redirects=True).text) == csrf_of(person)


@pytest.mark.parametrize("path", PAGES)
@given(text=typed, name=st.sampled_from(QUERY))
@often
def test_pages_take_any_text(person: FlaskClient, path: str, text: str, name: str) -> None:
    answer = person.get(filled(path, text), query_string={name: text})
    assert answer.status_code in (200, 303, 308, 400, 403, 404, 405, 422)
    assert not (answer.mimetype or "").startswith("text/") or is_escaped(answer.text, text)
    assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("path", FORMS)
@given(fields=st.dictionaries(st.sampled_from(FIELDS), typed), text=typed)
@often
def test_forms_take_any_text(person: FlaskClient, path: str, fields: dict[str, str], text: str) -> None:
    answer = person.post(filled(path, text), data={"csrf": csrf_of(person), **fields})
    assert answer.status_code in (200, 303, 308, 400, 403, 404, 405, 409, 422)
    assert all(is_escaped(answer.text, value) for value in fields.values())
    assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))
    back = answer.headers.get("Location", "/")
    assert back.startswith("/")
    assert not back.startswith(("//", "/\\"))
