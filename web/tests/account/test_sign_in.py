"""Coming in: by the right password only, counted when wrong, and out for good when out."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from db.tests.database import Database
from web import cookies
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, sign_in


@pytest.fixture
def client(people: Flask, database: Database) -> FlaskClient:
    """Somebody who has not come in yet; nobody is paused."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update accounts.users set failed_tries = 0, locked_until = null")
    return people.test_client()


def post(client: FlaskClient, phone: str, password: str, back: str = "") -> tuple[int, str]:
    answer = client.post("/login", data={"phone": phone, "password": password, "next": back})
    return answer.status_code, answer.get_data(as_text=True)


def test_the_right_password_leads_home(client: FlaskClient) -> None:
    sign_in(client, world.OWNER_PHONE)
    assert client.get("/").headers["Location"] == "/owner/"
    sign_in(client, world.OPS_PHONE)
    assert client.get("/").headers["Location"] == "/ops/"


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    answer = client.post("/login", data={"phone": world.OWNER_PHONE, "password": world.PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    answer = client.post(
        "/login", data={"phone": world.OWNER_PHONE, "password": world.PASSWORD}, base_url="https://localhost"
    )
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert sorted(cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie")) == [
        "__Host-lipa_device", "__Host-lipa_session",
    ]  # fmt: skip


def test_behind_tls_a_cookie_that_a_neighbour_planted_is_not_read(client: FlaskClient, database: Database) -> None:
    client.set_cookie("lipa_device", "planted", domain="localhost")
    form = {"phone": world.OWNER_PHONE, "password": world.PASSWORD}
    assert client.post("/login", data=form, base_url="https://localhost").status_code == 303
    with psycopg.connect(database.owner_url) as owner:
        known = owner.execute("select count(*) from accounts.devices where device_hash = sha256('planted')").fetchone()
    assert known == (0,)


def test_every_refusal_reads_the_same(client: FlaskClient) -> None:
    unknown = post(client, "0799999999", world.PASSWORD)
    wrong = post(client, "0799999999".replace("0799999999", world.OWNER_PHONE), "not the password")
    assert unknown[0] == wrong[0] == 403
    assert unknown[1].replace("0799999999", "") == wrong[1].replace(world.OWNER_PHONE, "")


def test_what_is_missing_is_said_beside_its_field(client: FlaskClient) -> None:
    status, page = post(client, "12345", "")
    assert status == 422
    assert page.count("aria-invalid") == 2
    assert 'value="12345"' in page


def test_five_wrong_tries_and_the_right_one_is_not_looked_at(client: FlaskClient) -> None:
    for _ in range(5):
        assert post(client, world.OWNER_PHONE, "not the password")[0] == 403
    assert post(client, world.OWNER_PHONE, world.PASSWORD)[0] == 403


def test_guesses_made_at_once_are_counted_one_by_one(people: Flask, client: FlaskClient, database: Database) -> None:
    wrong = "select coalesce(sum(times), 0)::int from audit.refusals where detail ->> 'why' = 'wrong password'"
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("truncate audit.refusals")
        before = owner.execute(wrong).fetchone() or (0,)
        with ThreadPoolExecutor(16) as many:
            codes = list(many.map(lambda n: post(people.test_client(), world.OWNER_PHONE, f"guess {n}")[0], range(32)))
        assert set(codes) == {403}
        assert owner.execute(wrong).fetchone() == (before[0] + 5,)


def test_a_stranger_who_guesses_locks_out_strangers_only(
    people: Flask, client: FlaskClient, database: Database
) -> None:
    sign_in(client, world.OWNER_PHONE)
    for _ in range(6):
        assert post(people.test_client(), world.OWNER_PHONE, "not the password")[0] == 403
    assert post(people.test_client(), world.OWNER_PHONE, world.PASSWORD)[0] == 403
    assert post(client, world.OWNER_PHONE, world.PASSWORD)[0] == 303
    cookie = client.get_cookie(cookies.DEVICE_COOKIE)
    assert cookie is not None
    assert cookie.http_only
    with psycopg.connect(database.owner_url) as owner:
        kept = [bytes(row[0]) for row in owner.execute("select device_hash from accounts.devices").fetchall()]
    assert hashlib.sha256(cookie.value.encode()).digest() in kept
    assert cookie.value.encode() not in kept
    client.set_cookie(cookies.SESSION_COOKIE, cookie.value)
    assert client.get("/owner/").headers["Location"].startswith("/login")  # a device is no session


def test_a_new_sign_in_ends_the_old_session_and_signing_out_ends_the_new(client: FlaskClient) -> None:
    sign_in(client, world.OWNER_PHONE)
    old = client.get_cookie(cookies.SESSION_COOKIE)
    sign_in(client, world.OWNER_PHONE)
    new = client.get_cookie(cookies.SESSION_COOKIE)
    assert old is not None
    assert new is not None
    assert old.value != new.value
    client.post("/logout", data={"csrf": csrf(client.get("/owner/").get_data(as_text=True))})
    for token in (old.value, new.value):
        client.set_cookie(cookies.SESSION_COOKIE, token)
        assert client.get("/owner/").headers["Location"].startswith("/login")


def test_what_the_database_keeps_of_a_session_opens_nothing(client: FlaskClient, database: Database) -> None:
    sign_in(client, world.OWNER_PHONE)
    cookie = client.get_cookie(cookies.SESSION_COOKIE)
    assert cookie is not None
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute("select session_hash from accounts.sessions where revoked_at is null").fetchall()
    assert (hashlib.sha256(cookie.value.encode()).digest(),) in rows
    for (stolen,) in rows:
        client.set_cookie(cookies.SESSION_COOKIE, stolen.hex())
        assert client.get("/owner/").status_code == 303


def test_one_comes_back_to_where_one_was_going(client: FlaskClient) -> None:
    where = client.get("/owner/fares?period=week").headers["Location"]
    assert where == "/login?next=%2Fowner%2Ffares%3Fperiod%3Dweek"
    assert 'name="next" value="/owner/fares?period=week"' in client.get(where).get_data(as_text=True)
    answer = client.post(
        "/login", data={"phone": world.OWNER_PHONE, "password": world.PASSWORD, "next": "/owner/fares?period=week"}
    )
    assert client.get(answer.headers["Location"]).headers["Location"] == "/owner/fares?period=week"


@pytest.mark.parametrize("back", [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)",
    "/\r\nSet-Cookie: a=b", "/owner/\nx", "/\t/evil.example", "evil", "/owner/\u0000",
])  # fmt: skip
def test_nobody_is_sent_elsewhere(client: FlaskClient, back: str) -> None:
    answer = client.post("/login", data={"phone": world.OWNER_PHONE, "password": world.PASSWORD, "next": back})
    answer = client.get(answer.headers["Location"])
    assert answer.headers["Location"] == "/owner/"
    assert "a=b" not in str(answer.headers)
    answer = client.post("/language", data={"lang": "en", "next": back})
    assert answer.headers["Location"] == "/"


def test_a_form_from_elsewhere_is_refused(client: FlaskClient) -> None:
    sign_in(client, world.OWNER_PHONE)
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"csrf": "0" * 64}).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    word = csrf(client.get("/owner/").get_data(as_text=True))
    assert client.post("/logout", data={"csrf": word}, headers=foreign).status_code == 403
    assert (
        client.post(
            "/login", data={"phone": world.OWNER_PHONE, "password": world.PASSWORD}, headers=foreign
        ).status_code
        == 403
    )
    assert client.get("/owner/").status_code == 200


