"""The second factor: needed by those who have one, a code works once, and a dangerous action needs a fresh one."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web import cookies
from web.tests.pages import world
from web.tests.pages.fixtures import (
    changed_settings,
    csrf_of,
    enter_password,
    form_token,
    pass_second_factor,
    sign_in,
    terminal,
)
from web.tests.pages.html_text import page


def now() -> str:
    return world.APPS[world.OPS_PHONE].now()


def enter_code(client: FlaskClient, code: str, **form: str) -> TestResponse:
    return client.post("/sign-in/code", data={"csrf": form_token(client), "code": code, **form})


def test_the_password_alone_opens_nothing(password_only: FlaskClient) -> None:
    for path in ("/", "/ops/", "/ops/suspense/TKX"):
        assert password_only.get(path).headers["Location"].startswith("/sign-in/code")
    answer = password_only.post("/ops/outbox/1/retry", data={"csrf": form_token(password_only)})
    assert answer.headers["Location"] == "/sign-in/code"


def test_the_language_can_be_chosen_before_the_code(password_only: FlaskClient) -> None:
    answer = password_only.post("/language", data={"lang": "en", "next": "/sign-in/code"})
    assert answer.headers["Location"] == "/sign-in/code"
    assert '<html lang="en">' in password_only.get("/sign-in/code").text


def test_the_form_leads_to_the_page_that_was_asked_for(password_only: FlaskClient) -> None:
    where = password_only.get("/ops/suspense/TKX?account=KZZ").headers["Location"]
    back = re.findall(r'name="next" value="(.*?)"', password_only.get(where).text)[1]
    assert enter_code(password_only, now(), next=back).headers["Location"] == "/ops/suspense/TKX?account=KZZ"


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b"])
def test_the_form_leads_to_no_other_site(password_only: FlaskClient, back: str) -> None:
    assert enter_code(password_only, now(), next=back).headers["Location"] == "/"


@pytest.mark.parametrize("page", [
    "http://[", "//[", "http://[::1/ops/", "http://localhost:x/", "\t", "https://evil.example/"
])  # fmt: skip
def test_a_referer_may_be_any_text(password_only: FlaskClient, page: str) -> None:
    form = {"csrf": form_token(password_only)}
    answer = password_only.post("/ops/outbox/1/retry", data=form, headers={"Referer": page})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/code")


def test_without_the_key_of_its_secret_an_app_is_unavailable(
    password_only: FlaskClient, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    of = "where user_id = (select user_id from accounts.users where phone_last3 = '103')"
    kept = world.value(connection, f"select secret_sealed from accounts.second_factors {of}")  # noqa: S608
    update = f"update accounts.second_factors set secret_sealed = %s {of}"  # noqa: S608
    connection.execute(update.encode(), (kept[:3] + b"z" + kept[4:],))
    try:
        answer = enter_code(password_only, "123456")
    finally:
        connection.execute(update.encode(), (kept,))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "sealed by a key we do not have" in caplog.text
    assert enter_code(password_only, now()).status_code == 303


def test_a_code_works_once_in_a_race(password_only: FlaskClient, people: Flask, connection: Connection) -> None:
    crowd = []
    for _ in range(16):  # sixteen browsers, each with a session of its own and the same code
        client = people.test_client()
        enter_password(client)
        crowd.append((client, form_token(client)))
    code = now()
    with changed_settings(connection, sign_in_tries="1000"), ThreadPoolExecutor(16) as pool:
        posts = [pool.submit(client.post, "/sign-in/code", data={"csrf": csrf, "code": code}) for client, csrf in crowd]
    assert sorted(post.result().status_code for post in posts) == [303] + [403] * 15


def test_five_wrong_codes_in_any_sessions_pause_the_person(people: Flask, password_only: FlaskClient) -> None:
    for _ in range(5):
        client = people.test_client()
        enter_password(client)
        assert enter_code(client, "000000").status_code == 403
    answer = enter_code(password_only, now())
    assert answer.status_code == 403
    assert "dakika 15" in answer.text


def test_what_is_no_code_is_a_wrong_code(password_only: FlaskClient) -> None:
    for typed in ("12345\0", "١٢٣٤٥٦", "x" * 10_000):
        assert enter_code(password_only, typed).status_code == 403


def test_the_second_factor_renews_the_session(password_only: FlaskClient, people: Flask) -> None:
    before = password_only.get_cookie(cookies.SESSION_COOKIE)
    assert enter_code(password_only, now()).status_code == 303
    after = password_only.get_cookie(cookies.SESSION_COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    thief = people.test_client()
    thief.set_cookie(cookies.SESSION_COOKIE, before.value)
    assert thief.get("/ops/").headers["Location"].startswith("/login")


def test_a_dangerous_action_needs_a_fresh_code(password_only: FlaskClient, connection: Connection) -> None:
    enter_code(password_only, now())
    insert = "insert into messaging.outbox (topic, key, payload, state) values ('sms', 'TKZ', '{}', 'dead')"
    dead_letter = world.value(connection, insert + " returning outbox_id")
    connection.execute("update accounts.sessions set proved_at = proved_at - interval '6 minutes'")
    action = {"path": f"/ops/outbox/{dead_letter}/retry", "headers": {"Referer": "http://localhost/ops/?x=1"}}
    answer = password_only.post(data={"csrf": csrf_of(password_only)}, **action)
    assert answer.headers["Location"] == "/sign-in/code?next=%2Fops%2F%3Fx%3D1"
    assert pass_second_factor(password_only, world.OPS_PHONE).status_code == 303
    answer = password_only.post(data={"csrf": csrf_of(password_only)}, **action)
    assert answer.headers["Location"] == "/ops/?done=retried"
    connection.execute("delete from messaging.outbox where key = 'TKZ'")


def test_the_app_moves_to_a_new_phone(password_only: FlaskClient) -> None:
    enter_code(password_only, now())
    old = now()
    form = {"csrf": csrf_of(password_only), "next": "/sessions"}
    assert "<svg" in password_only.post("/sign-in/replace", data=form).text
    assert password_only.get("/ops/").headers["Location"].startswith("/sign-in/code")
    assert enter_code(password_only, old).status_code == 403
    assert pass_second_factor(password_only, world.OPS_PHONE).status_code == 200
    page(password_only, "/ops/")


def test_the_terminal_forgets_the_app_of_who_lost_phone_and_recovery_codes(
    password_only: FlaskClient, people: Flask, environment: dict[str, str], connection: Connection
) -> None:
    with terminal(people, environment) as run:
        assert run.invoke(args=["forget-second-factor", "--phone", "0799999995"]).exit_code == 1
        early = run.invoke(args=["second-factor-code", "--phone", world.OPS_PHONE])
        helped = run.invoke(args=["forget-second-factor", "--phone", world.OPS_PHONE])
    assert (early.exit_code, "forget-second-factor comes first" in early.output) == (1, True)
    assert helped.exit_code == 0, helped.output
    assert password_only.get("/sign-in/code").headers["Location"].startswith("/login")
    enter_password(password_only)
    assert "<svg" not in password_only.get("/sign-in/code").text
    assert pass_second_factor(password_only, world.OPS_PHONE).status_code == 200


def test_an_owner_without_an_app_is_not_asked(owner: FlaskClient) -> None:
    assert owner.get("/").headers["Location"] == "/owner/"


def test_the_database_holds_no_secret_in_clear(password_only: FlaskClient, connection: Connection) -> None:
    kept = connection.execute("select secret_sealed from accounts.second_factors").fetchall()
    secret = world.APPS[world.OPS_PHONE].byte_secret()
    assert kept
    assert all(secret not in bytes(sealed) for (sealed,) in kept)


def test_signing_in_again_asks_again(staff: FlaskClient) -> None:
    sign_in(staff, world.OPS_PHONE)
    page(staff, "/ops/")
