"""A conductor of the crew tests: his vehicle, his PIN, the menu on his phone, and the link of an SMS."""

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import register
from web.tests.pages.world import EAT, value
from worker.jobs import trip_links

JUMA, SHARED = "0199000301", "+254199000302"
DIGITS = "73915"


@pytest.fixture(scope="module")
def crew(people: Flask, connection: Connection) -> Flask:
    """The application; Juma works on KZZ 001A and has chosen a PIN on his own phone."""
    vehicle = value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'")
    connection.execute("select fleet.issue_door_code(%s, '4628', now() - interval '1 day')", (vehicle,))
    register(people, JUMA, "crew", "--scope-vehicle", str(vehicle))
    return people


def press(crew: Flask, session: str, text: str, phone: str = JUMA) -> str:
    form = {"sessionId": session, "phoneNumber": phone, "text": text, "serviceCode": "*384*46#", "networkCode": "63902"}
    return crew.test_client().post(f"/telco/{TOKEN}/ussd", data=form).text


@pytest.fixture
def link(crew: Flask, connection: Connection) -> str:
    """The link of an SMS that Juma asked for, on a trip that has just begun."""
    connection.execute("delete from accounts.trip_links")
    connection.execute("update fleet.trips set closed_at = now(), closed_as = 'ended' where closed_at is null")
    session = datetime.now(EAT).isoformat()
    if "Chagua" in press(crew, session + "a", "5"):
        press(crew, session + "a", f"5*{DIGITS}")
        press(crew, session + "a", f"5*{DIGITS}*{DIGITS}")
    press(crew, session, "5")
    assert "Walipaji" in press(crew, session, f"5*{DIGITS}")
    assert "SMS inakuja" in press(crew, session, f"5*{DIGITS}*3*4")
    last = """select payload ->> 'trip_link', payload ->> 'text' from messaging.outbox where key like 'trip_link/%'
               order by outbox_id desc limit 1"""
    ((link_id, text),) = connection.execute(last).fetchall()
    sent = trip_links.insert_link(str(text), int(str(link_id)), "https://lipa.test")
    assert sent
    found = re.search(r"https://lipa\.test(/c/[\w-]{16}) ", sent)
    assert found
    links = connection.execute("select l::text from accounts.trip_links l").fetchall()
    assert found[1].removeprefix("/c/") not in str(links)
    return found[1]


def open_link(crew: Flask, link: str) -> FlaskClient:
    """Press the button behind a link in a new browser."""
    client = crew.test_client()
    assert "Fungua orodha" in client.get(link).text
    answer = client.post(link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/crew/")
    return client
