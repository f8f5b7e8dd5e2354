"""Devices: listed, forgotten, and what may be done from one that is new."""

import re
from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from db.tests.database import Database
from web.tests.pages import world
from web.tests.pages.fixtures import csrf, sign_in
from web.tests.pages.html_text import page, words
from web.tests.pages.world import World


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    """The owner's look at the tables."""
    with psycopg.connect(database.owner_url, autocommit=True) as line:
        yield line


@pytest.fixture
def fresh_owner(connection: psycopg.Connection, people: Flask) -> FlaskClient:
    """The owner, signed in on the only device that is known."""
    connection.execute("update accounts.sessions set device_id = null, revoked_at = now()")
    connection.execute("delete from accounts.devices")
    return sign_in(people.test_client(), world.OWNER_PHONE)


@pytest.fixture
def low_caps(connection: psycopg.Connection) -> Iterator[None]:
    """KES 150 a day, 100 from a new device; nobody has placed anything yet today."""
    world.on_one_day()
    connection.execute(
        "update mobile_money.payments set assigned_at = assigned_at - interval '1 day' where assigned_at is not null"
    )
    was = connection.execute("select setting, value from config.settings where setting like 'assign_cap%'").fetchall()
    connection.execute("update config.settings set value = '15000' where setting = 'assign_cap_cents'")
    connection.execute("update config.settings set value = '10000' where setting = 'assign_cap_new_device_cents'")
    yield
    for setting, value in was:
        connection.execute("update config.settings set value = %s where setting = %s", (value, setting))


def news(connection: psycopg.Connection) -> int:
    """How often somebody was told of a new device."""
    row = connection.execute("select count(*) from messaging.outbox where key like 'device/%'").fetchone()
    assert row is not None
    return int(row[0])


def grow_old(connection: psycopg.Connection) -> None:
    """A day and a bit goes by for every device."""
    connection.execute(
        "update accounts.devices set first_seen_at = first_seen_at - interval '25 hours',"
        " first_proved_at = first_proved_at - interval '25 hours'"
    )


def test_my_devices_are_listed_and_one_is_forgotten(
    people: Flask, fresh_owner: FlaskClient, connection: psycopg.Connection
) -> None:
    other = sign_in(people.test_client(), world.OWNER_PHONE)
    html = page(fresh_owner, "/sessions")
    text = words(html)
    assert text.count("kipya hadi") == 2
    assert text.count("kifaa hiki") == 1
    places = re.findall(r'action="/sessions/devices/forget".*?value="([0-9a-f]{16})"', html)
    hashes = [bytes(row[0]).hex() for row in connection.execute("select device_hash from accounts.devices").fetchall()]
    assert len(places) == len(hashes) == 2
    assert not [digits for digits in hashes if digits[:8] in html]
    before = news(connection)
    answer = fresh_owner.post("/sessions/devices/forget", data={"csrf": csrf(html), "place": places[0]})
    assert answer.headers["Location"] == "/sessions?done=forgotten"
    assert "Kifaa kimesahauliwa." in words(page(fresh_owner, "/sessions?done=forgotten"))
    assert other.get("/sessions").headers["Location"].startswith("/login")
    sign_in(other, world.OWNER_PHONE)
    assert news(connection) == before + 1
    sign_in(other, world.OWNER_PHONE)
    assert news(connection) == before + 1
    missing = fresh_owner.post("/sessions/devices/forget", data={"csrf": csrf(html), "place": "0123456789abcdef"})
    assert missing.status_code == 404


def test_forgetting_the_device_one_sits_at_ends_the_visit(fresh_owner: FlaskClient) -> None:
    html = page(fresh_owner, "/sessions")
    place = re.findall(r'action="/sessions/devices/forget".*?value="([0-9a-f]{16})"', html)[0]
    fresh_owner.post("/sessions/devices/forget", data={"csrf": csrf(html), "place": place})
    assert fresh_owner.get("/sessions").headers["Location"].startswith("/login")


