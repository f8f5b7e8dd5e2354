"""The conductor: a PIN typed on any phone, a link that ends with the trip, a page that shows who has paid."""

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web.i18n import formats
from web.tests.crew.conductor import DIGITS, JUMA, SHARED, open_link, press
from web.tests.pages.fixtures import csrf_in, enter_password, send
from web.tests.pages.html_text import words
from web.tests.pages.world import EAT, World, value


def trip_in(client: FlaskClient, act: str = "") -> str:
    """The trip that the page which asks first would end."""
    found = re.search(r'name="trip" value="([0-9]*)"', client.get(f"/crew/trip{act}?plate=KZZ+001A").text)
    assert found
    return found[1]


def is_ended(answer: TestResponse) -> bool:
    return answer.status_code == 403 and "Safari imekwisha" in answer.text


def test_a_pin_is_kept_nowhere(crew: Flask, link: str, connection: Connection) -> None:
    tables = connection.execute("""select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in
            ('ussd', 'accounts', 'access', 'config', 'privacy', 'audit', 'messaging')""").fetchall()
    kept = f"r::text ~ '(^|[^0-9a-f.]){DIGITS}([^0-9a-f]|$)'"  # neither hex nor a fraction of a second
    for (table,) in tables:
        assert value(connection, f"select count(*) from {table} as r where {kept}") == 0, table  # noqa: S608


def test_the_page_shows_who_has_paid_on_this_trip_only(crew: Flask, link: str, small_world: World) -> None:
    client = open_link(crew, link)
    assert "Bado hakuna aliyelipa" in client.get("/crew/").text
    small_world.pay("KZZ 001A", 6000, datetime.now(EAT))
    small_world.pay("KZZ 003C", 9900, datetime.now(EAT))
    page = client.get("/crew/").text
    assert "Walipaji 1, KES 60." in page
    assert "..126" in page
    assert ">60\n" in page
    assert ">99\n" not in page
    assert '<meta http-equiv="refresh" content="15;url=/crew/">' in page
    assert 'http-equiv="refresh"' not in client.get("/crew/?live=no").text
    assert len(page) < 30_000


def test_the_page_asks_before_the_list_closes(
    crew: Flask, link: str, small_world: World, connection: Connection
) -> None:
    client = open_link(crew, link)
    connection.execute("update fleet.vehicles set target_cents = null")
    now = datetime.now(EAT)
    small_world.pay("KZZ 001A", 6000, now)
    page = words(client.get("/crew/").text)
    assert "lengo" not in page
    connection.execute("update fleet.vehicles set target_cents = 450000 where plate = 'KZZ 001A'")
    page = client.get("/crew/").text
    paid = small_world.of("KZZ 001A", now.date())
    total = formats.kes(sum(fare.cents for fare in paid))
    assert re.search(rf"Leo: safari [0-9]+, walipaji {len(paid)}, KES {total} · lengo 4,500", words(page))
    assert 'method="post" action="/crew/trip' not in page
    for path, question in (("/crew/trip", "Safari mpya?"), ("/crew/trip/end", "Maliza safari?")):
        asked = words(client.get(f"{path}?plate=KZZ+001A").text)
        assert question in asked
        assert re.search(r"Orodha ya sasa itafungwa: walipaji [1-9], KES [0-9,]+\.", asked)
        assert client.get(f"{path}?plate=KZZ+003C").status_code == 404
    assert "safari ilianza" in words(client.get("/crew/").text)  # asking ends nothing


def test_the_last_trip_stays_on_the_page(crew: Flask, link: str, small_world: World, connection: Connection) -> None:
    client = open_link(crew, link)
    small_world.pay("KZZ 001A", 7000, datetime.now(EAT))
    connection.execute("update fleet.trips set opened_at = now() - interval '2 minutes' where closed_at is null")
    send(client, "/crew/trip", plate="KZZ 001A", trip=trip_in(client))
    assert re.search(
        r"Safari iliyopita [0-9:]{5} hadi [0-9:]{5}: walipaji [0-9]+, KES", words(client.get("/crew/").text)
    )


def test_the_session_of_a_link_opens_nothing_else(crew: Flask, link: str) -> None:
    client = open_link(crew, link)
    for path in ("/owner/", "/ops/", "/sacco/people", "/sessions", "/", "/sign-in/code"):
        fresh = crew.test_client()
        fresh.set_cookie("lipa_session", client.get_cookie("lipa_session").value)  # type: ignore[union-attr]
        assert fresh.get(path).headers["Location"].startswith("/login"), path


