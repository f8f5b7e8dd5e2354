"""The fare board: one official proposes, another approves; rain by one; a cap that holds; staff only look."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import words
from web.tests.pages.seed import SeededWorld

LIMIT = 30 * 1024
SOON = f"{(datetime.now(UTC) + timedelta(days=9)).date()}T{{}}:00"
NOW = """select coalesce(string_agg(name || ' ' || amount_cents / 100, ', '), '')
           from fleet.stage_prices(%s, clock_timestamp())"""


@pytest.fixture
def admin(seeded: SeededWorld) -> FlaskClient:
    return english(seeded.browser("sacco_admin"))


@pytest.fixture
def treasurer(seeded: SeededWorld) -> FlaskClient:
    return english(seeded.browser("sacco_treasurer"))


@pytest.fixture
def place(seeded: SeededWorld, connection: Connection) -> str:
    connection.execute("delete from fleet.fare_proposals")
    connection.execute("delete from fleet.fare_caps")
    return seeded.say("/sacco/fleet/routes/{route_id}")


def english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("lipa_lang", "en")
    return client


def post(client: FlaskClient, path: str, **form: object) -> tuple[int, str]:
    answer = client.post(path, data={**form, "csrf": csrf_of(client)}, follow_redirects=True)
    return answer.status_code, words(answer.text)


def fares(client: FlaskClient, place: str, cents: str, **more: str) -> dict[str, object]:
    """The form of new fares, each with this price."""
    page = client.get(place).text
    stages = len(set(re.findall(r'id="off_peak-(\d+)"', page)))
    return {"kind": "fares", "off_peak": [cents] * stages, "peak": [cents] * stages, "rain": [cents] * stages, **more}


def proposal(client: FlaskClient, place: str) -> str:
    found: list[str] = re.findall(r'action="(/sacco/fares/\d+)"', client.get(place).text)
    return found[-1]


def test_fares_take_two_officials(
    admin: FlaskClient, treasurer: FlaskClient, place: str, seeded: SeededWorld, connection: Connection
) -> None:
    status, text = post(admin, place, **fares(admin, place, "70"))
    assert (status, "Another official of the SACCO approves it before it counts" in text) == (200, True)
    assert "70" not in world.value(connection, NOW, seeded.names["route_id"])
    assert "waits for your approval" in words(treasurer.get("/sacco/").text)
    assert "waits for your approval" not in words(admin.get("/sacco/").text)
    answer = proposal(treasurer, place)
    assert "Another official does" in post(admin, answer, decision="approved")[1]
    assert "See below from when it counts" in post(treasurer, answer, decision="approved")[1]
    assert set(re.findall(r"\d+", world.value(connection, NOW, seeded.names["route_id"]))) == {"70"}
    page = treasurer.get(place)
    assert "new fares · approved" in words(page.text)
    assert len(page.data) < LIMIT


def test_a_cap_holds_and_rises_a_day_later(admin: FlaskClient, treasurer: FlaskClient, place: str) -> None:
    assert "in whole shillings" in post(admin, place, kind="cap", cap="x")[1]
    assert post(admin, place, kind="cap", cap="200")[0] == 200
    post(treasurer, proposal(treasurer, place), decision="approved")
    assert "No seat costs more than KES 200." in words(admin.get(place).text)
    status, text = post(admin, place, **fares(admin, place, "201"))
    assert (status, "above the cap of this route" in text) == (422, True)
    post(admin, place, kind="cap", cap="300")
    post(treasurer, proposal(treasurer, place), decision="approved")
    text = words(admin.get(place).text)
    assert "No seat costs more than KES 200." in text
    assert re.search(r"From .+ on the cap is KES 300\.", text)


def test_declining_needs_a_reason_that_the_proposer_reads(
    admin: FlaskClient, treasurer: FlaskClient, place: str
) -> None:
    post(admin, place, **fares(admin, place, "90"))
    assert "10 letters or more" in post(treasurer, proposal(treasurer, place), decision="declined", reason="no")[1]
    post(treasurer, proposal(treasurer, place), decision="declined", reason="watu wetu hawataweza")
    assert "watu wetu hawataweza" in words(admin.get(place).text)


def test_one_official_switches_the_rain_on_and_off(
    treasurer: FlaskClient, place: str, seeded: SeededWorld, connection: Connection
) -> None:
    connection.execute("delete from fleet.rain_switches")
    route = seeded.names["route_id"]
    connection.execute("select fleet.set_stage_fares(%s, 'rain', array[9000], clock_timestamp())", (route,))
    assert "for 1 to 4 hours" in post(treasurer, f"{place}/switch", switch="rain_on", hours="9")[1]
    text = post(treasurer, f"{place}/switch", switch="rain_on", hours="2")[1]
    assert "The rain fares count from now on" in text
    assert "the rain fares count now" in text
    assert "The rain fares are off." in post(treasurer, f"{place}/switch", switch="rain_off")[1]


def test_an_event_is_planned_and_called_off(admin: FlaskClient, treasurer: FlaskClient, place: str) -> None:
    stages = len(set(re.findall(r'id="event-(\d+)"', admin.get(place).text)))
    event = {"kind": "event", "name": "Stadium", "event": ["150"] * stages, "starts_at": "2099-12-12T14:00",
             "ends_at": "2099-12-12T20:00"}  # fmt: skip
    assert "at most 180 days from now" in post(admin, place, **event)[1]
    soon = {"starts_at": SOON.format(14), "ends_at": SOON.format(20)}
    assert "Give the event a name" in post(admin, place, **event | soon | {"name": "x"})[1]
    assert "approves it before it counts" in post(admin, place, **event | soon)[1]
    post(treasurer, proposal(treasurer, place), decision="approved")
    assert "Stadium" in words(treasurer.get(place).text)
    assert "planned for that time" in post(admin, place, **event | soon)[1]
    assert "The event is ended." in post(treasurer, f"{place}/switch", switch="event_off")[1]


def test_staff_look_and_change_nothing(staff: FlaskClient, seeded: SeededWorld) -> None:
    page = staff.get(seeded.say("/ops/fleet/routes/{route_id}"))
    assert page.status_code == 200
    assert 'action="/ops/fleet' not in page.text
    assert "<input" not in page.text.split("<main", 1)[1].split("</main", 1)[0]


def test_without_peak_fares_no_page_says_that_peak_fares_count(
    admin: FlaskClient, seeded: SeededWorld, connection: Connection
) -> None:
    sacco = world.value(connection, "select sacco_id from fleet.routes where route_id = %s", seeded.names["route_id"])
    blank = ["", "", ""]
    stages = {"stage": ["Kencom", "Yaya", "Kawa"], "off_peak": ["", "40", "60"], "peak": blank, "rain": blank}
    answer = admin.post(f"/sacco/fleet/saccos/{sacco}/route", data={
        **stages, "number": "97P", "corridor": "Kencom-Kawa", "peak_hours": "00:00-23:59", "cap": "",
        "csrf": csrf_of(admin)})  # fmt: skip
    assert answer.status_code == 303
    route = world.value(connection, "select route_id from fleet.routes where number = '97P'")
    shown = words(admin.get(f"/sacco/fleet/routes/{route}").text)
    assert "route 97P: the off-peak fares count now." in shown
    assert "No peak fares are set: the off-peak fares count in these hours, too." in shown
