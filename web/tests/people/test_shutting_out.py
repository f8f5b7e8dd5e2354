"""Shutting somebody out, at once and by one; letting them in again, by two. And every way in meanwhile."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import codes
from web.tests.people import furnished, world
from web.tests.people.conftest import sign_in
from web.tests.people.furnished import House
from web.tests.people.reading import page, words
from web.tests.people.test_people_pages import browser, send
from web.tests.people.world import World

NEW = "nenosiri jipya kabisa"


@pytest.fixture(scope="module")
def house(small_world: World, people: Flask) -> Iterator[House]:
    """People of every role."""
    made = furnished.furnish(small_world)
    yield made
    made.book.close()


@pytest.fixture
def owner_id(house: House) -> Iterator[int]:
    """The owner who signs in with a password, in again when the test is over."""
    found = house.value(
        "select g.user_id from access.role_grants g join accounts.users u using (user_id)"
        " where g.role = 'owner' and u.phone_last3 = '101'"
    )
    house.book.execute("create temporary table kept as select * from accounts.users")
    yield int(found)
    house.book.execute(
        "update accounts.users u set disabled_at = null, disabled_by = null, disabled_why = null,"
        " password_salt = k.password_salt, password_params = k.password_params, password_verifier = k.password_verifier"
        " from kept k where k.user_id = u.user_id"
    )
    house.book.execute("drop table kept")


def refusal(client: FlaskClient, phone: str, password: str) -> tuple[int, str]:
    """Status and words of a sign-in that fails."""
    answer = client.post("/login", data={"phone": phone, "password": password})
    return answer.status_code, words(answer.text).replace(phone, "")


def texts_to(house: House, user: int) -> list[str]:
    """SMS that this person was sent, oldest first."""
    rows = house.book.execute(
        "select o.payload ->> 'text' from messaging.outbox o, accounts.users u"
        " where u.user_id = %s and o.payload ->> 'phone_hash' = encode(u.phone_hash, 'hex') order by o.outbox_id",
        (user,),
    ).fetchall()
    return [text for (text,) in rows]


def newest_code(house: House) -> str:
    """The digits of the last SMS with a code."""
    text, sealed = house.book.execute(
        "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox where key like 'code/%'"
        " order by outbox_id desc limit 1"
    ).fetchone() or ("", "")
    return str(re.findall(r"\b[0-9]{6}\b", codes.filled(text, sealed))[0])


def test_one_shuts_out_two_let_in(people: Flask, house: House, owner_id: int) -> None:
    person, place = sign_in(people.test_client(), world.OWNER_PHONE), f"/ops/people/{owner_id}"
    maker, checker = browser(people, house, "ops"), browser(people, house, "finance")
    text = words(page(maker, f"{place}/disable"))
    assert "Vipindi vitakavyofungwa 1 Majukumu yatakayoacha kutumika 1" in text
    assert send(maker, f"{place}/disable", reason="simu <b>imeibwa</b>") == f"{place}?done=disabled"
    assert person.get("/owner/").headers["Location"].startswith("/login")
    assert refusal(people.test_client(), world.OWNER_PHONE, world.PASSWORD)[0] == 403
    assert re.search(r"akaunti yako imefungwa \d\d/\d\d \d\d:\d\d", texts_to(house, owner_id)[-1])
    html = page(checker, place)
    assert f"Amefungiwa na mtu {house.users['ops']} tangu" in words(html)
    assert "imeibwa&lt;/b&gt;" in html
    assert 'href="/ops/people/' + f'{owner_id}/disable"' not in html
    assert checker.get(f"{place}/enable").status_code == 404, "who decides does not propose"
    assert "Amefungiwa." in words(page(checker, "/ops/people?role=owner"))

    assert send(maker, f"{place}/enable", reason="simu imepatikana") == f"{place}?done=proposed"
    change = re.findall(r'href="(/ops/changes/[0-9]+)"', page(maker, place))[0]
    assert "kufunguliwa" in words(page(maker, "/ops/people"))
    assert "Mwingine ndiye anayeamua" in words(page(maker, change))
    text = words(page(checker, change))
    assert "atafunguliwa, na majukumu yake yatatumika" in text
    assert "simu <b>imeibwa</b>" in text, "whoever decides reads why it was"
    assert send(checker, change, decision="approved") == f"{change}?done=approved"
    assert person.get("/owner/").headers["Location"].startswith("/login"), "what ended stays ended"
    assert "imefunguliwa tena" in "".join(texts_to(house, owner_id)[-2:])
    # A thief may know the old password: it opens nothing, until a code to the phone has set another.
    assert refusal(people.test_client(), world.OWNER_PHONE, world.PASSWORD)[0] == 403
    assert house.value("select count(*) from accounts.devices where user_id = %s", owner_id) == 0
    house.book.execute("delete from accounts.one_time_codes")
    client = people.test_client()
    client.post("/reset", data={"phone": world.OWNER_PHONE})
    form = {"phone": world.OWNER_PHONE, "code": newest_code(house), "password": NEW}
    assert client.post("/reset/password", data=form).status_code == 303
    page(sign_in(client, world.OWNER_PHONE, NEW), "/owner/")


def test_no_way_in_tells_that_somebody_is_shut_out(people: Flask, house: House, owner_id: int) -> None:
    client = people.test_client()
    before = refusal(client, world.OWNER_PHONE, "not the password")
    send(browser(people, house, "finance"), f"/ops/people/{owner_id}/disable", reason="ugomvi")
    assert refusal(client, world.OWNER_PHONE, world.PASSWORD) == before == refusal(client, "0799999998", world.PASSWORD)
    sent = house.value("select count(*) from accounts.one_time_codes")
    asked = [client.post("/reset", data={"phone": phone}) for phone in (world.OWNER_PHONE, "0799999998")]
    assert [answer.status_code for answer in asked] == [200, 200]
    assert house.value("select count(*) from accounts.one_time_codes") == sent
    form = {"code": "123456", "password": NEW}
    tried = [
        client.post("/reset/password", data={**form, "phone": phone}) for phone in (world.OWNER_PHONE, "0799999998")
    ]
    assert [answer.status_code for answer in tried] == [403, 403]


def test_a_code_that_was_open_opens_nothing_afterwards(people: Flask, house: House, owner_id: int) -> None:
    client = people.test_client()
    house.book.execute("delete from accounts.one_time_codes")
    client.post("/reset", data={"phone": world.OWNER_PHONE})
    form = {"phone": world.OWNER_PHONE, "code": newest_code(house), "password": NEW}
    send(browser(people, house, "ops"), f"/ops/people/{owner_id}/disable", reason="simu imeibwa")
    house.book.execute("update accounts.users set disabled_at = null, disabled_by = null, disabled_why = null")
    assert client.post("/reset/password", data=form).status_code == 403


@pytest.mark.parametrize(
    ("who", "reason", "said"),
    [
        ("ops", "ugomvi", "Huwezi kujifungia mwenyewe."),
        ("finance", "ugomvi", "lazima wabaki watu wawili"),
        ("partner", "x", "Andika sababu, herufi 3 hadi 200."),
    ],
)
def test_what_must_not_be_is_said_and_nothing_happens(
    people: Flask, house: House, who: str, reason: str, said: str
) -> None:
    maker = browser(people, house, "ops")
    cookie = page(maker, "/ops/people")
    form = {"csrf": re.findall(r'name="csrf" value="([0-9a-f]+)"', cookie)[0], "reason": reason}
    answer = maker.post(f"/ops/people/{house.users[who]}/disable", data=form)
    assert (answer.status_code, said in words(answer.text)) == (422, True)
    assert house.value("select count(*) from accounts.users where disabled_by is not null") == 0


def test_the_audit_log_says_who_shut_whom_out_and_why(people: Flask, house: House, owner_id: int) -> None:
    send(browser(people, house, "finance"), f"/ops/people/{owner_id}/disable", reason="simu imeibwa tena")
    with psycopg.connect(house.book.info.dsn, password=house.book.info.password) as auditor:
        row = auditor.execute(
            "select actor, subject, after ->> 'reason' from audit.changes where action = 'disable_person'"
            " order by change_id desc limit 1"
        ).fetchone()
    assert row == (f"user:{house.users['finance']}", f"accounts.users:{owner_id}", "simu imeibwa tena")
