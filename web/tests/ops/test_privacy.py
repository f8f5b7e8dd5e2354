"""A person gets everything about them as a file, and is forgotten on request."""

import json
import re

import pytest
from flask.testing import FlaskClient
from psycopg import Connection
from werkzeug.test import TestResponse

from web.security import phones
from web.tests.callbacks.conftest import confirmation
from web.tests.conftest import TOKEN
from web.tests.pages.fixtures import csrf_of, send
from web.tests.pages.html_text import page, words
from web.tests.pages.world import value

RIDER = "0799000126"


@pytest.fixture(autouse=True)
def _dial(staff: FlaskClient) -> None:
    form = {"sessionId": "privacy-1", "phoneNumber": "+254799000126", "serviceCode": "*384*46#",
            "networkCode": "63902", "text": ""}  # fmt: skip
    assert staff.post(f"/telco/{TOKEN}/ussd", data=form).status_code == 200


def post(staff: FlaskClient, action: str, **form: str) -> TestResponse:
    data = {"phone": RIDER, **form, "csrf": csrf_of(staff)}
    return staff.post(f"/ops/privacy/{action}", data=data, follow_redirects=True)


def test_a_person_gets_a_file_of_what_we_hold(staff: FlaskClient) -> None:
    answer = post(staff, "export")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lipa-fare-126.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    held = json.loads(answer.text)
    assert held["phone"]["phone"] == "254799000126", "in clear, for the person it is about"
    assert len(held["menus"]) == 1
    assert "sealed" not in answer.text


def test_the_file_opens_what_was_sealed_if_a_key_fits(staff: FlaskClient, connection: Connection) -> None:
    staff.post(f"/telco/{TOKEN}/c2b/confirmation", json=confirmation("TKPRIVATE1", MSISDN="254799000126"))
    for message in ("privacy-2", "privacy-3"):
        form = {"id": message, "from": "+254799000126", "text": "nauli yangu iko wapi"}
        assert staff.post(f"/telco/{TOKEN}/sms/inbound", data=form).status_code == 200
    connection.execute("update messaging.inbound set text_sealed = '\\x5ea1' where provider_id = 'privacy-3'")
    held = json.loads(post(staff, "export").text)
    assert [message["text"] for message in held["sms_to_us"]] == ["nauli yangu iko wapi", None]
    assert [json.loads(message["body"])["TransID"] for message in held["messages_of_the_operator"]] == ["TKPRIVATE1"]


def test_an_erasure_takes_two_and_leaves_nothing_of_the_number(
    staff: FlaskClient, finance: FlaskClient, connection: Connection
) -> None:
    hashed = phones.lookup_hash(phones.parse(RIDER) or "")
    assert post(staff, "erase", reason="a" * 201).status_code == 422
    assert "Imependekezwa" in words(post(staff, "erase", reason="asked by letter").text)
    assert "pendekezo linalosubiri" in words(post(staff, "erase", reason="asked by letter").text), "it waits already"
    change = value(connection, "select max(change_id) from config.config_changes")
    html = page(staff, "/ops/erasures")
    assert "..126" in html
    assert f'action="/ops/config/{change}"' not in html, "who proposes does not decide"
    assert value(connection, "select count(*) from privacy.phones where phone_hash = %s", hashed) == 1
    assert f'action="/ops/config/{change}"' in page(finance, "/ops/erasures")
    where = send(finance, f"/ops/config/{change}", decision="approved")
    assert where == "/ops/erasures?done=approved"
    assert connection.execute("select from privacy.phones where phone_hash = %s", (hashed,)).fetchone() is None
    assert connection.execute("select from ussd.ussd_sessions where session_id = 'privacy-1'").fetchone() is None
    assert "Hatuna taarifa" in words(post(staff, "erase", reason="asked by letter").text)


def test_what_is_no_number_is_named_beside_the_field(staff: FlaskClient) -> None:
    answer = post(staff, "erase", phone="0799'; drop table x", reason="asked")
    assert answer.status_code == 422
    beside = r'id="erase-error">Namba hii si ya simu[^<]*</span>\s*<input id="erase-phone"[^>]* aria-invalid'
    assert re.search(beside, answer.text)
    assert "asked" in answer.text, "nothing is asked twice"


def test_the_page_says_how_long_data_is_kept(staff: FlaskClient) -> None:
    assert "Jumbe za M-Pesa zilivyokuja" in words(page(staff, "/ops/privacy"))
