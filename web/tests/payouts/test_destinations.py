"""Another destination: confirmed by a code for the whole number, waits a day, and can be stopped by ZUIA."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import Connection

from web.tests.pages import world
from web.tests.pages.fixtures import csrf_of, pass_second_factor, send, sent_code
from web.tests.pages.html_text import page, words

TOKEN = "demo-callback-token"
PHONE = {"label": "Mke wangu", "kind": "phone", "phone": "0711000345"}
BANK = {"label": "Benki", "kind": "paybill", "short_code": "247247", "account": "0123454321"}


@pytest.fixture(autouse=True)
def codes_may_be_asked_for(connection: Connection) -> None:
    connection.execute("delete from accounts.one_time_codes where purpose in ('payout', 'destination')")


def post(client: FlaskClient, path: str, status: int, form: dict[str, str]) -> str:
    answer = client.post(path, data={**form, "csrf": csrf_of(client)})
    assert answer.status_code == status, answer.text
    return words(answer.text)


@pytest.mark.parametrize(("form", "shown"), [(PHONE, "07xx..345"), (BANK, "247247 ..4321")], ids=["phone", "bank"])
def test_a_destination_is_confirmed_waits_and_is_told(
    owner: FlaskClient, connection: Connection, form: dict[str, str], shown: str
) -> None:
    assert f"Ongeza {shown}" in post(owner, "/owner/destinations", 200, form)
    place = send(owner, "/owner/destinations/add", **form, code=sent_code("destination"))
    text = words(page(owner, place))
    assert "Pameongezwa." in text
    assert shown in text
    told = "select payload ->> 'text' from messaging.outbox where key like 'destination/%' order by outbox_id desc"
    assert re.search(rf"{re.escape(shown)} imeongezwa .* Jibu ZUIA", world.value(connection, told))
    to = str(world.value(connection, "select max(destination_id) from payouts.destinations"))
    assert "Mahali hapa ni papya." in post(owner, "/owner/withdraw", 422, {"amount": "500", "to": to})
    connection.execute("update payouts.destinations set usable_from = now() where destination_id = %s", (to,))
    address = send(owner, "/owner/withdraw", amount="500", to=to)
    assert f"KES 500 kwenda {shown}" in words(page(owner, address))
    assert "Pameondolewa." in words(page(owner, send(owner, f"/owner/destinations/{to}/remove")))


def test_a_code_for_one_destination_is_wrong_for_another_with_the_same_last_digits(
    owner: FlaskClient, connection: Connection
) -> None:
    post(owner, "/owner/destinations", 200, PHONE)
    other = PHONE | {"phone": "0722999345", "code": sent_code("destination")}
    post(owner, "/owner/destinations/add", 403, other)
    assert world.value(connection, "select count(*) from payouts.destinations where tail = '345' and label = %s"
                                   " and removed_at is null", PHONE["label"]) == 0  # fmt: skip


@pytest.mark.parametrize(("form", "sentence"), [
    (PHONE | {"phone": "12"}, "Kenya"), (PHONE | {"label": "x"}, "herufi 2 hadi 30"),
    (BANK | {"short_code": "12"}, "tarakimu 5 hadi 7"), (BANK | {"account": "a b"}, "bila nafasi"),
])  # fmt: skip
def test_what_makes_no_sense_is_said(owner: FlaskClient, form: dict[str, str], sentence: str) -> None:
    assert sentence in post(owner, "/owner/destinations", 422, form)


def test_zuia_stops_withdrawals_until_staff_have_called(
    people: Flask, owner: FlaskClient, staff: FlaskClient, connection: Connection
) -> None:
    token = people.extensions["lipa"].callback_tokens[0]
    message = {"id": "zuia-1", "from": "+254700000101", "text": " Zuia!", "to": "40046"}
    assert people.test_client().post(f"/telco/{token}/sms/inbound", data=message).status_code == 200
    user = world.value(connection, "select user_id from payouts.freezes where lifted_at is null")
    assert "Kutoa pesa kumezuiwa kwa sababu mtu alijibu ZUIA." in words(page(owner, "/owner/withdraw"))
    assert "ZUIA" in post(owner, "/owner/withdraw", 422, {"amount": "500", "to": "own"})
    assert "Mtu alijibu ZUIA: mpigie simu" in words(page(staff, "/ops/"))
    assert "alijibu ZUIA." in words(page(staff, f"/ops/people/{user}"))
    pass_second_factor(staff, world.OPS_PHONE)
    send(staff, f"/ops/people/{user}/lift_freeze", reason="amethibitisha kwa simu yake")
    assert "Unaweza kutoa KES" in words(page(owner, "/owner/withdraw"))
