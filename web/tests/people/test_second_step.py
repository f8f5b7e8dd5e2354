"""The second step: asked of whom it is due, right once, and again before a dangerous act."""

import re
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from db.tests.database import Database
from web import db, doors, texts
from web.tests.people import world
from web.tests.people.conftest import csrf, prove_phone, sent_code, sign_in, take_second_step
from web.tests.people.reading import page, words


@pytest.fixture
def half(operator: FlaskClient, people: Flask, book: psycopg.Connection) -> FlaskClient:
    """The operator, whose app is set up, by password only."""
    book.execute("update security.second_steps set last_step = 0, failed_tries = 0, locked_until = null")
    client = people.test_client()
    client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    return client


@pytest.fixture
def book(database: Database) -> "psycopg.Connection":
    """The tables, for putting things as a test needs them."""
    return psycopg.connect(database.owner_url, autocommit=True)


def word(client: FlaskClient) -> str:
    return csrf(client.get("/sign-in/code").get_data(as_text=True))


def now() -> str:
    return world.APPS[world.OPS_PHONE].now()


def test_the_first_time_the_app_is_set_up_and_recovery_codes_are_shown_once(
    people: Flask, small_world: world.World, book: psycopg.Connection
) -> None:
    book.execute("delete from security.second_steps")
    book.execute("delete from security.one_time_codes")
    client = people.test_client()
    client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    html = prove_phone(client, client.get("/sign-in/code").get_data(as_text=True))
    assert "<svg" in html
    assert client.get("/sign-in/code").get_data(as_text=True).count("<path") >= 1
    answer = take_second_step(client, world.OPS_PHONE)
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
    assert take_second_step(other, world.OPS_PHONE).status_code == 200
    page(other, "/ops/")
    stale = other.post("/sign-in/recovery", data={"csrf": word(other), "recovery": codes[4]})
    assert stale.status_code == 403


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
    half: FlaskClient, book: psycopg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    (kept,) = book.execute(
        "with was as (select user_id, secret_sealed from security.second_steps)"
        " update security.second_steps s set secret_sealed = set_byte(s.secret_sealed, 3, 122) from was w"
        " where w.user_id = s.user_id and s.user_id = (select user_id from security.users where phone_last3 = '103')"
        " returning w.secret_sealed"
    ).fetchone() or (b"",)
    try:
        answer = half.post("/sign-in/code", data={"csrf": word(half), "code": "123456"})
    finally:
        book.execute(
            "update security.second_steps set secret_sealed = %s"
            " where user_id = (select user_id from security.users where phone_last3 = '103')",
            (kept,),
        )
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "sealed by a key we lack" in caplog.text
    assert half.post("/sign-in/code", data={"csrf": word(half), "code": now()}).status_code == 303


