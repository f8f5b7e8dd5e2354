"""The conductor: a number on any phone, a link that dies with the trip, a page that shows who has paid."""

import re
from collections.abc import Iterator
from datetime import datetime

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web.core import db
from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import csrf
from web.tests.pages.world import EAT, PASSWORD, World
from worker.jobs import trip_links

JUMA, SHARED = "0199000301", "+254199000302"
DIGITS = "73915"


@pytest.fixture(scope="module")
def connection(small_world: World) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """The tables, for a look."""
    with psycopg.connect(small_world.url, autocommit=True) as owner:
        yield owner


@pytest.fixture(scope="module")
def crew(people: Flask, small_world: World, connection: "psycopg.Connection[tuple[object, ...]]") -> Flask:
    """The application; Juma works on KZZ 001A and has chosen a number by his own phone."""
    (vehicle,) = connection.execute("select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'").fetchone() or (0,)
    connection.execute("select fleet.issue_door_code(%s, '4628', now() - interval '1 day')", (vehicle,))
    made = people.test_cli_runner().invoke(
        args=["create-user", "--phone", JUMA, "--role", "crew", "--scope-vehicle", str(vehicle)],
        env={"LIPA_NEW_PASSWORD": PASSWORD},
    )
    assert made.exit_code == 0, made.output
    db.configure(people.extensions["lipa"])
    return people


def press(crew: Flask, session: str, text: str, phone: str = JUMA) -> str:
    """One turn of the menu, as the gateway tells it."""
    answer = crew.test_client().post(
        f"/telco/{TOKEN}/ussd",
        data={
            "sessionId": session,
            "phoneNumber": phone,
            "text": text,
            "serviceCode": "*384*46#",
            "networkCode": "63902",
        },
    )
    return answer.get_data(as_text=True)


@pytest.fixture
def link(crew: Flask, connection: "psycopg.Connection[tuple[object, ...]]") -> str:
    """The link of an SMS that Juma asked for, on a trip that has just begun."""
    connection.execute("delete from accounts.trip_links")
    connection.execute("update fleet.trips set closed_at = now(), closed_as = 'ended' where closed_at is null")
    session = datetime.now(EAT).isoformat()
    if "Chagua" in press(crew, session + "a", "5"):
        press(crew, session + "a", f"5*{DIGITS}")
        press(crew, session + "a", f"5*{DIGITS}*{DIGITS}")
    press(crew, session, "5")
    assert "Walipaji" in press(crew, session, f"5*{DIGITS}")
    assert "SMS inakuja" in press(crew, session, f"5*{DIGITS}*6")
    ((link_id, text),) = connection.execute(
        "select payload ->> 'trip_link', payload ->> 'text' from messaging.outbox where key like 'trip_link/%'"
        " order by outbox_id desc limit 1"
    ).fetchall()
    sent = trip_links.insert_link(str(text), int(str(link_id)), "https://lipa.test")
    assert sent
    found = re.search(r"https://lipa\.test(/c/[\w-]{16}) ", sent)
    assert found
    assert found[1].removeprefix("/c/") not in str(
        connection.execute("select l::text from accounts.trip_links l").fetchall()
    )
    return found[1]