def test_the_language_is_chosen_once(client: FlaskClient, people: Flask) -> None:
    sign_in(client, world.OTHER_OWNER_PHONE)
    client.get("/")
    assert '<html lang="sw">' in client.get("/owner/").get_data(as_text=True)
    assert (
        client.post("/language", data={"lang": "en", "next": "/owner/?period=week"}).headers["Location"]
        == "/owner/?period=week"
    )
    assert '<html lang="en">' in client.get("/owner/").get_data(as_text=True)
    another = sign_in(people.test_client(), world.OTHER_OWNER_PHONE)
    another.get("/")
    assert '<html lang="en">' in another.get("/owner/").get_data(as_text=True)
    another.post("/language", data={"lang": "sw", "next": "/"})


def test_what_was_chosen_in_this_browser_stays_when_somebody_comes_in(client: FlaskClient) -> None:
    client.post("/language", data={"lang": "en", "next": "/login"})
    sign_in(client, world.OTHER_OWNER_PHONE)
    client.get("/")
    assert '<html lang="en">' in client.get("/owner/").get_data(as_text=True), "for the person it is Kiswahili"


def test_an_ended_session_does_not_get_in_the_way_of_the_form(client: FlaskClient) -> None:
    client.set_cookie(cookies.SESSION_COOKIE, "long gone")
    assert client.get("/owner/").headers["Location"].startswith("/login")
    assert client.get_cookie(cookies.SESSION_COOKIE) is None
    assert client.post("/language", data={"lang": "en", "next": "/login"}).headers["Location"] == "/login"


@pytest.mark.parametrize(
    "text", ["' OR 1=1--", "1; SELECT pg_sleep(10)", "x" * 10_000, "\u200b", "Z̴̢͝", "null", "\udcff"]
)
def test_a_hostile_form_is_a_wrong_form(client: FlaskClient, text: str) -> None:
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert post(client, text, text)[0] == 422
    assert post(client, "0799999998", text)[0] == 403
