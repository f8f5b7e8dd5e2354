"""The second step: asked of whom it is due, right once, and again before a dangerous act."""

import re
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import cookies
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, pass_second_factor, sign_in, terminal, word
from web.tests.pages.html_text import page


def now() -> str:
    return world.APPS[world.OPS_PHONE].now()


def test_the_password_alone_opens_nothing(half: FlaskClient) -> None:
    for path in ("/", "/ops/", "/ops/suspense/TKX"):
        assert half.get(path).headers["Location"].startswith("/sign-in/code")
    assert half.post("/ops/outbox/1/retry", data={"csrf": word(half)}).headers["Location"] == "/sign-in/code"


def test_the_other_language_can_be_chosen_before_it(half: FlaskClient) -> None:
    answer = half.post("/language", data={"lang": "en", "next": "/sign-in/code"})
    assert answer.headers["Location"] == "/sign-in/code"
    assert '<html lang="en">' in half.get("/sign-in/code").get_data(as_text=True)


def test_one_comes_back_to_where_one_was_going(half: FlaskClient) -> None:
    where = half.get("/ops/suspense/TKX?account=KZZ").headers["Location"]
    html = half.get(where).get_data(as_text=True)
    back = re.findall(r'name="next" value="(.*?)"', html)[1]
    answer = half.post("/sign-in/code", data={"csrf": csrf(html), "code": now(), "next": back})
    assert answer.headers["Location"] == "/ops/suspense/TKX?account=KZZ"


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b"])
def test_nobody_is_sent_elsewhere(half: FlaskClient, back: str) -> None:
    answer = half.post("/sign-in/code", data={"csrf": word(half), "code": now(), "next": back})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("page", ["http://[", "//[", "http://[::1/ops/", "http://localhost:x/", "\t"])
def test_where_a_form_came_from_may_be_any_text(half: FlaskClient, page: str) -> None:
    answer = half.post("/ops/outbox/1/retry", data={"csrf": word(half)}, headers={"Referer": page})
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/sign-in/code")


def test_an_app_whose_key_was_taken_away_too_early_is_away_until_it_is_back(
    half: FlaskClient, connection: psycopg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    (kept,) = connection.execute(
        "with was as (select user_id, secret_sealed from accounts.second_factors)"
        " update accounts.second_factors s set secret_sealed = set_byte(s.secret_sealed, 3, 122) from was w"
        " where w.user_id = s.user_id and s.user_id = (select user_id from accounts.users where phone_last3 = '103')"
        " returning w.secret_sealed"
    ).fetchone() or (b"",)
    try:
        answer = half.post("/sign-in/code", data={"csrf": word(half), "code": "123456"})
    finally:
        connection.execute(
            "update accounts.second_factors set secret_sealed = %s"
            " where user_id = (select user_id from accounts.users where phone_last3 = '103')",
            (kept,),
        )
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "sealed by a key we lack" in caplog.text
    assert half.post("/sign-in/code", data={"csrf": word(half), "code": now()}).status_code == 303


def test_a_code_works_once_raced(half: FlaskClient, people: Flask, connection: psycopg.Connection) -> None:
    cookie = half.get_cookie(cookies.SESSION_COOKIE)
    assert cookie is not None
    crowd = []
    for _ in range(16):  # sixteen browsers, each with a session of its own and the same code
        client = people.test_client()
        client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
        crowd.append((client, word(client)))
    code = now()
    connection.execute("update config.settings set value = '1000' where setting = 'sign_in_tries'")
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(
            lambda one: one[0].post("/sign-in/code", data={"csrf": one[1], "code": code}).status_code, crowd
        ))  # fmt: skip
    connection.execute("update config.settings set value = '5' where setting = 'sign_in_tries'")
    assert sorted(answers) == [303] + [403] * 15


def test_five_wrong_codes_over_any_sessions_and_there_is_a_pause(people: Flask, half: FlaskClient) -> None:
    for _ in range(5):
        client = people.test_client()
        client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
        assert client.post("/sign-in/code", data={"csrf": word(client), "code": "000000"}).status_code == 403
    answer = half.post("/sign-in/code", data={"csrf": word(half), "code": now()})
    assert answer.status_code == 403
    assert "dakika 15" in answer.get_data(as_text=True)


