"""Devices: listed, forgotten, and what may be done from one that is new."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import changed_settings, csrf_in, csrf_of, send, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World

FORGET = re.compile(r'action="/sessions/devices/forget".*?value="([0-9a-f]{16})"')


@pytest.fixture
def fresh_owner(connection: Connection, people: Flask) -> FlaskClient:
    """The owner, signed in on the only device that is known."""
    connection.execute("update accounts.sessions set device_id = null, revoked_at = now()")
    connection.execute("delete from accounts.devices")
    return sign_in(people.test_client(), world.OWNER_PHONE)


@pytest.fixture
def low_caps(connection: Connection) -> Iterator[None]:
    """KES 150 a day, 100 from a new device; nobody has assigned anything yet today."""
    world.avoid_midnight()
    connection.execute("update mobile_money.payments set assigned_at = assigned_at - interval '1 day'")
    with changed_settings(connection, assign_cap_cents="15000", assign_cap_new_device_cents="10000"):
        yield


def notices(connection: Connection) -> int:
    return int(world.value(connection, "select count(*) from messaging.outbox where key like 'device/%'"))


def let_devices_age(connection: Connection) -> None:
    """A day and an hour go by for every device."""
    connection.execute("update accounts.devices set first_seen_at = first_seen_at - interval '25 hours',"
                       " first_proved_at = first_proved_at - interval '25 hours'")  # fmt: skip


def test_devices_are_listed_and_forgotten(people: Flask, fresh_owner: FlaskClient, connection: Connection) -> None:
    other = sign_in(people.test_client(), world.OWNER_PHONE)
    html = page(fresh_owner, "/sessions")
    text = words(html)
    assert (text.count("kipya hadi"), text.count("kifaa hiki")) == (2, 1)
    keys = FORGET.findall(html)
    hashes = [bytes(row[0]).hex() for row in connection.execute("select device_hash from accounts.devices").fetchall()]
    assert len(keys) == len(hashes) == 2
    assert not [digits for digits in hashes if digits[:8] in html]
    before = notices(connection)
    assert send(fresh_owner, "/sessions/devices/forget", place=keys[0]) == "/sessions?done=forgotten"
    assert "Kifaa kimeondolewa." in words(page(fresh_owner, "/sessions?done=forgotten"))
    assert other.get("/sessions").headers["Location"].startswith("/login")
    for _ in range(2):
        sign_in(other, world.OWNER_PHONE)
        assert notices(connection) == before + 1
    missing = fresh_owner.post("/sessions/devices/forget", data={"csrf": csrf_in(html), "place": "0123456789abcdef"})
    assert missing.status_code == 404


def test_forgetting_ones_own_device_ends_the_session(fresh_owner: FlaskClient) -> None:
    send(fresh_owner, "/sessions/devices/forget", place=FORGET.findall(page(fresh_owner, "/sessions"))[0])
    assert fresh_owner.get("/sessions").headers["Location"].startswith("/login")


def test_staff_forget_somebodys_device(fresh_owner: FlaskClient, staff: FlaskClient, connection: Connection) -> None:
    user_id = world.value(connection, "select user_id from accounts.devices order by device_id limit 1")
    person = f"/ops/people/{user_id}"
    pause = "update accounts.devices set locked_until = now() + interval '9 minutes' where user_id = %s"
    connection.execute(pause, (user_id,))
    html = page(staff, person)
    assert "kimesimamishwa hadi" in words(html)
    device = re.findall(r'forget_device\?place=([0-9a-f]{16})"', html)[0]
    action = f"{person}/forget_device?place={device}"
    assert f'action="{action}"' in page(staff, action)
    assert send(staff, action) == f"{person}?done=forgotten"
    assert fresh_owner.get("/sessions").headers["Location"].startswith("/login")
    assert "Bado hajaingia kwa kifaa chochote." in words(page(staff, person))


@pytest.mark.usefixtures("low_caps")
def test_a_new_device_may_assign_less_money(staff: FlaskClient, small_world: World, connection: Connection) -> None:
    receipts = [small_world.pay("", 6000, small_world.at(15), account="nowhere") for _ in range(3)]
    html = page(staff, f"/ops/suspense/{receipts[0]}?account=KZZ+001A")
    vehicle = re.findall(r'name="vehicle_id" value="([0-9]+)"', html)[0]
    assert "Leo umeweka KES 0 kati ya KES 100 unazoruhusiwa kwa siku. Kifaa hiki ni kipya hadi" in words(html)

    def assign(receipt: str) -> tuple[str, str]:
        where = send(staff, f"/ops/suspense/{receipt}?account=KZZ+001A", vehicle_id=vehicle)
        return where, words(page(staff, where))

    assert assign(receipts[0])[0] == f"/ops/?done=placed&about={receipts[0]}"
    where, text = assign(receipts[1])
    assert where == f"/ops/suspense/{receipts[1]}?account=KZZ+001A"
    assert "yanazidi kiwango chako. Leo umeweka KES 60 kati ya KES 100" in text
    assert 'name="vehicle_id"' not in page(staff, where)
    let_devices_age(connection)
    assert assign(receipts[1])[0] == f"/ops/?done=placed&about={receipts[1]}"
    assert "Leo umeweka KES 120 kati ya KES 150 unazoruhusiwa kwa siku." in assign(receipts[2])[1]


def test_a_new_device_needs_a_code_sooner(fresh_owner: FlaskClient, staff: FlaskClient, connection: Connection) -> None:
    connection.execute("update accounts.sessions set proved_at = proved_at - interval '2 minutes'")
    action = "/ops/people/1/end_sessions"
    answer = staff.post(action, data={"csrf": csrf_of(staff)})
    assert (answer.status_code, "Muda wa namba ya Authenticator umekwisha" in words(answer.text)) == (403, True)
    assert 'name="code"' in page(staff, action)
    let_devices_age(connection)
    assert 'name="code"' not in page(staff, action)
    assert send(staff, action) == "/ops/people/1?done=ended"
    assert fresh_owner.get("/sessions").headers["Location"].startswith("/login")


def test_a_new_device_may_send_fewer_forms(people: Flask, fresh_owner: FlaskClient, connection: Connection) -> None:
    people.extensions["lipa.waiting"].clear()
    limit = "update config.rate_limits set burst = 3, refill_ms = 20000 where limit_name = 'form_new_device'"
    connection.execute(limit)
    connection.execute("truncate config.buckets")
    form = {"csrf": csrf_in(page(fresh_owner, "/sessions"))}
    assert [fresh_owner.post("/sessions/end", data=form).status_code for _ in range(4)] == [303, 303, 303, 429]
    people.extensions["lipa.waiting"].clear()
    let_devices_age(connection)
    assert [fresh_owner.post("/sessions/end", data=form).status_code for _ in range(4)] == [303] * 4
    connection.execute("update config.rate_limits set burst = 100000 where limit_name = 'form_new_device'")
