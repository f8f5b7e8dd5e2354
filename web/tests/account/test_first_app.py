"""The first app: set up with a code by SMS beside the password, and anew with a recovery code."""

import re

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web import i18n
from web.tests.pages import world
from web.tests.pages.fixtures import enter_password, form_token, pass_second_factor, sent_code, terminal, verify_phone
from web.tests.pages.html_text import page, words


@pytest.fixture
def without_app(password_only: FlaskClient, connection: Connection) -> FlaskClient:
    """One of our staff who has no app yet, signed in by password only."""
    connection.execute("delete from accounts.second_factors")
    connection.execute("delete from accounts.one_time_codes")
    return password_only


@pytest.fixture
def thief(people: Flask) -> FlaskClient:
    """Somebody else who has the password."""
    client = people.test_client()
    enter_password(client)
    return client


def shows_secret(client: FlaskClient) -> bool:
    return "<svg" in client.get("/sign-in/code").text


def try_phone_code(client: FlaskClient, code: str) -> int:
    return client.post("/sign-in/phone/code", data={"csrf": form_token(client), "code": code}).status_code


def wrong(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 10**6:06d}"


def test_the_app_is_set_up_and_recovery_codes_are_shown_once(people: Flask, without_app: FlaskClient) -> None:
    assert "<svg" in verify_phone(without_app)
    assert without_app.get("/sign-in/code").text.count("<path") >= 1
    answer = pass_second_factor(without_app, world.OPS_PHONE)
    codes = re.findall(r"<code>([A-Z2-7-]{19})</code>", answer.text)
    assert len(set(codes)) == 10
    page(without_app, "/ops/")
    # The phone is lost: one of them lets a new app be set up, once, and the others end with the old app.
    other = people.test_client()
    enter_password(other)
    refused = other.post("/sign-in/recovery", data={"csrf": form_token(other), "recovery": "AAAA-BBBB-CCCC-DDDD"})
    assert refused.status_code == 403
    fields = {name: field for field, name in re.findall(r'(<input id="(code|recovery)".*?>)', refused.text)}
    assert "aria-describedby=recovery-error" in fields["recovery"]
    assert "aria-invalid" not in fields["code"], "only the wrong field is marked"
    assert "<details open>" in refused.text
    typed = codes[3].lower().replace("-", " ")
    assert "<svg" in other.post("/sign-in/recovery", data={"csrf": form_token(other), "recovery": typed}).text
    assert pass_second_factor(other, world.OPS_PHONE).status_code == 200
    page(other, "/ops/")
    stale = other.post("/sign-in/recovery", data={"csrf": form_token(other), "recovery": codes[4]})
    assert stale.status_code == 403


def test_the_password_alone_sets_up_no_app(without_app: FlaskClient, thief: FlaskClient) -> None:
    html = without_app.get("/sign-in/code").text
    assert "<svg" not in html
    assert 'class="typed"' not in html
    assert "..103" in html
    form = {"csrf": form_token(without_app)}
    assert "SMS yenye tarakimu 6 iko njiani kwa simu ..103" in without_app.post("/sign-in/phone", data=form).text
    code = sent_code()
    assert try_phone_code(without_app, wrong(code)) == 403
    assert not shows_secret(without_app)
    right = without_app.post("/sign-in/phone/code", data={**form, "code": code, "next": "/ops/"})
    assert right.headers["Location"] == "/sign-in/code?next=%2Fops%2F"
    assert shows_secret(without_app)
    assert not shows_secret(thief), "the secret is shown only to who entered the code"
    assert try_phone_code(thief, code) == 403, "a code is right once"
    too_often = thief.post("/sign-in/phone", data={"csrf": form_token(thief)})
    assert "imeshatumwa" in too_often.text
    assert thief.post("/sign-in/code", data={"csrf": form_token(thief), "code": "000000"}).status_code == 403


def test_who_entered_an_earlier_code_never_reads_the_secret_that_is_set_up(
    without_app: FlaskClient, thief: FlaskClient, connection: Connection
) -> None:
    seen = verify_phone(thief)
    connection.execute("delete from accounts.one_time_codes")
    shown = verify_phone(without_app)
    secret, before = (re.findall(r'<code class="typed">([A-Z2-7 ]+)</code>', html)[0] for html in (shown, seen))
    assert secret != before
    assert not shows_secret(thief)
    app = pyotp.TOTP(secret.replace(" ", ""))
    for client, status in ((thief, 403), (without_app, 200)):
        form = {"csrf": form_token(client), "code": app.now()}
        assert client.post("/sign-in/code", data=form).status_code == status
    world.APPS[world.OPS_PHONE] = app


def test_all_browsers_together_have_five_guesses(without_app: FlaskClient, people: Flask) -> None:
    without_app.post("/sign-in/phone", data={"csrf": form_token(without_app)})
    code = sent_code()
    for step in range(1, 6):
        thief = people.test_client()
        enter_password(thief)
        assert try_phone_code(thief, wrong(code, step)) == 403
    assert try_phone_code(without_app, code) == 403


def test_a_new_password_ends_the_session_of_who_used_up_the_codes(
    without_app: FlaskClient, thief: FlaskClient, connection: Connection
) -> None:
    connection.execute("""
        insert into accounts.one_time_codes (user_id, purpose, code_hash, sent_at, expires_at)
        select s.user_id, 'second_factor', sha256('x'), now() - n * interval '2 minutes', now() + interval '1 minute'
          from (select user_id from accounts.sessions order by created_at desc limit 1) s, generate_series(1, 5) n""")
    used_up = without_app.post("/sign-in/phone", data={"csrf": form_token(without_app)})
    advice = "If you did not ask for it, somebody else knows your password: set a new one, sign in, and ask again."
    assert i18n.translate(advice, "sw") in words(used_up.text)
    assert 'href="/reset"' in used_up.text

    def set_password(password: str) -> None:
        without_app.post("/reset", data={"phone": world.OPS_PHONE})
        form = {"phone": world.OPS_PHONE, "code": sent_code("reset_password"), "password": password}
        assert without_app.post("/reset/password", data=form).status_code == 303

    set_password("jipya kabisa 2")
    assert thief.get("/sign-in/code").headers["Location"].startswith("/login")
    enter_password(without_app, password="jipya kabisa 2")
    assert "<svg" in verify_phone(without_app)
    connection.execute("delete from accounts.one_time_codes")
    set_password(world.PASSWORD)


def test_before_there_is_a_gateway_the_code_comes_from_the_terminal(
    without_app: FlaskClient, people: Flask, environment: dict[str, str]
) -> None:
    with terminal(people, environment) as run:
        assert run.invoke(args=["second-factor-code", "--phone", "0799999995"]).exit_code == 1
        printed = run.invoke(args=["second-factor-code", "--phone", world.OPS_PHONE])
    assert printed.exit_code == 0, printed.output
    shown = re.search(r"^([0-9]{6}) for \.\.103", printed.output, re.M)
    assert shown
    assert try_phone_code(without_app, shown[1]) == 303
    assert pass_second_factor(without_app, world.OPS_PHONE).status_code == 200