def test_what_is_no_code_is_a_wrong_one(half: FlaskClient) -> None:
    for typed in ("12345\0", "١٢٣٤٥٦", "x" * 10_000):
        assert half.post("/sign-in/code", data={"csrf": word(half), "code": typed}).status_code == 403


def test_the_session_is_another_one_after_the_second_step(half: FlaskClient, people: Flask) -> None:
    before = half.get_cookie(cookies.SESSION_COOKIE)
    assert half.post("/sign-in/code", data={"csrf": word(half), "code": now()}).status_code == 303
    after = half.get_cookie(cookies.SESSION_COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    thief = people.test_client()
    thief.set_cookie(cookies.SESSION_COOKIE, before.value)
    assert thief.get("/ops/").headers["Location"].startswith("/login")


def test_a_dangerous_act_needs_a_fresh_code_and_leads_back_to_its_page(
    half: FlaskClient, connection: psycopg.Connection
) -> None:
    half.post("/sign-in/code", data={"csrf": word(half), "code": now()})
    dead = connection.execute(
        "insert into messaging.outbox (topic, key, payload, state, attempts) values ('sms', 'TKZ', '{}', 'dead', 8)"
        " returning outbox_id"
    ).fetchone()
    assert dead is not None
    connection.execute(
        "update accounts.sessions set proved_at = now() - interval '6 minutes' where proved_at is not null"
    )
    act = {"path": f"/ops/outbox/{dead[0]}/retry", "headers": {"Referer": "http://localhost/ops/?x=1"}}
    answer = half.post(data={"csrf": csrf(page(half, "/ops/"))}, **act)
    assert answer.headers["Location"] == "/sign-in/code?next=%2Fops%2F%3Fx%3D1"
    assert pass_second_factor(half, world.OPS_PHONE).status_code == 303
    answer = half.post(data={"csrf": csrf(page(half, "/ops/"))}, **act)
    assert answer.headers["Location"] == "/ops/?done=retried"
    connection.execute("delete from messaging.outbox where key = 'TKZ'")


def test_the_app_moves_to_a_new_phone(half: FlaskClient) -> None:
    half.post("/sign-in/code", data={"csrf": word(half), "code": now()})
    html = page(half, "/sessions")
    old = now()
    answer = half.post("/sign-in/replace", data={"csrf": csrf(html), "next": "/sessions"})
    assert "<svg" in answer.get_data(as_text=True)
    assert half.get("/ops/").headers["Location"].startswith("/sign-in/code")
    assert half.post("/sign-in/code", data={"csrf": word(half), "code": old}).status_code == 403
    assert pass_second_factor(half, world.OPS_PHONE).status_code == 200
    page(half, "/ops/")


def test_who_lost_phone_and_paper_is_helped_from_the_terminal(
    half: FlaskClient, people: Flask, environment: dict[str, str], connection: psycopg.Connection
) -> None:
    with terminal(people, environment) as run:
        assert run.invoke(args=["forget-second-factor", "--phone", "0799999995"]).exit_code == 1
        early = run.invoke(args=["second-factor-code", "--phone", world.OPS_PHONE])
        helped = run.invoke(args=["forget-second-factor", "--phone", world.OPS_PHONE])
    assert (early.exit_code, "forget-second-factor comes first" in early.output) == (1, True)
    assert helped.exit_code == 0, helped.output
    assert half.get("/sign-in/code").headers["Location"].startswith("/login")
    half.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    assert "<svg" not in half.get("/sign-in/code").get_data(as_text=True)
    assert pass_second_factor(half, world.OPS_PHONE).status_code == 200


def test_an_owner_without_an_app_is_not_asked(owner: FlaskClient) -> None:
    assert owner.get("/").headers["Location"] == "/owner/"


def test_the_database_holds_no_secret_in_clear(half: FlaskClient, connection: psycopg.Connection) -> None:
    kept = connection.execute("select secret_sealed from accounts.second_factors").fetchall()
    secret = world.APPS[world.OPS_PHONE].byte_secret()
    assert kept
    assert all(secret not in bytes(sealed) for (sealed,) in kept)


def test_signing_in_again_asks_again(people: Flask, staff: FlaskClient) -> None:
    sign_in(staff, world.OPS_PHONE)
    page(staff, "/ops/")