def test_another_language_keeps_the_trip_open(crew: Flask, link: str) -> None:
    client = open_link(crew, link)
    assert client.post("/language", data={"lang": "en", "next": "/crew/"}).headers["Location"] == "/crew/"
    assert "Updated" in client.get("/crew/").text


def test_a_closed_page_says_how_to_come_back(crew: Flask) -> None:
    text = crew.test_client().get("/crew/", follow_redirects=True).text
    assert "Ukurasa wa safari umefungwa." in text
    assert "Wamiliki wa magari" not in text


def test_a_link_ends_with_the_trip(crew: Flask, link: str) -> None:
    first, second = open_link(crew, link), open_link(crew, link)
    assert send(first, "/crew/trip/end", plate="KZZ 001A", trip=trip_in(first, "/end")) == "/crew/?done=ended"
    assert is_ended(first.get("/crew/?done=ended"))
    assert is_ended(second.get("/crew/"))
    answer = crew.test_client().post(link)
    assert answer.status_code == 403
    assert "imekwisha muda" in answer.text


def test_only_the_session_that_starts_the_next_trip_stays(crew: Flask, link: str, connection: Connection) -> None:
    first, second = open_link(crew, link), open_link(crew, link)
    connection.execute("update fleet.trips set opened_at = now() - interval '10 minutes' where closed_at is null")
    shown = trip_in(first)
    assert send(first, "/crew/trip", plate="KZZ 001A", trip=shown) == "/crew/?done=started"
    began = value(connection, "select trip_id from fleet.trips where closed_at is null")
    connection.execute("update fleet.trips set opened_at = now() - interval '10 minutes' where closed_at is null")
    assert send(first, "/crew/trip", plate="KZZ 001A", trip=shown) == "/crew/?done=already"  # a second click
    assert value(connection, "select trip_id from fleet.trips where closed_at is null") == began
    assert "Safari mpya imeanza" in first.get("/crew/?done=started").text
    assert is_ended(second.get("/crew/"))


def test_a_link_opens_three_times(crew: Flask, link: str) -> None:
    for _ in range(3):
        open_link(crew, link)
    assert crew.test_client().post(link).status_code == 403


@pytest.mark.parametrize("token", ["x", "0" * 16, "%00", "a" * 5000, "<script>", "' or 1=1--"])
def test_what_is_no_link_is_refused_like_an_ended_one(crew: Flask, token: str) -> None:
    answer = crew.test_client().post("/c/" + token)
    assert answer.status_code in (403, 400, 404)
    assert "<script>" not in answer.text


def test_a_form_of_another_site_opens_no_link(crew: Flask, link: str) -> None:
    assert crew.test_client().post(link, headers={"Origin": "https://evil.example"}).status_code == 403
    open_link(crew, link)


def test_a_conductor_signed_in_by_password_sees_the_same_page(crew: Flask) -> None:
    client = crew.test_client()
    assert enter_password(client, JUMA).status_code == 303
    assert client.get("/").headers["Location"] == "/crew/"
    page = client.get("/crew/").text
    assert "KZZ 001A" in page
    assert "KZZ 003C" not in page
    assert client.post("/crew/trip", data={"csrf": csrf_in(page), "plate": "KZZ 003C"}).status_code == 404


def test_five_wrong_pins_pause_a_shared_phone_and_juma_is_told(crew: Flask, link: str, connection: Connection) -> None:
    typed = "5*4628"
    press(crew, "w", typed, SHARED)
    for n in range(5):
        typed += f"*{20461 + n}"
        message = press(crew, "w", typed, SHARED)
    assert message == "END Umekosea mara nyingi. Jaribu tena baada ya dakika 30."
    press(crew, "w2", "5*4628", SHARED)
    assert press(crew, "w2", f"5*4628*{DIGITS}", SHARED).startswith("END Umekosea")
    sms = "select payload ->> 'text' from messaging.outbox where key like 'pin_paused/%'"
    ((text,),) = connection.execute(sms).fetchall()
    assert text.startswith("Lipa Fare: namba ya siri ya kondakta wa 4628 imekosewa mara 5 kwa simu ..302.")
    session = datetime.now(EAT).isoformat()
    press(crew, session, "5")
    assert "Walipaji" in press(crew, session, f"5*{DIGITS}")
