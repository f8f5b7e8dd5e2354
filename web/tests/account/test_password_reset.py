"""A forgotten password: a code by SMS opens the way to a new one, and tells nobody who is known."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from db.tests.database import Database
from sandbox.credential import Credential
from web.security import one_time_codes, passwords
from web.tests.pages import world
from web.tests.pages.fixtures import sign_in
from web.tests.stopwatch import take_as_long

NEW = "nenosiri jipya kabisa"


@pytest.fixture
def connection(database: Database) -> Iterator["psycopg.Connection"]:
    """The tables; nobody has asked for a code, and everybody has the password they had."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("delete from accounts.one_time_codes")
        owner.execute("delete from messaging.outbox where key like 'code/%' or key like 'sms_password_changed/%'")
        owner.execute("create temporary table kept as select * from accounts.users")
        yield owner
        owner.execute(
            "update accounts.users u set password_salt = k.password_salt, password_params = k.password_params,"
            " password_verifier = k.password_verifier, failed_tries = 0, locked_until = null"
            " from kept k where k.user_id = u.user_id"
        )


@pytest.fixture
def client(people: Flask, small_world: world.World) -> FlaskClient:
    """Somebody who is not signed in."""
    return people.test_client()


def sent(connection: "psycopg.Connection") -> str:
    """The SMS as it reaches the phone."""
    row = connection.execute(
        "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox where key like 'code/%'"
    ).fetchone()
    assert row is not None
    return one_time_codes.fill_in(*row)


def digits(text: str) -> str:
    found = re.search(r"\b[0-9]{6}\b", text)
    assert found
    return found[0]


def ask(client: FlaskClient, phone: str = world.OWNER_PHONE) -> tuple[int, str]:
    answer = client.post("/reset", data={"phone": phone})
    return answer.status_code, answer.get_data(as_text=True)


def set_password(client: FlaskClient, code: str, password: str = NEW, phone: str = world.OWNER_PHONE) -> int:
    return client.post("/reset/password", data={"phone": phone, "code": code, "password": password}).status_code


def test_the_code_from_the_phone_sets_a_new_password_once(
    people: Flask, client: FlaskClient, connection: "psycopg.Connection"
) -> None:
    inside = sign_in(people.test_client(), world.OWNER_PHONE)
    status, page = ask(client)
    assert status == 200
    assert 'autocomplete="one-time-code"' in page
    code = digits(sent(connection))
    answer = client.post(
        "/reset/password", data={"phone": world.OWNER_PHONE, "code": f"{code[:3]} {code[3:]}", "password": NEW}
    )
    assert answer.headers["Location"] == "/login?done=password"
    assert "Ingia nalo" in client.get("/login?done=password").get_data(as_text=True)
    assert inside.get("/owner/").headers["Location"].startswith("/login")
    assert client.post("/login", data={"phone": world.OWNER_PHONE, "password": world.PASSWORD}).status_code == 403
    sign_in(client, world.OWNER_PHONE, NEW)
    assert set_password(client, code, "and yet another one") == 403


def test_known_and_unknown_phones_read_the_same(client: FlaskClient, connection: "psycopg.Connection") -> None:
    known, unknown = ask(client), ask(client, "0799999997")
    assert known[0] == unknown[0] == 200
    assert known[1].replace(world.OWNER_PHONE, "") == unknown[1].replace("0799999997", "")
    assert set_password(client, "000000", phone="0799999997") == 403


def test_a_new_password_is_hashed_as_hard_as_the_setting_says(
    client: FlaskClient, connection: "psycopg.Connection"
) -> None:
    connection.execute("update config.settings set value = 'm=8192,t=3,p=1' where setting = 'password_params'")
    ask(client)
    assert set_password(client, digits(sent(connection))) == 303
    connection.execute("update config.settings set value = 'm=19456,t=2,p=1' where setting = 'password_params'")
    kept = connection.execute("select password_params from accounts.users where password_params <> 'm=19456,t=2,p=1'")
    assert kept.fetchall() == [("m=8192,t=3,p=1",)]
    sign_in(client, world.OWNER_PHONE, NEW)


