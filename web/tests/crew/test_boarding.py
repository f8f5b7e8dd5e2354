"""The boarding list: a passenger's word from the menu, the page within 8 KB, codes checked by page and by SMS."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.conftest import TOKEN
from web.tests.crew.conductor import JUMA, SHARED, open_link, press
from web.tests.pages.fixtures import csrf_in
from web.tests.pages.html_text import words
from web.tests.pages.world import EAT, value

PAY = """select count(*) from (select * from mobile_money.payment_intents where state in ('created', 'pushed')) i
  cross join lateral mobile_money.settle_payments('c2b_confirmation', array[row(
    'TB' || upper(left(md5(i.payment_ref), 8)), i.amount_cents / 100 || '.00', i.account_ref,
    to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS'), '400222', null, i.payment_ref, null, null, '126',
    '\\x01', sha256(i.payment_ref::bytea), null, null)::mobile_money.payment_message], now())"""
WORD = "select word from fleet.trips where closed_at is null"
FULL = """with seats as (
  insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats,
    stage_id, lang)
  select 'full' || n, '4628-F' || n, t.vehicle_id, p.phone_hash, 15000, 3,
    (select stage_id from fleet.stages order by length(name) desc limit 1), 'sw'
    from generate_series(1, %s) n, fleet.trips t, (select phone_hash from privacy.phones limit 1) p
   where t.closed_at is null returning payment_ref, vehicle_id)
  select count(fares.reserve_seats(payment_ref, vehicle_id, 3, now())) from seats"""


@pytest.fixture
def client(crew: Flask, link: str) -> FlaskClient:
    """The browser of the trip's link."""
    return open_link(crew, link)


def board(crew: Flask, phone: str) -> str:
    """A passenger dials for two people at KES 50; the last words."""
    session = datetime.now(EAT).isoformat() + phone
    press(crew, session, "4628*50", phone)
    press(crew, session, "4628*50*2", phone)
    press(crew, session, "4628*50*2*2", phone)
    return press(crew, session, "4628*50*2*2*1", phone)


def check(client: FlaskClient, typed: str) -> str:
    """The page's answer to what a passenger said."""
    token = csrf_in(client.get("/crew/check?plate=KZZ+001A").text)
    answer = client.post("/crew/check", data={"csrf": token, "plate": "KZZ 001A", "word": typed})
    assert answer.status_code == 200
    return words(answer.text)


def test_a_passenger_is_listed_from_the_confirm_key_to_the_check(
    crew: Flask, client: FlaskClient, connection: Connection
) -> None:
    word = value(connection, WORD)
    assert f"mwambie kondakta: {word} 1-2." in board(crew, "0199000381")
    assert f"yanasubiri: {word} 1-2." in press(crew, "again", "", "0199000381")
    page = words(client.get("/crew/").text)
    assert "Bado hakuna aliyelipa. 1 anasubiriwa." in page
    assert "1-2 USSD ×2 inasubiri ..381 100" in page
    assert f"{word} 1: inasubiri M-Pesa, bado haijalipwa." in check(client, "1")
    value(connection, PAY)
    page = words(client.get("/crew/").text)
    assert "Walipaji 1, KES 100." in page
    assert "inasubiri" not in page
    receipt = "select payload ->> 'text' from messaging.outbox where key like 'TB%' order by outbox_id desc limit 1"
    assert f" {word} 1-2. Ref TB" in value(connection, receipt)
    assert f"{word} 1-2: imelipwa, KES 100 x2 ..381." in check(client, f"{word.lower()} 1-2")
    assert "1-2 ✓" in words(client.get("/crew/").text)
    assert "ilishaonyeshwa saa" in check(client, "2")
    assert f"{word} 77: haijawahi kutolewa." in check(client, "77")
    assert "0199000381" not in page


def test_a_crew_checks_by_sms_and_hears_the_same_words(
    crew: Flask, client: FlaskClient, connection: Connection
) -> None:
    word = value(connection, WORD)
    sent = "select payload ->> 'text' from messaging.outbox where key = %s"
    for n, (typed, phone) in enumerate({f"4628 {word} 88": JUMA, f"4628 {word} 89": SHARED}.items()):
        form = {"id": f"check-{word}-{n}", "from": phone, "text": typed}
        assert crew.test_client().post(f"/telco/{TOKEN}/sms/inbound", data=form).status_code == 200
    assert value(connection, sent, f"check/check-{word}-0") == f"{word} 88: haijawahi kutolewa."
    assert f"{word} 88: haijawahi kutolewa." in check(client, "88")
    answers = "select count(*) from messaging.outbox where key like %s"
    assert value(connection, answers, f"check/check-{word}-%") == 1, "a stranger hears nothing"


def test_a_full_list_is_light(crew: Flask, client: FlaskClient, connection: Connection) -> None:
    value(connection, FULL, 60)
    page = client.get("/crew/").text
    assert page.count("..") >= 60
    assert len(page.encode()) <= 8 * 1024
    assert "<script" not in page
    assert '<meta http-equiv="refresh" content="15;url=/crew/">' in page
    connection.execute("delete from fares.seats where payment_ref like 'full%'")
    connection.execute("delete from mobile_money.payment_intents where payment_ref like 'full%'")


def test_a_look_at_the_list_is_noted(client: FlaskClient, connection: Connection) -> None:
    client.get("/crew/")
    seen = "select now() - viewed_at < interval '5 seconds' from fares.boarding_views order by trip_id desc limit 1"
    assert value(connection, seen)


@pytest.mark.parametrize("typed", ["'; drop", "<b>27</b>", "9" * 39, "😀 27"])
def test_what_is_no_code_is_asked_again(client: FlaskClient, typed: str) -> None:
    assert "Weka neno na namba, mfano SIMBA 27." in check(client, typed)


def test_a_breakdown_is_asked_about_and_noted_once(client: FlaskClient, connection: Connection) -> None:
    """Which stage, what goes back, and the list again."""
    client.set_cookie("lipa_lang", "en")
    asked = client.get("/crew/breakdown?plate=KZZ+001A").get_data(as_text=True)
    assert "Which stage did it pass last?" in words(asked)
    stage = value(connection, "select min(stage_id)::text from fleet.stages join fleet.vehicles using (route_id) "
                              "where plate = 'KZZ 001A'")  # fmt: skip
    shown = client.get(f"/crew/breakdown?plate=KZZ+001A&stage={stage}").get_data(as_text=True)
    assert "back as credit" in words(shown)
    trip = value(connection, "select trip_id::text from fleet.trips where closed_at is null")
    form = {"plate": "KZZ 001A", "trip": trip, "stage": stage, "csrf": csrf_in(shown)}
    for said in ("The breakdown is noted.", "This breakdown was noted before."):
        answer = client.post("/crew/breakdown", data=form)
        assert said in words(client.get(answer.headers["Location"]).get_data(as_text=True))
    assert value(connection, "select count(*) from fares.breakdowns") == 1