def opened(crew: Flask, link: str) -> FlaskClient:
    """A browser that pressed the button behind a link."""
    client = crew.test_client()
    assert "Fungua orodha" in client.get(link).get_data(as_text=True)
    answer = client.post(link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/crew/")
    return client


def ended(answer: TestResponse) -> bool:
    """Whether the page says that the trip is over."""
    return answer.status_code == 403 and "Safari imekwisha" in answer.get_data(as_text=True)


def test_the_digits_are_kept_nowhere(
    crew: Flask, link: str, connection: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    tables = connection.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('ussd', 'accounts', 'access', 'config', 'privacy', 'audit', 'messaging')"
    ).fetchall()
    kept = f"r::text ~ '(^|[^0-9a-f.]){DIGITS}([^0-9a-f]|$)'"  # neither hex nor a fraction of a second
    for (table,) in tables:
        found = connection.execute(f"select count(*) from {table} as r where {kept}".encode()).fetchone()  # noqa: S608
        assert found == (0,), table


def test_the_page_shows_who_has_paid_on_this_trip_and_nobody_else(crew: Flask, link: str, small_world: World) -> None:
    client = opened(crew, link)
    assert "Bado hakuna aliyelipa" in client.get("/crew/").get_data(as_text=True)
    small_world.pay("KZZ 001A", 6000, datetime.now(EAT))
    small_world.pay("KZZ 003C", 9900, datetime.now(EAT))
    page = client.get("/crew/").get_data(as_text=True)
    assert "Walipaji 1, KES 60." in page
    assert "..126" in page
    assert ">60<" in page
    assert ">99<" not in page
    assert '<meta http-equiv="refresh" content="15;url=/crew/">' in page
    assert 'http-equiv="refresh"' not in client.get("/crew/?live=no").get_data(as_text=True)
    assert len(page) < 30_000


def test_a_links_session_opens_nothing_else(crew: Flask, link: str) -> None:
    client = opened(crew, link)
    for path in ("/owner/", "/ops/", "/sacco/people", "/sessions", "/", "/sign-in/code"):
        fresh = crew.test_client()
        fresh.set_cookie("lipa_session", client.get_cookie("lipa_session").value)  # type: ignore[union-attr]
        assert fresh.get(path).headers["Location"].startswith("/login"), path


def test_another_language_leaves_the_trip_open(crew: Flask, link: str) -> None:
    client = opened(crew, link)
    assert client.post("/language", data={"lang": "en", "next": "/crew/"}).headers["Location"] == "/crew/"
    assert "As of" in client.get("/crew/").get_data(as_text=True)


def test_who_is_out_reads_how_to_come_back(crew: Flask) -> None:
    told = crew.test_client().get("/crew/", follow_redirects=True).get_data(as_text=True)
    assert "Ukurasa wa safari umefungwa." in told
    assert "Wamiliki wa magari" not in told


def test_it_dies_with_the_trip(crew: Flask, link: str) -> None:
    first, second = opened(crew, link), opened(crew, link)
    page = first.get("/crew/").get_data(as_text=True)
    assert first.post("/crew/trip/end", data={"csrf": csrf(page), "plate": "KZZ 001A"}).status_code == 303
    assert ended(first.get("/crew/?done=ended"))
    assert ended(second.get("/crew/"))
    answer = crew.test_client().post(link)
    assert answer.status_code == 403
    assert "hakifunguki tena" in answer.get_data(as_text=True)


def test_who_begins_the_next_trip_goes_along_and_nobody_else(
    crew: Flask, link: str, connection: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    first, second = opened(crew, link), opened(crew, link)
    connection.execute("update fleet.trips set opened_at = now() - interval '10 minutes' where closed_at is null")
    page = first.get("/crew/").get_data(as_text=True)
    answer = first.post("/crew/trip", data={"csrf": csrf(page), "plate": "KZZ 001A"})
    assert answer.headers["Location"] == "/crew/?done=started"
    assert "Safari mpya imeanza" in first.get("/crew/?done=started").get_data(as_text=True)
    assert ended(second.get("/crew/"))


def test_a_link_opens_three_times(crew: Flask, link: str) -> None:
    for _ in range(3):
        opened(crew, link)
    assert crew.test_client().post(link).status_code == 403


@pytest.mark.parametrize("token", ["x", "0" * 16, "%00", "a" * 5000, "<script>", "' or 1=1--"])
def test_what_is_no_link_is_answered_like_one_that_is_over(crew: Flask, token: str) -> None:
    answer = crew.test_client().post("/c/" + token)
    assert answer.status_code in (403, 400, 404)
    assert "<script>" not in answer.get_data(as_text=True)


def test_a_form_of_another_site_opens_no_link(crew: Flask, link: str) -> None:
    assert crew.test_client().post(link, headers={"Origin": "https://evil.example"}).status_code == 403
    opened(crew, link)


def test_signed_in_by_password_the_same_page_stands_among_ones_own(crew: Flask) -> None:
    client = crew.test_client()
    assert client.post("/login", data={"phone": JUMA, "password": PASSWORD}).status_code == 303
    assert client.get("/").headers["Location"] == "/crew/"
    page = client.get("/crew/").get_data(as_text=True)
    assert "KZZ 001A" in page
    assert "KZZ 003C" not in page
    assert client.post("/crew/trip", data={"csrf": csrf(page), "plate": "KZZ 003C"}).status_code == 404


def test_a_shared_phone_is_paused_after_five_wrong_numbers_and_juma_is_told(
    crew: Flask, link: str, connection: "psycopg.Connection[tuple[object, ...]]"
) -> None:
    typed = "5*4628"
    press(crew, "w", typed, SHARED)
    for n in range(5):
        typed += f"*{20461 + n}"
        said = press(crew, "w", typed, SHARED)
    assert said == "END Umekosea mara nyingi. Jaribu tena baada ya dakika 30."
    press(crew, "w2", "5*4628", SHARED)
    assert press(crew, "w2", f"5*4628*{DIGITS}", SHARED).startswith("END Umekosea")
    told = connection.execute(
        "select payload ->> 'text' from messaging.outbox where key like 'pin_paused/%'"
    ).fetchall()
    assert len(told) == 1
    assert str(told[0][0]).startswith("Lipa Fare: namba ya siri ya kondakta wa 4628 imekosewa mara 5 kwa simu ..302.")
    session = datetime.now(EAT).isoformat()
    press(crew, session, "5")
    assert "Walipaji" in press(crew, session, f"5*{DIGITS}")
