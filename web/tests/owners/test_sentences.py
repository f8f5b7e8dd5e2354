"""Each sentence of the owner's pages says only what the database knows at that moment."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web import pages
from web.tests.pages import world
from web.tests.pages.html_text import page, words
from web.tests.pages.world import EAT, World


def read(client: FlaskClient, address: str, lang: str = "en") -> str:
    client.set_cookie("lipa_lang", lang)
    return words(page(client, address)).replace("\xa0", " ")


def asof(small_world: World, at: datetime) -> str:
    if at > datetime.now(EAT):
        pytest.skip("that hour of this week is still to come")
    return f"{small_world.asof.split('-')[0]}-{int(at.timestamp())}"


@pytest.mark.parametrize(("moment", "lang", "sentences"), [
    ("0 21:50", "en", ["2 of 3 vehicles are taking fares.", "KZZ 002B: no fares since 14:10"]),
    ("0 23:05", "en", ["1 of 3 vehicles is taking fares."]),  # at night, too
    ("0 23:30", "en", ["Last fare 21:40. Night: fares are expected again from 05:00."]),
    ("0 23:30", "sw", ["Nauli ya mwisho 21:40. Usiku: nauli zinatarajiwa tena kuanzia 05:00."]),
    ("1 05:30", "en", ["No fares yet this morning."]),
    ("1 07:00", "en", ["No vehicle is taking fares now.", "KZZ 001A: no fares since Sunday 21:40"]),
    ("0 01:28", "en", ["Last Sunday had nothing by 01:28"]),
    ("0 01:28", "sw", ["Jumapili iliyopita hakukuwa na nauli kufikia 01:28"]),
    ("0 21:50", "en", ["more than last Sunday by this time (21:50)", "Updated 21:50, Sunday 22"]),
    ("1 03:00", "en", ["The day before had nothing by 03:00"]),
    ("1 10:00", "en", ["100 % less than yesterday by this time (10:00)"]),
])  # fmt: skip
def test_the_home_says_what_is_true_at_that_moment(
    owner: FlaskClient, small_world: World, moment: str, lang: str, sentences: list[str]
) -> None:
    day, clock = moment.split()  # 0: the Sunday, 1: the day after it
    at = small_world.at(*map(int, clock.split(":"))) + timedelta(days=int(day))
    text = read(owner, f"/owner/?asof={asof(small_world, at)}", lang)
    for sentence in sentences:
        assert sentence.replace("Sunday 22", f"Sunday {small_world.sunday.day}") in text


def test_money_on_hold_and_where_it_lies_are_said_on_the_home(owner: FlaskClient, small_world: World) -> None:
    small_world.pay("KZZ 001A", 350_000, small_world.at(11))
    text = read(owner, f"/owner/?on={small_world.sunday}")
    assert "KES 3,500 of these fares is on hold, M-Pesa is confirming." in text
    assert "· on hold KES 3,430" in text
    assert "held for you." in text
    assert "in our PayBill 400222" in text


def test_figures_that_are_old_call_no_vehicle_silent(
    owner: FlaskClient, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = pages.ask

    def ask_late(function: str, session: str, /, **arguments: Any) -> dict[str, Any]:
        document = ask(function, session, **arguments)
        return document | {"held_since": document["now"]}

    monkeypatch.setattr(pages, "ask", ask_late)
    for address in ("/owner/", "/owner/vehicle/KZZ002B"):
        text = read(owner, f"{address}?asof={small_world.asof}")
        assert "We can't say which vehicles are taking fares now: these figures are of 21:50." in text
        assert "no fares since" not in text


@pytest.mark.parametrize("lang", ["en", "sw"])
def test_a_vehicle_that_cannot_be_paid_says_why(
    owner: FlaskClient, small_world: World, connection: Connection, lang: str
) -> None:
    since = small_world.at(0)
    route = world.value(connection, "select min(route_id) from fleet.routes")
    register = "select fleet.register_vehicle('KDA 123X', %s, %s, 14, %s)"
    if lang == "en":
        vehicle = world.value(connection, register, route, small_world.owner_ids[0], since)
        pilot = "insert into fleet.pilot_entries (kind, vehicle_id, valid_from) values ('vehicle', %s, %s)"
        only = world.value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'")
        connection.execute(pilot, (vehicle, since))
        connection.execute(pilot, (only, since))
    sentences = {
        "en": ("KDA 123X can't take fares yet: its split is not set.",
               "KZZ 003C can't take fares yet: it is not in the pilot."),
        "sw": ("KDA 123X bado haliwezi kupokea nauli: mgao wake haujawekwa.",
               "KZZ 003C bado haliwezi kupokea nauli: halimo kwenye majaribio."),
    }[lang]  # fmt: skip
    home = read(owner, f"/owner/?asof={small_world.asof}", lang)
    for sentence in sentences:
        assert sentence in home
        assert sentence in read(owner, f"/owner/vehicle/{sentence[:8].replace(' ', '')}?asof={small_world.asof}", lang)
    assert ("1 of 4 vehicles is" if lang == "en" else "1 kati ya 4") in home


def test_the_home_of_a_large_owner_stays_light(owner: FlaskClient, small_world: World, connection: Connection) -> None:
    connection.execute(
        "select fleet.register_vehicle(format('KBB %%sB', 100 + n), (select min(route_id) from fleet.routes), %s, 14,"
        " now()) from generate_series(1, 60) n", (small_world.owner_ids[0],),
    )  # fmt: skip
    sheet = len(owner.get("/static/lipa.css").data)
    for address in ("/owner/", "/owner/?page=6"):
        html = page(owner, address)
        assert len(html.encode()) + sheet <= 30 * 1024
    assert "51 hadi 60 kati ya 6" in words(html)