def test_strangers_use_up_only_what_strangers_have(
    people: Flask, client: FlaskClient, connection: "psycopg.Connection"
) -> None:
    sign_in(client, world.OWNER_PHONE)
    other_owner = people.test_client()
    ask(other_owner)
    assert {set_password(other_owner, f"{n:06d}") for n in range(8)} == {403}
    connection.execute("delete from messaging.outbox where key like 'code/%'")
    ask(other_owner)
    assert connection.execute("select from messaging.outbox where key like 'code/%'").fetchall() == [], "too often"
    ask(client)
    code = digits(sent(connection))
    assert set_password(other_owner, code) == 403, "asked for in another browser"
    assert set_password(client, code) == 303


def test_known_and_unknown_phones_take_as_long(client: FlaskClient, connection: "psycopg.Connection") -> None:
    """Long enough to be the same, whatever the database has to do for somebody we know."""
    connection.execute("update config.settings set value = '1000' where setting in ('codes_a_minute', 'codes_an_hour')")
    known, unknown = world.OWNER_PHONE, "0799999996"
    assert take_as_long(lambda: ask(client, known), lambda: ask(client, unknown), most=1.04)
    assert take_as_long(
        lambda: set_password(client, "000000", phone=known),
        lambda: set_password(client, "000000", phone=unknown),
        most=1.04,
    )
    connection.execute("update config.settings set value = '1' where setting = 'codes_a_minute'")
    connection.execute("update config.settings set value = '5' where setting = 'codes_an_hour'")


def test_what_is_missing_is_said_and_costs_no_guess(client: FlaskClient, connection: "psycopg.Connection") -> None:
    assert ask(client, "12345")[0] == 422
    ask(client)
    assert set_password(client, "000000", "short") == 422
    assert set_password(client, "000000", "x" * 201) == 422
    assert set_password(client, "000000", phone="nobody") == 422
    short = client.post("/reset/password", data={"phone": world.OWNER_PHONE, "code": "1", "password": "short"}).text
    assert re.findall(r'<input id="([a-z]+)"[^>]*aria-invalid', short) == ["password"]
    assert connection.execute("select sum(tries) from accounts.one_time_codes").fetchone() == (0,)


@pytest.mark.parametrize("typed", ["", "1", "abcdef", "١٢٣٤٥٦", "0" * 10_000, "12345\x00", "' or 1=1--", "123456\n"])
def test_hostile_codes_are_wrong_codes(client: FlaskClient, connection: "psycopg.Connection", typed: str) -> None:
    ask(client)
    assert set_password(client, typed) == 403


def test_the_database_keeps_nothing_to_try_codes_out_on(client: FlaskClient, connection: "psycopg.Connection") -> None:
    ask(client)
    code = digits(sent(connection))
    kept = connection.execute("select c::text from accounts.one_time_codes c").fetchall()
    queued = connection.execute("select payload::text from messaging.outbox where key like 'code/%'").fetchall()
    assert kept
    assert not [text for (text,) in kept + queued if re.search(rf"(?<![0-9a-f]){code}(?![0-9a-f])", text)]


def test_the_first_people_of_a_real_instance_have_no_default_password(environment: dict[str, str]) -> None:
    assert all(
        passwords.is_default(word)
        for word in ("demo", "Password2026!", "lipa-fare-2026", "aaaaaaaaaaaaaaaa", "nenosiri1234")
    )
    assert not passwords.is_default("twiga-ndovu-4628-kobe")
    real = environment | {
        "LIPA_MODE": "production", "LIPA_PUBLIC_URL": "https://fare.example.org", "LIPA_SHORTCODE": "400222",
        "LIPA_DARAJA_URL": "https://api.example.org", "LIPA_SMS_URL": "https://sms.example.org", "LIPA_SMS_USERNAME": "lipa",
        **dict.fromkeys(("LIPA_DARAJA_KEY", "LIPA_DARAJA_SECRET", "LIPA_PASSKEY", "LIPA_SMS_KEY", "LIPA_WEB_SECRET"), "k" * 32),
        "LIPA_DARAJA_INITIATOR": "lipafare", "LIPA_DARAJA_INITIATOR_PASSWORD": "k" * 12,
        "LIPA_DARAJA_CERT": Credential().certificate_pem, "LIPA_CALLBACK_TOKEN": "t" * 32,
        "LIPA_NEW_PASSWORD": "lipa-fare-2026",
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in real.items():
            patch.setenv(name, value)
        made = create_app().test_cli_runner().invoke(args=["create-user", "--phone", "0700000109", "--role", "ops"])
    assert made.exit_code != 0
    assert "no default" in made.output
