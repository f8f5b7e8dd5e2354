"""Everything about one person as a file, and forgetting somebody who asks for it."""

import json
import re

import psycopg
from flask.testing import FlaskClient

from db.tests.database import Database
from web.security import phones
from web.tests.callbacks.conftest import confirmation
from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import csrf
from web.tests.pages.html_text import page, words

RIDER = "0799000126"


def dial(staff: FlaskClient) -> None:
    """Somebody opens the menu."""
    form = {
        "sessionId": "privacy-1",
        "phoneNumber": "+254799000126",
        "serviceCode": "*384*46#",
        "networkCode": "63902",
        "text": "",
    }
    assert staff.post(f"/telco/{TOKEN}/ussd", data=form).status_code == 200


def test_a_person_gets_a_file_of_what_we_hold(staff: FlaskClient, database: Database) -> None:
    dial(staff)
    form = {"phone": RIDER, "csrf": csrf(page(staff, "/ops/privacy"))}
    answer = staff.post("/ops/privacy/export", data=form)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lipa-fare-126.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    held = json.loads(answer.text)
    assert held["phone"]["phone"] == "254799000126", "in clear, for the person it is about"
    assert len(held["menus"]) == 1
    assert "sealed" not in answer.text


def test_what_was_sealed_is_read_in_it_and_what_no_key_opens_is_left_empty(
    staff: FlaskClient, database: Database
) -> None:
    dial(staff)
    staff.post(f"/telco/{TOKEN}/c2b/confirmation", json=confirmation("TKPRIVATE1", MSISDN="254799000126"))
    for message in ("privacy-2", "privacy-3"):
        form = {"id": message, "from": "+254799000126", "text": "nauli yangu iko wapi"}
        assert staff.post(f"/telco/{TOKEN}/sms/inbound", data=form).status_code == 200
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update messaging.inbound set text_sealed = '\\x5ea1' where provider_id = 'privacy-3'")
    form = {"phone": RIDER, "csrf": csrf(page(staff, "/ops/privacy"))}
    held = json.loads(staff.post("/ops/privacy/export", data=form).text)
    assert [message["text"] for message in held["sms_to_us"]] == ["nauli yangu iko wapi", None]
    assert [json.loads(message["body"])["TransID"] for message in held["messages_of_the_operator"]] == ["TKPRIVATE1"]


def test_who_asks_is_forgotten_and_nothing_of_the_number_is_left(staff: FlaskClient, database: Database) -> None:
    dial(staff)
    hashed = phones.lookup_hash(phones.parse(RIDER) or "")
    form = {"phone": RIDER, "reason": "asked by letter", "csrf": csrf(page(staff, "/ops/privacy"))}
    told = staff.post("/ops/privacy/erase", data=form, follow_redirects=True)
    assert "Amesahauliwa" in words(told.text)
    with psycopg.connect(database.owner_url) as owner:
        assert owner.execute("select from privacy.phones where phone_hash = %s", (hashed,)).fetchone() is None
        assert owner.execute("select from ussd.ussd_sessions where session_id = 'privacy-1'").fetchone() is None
    again = staff.post("/ops/privacy/erase", data=form, follow_redirects=True)
    assert "Hatuna chochote" in words(again.text)


def test_what_is_no_number_is_said(staff: FlaskClient) -> None:
    form = {"phone": "0799'; drop table x", "reason": "asked", "csrf": csrf(page(staff, "/ops/privacy"))}
    answer = staff.post("/ops/privacy/erase", data=form)
    assert answer.status_code == 422
    assert re.search(
        r'id="erase-error">Namba hii si ya simu[^<]*</span>\s*<input id="erase-phone"[^>]* aria-invalid', answer.text
    )
    assert "asked" in answer.text, "nothing is asked twice"


def test_an_owner_finds_nothing_there(owner: FlaskClient) -> None:
    assert owner.get("/ops/privacy").status_code == 404


def test_the_page_says_how_long_what_is_kept(staff: FlaskClient) -> None:
    assert "Jumbe za M-Pesa zilivyokuja" in words(page(staff, "/ops/privacy"))
