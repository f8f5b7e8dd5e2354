"""The first app: set up with a code by SMS beside the password, and anew with a recovery code."""

import re

import psycopg
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import i18n
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, pass_second_factor, sent_code, terminal, verify_phone, word
from web.tests.pages.html_text import page, words


def test_the_first_time_the_app_is_set_up_and_recovery_codes_are_shown_once(
    people: Flask, small_world: world.World, connection: psycopg.Connection
) -> None:
    connection.execute("delete from accounts.second_factors")
    connection.execute("delete from accounts.one_time_codes")
    client = people.test_client()
    client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    html = verify_phone(client, client.get("/sign-in/code").get_data(as_text=True))
    assert "<svg" in html
    assert client.get("/sign-in/code").get_data(as_text=True).count("<path") >= 1
    answer = pass_second_factor(client, world.OPS_PHONE)
    codes = re.findall(r"<code>([A-Z2-7-]{19})</code>", answer.get_data(as_text=True))
    assert len(set(codes)) == 10
    page(client, "/ops/")
    # The phone is lost: one of them lets a new app be set up, once, and the others end with the old app.
    other = people.test_client()
    other.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    wrong = other.post("/sign-in/recovery", data={"csrf": word(other), "recovery": "AAAA-BBBB-CCCC-DDDD"})
    assert wrong.status_code == 403
    fields = {name: field for field, name in re.findall(r'(<input id="(code|recovery)".*?>)', wrong.text)}
    assert "aria-describedby=recovery-error" in fields["recovery"]
    assert "aria-invalid" not in fields["code"], "only what was wrong is said to be wrong"
    assert "<details open>" in wrong.text
    typed = codes[3].lower().replace("-", " ")
    again = other.post("/sign-in/recovery", data={"csrf": word(other), "recovery": typed})
    assert "<svg" in again.get_data(as_text=True)
    assert pass_second_factor(other, world.OPS_PHONE).status_code == 200
    page(other, "/ops/")
    stale = other.post("/sign-in/recovery", data={"csrf": word(other), "recovery": codes[4]})
    assert stale.status_code == 403


@pytest.fixture
def new_here(half: FlaskClient, connection: psycopg.Connection) -> FlaskClient:
    """The staff, who has no app yet, by password only."""
    connection.execute("delete from accounts.second_factors")
    connection.execute("delete from accounts.one_time_codes")
    return half


def test_the_password_alone_sets_up_no_app(
    new_here: FlaskClient, people: Flask, connection: psycopg.Connection
) -> None:
    html = new_here.get("/sign-in/code").get_data(as_text=True)
    assert "<svg" not in html
    assert 'class="typed"' not in html
    assert "..103" in html
    said = new_here.post("/sign-in/phone", data={"csrf": csrf(html)}).get_data(as_text=True)
    assert "SMS yenye tarakimu 6 iko njiani kwa simu ..103" in said
    code = sent_code()
    wrong = new_here.post("/sign-in/phone/code", data={"csrf": csrf(html), "code": f"{(int(code) + 1) % 10**6:06d}"})
    assert wrong.status_code == 403
    assert "<svg" not in new_here.get("/sign-in/code").get_data(as_text=True)
    # Whoever else has the password sees no secret, even while it is shown to the right one.
    right = new_here.post("/sign-in/phone/code", data={"csrf": csrf(html), "code": code, "next": "/ops/"})
    assert right.headers["Location"] == "/sign-in/code?next=%2Fops%2F"
    assert "<svg" in new_here.get("/sign-in/code").get_data(as_text=True)
    thief = people.test_client()
    thief.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    assert "<svg" not in thief.get("/sign-in/code").get_data(as_text=True)
    again = thief.post("/sign-in/phone/code", data={"csrf": word(thief), "code": code})
    assert again.status_code == 403, "a code is right once"
    too_often = thief.post("/sign-in/phone", data={"csrf": word(thief)})
    assert "imeshatumwa" in too_often.get_data(as_text=True)
    assert thief.post("/sign-in/code", data={"csrf": word(thief), "code": "000000"}).status_code == 403


