"""Vouchers over HTTP: an owner issues one with a code, the station dials it once, staff redeem one by phone."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.security import one_time_codes
from web.tests.conftest import TOKEN
from web.tests.owners.payees import post
from web.tests.pages.fixtures import sent_code
from web.tests.pages.world import World, value

pytestmark = pytest.mark.usefixtures("english")
STATION = "254199000555"
CHOSEN = {"vendor": "fuel", "plate": "KZZ 001A", "amount": "30"}


def digits(connection: Connection) -> str:
    """What the driver reads in the SMS."""
    text, sealed = connection.execute(
        "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox where key like 'voucher/%'"
        " order by outbox_id desc limit 1").fetchone() or ("", "")  # fmt: skip
    return one_time_codes.fill_in(text, sealed).partition("vocha ")[2][:6]


def dial(client: FlaskClient, text: str, session: str, phone: str = STATION) -> str:
    form = {"sessionId": session, "phoneNumber": phone, "networkCode": "63902", "serviceCode": "*384*46#", "text": text}
    return client.post(f"/telco/{TOKEN}/ussd", data=form).text


@pytest.fixture
def voucher(owner: FlaskClient, vendor: str, connection: Connection, small_world: World) -> str:
    """The digits of a new voucher up to KES 30 at any fuel station."""
    connection.execute("delete from accounts.one_time_codes")
    assert "Held in the pot" in post(owner, "/owner/vouchers", **CHOSEN, step="preview")[1]
    assert "6 digits from the SMS" in post(owner, "/owner/vouchers", **CHOSEN, step="code")[1]
    status, text = post(owner, "/owner/vouchers", **CHOSEN, step="issue", code="000000")
    assert (status, "That is not the code" in text) == (422, True), text
    status, text = post(owner, "/owner/vouchers", **CHOSEN, step="issue", code=sent_code("payout"))
    assert (status, "The voucher is issued" in text) == (200, True), text
    return digits(connection)


def test_a_station_dials_a_voucher_once(
    client: FlaskClient, owner: FlaskClient, connection: Connection, voucher: str
) -> None:
    paid = "select count(*) from payouts.payouts where kind = 'voucher'"
    before = value(connection, paid)
    assert "si sahihi" in dial(client, f"8*{voucher}*KZZ001A*20", "v1", "254199000556"), "another phone"
    assert "hadi KES 30" in dial(client, f"8*{voucher}*KZZ001A*31", "v2")
    assert "Vocha imekubaliwa: KES 20, gari KZZ 001A" in dial(client, f"8*{voucher}*KZZ001A*20", "v3")
    assert "Vocha imekubaliwa" in dial(client, f"46*8*{voucher}*KZZ001A*20", "v3"), "the gateway asks again"
    assert "imeshatumika" in dial(client, f"8*{voucher}*KZZ001A*20", "v4")
    assert value(connection, paid) == before + 1
    assert value(connection, "select count(*) from ussd.ussd_sessions where input like %s", f"%{voucher}%") == 0
    assert "used" in post(owner, "/owner/vouchers", step="")[1]


def test_staff_redeem_one_for_a_station_that_calls(
    staff: FlaskClient,
    vendor: str,
    voucher: str,
) -> None:
    form = {"vendor": vendor, "plate": "KZZ 001A", "amount": "25", "request": "form"}
    assert "don't belong together" in post(staff, "/ops/vouchers", **form, digits="000000")[1].replace("’", "'")
    assert "The voucher is used" in post(staff, "/ops/vouchers", **form, digits=voucher)[1]
    status, text = post(staff, "/ops/vouchers", **(form | {"request": "another"}), digits=voucher)
    assert (status, "used before" in text) == (422, True), text


def test_an_owner_takes_one_back(owner: FlaskClient, connection: Connection, client: FlaskClient, voucher: str) -> None:
    number = value(connection, "select max(voucher_id) from payouts.vouchers")
    assert "taken back" in post(owner, f"/owner/vouchers/{number}/cancel")[1]
    assert "imeshatumika" in dial(client, f"8*{voucher}*KZZ001A*20", "v5")
    assert post(owner, "/owner/vouchers/0/cancel")[0] == 404
