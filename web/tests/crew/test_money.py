"""A crew tells its cash and writes down promises, by menu and by page; a vehicle that is off charges nobody."""

import re
import time

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import csrf_of
from web.tests.pages.html_text import words
from web.tests.pages.seed import SeededWorld
from web.tests.pages.world import value

ALONE = """update fleet.trips set closed_at = now(), closed_as = 'ended' where closed_at is null and trip_id <> %s"""
# Opened today: the crew's page says what was told of the market's day, also in its first hour.
OPEN = """update fleet.trips set closed_at = null, closed_as = null, ends_at = now() + interval '5 hours',
                 opened_at = greatest(now() - interval '1 hour', date_trunc('day', now(), 'Africa/Nairobi'))
           where trip_id = %s"""


@pytest.fixture
def crew(seeded: SeededWorld) -> FlaskClient:
    """The crew of KZZ 001A on its trip, signed in by password."""
    seeded.connection.execute(ALONE, (seeded.names["my_trip"],))
    seeded.connection.execute(OPEN, (seeded.names["my_trip"],))
    seeded.connection.execute("update fares.grace_periods set ended_at = now() where ended_at is null")
    return seeded.browser("crew")


def post(client: FlaskClient, address: str, **form: str) -> str:
    answer = client.post(address, data={**form, "plate": "KZZ 001A", "csrf": csrf_of(client)}, follow_redirects=True)
    return words(answer.text)


def test_the_cash_is_told_corrected_and_shown_to_the_owner(crew: FlaskClient, seeded: SeededWorld) -> None:
    trip = seeded.names["my_trip"]
    assert "Imeandikwa" in post(crew, "/crew/cash", trip=trip, cash="3,100", seats="30")
    assert "Imeandikwa" in post(crew, "/crew/cash", trip=trip, cash="3,200", seats="31")
    assert "Andika shilingi kamili" in post(crew, "/crew/cash", trip=trip, cash="12.50")
    page = words(crew.get("/crew/money?plate=KZZ+001A").text)
    assert "KES 3,200 × 31" in page
    assert "taslimu KES 3,200, mlivyosema" in words(crew.get("/crew/").text)
    told = "select cents from fares.cash_tallies where trip_id = %s order by tally_id"
    assert seeded.connection.execute(told, (trip,)).fetchall()[-2:] == [(310_000,), (320_000,)]
    owner = seeded.browser("owner")
    line = r"Taslimu, kama wahudumu walivyosema: KES 3,200 \(safari [0-9]+ kati ya [0-9]+\)"
    # An owner's page is as of a second that is over, and older while another test's transaction is open.
    until = time.monotonic() + 20
    while not re.search(line, shown := words(owner.get("/owner/").text)):
        assert time.monotonic() < until, shown
        time.sleep(0.5)
    for kind in ("", ".csv"):
        assert "3,200" in words(seeded.browser("owner").get(f"/owner/statement{kind}").text)


def test_a_promise_is_made_while_m_pesa_is_silent_only(crew: FlaskClient, seeded: SeededWorld) -> None:
    assert "M-Pesa inafanya kazi" in post(crew, "/crew/promise", last3="126", amount="80")
    seeded.connection.execute("insert into fares.grace_periods (started_at) values (now() - interval '1 minute')")
    assert "M-Pesa inachelewa" in words(crew.get("/crew/").text)
    assert "Andika tarakimu tatu za mwisho, na nauli" in post(crew, "/crew/promise", last3="12", amount="80")
    assert "..126 · KES 80" in post(crew, "/crew/promise", last3="126", amount="80")
    promise = value(seeded.connection, "select max(promise_id) from fares.promises")
    assert "Ahadi imeondolewa" in post(crew, "/crew/promise/withdraw", promise=str(promise))
    dialled = crew.application.test_client().post(f"/telco/{TOKEN}/ussd", data={
        "sessionId": "grace", "phoneNumber": "+254199000888", "text": "", "serviceCode": "*384*46#",
        "networkCode": "63902"})  # fmt: skip
    assert dialled.text.startswith("CON M-Pesa inachelewa. SMS itachelewa.")
    assert "kimya: wahudumu wanaandika ahadi" in words(seeded.browser("sacco_admin").get("/sacco/promises").text)
    staff = seeded.browser("ops")
    over = {"to": "off", "reason": "M-Pesa inafanya kazi tena", "csrf": csrf_of(staff)}
    ended = staff.post("/ops/promises", data=over, follow_redirects=True)
    assert "Ujumbe wa M-Pesa unafika" in words(ended.text)


def test_a_route_in_shadow_mode_goes_live_after_clean_days(seeded: SeededWorld) -> None:
    admin, route = seeded.browser("sacco_admin"), seeded.names["route_id"]
    place = f"/sacco/go-live/{route}"
    answers = [
        admin.post(place, data={"mode": mode, "csrf": csrf_of(admin)}, follow_redirects=True)
        for mode in ("none", "shadow", "live")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 422]
    assert "Bado: siku za mwisho hazikuwa safi zote" in words(answers[2].text)
    connection: Connection = seeded.connection
    connection.execute("update fares.shadow_modes set valid_from = now() - interval '6 days' where valid_to is null")
    for days in (2, 3, 4):
        connection.execute(
            """with t as (insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
                          select vehicle_id, %s, d, d + interval '1 hour', d + interval '30 minutes', 'ended'
                            from fleet.vehicles, (select now() - %s * interval '1 day' as d) a where plate = 'KZZ 001A'
                          returning *)
               insert into fares.trip_counts
               select t.trip_id, t.vehicle_id, %s, t.opened_at::date, 'shadow', 1, 6000, 0, 6000, now() from t""",
            (seeded.users["crew"], days, route),
        )
    page = admin.get(place)
    assert len(page.data) < 30_000
    assert "Siku safi 3 mfululizo" in words(page.text)
    live = admin.post(place, data={"mode": "live", "csrf": csrf_of(admin)}, follow_redirects=True)
    assert "Imeanza rasmi: bila taslimu" in words(live.text)


def test_a_vehicle_is_switched_off_with_one_click_and_on_with_another(seeded: SeededWorld) -> None:
    staff = seeded.browser("ops")
    place = "/ops/fleet/vehicles/KZZ001A"
    assert "Zima: lisipokee nauli" in words(staff.get(place).text)
    form = {"kind": "vehicle", "subject": "KZZ 001A", "to": "off", "back": place, "csrf": csrf_of(staff)}
    answer = staff.post("/ops/pilot-stops", data=form)
    assert answer.headers["Location"] == f"{place}?done=off"
    state = "select fleet.pilot_state(vehicle_id, null, clock_timestamp()) from fleet.vehicles where plate = 'KZZ 001A'"
    assert value(seeded.connection, state) == "not_in_pilot"
    stop = value(seeded.connection, "select max(stop_id) from fleet.pilot_stops")
    listed = words(staff.get("/ops/pilot").text)
    assert "Gari KZZ 001A" in listed
    on = staff.post("/ops/pilot-stops", follow_redirects=True,
                    data={"kind": "stop", "subject": str(stop), "to": "on", "csrf": csrf_of(staff)})  # fmt: skip
    assert "Imewashwa tena" in words(on.text)
    assert value(seeded.connection, state) == "open"
    wrong = staff.post("/ops/pilot-stops", data={**form, "subject": "KXX 999X", "csrf": csrf_of(staff)})
    assert (wrong.status_code, "Hakuna gari" in words(wrong.text)) == (422, True)