def test_staff_forgets_somebodys_device(
    fresh_owner: FlaskClient, staff: FlaskClient, connection: psycopg.Connection
) -> None:
    row = connection.execute("select user_id from accounts.devices order by device_id limit 1").fetchone()
    assert row is not None
    place = f"/ops/people/{row[0]}"
    connection.execute(
        "update accounts.devices set locked_until = now() + interval '9 minutes' where user_id = %s", row
    )
    html = page(staff, place)
    assert "kimesimamishwa hadi" in words(html)
    device = re.findall(r'forget_device\?place=([0-9a-f]{16})"', html)[0]
    act = f"{place}/forget_device?place={device}"
    assert f'action="{act}"' in page(staff, act)
    answer = staff.post(act, data={"csrf": csrf(html)})
    assert answer.headers["Location"] == f"{place}?done=forgotten"
    assert fresh_owner.get("/sessions").headers["Location"].startswith("/login")
    assert "Bado hajaingia kwa kifaa chochote." in words(page(staff, place))


@pytest.mark.usefixtures("low_caps")
def test_from_a_new_device_less_money_is_placed_in_a_day(
    staff: FlaskClient, small_world: World, connection: psycopg.Connection
) -> None:
    at = datetime.combine(small_world.sunday, datetime.min.time(), world.EAT).replace(hour=15)
    receipts = [small_world.pay("", 6000, at, account="nowhere") for _ in range(3)]

    def place(receipt: str) -> tuple[str, str]:
        """Where the act leads, and what the page there says."""
        html = page(staff, f"/ops/suspense/{receipt}?account=KZZ+001A")
        vehicle = re.findall(r'name="vehicle_id" value="([0-9]+)"', html)
        form = {"csrf": csrf(html), "vehicle_id": (vehicle or [first_vehicle])[0]}
        where = staff.post(f"/ops/suspense/{receipt}?account=KZZ+001A", data=form).headers["Location"]
        return where, words(page(staff, where))

    html = page(staff, f"/ops/suspense/{receipts[0]}?account=KZZ+001A")
    first_vehicle = re.findall(r'name="vehicle_id" value="([0-9]+)"', html)[0]
    assert "Leo umeweka KES 0 kati ya KES 100 unazoruhusiwa kwa siku. Kifaa hiki ni kipya hadi" in words(html)
    assert place(receipts[0])[0] == f"/ops/?done=placed&about={receipts[0]}"
    where, text = place(receipts[1])
    assert where == f"/ops/suspense/{receipts[1]}?account=KZZ+001A"
    assert "yanazidi kiwango chako. Leo umeweka KES 60 kati ya KES 100" in text
    assert 'name="vehicle_id"' not in page(staff, where)
    grow_old(connection)
    assert place(receipts[1])[0] == f"/ops/?done=placed&about={receipts[1]}"
    assert "Leo umeweka KES 120 kati ya KES 150 unazoruhusiwa kwa siku." in place(receipts[2])[1]


def test_from_a_new_device_a_code_is_asked_for_sooner(
    fresh_owner: FlaskClient, staff: FlaskClient, connection: psycopg.Connection
) -> None:
    connection.execute(
        "update accounts.sessions set proved_at = now() - interval '2 minutes' where proved_at is not null"
    )
    act = "/ops/people/1/end_sessions"
    form = {"csrf": csrf(page(staff, "/ops/"))}
    answer = staff.post(act, data=form)
    assert (answer.status_code, "Muda wa namba ya programu umekwisha" in words(answer.text)) == (403, True)
    assert 'name="code"' in page(staff, act)
    grow_old(connection)
    assert 'name="code"' not in page(staff, act)
    assert staff.post(act, data=form).headers["Location"] == "/ops/people/1?done=ended"
    assert fresh_owner.get("/sessions").headers["Location"].startswith("/login")


def test_from_a_new_device_fewer_forms_are_taken(
    people: Flask, fresh_owner: FlaskClient, connection: psycopg.Connection
) -> None:
    people.extensions["lipa.waiting"].clear()
    connection.execute(
        "update config.rate_limits set burst = 3, refill_ms = 20000 where limit_name = 'form_new_device'"
    )
    connection.execute("truncate config.buckets")
    form = {"csrf": csrf(page(fresh_owner, "/sessions"))}
    assert [fresh_owner.post("/sessions/end", data=form).status_code for _ in range(4)] == [303, 303, 303, 429]
    people.extensions["lipa.waiting"].clear()
    grow_old(connection)
    assert [fresh_owner.post("/sessions/end", data=form).status_code for _ in range(4)] == [303] * 4
    connection.execute("update config.rate_limits set burst = 100000 where limit_name = 'form_new_device'")