def test_a_code_works_once_raced(half: FlaskClient, people: Flask, book: psycopg.Connection) -> None:
    cookie = half.get_cookie(doors.SESSION_COOKIE)
    assert cookie is not None
    crowd = []
    for _ in range(16):  # sixteen browsers, each with a session of its own and the same code
        client = people.test_client()
        client.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
        crowd.append((client, word(client)))
    code = now()
    book.execute("update security.settings set value = '1000' where setting = 'sign_in_tries'")
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(
            lambda one: one[0].post("/sign-in/code", data={"csrf": one[1], "code": code}).status_code, crowd
        ))  # fmt: skip
    book.execute("update security.settings set value = '5' where setting = 'sign_in_tries'")
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
    before = half.get_cookie(doors.SESSION_COOKIE)
    assert half.post("/sign-in/code", data={"csrf": word(half), "code": now()}).status_code == 303
    after = half.get_cookie(doors.SESSION_COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    thief = people.test_client()
    thief.set_cookie(doors.SESSION_COOKIE, before.value)
    assert thief.get("/ops/").headers["Location"].startswith("/login")


def test_a_dangerous_act_needs_a_fresh_code_and_leads_back_to_its_page(
    half: FlaskClient, book: psycopg.Connection
) -> None:
    half.post("/sign-in/code", data={"csrf": word(half), "code": now()})
    dead = book.execute(
        "insert into messaging.outbox (topic, key, payload, state, attempts) values ('sms', 'TKZ', '{}', 'dead', 8)"
        " returning outbox_id"
    ).fetchone()
    assert dead is not None
    book.execute("update security.sessions set proved_at = now() - interval '6 minutes' where proved_at is not null")
    act = {"path": f"/ops/outbox/{dead[0]}/retry", "headers": {"Referer": "http://localhost/ops/?x=1"}}
    answer = half.post(data={"csrf": csrf(page(half, "/ops/"))}, **act)
    assert answer.headers["Location"] == "/sign-in/code?next=%2Fops%2F%3Fx%3D1"
    assert take_second_step(half, world.OPS_PHONE).status_code == 303
    answer = half.post(data={"csrf": csrf(page(half, "/ops/"))}, **act)
    assert answer.headers["Location"] == "/ops/?done=retried"
    book.execute("delete from messaging.outbox where key = 'TKZ'")


def test_the_app_moves_to_a_new_phone(half: FlaskClient) -> None:
    half.post("/sign-in/code", data={"csrf": word(half), "code": now()})
    html = page(half, "/sessions")
    old = now()
    answer = half.post("/sign-in/replace", data={"csrf": csrf(html), "next": "/sessions"})
    assert "<svg" in answer.get_data(as_text=True)
    assert half.get("/ops/").headers["Location"].startswith("/sign-in/code")
    assert half.post("/sign-in/code", data={"csrf": word(half), "code": old}).status_code == 403
    assert take_second_step(half, world.OPS_PHONE).status_code == 200
    page(half, "/ops/")


def test_who_lost_phone_and_paper_is_helped_from_the_terminal(
    half: FlaskClient, people: Flask, environment: dict[str, str], book: psycopg.Connection
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        run = create_app().test_cli_runner()
        assert run.invoke(args=["forget-second-step", "--phone", "0799999995"]).exit_code == 1
        early = run.invoke(args=["second-step-code", "--phone", world.OPS_PHONE])
        helped = run.invoke(args=["forget-second-step", "--phone", world.OPS_PHONE])
    db.configure(people.extensions["lipa"])
    assert (early.exit_code, "forget-second-step comes first" in early.output) == (1, True)
    assert helped.exit_code == 0, helped.output
    assert half.get("/sign-in/code").headers["Location"].startswith("/login")
    half.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    assert "<svg" not in half.get("/sign-in/code").get_data(as_text=True)
    assert take_second_step(half, world.OPS_PHONE).status_code == 200


@pytest.fixture
def new_here(half: FlaskClient, book: psycopg.Connection) -> FlaskClient:
    """The operator, who has no app yet, by password only."""
    book.execute("delete from security.second_steps")
    book.execute("delete from security.one_time_codes")
    return half


def test_the_password_alone_sets_up_no_app(new_here: FlaskClient, people: Flask, book: psycopg.Connection) -> None:
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
    new_here: FlaskClient, people: Flask, book: psycopg.Connection
) -> None:
    thief = people.test_client()
    thief.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    seen = prove_phone(thief, thief.get("/sign-in/code").get_data(as_text=True))
    assert "<svg" in seen
    book.execute("delete from security.one_time_codes")
    shown = prove_phone(new_here, new_here.get("/sign-in/code").get_data(as_text=True))
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
    new_here: FlaskClient, people: Flask, book: psycopg.Connection
) -> None:
    thief = people.test_client()
    thief.post("/login", data={"phone": world.OPS_PHONE, "password": world.PASSWORD})
    book.execute(
        "insert into security.one_time_codes (user_id, purpose, code_hash, sent_at, expires_at)"
        " select s.user_id, 'second_step', sha256('x'), now() - n * interval '2 minutes', now() + interval '1 minute'"
        " from (select user_id from security.sessions order by created_at desc limit 1) s, generate_series(1, 5) n"
    )
    used_up = new_here.post("/sign-in/phone", data={"csrf": word(new_here)})
    assert texts.say("phone_code_not_you", "sw") in words(used_up.text)
    assert 'href="/reset"' in used_up.text
    new_here.post("/reset", data={"phone": world.OPS_PHONE})
    form = {"phone": world.OPS_PHONE, "code": sent_code("reset_password"), "password": "jipya kabisa 2"}
    assert new_here.post("/reset/password", data=form).status_code == 303
    assert thief.get("/sign-in/code").headers["Location"].startswith("/login")
    new_here.post("/login", data={"phone": world.OPS_PHONE, "password": "jipya kabisa 2"})
    assert "<svg" in prove_phone(new_here, page(new_here, "/sign-in/code"))
    book.execute("delete from security.one_time_codes")
    new_here.post("/reset", data={"phone": world.OPS_PHONE})
    form = {"phone": world.OPS_PHONE, "code": sent_code("reset_password"), "password": world.PASSWORD}
    assert new_here.post("/reset/password", data=form).status_code == 303


def test_before_there_is_a_gateway_the_code_comes_from_the_terminal(
    new_here: FlaskClient, people: Flask, environment: dict[str, str], book: psycopg.Connection
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        run = create_app().test_cli_runner()
        assert run.invoke(args=["second-step-code", "--phone", "0799999995"]).exit_code == 1
        printed = run.invoke(args=["second-step-code", "--phone", world.OPS_PHONE])
    db.configure(people.extensions["lipa"])
    assert printed.exit_code == 0, printed.output
    said = re.search(r"^([0-9]{6}) for \.\.103", printed.output, re.M)
    assert said
    html = new_here.get("/sign-in/code").get_data(as_text=True)
    assert new_here.post("/sign-in/phone/code", data={"csrf": csrf(html), "code": said[1]}).status_code == 303
    assert take_second_step(new_here, world.OPS_PHONE).status_code == 200


def test_an_owner_without_an_app_is_not_asked(owner: FlaskClient) -> None:
    assert owner.get("/").headers["Location"] == "/owner/"


def test_the_database_holds_no_secret_in_clear(half: FlaskClient, book: psycopg.Connection) -> None:
    kept = book.execute("select secret_sealed from security.second_steps").fetchall()
    secret = world.APPS[world.OPS_PHONE].byte_secret()
    assert kept
    assert all(secret not in bytes(sealed) for (sealed,) in kept)


def test_signing_in_again_asks_again(people: Flask, operator: FlaskClient) -> None:
    sign_in(operator, world.OPS_PHONE)
    page(operator, "/ops/")
