"""A forgotten password: a code by SMS lets a new one be set, and no answer tells which phones are known."""

import functools
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from app import create_app
from sandbox.credential import Credential
from web.security import passwords
from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, enter_password, sent_code, set_environment, sign_in
from web.tests.stopwatch import take_as_long

NEW = "nenosiri jipya kabisa"


@pytest.fixture(autouse=True)
def _no_codes(people: Flask, connection: Connection) -> Iterator[None]:
    """Nobody has asked for a code, and everybody keeps the password they have."""
    connection.execute("delete from accounts.one_time_codes")
    connection.execute("delete from messaging.outbox where key like 'code/%' or key like 'sms_password_changed/%'")
    connection.execute("create temporary table kept as select * from accounts.users")
    yield
    connection.execute(
        "update accounts.users u set password_salt = k.password_salt, password_params = k.password_params,"
        " password_verifier = k.password_verifier, failed_tries = 0, locked_until = null"
        " from kept k where k.user_id = u.user_id"
    )
    connection.execute("drop table kept")


reset_code = functools.partial(sent_code, "reset_password")


def ask(client: FlaskClient, phone: str = world.OWNER_PHONE) -> tuple[int, str]:
    answer = client.post("/reset", data={"phone": phone})
    return answer.status_code, answer.text


def set_password(client: FlaskClient, code: str, password: str = NEW, phone: str = world.OWNER_PHONE) -> int:
    return client.post("/reset/password", data={"phone": phone, "code": code, "password": password}).status_code


def test_the_code_sets_a_new_password_once(people: Flask, client: FlaskClient) -> None:
    inside = sign_in(people.test_client(), world.OWNER_PHONE)
    status, page = ask(client)
    assert status == 200
    assert 'autocomplete="one-time-code"' in page
    code = reset_code()
    form = {"phone": world.OWNER_PHONE, "code": f"{code[:3]} {code[3:]}", "password": NEW}
    answer = client.post("/reset/password", data=form)
    assert answer.headers["Location"] == "/login?done=password"
    assert "Ingia nalo" in client.get("/login?done=password").text
    assert inside.get("/owner/").headers["Location"].startswith("/login")
    assert enter_password(client, world.OWNER_PHONE).status_code == 403
    sign_in(client, world.OWNER_PHONE, NEW)
    assert set_password(client, code, "and yet another one") == 403


def test_known_and_unknown_phones_read_the_same(client: FlaskClient) -> None:
    known, unknown = ask(client), ask(client, "0799999997")
    assert known[0] == unknown[0] == 200
    assert known[1].replace(world.OWNER_PHONE, "") == unknown[1].replace("0799999997", "")
    assert set_password(client, "000000", phone="0799999997") == 403


def test_a_new_password_is_hashed_as_the_setting_says(client: FlaskClient, connection: Connection) -> None:
    with changed_settings(connection, password_params="m=8192,t=3,p=1"):
        ask(client)
        assert set_password(client, reset_code()) == 303
    kept = connection.execute("select password_params from accounts.users where password_params <> 'm=19456,t=2,p=1'")
    assert kept.fetchall() == [("m=8192,t=3,p=1",)]
    sign_in(client, world.OWNER_PHONE, NEW)


def test_unknown_devices_use_only_their_own_codes(people: Flask, client: FlaskClient, connection: Connection) -> None:
    sign_in(client, world.OWNER_PHONE)
    unknown = people.test_client()
    ask(unknown)
    assert {set_password(unknown, f"{n:06d}") for n in range(8)} == {403}
    connection.execute("delete from messaging.outbox where key like 'code/%'")
    ask(unknown)
    assert connection.execute("select from messaging.outbox where key like 'code/%'").fetchall() == [], "too often"
    ask(client)
    code = reset_code()
    assert set_password(unknown, code) == 403, "asked for in another browser"
    assert set_password(client, code) == 303


def test_known_and_unknown_phones_take_as_long(client: FlaskClient, connection: Connection) -> None:
    """Whatever the database has to do for somebody we know."""
    known, unknown = world.OWNER_PHONE, "0799999996"
    guess = functools.partial(set_password, client, "000000", NEW)
    with changed_settings(connection, codes_a_minute="1000", codes_an_hour="1000"):
        assert take_as_long(lambda: ask(client, known), lambda: ask(client, unknown), most=1.04)
        assert take_as_long(lambda: guess(known), lambda: guess(unknown), most=1.04)


def test_what_is_missing_is_named_and_costs_no_guess(client: FlaskClient, connection: Connection) -> None:
    assert ask(client, "12345")[0] == 422
    ask(client)
    assert set_password(client, "000000", "short") == 422
    assert set_password(client, "000000", "x" * 201) == 422
    assert set_password(client, "000000", phone="nobody") == 422
    short = client.post("/reset/password", data={"phone": world.OWNER_PHONE, "code": "1", "password": "short"}).text
    assert re.findall(r'<input id="([a-z]+)"[^>]*aria-invalid', short) == ["password"]
    assert connection.execute("select sum(tries) from accounts.one_time_codes").fetchone() == (0,)


@pytest.mark.parametrize("typed", ["", "1", "abcdef", "١٢٣٤٥٦", "0" * 9_999, "12345\x00", "' or 1=1--", "123456\n"])
def test_hostile_codes_are_wrong_codes(client: FlaskClient, typed: str) -> None:
    ask(client)
    assert set_password(client, typed) == 403


def test_the_database_keeps_no_code(client: FlaskClient, connection: Connection) -> None:
    ask(client)
    code = reset_code()
    kept = connection.execute("select c::text from accounts.one_time_codes c").fetchall()
    queued = connection.execute("select payload::text from messaging.outbox where key like 'code/%'").fetchall()
    assert kept
    assert not [text for (text,) in kept + queued if re.search(rf"(?<![0-9a-f]){code}(?![0-9a-f])", text)]


def test_the_first_people_of_a_real_instance_have_no_default_password(environment: dict[str, str]) -> None:
    for word in ("demo", "Password2026!", "lipa-fare-2026", "aaaaaaaaaaaaaaaa", "nenosiri1234"):
        assert passwords.is_default(word)
    assert not passwords.is_default("twiga-ndovu-4628-kobe")
    real = environment | {
        "LIPA_MODE": "production", "LIPA_PUBLIC_URL": "https://fare.example.org", "LIPA_SHORTCODE": "400222",
        "LIPA_DARAJA_URL": "https://api.example.org", "LIPA_SMS_URL": "https://sms.example.org",
        **{f"LIPA_{name}": "k" * 32 for name in ("DARAJA_KEY", "DARAJA_SECRET", "PASSKEY", "SMS_KEY", "WEB_SECRET")},
        "LIPA_SMS_USERNAME": "lipa", "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": "k" * 12,
        "LIPA_DARAJA_CERT": Credential().certificate_pem, "LIPA_CALLBACK_TOKEN": "t" * 32,
        "LIPA_NEW_PASSWORD": "lipa-fare-2026",
    }  # fmt: skip
    with set_environment(real):
        made = create_app().test_cli_runner().invoke(args=["create-user", "--phone", "0700000109", "--role", "ops"])
    assert made.exit_code != 0
    assert "no default" in made.output
