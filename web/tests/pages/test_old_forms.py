"""A form that was open while the session was renewed: nothing is done, and the answer leads back to a fresh page."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web import i18n
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, pass_second_factor
from web.tests.pages.html_text import words

PAGE = "/ops/settings/ussd_min_cents?period=week"
ADDRESS = "/ops/settings/ussd_min_cents"
OLD = {"csrf": "0" * 64}


def send_change(client: FlaskClient, token: str, **headers: str) -> TestResponse:
    """Send the form that stands on PAGE, as a browser does."""
    return client.post(ADDRESS, data={"value": "2000", "reason": "sababu", "csrf": token}, headers=headers)


def way_back(answer: TestResponse) -> str:
    found = re.search(r'<p class="inline"><a href="([^"]*)">', answer.text)
    assert found, answer.text
    return found[1]


@pytest.mark.parametrize("lang", i18n.LANGS)
def test_a_form_from_before_the_code_leads_back(staff: FlaskClient, connection: Connection, lang: str) -> None:
    staff.set_cookie("lipa_lang", lang)
    old = csrf_of(staff)
    assert pass_second_factor(staff, world.OPS_PHONE).status_code == 303
    before = connection.execute("select count(*) from config.config_changes").fetchone()
    answer = send_change(staff, old, Referer=f"http://localhost{PAGE}", Origin="http://localhost")
    assert (answer.status_code, way_back(answer)) == (403, PAGE)
    for text in (
        "Nothing was done: that page was out of date.",
        "Since you opened it, you signed in or entered a code elsewhere. Open it again and fill it in again.",
        "Open the page again",
    ):
        assert i18n.translate(text, lang) in words(answer.text)
    assert connection.execute("select count(*) from config.config_changes").fetchone() == before
    newest = "select action, last_subject from audit.refusals order by last_at desc limit 1"
    assert connection.execute(newest).fetchone() == ("form_refused", "ops.change_config")
    assert send_change(staff, csrf_of(staff), Referer=f"http://localhost{PAGE}").status_code == 303
    connection.execute("delete from config.config_changes")


@pytest.mark.parametrize("referer", [
    "https://evil.example/ops/", "//evil.example/ops/", "http://localhost//evil.example/",
    "http://localhost/\\evil.example", "http://localhost@evil.example/ops/", "javascript:alert(1)",
    "http://localhost:1/ops/", "http://[", "/ops/", "http://localhost/logout", "http://localhost/healthz",
    "http://localhost/login", "http://localhost/ops/nothing", "http://localhost/ops/\"><script>alert(1)</script>", ""
])  # fmt: skip
def test_a_referer_is_believed_only_if_it_is_a_page_of_ours(staff: FlaskClient, referer: str) -> None:
    answer = send_change(staff, OLD["csrf"], Referer=referer)
    assert (answer.status_code, way_back(answer)) == (403, ADDRESS)
    assert "evil" not in answer.text
    assert "<script" not in answer.text
    assert way_back(staff.post("/logout", data=OLD, headers={"Referer": referer})) == "/"


@pytest.mark.parametrize(("form", "headers"), [
    ({}, {}), ({"csrf": ""}, {}), ({"csrf": "x" * 64}, {}), ({"csrf": "0" * 64 + "\n"}, {}), ({"csrf": "٠" * 64}, {}),
    (OLD, {"Origin": "https://evil.example"}), (OLD, {"Sec-Fetch-Site": "cross-site"}), (OLD, {"Origin": "null"}),
])  # fmt: skip
def test_a_forged_form_is_not_called_old(staff: FlaskClient, form: dict[str, str], headers: dict[str, str]) -> None:
    answer = staff.post(ADDRESS, data=form, headers=headers)
    assert answer.status_code == 403
    assert i18n.translate("Nothing was done: that page was out of date.", "sw") not in answer.text


def test_an_old_form_without_a_session_leads_to_the_sign_in(people: Flask) -> None:
    assert people.test_client().post("/logout", data=OLD).headers["Location"] == "/login"
