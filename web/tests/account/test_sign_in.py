"""Signing in: by the right password only, counted when wrong, and ended for good by signing out."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web import cookies
from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, enter_password, sign_in

OWNER = {"phone": world.OWNER_PHONE, "password": world.PASSWORD}
WRONG = "not the password"


@pytest.fixture
def client(people: Flask, connection: Connection) -> FlaskClient:
    """Somebody who has not signed in yet; nobody is paused."""
    connection.execute("update accounts.users set failed_tries = 0, locked_until = null")
    return people.test_client()


def cookie_of(client: FlaskClient, name: str = cookies.SESSION_COOKIE) -> str:
    cookie = client.get_cookie(name)
    assert cookie is not None
    return cookie.value


def leads_to_sign_in(client: FlaskClient) -> bool:
    return client.get("/owner/").headers["Location"].startswith("/login")


def cookies_set(answer: TestResponse) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


def test_the_right_password_leads_home(client: FlaskClient) -> None:
    for phone, home in ((world.OWNER_PHONE, "/owner/"), (world.OPS_PHONE, "/ops/")):
        sign_in(client, phone)
        assert client.get("/").headers["Location"] == home


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = cookies_set(client.post("/login", data=OWNER))[0]
    assert ("HttpOnly" in cookie, "SameSite=Lax" in cookie, "Secure" in cookie) == (True, True, False)
    cookies = cookies_set(client.post("/login", data=OWNER, base_url="https://localhost"))
    assert all("Secure" in cookie for cookie in cookies)
    assert sorted(cookie.split("=")[0] for cookie in cookies) == ["__Host-lipa_device", "__Host-lipa_session"]


def test_behind_tls_a_cookie_of_a_neighbour_is_not_read(client: FlaskClient, connection: Connection) -> None:
    client.set_cookie("lipa_device", "planted", domain="localhost")
    assert client.post("/login", data=OWNER, base_url="https://localhost").status_code == 303
    planted = "select count(*) from accounts.devices where device_hash = sha256('planted')"
    assert world.value(connection, planted) == 0


def test_every_refusal_reads_the_same(client: FlaskClient) -> None:
    unknown, wrong = enter_password(client, "0799999999"), enter_password(client, world.OWNER_PHONE, WRONG)
    assert unknown.status_code == wrong.status_code == 403
    assert unknown.text.replace("0799999999", "") == wrong.text.replace(world.OWNER_PHONE, "")


def test_what_is_missing_is_named_beside_its_field(client: FlaskClient) -> None:
    answer = enter_password(client, "12345", "")
    assert answer.status_code == 422
    assert answer.text.count("aria-invalid") == 2
    assert 'value="12345"' in answer.text


def test_after_five_wrong_tries_the_right_password_is_refused(client: FlaskClient) -> None:
    for password in (*[WRONG] * 5, world.PASSWORD):
        assert enter_password(client, world.OWNER_PHONE, password).status_code == 403


def test_guesses_in_parallel_are_counted_one_by_one(people: Flask, client: FlaskClient, connection: Connection) -> None:
    connection.execute("truncate audit.refusals")

    def guess(number: int) -> int:
        return enter_password(people.test_client(), world.OWNER_PHONE, f"guess {number}").status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(guess, range(32))) == {403}
    wrong = "select coalesce(sum(times), 0)::int from audit.refusals where detail ->> 'why' = 'wrong password'"
    assert world.value(connection, wrong) == 5


def test_wrong_guesses_pause_unknown_devices_only(people: Flask, client: FlaskClient, connection: Connection) -> None:
    sign_in(client, world.OWNER_PHONE)
    for password in (*[WRONG] * 6, world.PASSWORD):
        assert enter_password(people.test_client(), world.OWNER_PHONE, password).status_code == 403
    assert enter_password(client, world.OWNER_PHONE).status_code == 303
    cookie = client.get_cookie(cookies.DEVICE_COOKIE)
    assert cookie is not None
    assert cookie.http_only
    kept = [bytes(row[0]) for row in connection.execute("select device_hash from accounts.devices").fetchall()]
    assert hashlib.sha256(cookie.value.encode()).digest() in kept
    assert cookie.value.encode() not in kept
    client.set_cookie(cookies.SESSION_COOKIE, cookie.value)
    assert leads_to_sign_in(client), "a device is no session"


def test_signing_in_ends_the_old_session_and_signing_out_the_new(client: FlaskClient) -> None:
    sign_in(client, world.OWNER_PHONE)
    old = cookie_of(client)
    sign_in(client, world.OWNER_PHONE)
    new = cookie_of(client)
    assert old != new
    client.post("/logout", data={"csrf": csrf_of(client)})
    for token in (old, new):
        client.set_cookie(cookies.SESSION_COOKIE, token)
        assert leads_to_sign_in(client)


def test_what_the_database_keeps_of_a_session_opens_nothing(client: FlaskClient, connection: Connection) -> None:
    sign_in(client, world.OWNER_PHONE)
    rows = connection.execute("select session_hash from accounts.sessions where revoked_at is null").fetchall()
    assert (hashlib.sha256(cookie_of(client).encode()).digest(),) in rows
    for (stolen,) in rows:
        client.set_cookie(cookies.SESSION_COOKIE, stolen.hex())
        assert client.get("/owner/").status_code == 303


def test_the_form_leads_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    where = client.get("/owner/fares?period=week").headers["Location"]
    assert where == "/login?next=%2Fowner%2Ffares%3Fperiod%3Dweek"
    assert 'name="next" value="/owner/fares?period=week"' in client.get(where).text
    answer = client.post("/login", data={**OWNER, "next": "/owner/fares?period=week"})
    assert client.get(answer.headers["Location"]).headers["Location"] == "/owner/fares?period=week"


@pytest.mark.parametrize("back", [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "\\evil",
    "/\r\nSet-Cookie: a=b", "/owner/\nx", "/\t/evil.example", "evil", "/owner/\u0000", "https:evil.example",
    "/%0d%0aX: y",
])  # fmt: skip
def test_no_form_leads_to_another_site(client: FlaskClient, back: str) -> None:
    for path in ("/reset", "/language", "/login"):
        for form in (OWNER, {"lang": "en"}):
            answer = client.post(path, data={**form, "next": back})
            where = answer.headers.get("Location", "/")
            assert re.match(r"/(?![/\\])", where), where
            assert not re.search(r"[\r\n]", where)
            assert "a=b" not in str(answer.headers)
    if "%" not in back:  # that one is a path of ours
        assert client.post("/language", data={"lang": "en", "next": back}).headers["Location"] == "/"
        answer = client.get(client.post("/login", data={**OWNER, "next": back}).headers["Location"])
        assert answer.headers["Location"] == "/owner/"
        assert "a=b" not in str(answer.headers)


def test_a_form_of_another_site_is_refused(client: FlaskClient) -> None:
    sign_in(client, world.OWNER_PHONE)
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"csrf": "0" * 64}).status_code == 403
    assert client.post("/logout", data={"csrf": csrf_of(client)}, headers=foreign).status_code == 403
    assert client.post("/login", data=OWNER, headers=foreign).status_code == 403
    assert client.get("/owner/").status_code == 200


def test_the_language_is_chosen_once(client: FlaskClient, people: Flask) -> None:
    sign_in(client, world.OTHER_OWNER_PHONE)
    client.get("/")
    assert '<html lang="sw">' in client.get("/owner/").text
    answer = client.post("/language", data={"lang": "en", "next": "/owner/?period=week"})
    assert answer.headers["Location"] == "/owner/?period=week"
    another = sign_in(people.test_client(), world.OTHER_OWNER_PHONE)
    another.get("/")
    for browser in (client, another):
        assert '<html lang="en">' in browser.get("/owner/").text
    another.post("/language", data={"lang": "sw", "next": "/"})


def test_the_language_of_the_browser_stays_when_somebody_signs_in(client: FlaskClient) -> None:
    client.post("/language", data={"lang": "en", "next": "/login"})
    sign_in(client, world.OTHER_OWNER_PHONE)
    client.get("/")
    assert '<html lang="en">' in client.get("/owner/").text, "for the person it is Kiswahili"


def test_the_cookie_of_an_ended_session_is_removed(client: FlaskClient) -> None:
    client.set_cookie(cookies.SESSION_COOKIE, "long gone")
    assert leads_to_sign_in(client)
    assert client.get_cookie(cookies.SESSION_COOKIE) is None
    assert client.post("/language", data={"lang": "en", "next": "/login"}).headers["Location"] == "/login"


@pytest.mark.parametrize("text", [
    "' OR 1=1--", "1; SELECT pg_sleep(10)", "x" * 10_000, "\u200b\u200b", "Z̴̢͝", "null", "\udcff", "a\0b", "O'Brien"
])  # fmt: skip
def test_a_hostile_form_is_a_wrong_form(client: FlaskClient, text: str) -> None:
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answer = enter_password(client, text, text)
    assert (answer.status_code, len(answer.data) < 20_000) == (422, True)
    assert enter_password(client, "0799999998", text).status_code == 403
