"""Automatic payouts over HTTP: switched on with a code, once an evening; and what the crew of a vehicle may have."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from web.security import one_time_codes
from web.tests.owners.payees import post
from web.tests.pages.fixtures import register, sent_code, sign_in
from web.tests.pages.html_text import words
from web.tests.pages.world import World, value

pytestmark = pytest.mark.usefixtures("english")
PLACE = "/owner/withdraw/automatic"
CREW_PHONE = "0199000777"


def test_the_profit_is_paid_out_each_evening_once_it_is_switched_on(
    owner: FlaskClient, connection: Connection, small_world: World
) -> None:
    form = {"owner": str(small_world.owner_ids[0]), "floor": "10", "destination": "own"}
    assert "Nothing is paid out by itself" in words(owner.get(PLACE).text)
    status, text = post(owner, PLACE, **(form | {"floor": "x"}), step="code")
    assert (status, "how much stays" in text) == (422, True), text
    assert "Choose your phone" in post(owner, PLACE, **(form | {"destination": "7"}), step="code")[1]
    assert "6 digits from the SMS" in post(owner, PLACE, **form, step="code")[1]
    code = sent_code("automatic")
    assert post(owner, PLACE, **(form | {"floor": "11"}), step="on", code=code)[0] == 422, "for another floor"
    assert "Every evening at 21:00" in post(owner, PLACE, **form, step="on", code=code)[1]
    ran = "select payouts.pay_out_automatically(%s::timestamptz)"
    assert [value(connection, ran, at) for at in ("2026-11-23 20:00+03", "2026-11-23 21:00+03", "2026-11-23 22:00+03")
            ] == [0, 1, 0]  # fmt: skip
    paid = value(connection, "select amount_cents from payouts.payouts where kind = 'withdrawal'")
    assert paid > 0
    assert "is being sent" in words(owner.get(PLACE).text)
    assert "switched off" in post(owner, PLACE, **form, step="off")[1]
    assert value(connection, ran, "2026-11-24 21:00+03") == 0
    assert post(owner, PLACE, **(form | {"owner": str(small_world.owner_ids[1])}), step="off")[0] == 404


def test_a_crew_takes_fuel_within_what_the_owner_allows(
    owner: FlaskClient, vendor: str, connection: Connection, small_world: World
) -> None:
    vehicle = value(connection, "select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'")
    register(owner.application, CREW_PHONE, "crew", "--scope-vehicle", str(vehicle))
    crew = sign_in(owner.application.test_client(), CREW_PHONE)
    crew.set_cookie("lipa_lang", "en")
    form = {"plate": "KZZ 001A", "amount": "15"}
    assert "allows no fuel vouchers" in words(crew.get("/crew/voucher?plate=KZZ001A").text)
    assert "Ask the owner" in post(crew, "/crew/voucher", **form)[1]
    assert post(owner, f"{PLACE}/KZZ001A", share="yes", voucher_day="x")[0] == 422
    assert "It counts from now on" in post(owner, f"{PLACE}/KZZ001A", share="yes", voucher_day="20")[1]
    assert post(owner, f"{PLACE}/KZZ900Z", share="yes", voucher_day="20")[0] == 404
    assert "The voucher is issued" in post(crew, "/crew/voucher", **form)[1]
    text, sealed = connection.execute(
        "select payload ->> 'text', payload ->> 'code_sealed' from messaging.outbox where key like 'voucher/%'"
        " order by outbox_id desc limit 1").fetchone() or ("", "")  # fmt: skip
    assert "hadi KES 15, gari KZZ 001A" in one_time_codes.fill_in(text, sealed)
    assert "Ask the owner" in post(crew, "/crew/voucher", **form)[1], "no more that day"
    assert "by the crew" in words(owner.get("/owner/vouchers").text)