def test_whoever_got_one_code_and_waits_never_reads_the_secret_that_is_set_up(
    new_here: FlaskClient, people: Flask, connection: psycopg.Connection
) -> None:
    thief = people.test_client()
    thief.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    seen = verify_phone(thief, thief.get("/sign-in/code").get_data(as_text=True))
    assert "<svg" in seen
    connection.execute("delete from accounts.one_time_codes")
    shown = verify_phone(new_here, new_here.get("/sign-in/code").get_data(as_text=True))
    secret, before = (re.findall(r'<code class="typed">([A-Z2-7 ]+)</code>', html)[0] for html in (shown, seen))
    assert secret != before
    assert "<svg" not in thief.get("/sign-in/code").get_data(as_text=True)
    app = pyotp.TOTP(secret.replace(" ", ""))
    assert thief.post("/sign-in/code", data={"csrf": word(thief), "code": app.now()}).status_code == 403
    assert new_here.post("/sign-in/code", data={"csrf": word(new_here), "code": app.now()}).status_code == 200
    world.APPS[world.OPS_PHONE] = app


def test_five_guesses_from_any_browser_are_all(new_here: FlaskClient, people: Flask) -> None:
    html = new_here.get("/sign-in/code").get_data(as_text=True)
    new_here.post("/sign-in/phone", data={"csrf": csrf(html)})
    code = sent_code()
    for step in range(1, 6):
        thief = people.test_client()
        thief.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
        guess = {"csrf": word(thief), "code": f"{(int(code) + step) % 10**6:06d}"}
        assert thief.post("/sign-in/phone/code", data=guess).status_code == 403
    assert new_here.post("/sign-in/phone/code", data={"csrf": csrf(html), "code": code}).status_code == 403


def test_whoever_used_up_the_codes_is_out_with_a_new_password(
    new_here: FlaskClient, people: Flask, connection: psycopg.Connection
) -> None:
    thief = people.test_client()
    thief.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    connection.execute(
        "insert into accounts.one_time_codes (user_id, purpose, code_hash, sent_at, expires_at)"
        " select s.user_id, 'second_factor', sha256('x'), now() - n * interval '2 minutes', now() + interval '1 minute'"
        " from (select user_id from accounts.sessions order by created_at desc limit 1) s, generate_series(1, 5) n"
    )
    used_up = new_here.post("/sign-in/phone", data={"csrf": word(new_here)})
    assert i18n.translate(
        "If you did not ask for it, somebody else knows your password: set a new one, sign in, and ask again.", "sw"
    ) in words(used_up.text)
    assert 'href="/reset"' in used_up.text
    new_here.post("/reset", data={"phone": world.OPS_PHONE})
    form = {"phone": world.OPS_PHONE, "code": sent_code("reset_password"), "password": "jipya kabisa 2"}
    assert new_here.post("/reset/password", data=form).status_code == 303
    assert thief.get("/sign-in/code").headers["Location"].startswith("/login")
    new_here.post("/login", data={"phone": world.OPS_PHONE, "password": "jipya kabisa 2"})
    assert "<svg" in verify_phone(new_here, page(new_here, "/sign-in/code"))
    connection.execute("delete from accounts.one_time_codes")
    new_here.post("/reset", data={"phone": world.OPS_PHONE})
    form = {"phone": world.OPS_PHONE, "code": sent_code("reset_password"), "password": world.PASSWORD}
    assert new_here.post("/reset/password", data=form).status_code == 303


def test_before_there_is_a_gateway_the_code_comes_from_the_terminal(
    new_here: FlaskClient, people: Flask, environment: dict[str, str], connection: psycopg.Connection
) -> None:
    with terminal(people, environment) as run:
        assert run.invoke(args=["second-factor-code", "--phone", "0799999995"]).exit_code == 1
        printed = run.invoke(args=["second-factor-code", "--phone", world.OPS_PHONE])
    assert printed.exit_code == 0, printed.output
    said = re.search(r"^([0-9]{6}) for \.\.103", printed.output, re.M)
    assert said
    html = new_here.get("/sign-in/code").get_data(as_text=True)
    assert new_here.post("/sign-in/phone/code", data={"csrf": csrf(html), "code": said[1]}).status_code == 303
    assert pass_second_factor(new_here, world.OPS_PHONE).status_code == 200
