"""A form that was open while the session was renewed: nothing is done, and the page says so and leads back to a fresh one."""

import re

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from db.tests.database import Database
from web import i18n
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, pass_second_factor, sign_in
from web.tests.pages.html_text import page, words

PAGE = "/ops/settings/ussd_min_cents?period=week"
ASK = {"value": "2000", "reason": "sababu"}
OLD = {"csrf": "0" * 64}


@pytest.fixture
def connection(database: Database) -> "psycopg.Connection":
    return psycopg.connect(database.owner_url, autocommit=True)


def sent(client: FlaskClient, word: str, **headers: str) -> TestResponse:
    """The form that stands on PAGE, as a browser sends it."""
    return client.post("/ops/settings/ussd_min_cents", data={**ASK, "csrf": word}, headers=headers)


def back(answer: TestResponse) -> str:
    """Where the page leads back to."""
    found = re.search(r'<p class="inline"><a href="([^"]*)">', answer.text)
    assert found, answer.text
    return found[1]


@pytest.mark.parametrize("lang", i18n.LANGS)
def test_a_form_from_before_the_code_leads_back_to_its_page(
    staff: FlaskClient, connection: psycopg.Connection, lang: str
) -> None:
    staff.set_cookie("lipa_lang", lang)
    old = csrf(page(staff, PAGE))
    assert pass_second_factor(staff, world.OPS_PHONE).status_code == 303
    before = connection.execute("select count(*) from config.config_changes").fetchone()
    answer = sent(staff, old, Referer=f"http://localhost{PAGE}", Origin="http://localhost")
    assert (answer.status_code, back(answer)) == (403, PAGE)
    for text in (
        "Nothing was done: that page was old.",
        "Since you opened it, you signed in or entered a code elsewhere. Open it again and fill it in anew.",
        "Open the page again",
    ):
        assert i18n.translate(text, lang) in words(answer.text)
    assert connection.execute("select count(*) from config.config_changes").fetchone() == before
    assert connection.execute(
        "select action, last_subject from audit.refusals order by last_at desc limit 1"
    ).fetchone() == ("form_refused", "ops.change_config")
    fresh = csrf(page(staff, back(answer)))
    assert sent(staff, fresh, Referer=f"http://localhost{PAGE}").status_code == 303
    connection.execute("delete from config.config_changes")


@pytest.mark.parametrize("told", [
    "https://evil.example/ops/", "//evil.example/ops/", "http://localhost//evil.example/", "http://localhost/\\evil.example",
    "http://localhost@evil.example/ops/", "javascript:alert(1)", "http://localhost:1/ops/", "http://[", "/ops/",
    "http://localhost/logout", "http://localhost/healthz", "http://localhost/login", "http://localhost/ops/nothing",
    "http://localhost/ops/\"><script>alert(1)</script>", "",
])  # fmt: skip
def test_where_it_stood_is_believed_only_if_it_is_a_page_of_ours(staff: FlaskClient, told: str) -> None:
    answer = sent(staff, OLD["csrf"], Referer=told)
    assert (answer.status_code, back(answer)) == (403, "/ops/settings/ussd_min_cents")
    assert "evil" not in answer.text
    assert "<script" not in answer.text
    assert back(staff.post("/logout", data=OLD, headers={"Referer": told})) == "/"


@pytest.mark.parametrize(("form", "headers"), [
    ({}, {}), ({"csrf": ""}, {}), ({"csrf": "x" * 64}, {}), ({"csrf": "0" * 64 + "\n"}, {}), ({"csrf": "٠" * 64}, {}),
    (OLD, {"Origin": "https://evil.example"}), (OLD, {"Sec-Fetch-Site": "cross-site"}), (OLD, {"Origin": "null"}),
])  # fmt: skip
def test_what_no_page_of_ours_sent_is_refused_as_ever(
    staff: FlaskClient, form: dict[str, str], headers: dict[str, str]
) -> None:
    answer = staff.post("/ops/settings/ussd_min_cents", data=form, headers=headers)
    assert answer.status_code == 403
    assert i18n.translate("Nothing was done: that page was old.", "sw") not in answer.text


def test_nobody_signed_in_is_sent_to_sign_in(people: Flask) -> None:
    answer = people.test_client().post("/logout", data=OLD)
    assert answer.headers["Location"] == "/login"


def test_a_broken_address_of_a_page_is_no_fault_of_ours(people: Flask) -> None:
    half = people.test_client()
    half.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    form = {"csrf": csrf(half.get("/sign-in/code").text)}
    for told, leads in (("http://[", "/sign-in/code"), ("https://evil.example/", "/sign-in/code")):
        answer = half.post("/ops/people/new", data=form, headers={"Referer": told})
        assert (answer.status_code, answer.headers["Location"]) == (303, leads)
    assert sign_in(half, world.OPS_PHONE)
